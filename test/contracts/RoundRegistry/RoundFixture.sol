// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CourseRegistry} from "../../../contracts/course/CourseRegistry.sol";
import {RubricRegistry} from "../../../contracts/course/RubricRegistry.sol";
import {InstitutionRegistry} from "../../../contracts/institution/InstitutionRegistry.sol";
import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {IRoundRegistry} from "../../../contracts/interfaces/IRoundRegistry.sol";
import {PasskeyVerifier} from "../../../contracts/libraries/PasskeyVerifier.sol";
import {QualityPolicy} from "../../../contracts/round/QualityPolicy.sol";
import {RoundRegistry} from "../../../contracts/round/RoundRegistry.sol";
import {Basis, Kind, Part, Purpose, Purposes, Role, Route, Stage, Standing} from
    "../../../contracts/types/Types.sol";
import {BaselineRubric as B} from "../QualityPolicy/BaselineRubric.sol";
import {Actors} from "../support/Actors.sol";
import {Acts} from "./Acts.sol";

/// @title A network with six members, a course of the first, and a round on the way
/// @notice OWNER owns the course, DELIVERER delivers it, CONVENER convenes, FIRST and SECOND appoint reviewers, RIVAL
/// stands by. Each member acts by one account with all purposes. Acts are sent by their signers, unless relayed.
abstract contract RoundFixture is Actors {
    uint32 internal constant OWNER = 1;
    uint32 internal constant DELIVERER = 2;
    uint32 internal constant CONVENER = 3;
    uint32 internal constant FIRST = 4;
    uint32 internal constant SECOND = 5;
    uint32 internal constant RIVAL = 6;
    uint32 internal constant PANEL_WINDOW = 14 days;
    uint32 internal constant RAPID_WINDOW = 24 hours;
    uint40 internal constant REVIEW_UNTIL = START + 30 days;

    InstitutionRegistry internal institutions;
    CourseRegistry internal courses;
    RubricRegistry internal rubrics;
    RoundRegistry internal rounds;
    QualityPolicy internal policy;

    Actor internal governance;
    mapping(uint32 institution => Actor) internal members;
    Actor[] internal reviewers;
    bytes32 internal course;
    bytes32 internal version;
    bytes32 internal rubric;
    bytes32 internal id;

    function setUp() public virtual {
        vm.warp(START);
        governance = _account("governance");
        address verifier = address(new PasskeyVerifier());
        institutions = new InstitutionRegistry(verifier, governance.id);
        courses = new CourseRegistry(verifier, institutions);
        rubrics = new RubricRegistry(verifier, institutions);
        rounds = new RoundRegistry(verifier, institutions, courses, rubrics, PANEL_WINDOW, RAPID_WINDOW);
        policy = new QualityPolicy(rounds, rubrics);
        string[6] memory names = ["Owner", "Deliverer", "Convener", "First", "Second", "Rival"];
        for (uint32 i = 1; i <= 6; ++i) {
            _admit(i, names[i - 1]);
        }
        for (uint256 i = 0; i < 16; ++i) {
            reviewers.push(_account(string.concat("reviewer ", string(abi.encodePacked(bytes1(uint8(65 + i)))))));
        }
        _publishCourse();
    }

    function _admit(uint32 institution, string memory name) internal {
        members[institution] = _account(name);
        IInstitutionRegistry.Admission memory admission = IInstitutionRegistry.Admission({
            name: name,
            domain: string.concat(name, ".example"),
            country: "JP",
            kind: Kind.Provider,
            profileDigest: keccak256(bytes(name)),
            admin: members[institution].signer,
            purposes: Purposes.ALL
        });
        vm.prank(governance.account);
        institutions.admit(institution, admission, _direct(governance));
    }

    function _publishCourse() internal {
        Actor memory owner = members[OWNER];
        vm.startPrank(owner.account);
        course = courses.registerCourse(OWNER, "drone-slope-survey", _direct(owner));
        version = courses.publishVersion(course, OWNER, keccak256("descriptor"), 0, false, _direct(owner));
        vm.stopPrank();
        _makeParty(DELIVERER, Part.Deliverer);
        vm.prank(members[RIVAL].account);
        rubric = rubrics.publishRubric(RIVAL, keccak256("rubric"), B.header(), _direct(members[RIVAL]));
    }

    function _makeParty(uint32 institution, Part part) internal {
        vm.prank(members[OWNER].account);
        courses.inviteParty(course, OWNER, institution, part, _direct(members[OWNER]));
        vm.prank(members[institution].account);
        courses.acceptPart(course, institution, part, _direct(members[institution]));
    }

    function _endPart(uint32 institution, Part part) internal {
        vm.prank(members[institution].account);
        courses.endPart(course, institution, institution, part, _direct(members[institution]));
    }

    function _suspend(uint32 institution) internal {
        vm.prank(governance.account);
        institutions.setStanding(institution, 1, Standing.Suspended, 0, 0, keccak256("ground"), _direct(governance));
    }

    /// @dev A summative panel round with the seats that the rubric asks.
    function _opening() internal view returns (IRoundRegistry.Opening memory) {
        return IRoundRegistry.Opening({
            version: version,
            rubric: rubric,
            n: 1,
            owner: OWNER,
            convener: CONVENER,
            purpose: Purpose.Summative,
            basis: Basis.Design,
            route: Route.Panel,
            seats: [2, 0, 0, 1, 0],
            validity: 365 days,
            reviewUntil: REVIEW_UNTIL,
            document: keccak256("round document")
        });
    }

    function _rapidOpening() internal view returns (IRoundRegistry.Opening memory opening) {
        opening = _opening();
        opening.route = Route.Rapid;
        opening.seats = [2, 0, 0, 0, 0];
        opening.validity = 90 days;
        opening.reviewUntil = START + 72 hours;
    }

    function _open(IRoundRegistry.Opening memory opening) internal {
        vm.prank(members[opening.owner].account);
        id = rounds.open(opening, _direct(members[opening.owner]));
    }

    function _accept() internal {
        vm.prank(members[CONVENER].account);
        rounds.accept(id, _direct(members[CONVENER]));
    }

    function _appoint(uint8 seat, uint32 institution, Role role) internal {
        _appoint(seat, institution, role, new uint32[](0));
    }

    function _appoint(uint8 seat, uint32 institution, Role role, uint32[] memory affiliations) internal {
        vm.prank(members[institution].account);
        rounds.appointSeat(
            id, seat, institution, role, affiliations, reviewers[seat].signer, _direct(members[institution])
        );
    }

    /// @dev Two subject experts of FIRST and SECOND, a learner of FIRST.
    function _appointPanel() internal {
        _appoint(0, FIRST, Role.SubjectExpert);
        _appoint(1, SECOND, Role.SubjectExpert);
        _appoint(2, FIRST, Role.Learner);
    }

    function _setPanel() internal {
        uint8 seatCount = rounds.round(id).seatCount;
        vm.prank(members[CONVENER].account);
        rounds.setPanel(id, seatCount, _direct(members[CONVENER]));
    }

    function _submission(uint8 seat, uint256 ratings) internal view returns (IRoundRegistry.Submission memory) {
        return IRoundRegistry.Submission({
            round: id,
            seat: seat,
            reviewDigest: keccak256(abi.encode("review", id, seat)),
            ratings: ratings,
            sequence: 1
        });
    }

    function _submit(uint8 seat, uint256 ratings) internal {
        IRoundRegistry.Submission memory submission = _submission(seat, ratings);
        vm.prank(reviewers[seat].account);
        rounds.submit(submission, _direct(reviewers[seat]));
    }

    /// @dev All three seats rate everything 2 that they may.
    function _submitAll() internal {
        _submit(0, B.ratings(2));
        _submit(1, B.ratings(2));
        _submit(2, _learnerRatings());
    }

    function _learnerRatings() internal pure returns (uint256) {
        return B.without(B.ratings(2), B.C1);
    }

    function _reply(uint32 owner) internal {
        vm.prank(members[owner].account);
        rounds.reply(id, owner, keccak256("reply"), _direct(members[owner]));
    }

    function _abandon() internal {
        vm.prank(members[CONVENER].account);
        rounds.abandon(id, keccak256("ground"), _direct(members[CONVENER]));
    }

    /// @dev Opens a round and brings it to a stage by the usual way.
    function _bringTo(Stage stage) internal {
        _open(_opening());
        if (stage == Stage.Opened) return;
        _accept();
        if (stage == Stage.Accepted) return;
        _appointPanel();
        _setPanel();
        if (stage == Stage.Reviewing) return;
        if (stage == Stage.Abandoned) return _abandon();
        _submitAll();
        _skip(PANEL_WINDOW + 1);
        rounds.close(id);
    }

    function _stage() internal view returns (Stage) {
        return rounds.round(id).stage;
    }

    function _expectStage(Stage expected) internal view {
        vm.assertEq(uint256(_stage()), uint256(expected));
    }

    function _signedReview(Actor memory actor, IRoundRegistry.Submission memory submission)
        internal
        view
        returns (bytes memory)
    {
        return _signed(actor, address(rounds), Acts.review(submission)).signature;
    }
}
