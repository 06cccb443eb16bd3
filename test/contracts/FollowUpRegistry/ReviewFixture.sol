// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {RubricRegistry} from "../../../contracts/course/RubricRegistry.sol";
import {SoleGovernor} from "../../../contracts/governance/SoleGovernor.sol";
import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {IRoundRegistry} from "../../../contracts/interfaces/IRoundRegistry.sol";
import {PasskeyVerifier} from "../../../contracts/libraries/PasskeyVerifier.sol";
import {MemberRegistry} from "../../../contracts/network/MemberRegistry.sol";
import {QualityPolicy} from "../../../contracts/round/QualityPolicy.sol";
import {RoundRegistry} from "../../../contracts/round/RoundRegistry.sol";
import {
    Basis, Ground, Kind, Part, Purpose, Purposes, Role, Route, Stage, Standing
} from "../../../contracts/types/Types.sol";
import {BaselineRubric as B} from "../QualityPolicy/BaselineRubric.sol";
import {Actors} from "../support/Actors.sol";

/// @title A network with six members, a course of the first, and whole reviews of it in one call
/// @notice OWNER owns the course, DELIVERER delivers it, CONVENER convenes, FIRST and SECOND appoint reviewers, RIVAL
/// stands by. Each member acts by one account with all purposes.
abstract contract ReviewFixture is Actors {
    uint32 internal constant OWNER = 1;
    uint32 internal constant DELIVERER = 2;
    uint32 internal constant CONVENER = 3;
    uint32 internal constant FIRST = 4;
    uint32 internal constant SECOND = 5;
    uint32 internal constant RIVAL = 6;
    uint32 internal constant OBJECTION = 3 days;
    uint32 internal constant RAPID_OBJECTION = 1 hours;
    uint32 internal constant REVEAL = 7 days;
    uint32 internal constant REPLY = 14 days;
    uint32 internal constant APPEAL = 60 days;
    bytes32 internal constant SALT = keccak256("salt");

    address internal verifier;
    MemberRegistry internal institutions;
    MemberRegistry internal courses;
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
        verifier = address(new PasskeyVerifier());
        address predicted = vm.computeCreateAddress(address(this), vm.getNonce(address(this)) + 1);
        institutions = new MemberRegistry(verifier, new SoleGovernor(governance.account, predicted), _founders());
        courses = institutions;
        rubrics = new RubricRegistry(verifier, institutions);
        IRoundRegistry.Periods memory panel = IRoundRegistry.Periods(OBJECTION, REVEAL, REPLY, APPEAL);
        IRoundRegistry.Periods memory rapid = IRoundRegistry.Periods(RAPID_OBJECTION, 1 days, 1 days, 7 days);
        rounds = new RoundRegistry(verifier, institutions, courses, rubrics, panel, rapid);
        policy = new QualityPolicy(rounds);
        reviewers.push(_account("expert"));
        reviewers.push(_account("other expert"));
        reviewers.push(_account("learner"));
        reviewers.push(_account("chair"));
        Actor memory owner = members[OWNER];
        vm.startPrank(owner.account);
        course = courses.registerCourse(OWNER, "drone-slope-survey", _direct(owner));
        version = courses.publishVersion(course, OWNER, keccak256("descriptor"), 0, false, _direct(owner));
        vm.stopPrank();
        _makeParty(DELIVERER, Part.Deliverer);
        vm.prank(members[RIVAL].account);
        rubric = rubrics.publishRubric(RIVAL, keccak256("rubric"), B.header(), _direct(members[RIVAL]));
    }

    function _founders() internal returns (IInstitutionRegistry.Admission[] memory founders) {
        string[6] memory names = ["Owner", "Deliverer", "Convener", "First", "Second", "Rival"];
        founders = new IInstitutionRegistry.Admission[](6);
        for (uint32 i = 0; i < 6; ++i) {
            members[i + 1] = _account(names[i]);
            founders[i] = IInstitutionRegistry.Admission({
                name: names[i],
                domain: string.concat(names[i], ".example"),
                country: "JP",
                kind: Kind.Provider,
                profileDigest: keccak256(bytes(names[i])),
                admin: members[i + 1].signer,
                purposes: Purposes.ALL
            });
        }
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
        institutions.setStanding(
            institution, 1, Standing.Suspended, 0, 0, Ground.Other, keccak256("reasons"), _direct(governance)
        );
    }

    /// @dev Publishes a version of the course that follows `previous`.
    function _publishAfter(bytes32 previous, bool minor, string memory name) internal returns (bytes32) {
        vm.prank(members[OWNER].account);
        return courses.publishVersion(
            course, OWNER, keccak256(bytes(name)), previous, minor, _direct(members[OWNER])
        );
    }

    /// @dev The next summative panel round of the version, with the seats that the rubric asks.
    function _opening() internal view returns (IRoundRegistry.Opening memory) {
        return IRoundRegistry.Opening({
            version: version,
            rubric: rubric,
            n: rounds.count(version, rubric) + 1,
            owner: OWNER,
            convener: CONVENER,
            purpose: Purpose.Summative,
            basis: Basis.Design,
            route: Route.Panel,
            seats: [2, 0, 0, 1, 0],
            validity: 365 days,
            reviewUntil: uint40(block.timestamp) + 30 days,
            document: keccak256("round document")
        });
    }

    function _openAndAccept(IRoundRegistry.Opening memory opening) internal {
        vm.prank(members[OWNER].account);
        id = rounds.open(opening, _direct(members[OWNER]));
        vm.prank(members[CONVENER].account);
        rounds.accept(id, _direct(members[CONVENER]));
    }

    /// @dev Two subject experts of FIRST and SECOND, a learner of FIRST.
    function _appointPanel() internal {
        _appoint(0, FIRST, Role.SubjectExpert);
        _appoint(1, SECOND, Role.SubjectExpert);
        _appoint(2, FIRST, Role.Learner);
    }

    function _appoint(uint8 seat, uint32 institution, Role role) internal {
        IRoundRegistry.Appointment memory appointment = IRoundRegistry.Appointment({
            round: id,
            seat: seat,
            institution: institution,
            role: role,
            affiliations: new uint32[](0),
            signer: reviewers[seat].signer
        });
        vm.prank(members[institution].account);
        rounds.appointSeat(appointment, _direct(members[institution]));
    }

    function _setPanel(uint8 seatCount, uint16 excluded) internal {
        _skip(OBJECTION + 1);
        vm.prank(members[CONVENER].account);
        rounds.setPanel(id, seatCount, excluded, _direct(members[CONVENER]));
    }

    function _seal(uint8 seat, uint256 ratings) internal {
        bytes32 digest = keccak256(abi.encode("review", id, seat));
        bytes32 commitment = keccak256(abi.encode(id, seat, digest, ratings, SALT));
        vm.prank(reviewers[seat].account);
        rounds.seal(IRoundRegistry.Sealing(id, seat, commitment), _direct(reviewers[seat]));
    }

    /// @dev A reveal has the salt of the seal, a revision and a formative review none.
    function _submit(uint8 seat, uint256 ratings, uint32 sequence, bytes32 salt) internal {
        bytes32 digest = keccak256(abi.encode("review", id, seat));
        vm.prank(reviewers[seat].account);
        rounds.submit(
            IRoundRegistry.Submission(id, seat, digest, ratings, sequence, salt), _direct(reviewers[seat])
        );
    }

    function _sealAndReveal(uint256 expert, uint256 other, uint256 learner) internal {
        _seal(0, expert);
        _seal(1, other);
        _seal(2, learner);
        uint40 from = rounds.round(id).revealFrom;
        if (from > block.timestamp) vm.warp(from);
        _submit(0, expert, 1, SALT);
        _submit(1, other, 1, SALT);
        _submit(2, learner, 1, SALT);
    }

    /// @dev Everything 2 but what a learner may not rate.
    function _learnerRatings() internal pure returns (uint256) {
        return B.without(B.ratings(2), B.C1);
    }

    function _sealAndRevealAll() internal {
        _sealAndReveal(B.ratings(2), B.ratings(2), _learnerRatings());
    }

    function _close() internal {
        vm.warp(rounds.round(id).replyUntil + 1);
        rounds.close(id);
    }

    /// @dev Opens a round and brings it to a stage by the usual way.
    function _bringTo(Stage stage) internal {
        IRoundRegistry.Opening memory opening = _opening();
        if (stage == Stage.Opened) {
            vm.prank(members[OWNER].account);
            id = rounds.open(opening, _direct(members[OWNER]));
            return;
        }
        _openAndAccept(opening);
        _appointPanel();
        _setPanel(3, 0);
        if (stage == Stage.Abandoned) {
            vm.prank(members[CONVENER].account);
            rounds.abandon(id, keccak256("ground"), _direct(members[CONVENER]));
        }
        if (stage != Stage.Closed) return;
        _sealAndRevealAll();
        _close();
    }

    function _closeFormative() internal {
        IRoundRegistry.Opening memory opening = _opening();
        opening.purpose = Purpose.Formative;
        _openAndAccept(opening);
        _appointPanel();
        _setPanel(3, 0);
        for (uint8 seat = 0; seat < 3; ++seat) _submit(seat, 0, 1, 0);
        _close();
    }

    function _closeRapid() internal {
        IRoundRegistry.Opening memory opening = _opening();
        opening.route = Route.Rapid;
        opening.seats = [2, 0, 0, 0, 0];
        opening.validity = 90 days;
        opening.reviewUntil = uint40(block.timestamp) + 72 hours;
        _openAndAccept(opening);
        _appoint(0, FIRST, Role.SubjectExpert);
        _appoint(1, SECOND, Role.SubjectExpert);
        _skip(RAPID_OBJECTION + 1);
        vm.prank(members[CONVENER].account);
        rounds.setPanel(id, 2, 0, _direct(members[CONVENER]));
        _seal(0, B.ratings(2));
        _seal(1, B.ratings(2));
        _submit(0, B.ratings(2), 1, SALT);
        _submit(1, B.ratings(2), 1, SALT);
        _close();
    }

    /// @dev A chair of SECOND beside the panel, which never seals.
    function _closeWithASilentSeat() internal {
        _closeWithAChair(0);
    }

    function _closeWithAnExcludedSeat() internal {
        _closeWithAChair(8);
    }

    function _closeWithAChair(uint16 excluded) private {
        _openAndAccept(_opening());
        _appointPanel();
        _appoint(3, SECOND, Role.Chair);
        _setPanel(4, excluded);
        _sealAndRevealAll();
        _close();
    }

    /// @dev The second expert revises its review.
    function _closeWithARevision(uint256 revised) internal {
        _bringTo(Stage.Reviewing);
        _sealAndRevealAll();
        _submit(1, revised, 2, 0);
        _close();
    }

    /// @dev Appeals against a closed round, with RIVAL as convener.
    function _openAppeal(bytes32 appealed) internal {
        IRoundRegistry.Opening memory opening = _opening();
        opening.convener = RIVAL;
        vm.prank(members[OWNER].account);
        id = rounds.openAppeal(appealed, opening, _direct(members[OWNER]));
    }

    /// @dev A new round whose convener asks an institution for a chair.
    function _askForAnotherSeat(uint32 institution) internal {
        _bringTo(Stage.Reviewing);
        _sealAndRevealAll();
        vm.prank(members[CONVENER].account);
        rounds.addSeat(id, institution, Role.Chair, _direct(members[CONVENER]));
    }
}
