// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {RubricRegistry} from "../../../contracts/course/RubricRegistry.sol";
import {FollowUpRegistry} from "../../../contracts/round/FollowUpRegistry.sol";
import {ICourseRegistry} from "../../../contracts/interfaces/ICourseRegistry.sol";
import {IAuthorized} from "../../../contracts/interfaces/IAuthorized.sol";
import {IFollowUpRegistry} from "../../../contracts/interfaces/IFollowUpRegistry.sol";
import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {IRoundRegistry} from "../../../contracts/interfaces/IRoundRegistry.sol";
import {MemberRegistry} from "../../../contracts/network/MemberRegistry.sol";
import {SoleGovernor} from "../../../contracts/governance/SoleGovernor.sol";
import {PasskeyVerifier} from "../../../contracts/libraries/PasskeyVerifier.sol";
import {
    Authorization, Basis, Ground, Kind, Part, Purpose, Purposes, Role, Route, SeatFlags, Stage, Standing
} from "../../../contracts/types/Types.sol";
import {QualityPolicy} from "../../../contracts/round/QualityPolicy.sol";
import {BaselineRubric as B} from "../QualityPolicy/BaselineRubric.sol";
import {Actors} from "../support/Actors.sol";
import {RoundsStub} from "./Stubs.sol";

abstract contract StubFixture is Actors {
    uint32 internal constant OWNER = 1;
    uint32 internal constant DELIVERER = 2;
    uint32 internal constant CONVENER = 3;
    uint32 internal constant FIRST = 4;
    uint32 internal constant SECOND = 5;
    uint32 internal constant RIVAL = 6;
    MemberRegistry internal institutions;
    MemberRegistry internal courses;
    RubricRegistry internal rubrics;
    RoundsStub internal rounds;
    QualityPolicy internal policy;
    Actor internal governance;
    mapping(uint32 institution => Actor) internal members;
    bytes32 internal course;
    bytes32 internal version;
    bytes32 internal rubric;
    bytes32 internal id;
    address internal verifier;
    uint256 internal opened;

    function setUp() public virtual {
        vm.warp(START);
        governance = _account("governance");
        verifier = address(new PasskeyVerifier());
        string[6] memory names = ["Owner", "Deliverer", "Convener", "First", "Second", "Rival"];
        IInstitutionRegistry.Admission[] memory founders = new IInstitutionRegistry.Admission[](6);
        for (uint32 i = 1; i <= 6; ++i) {
            members[i] = _account(names[i - 1]);
            founders[i - 1] = IInstitutionRegistry.Admission(
                names[i - 1], string.concat(names[i - 1], ".example"), "JP", Kind.Provider, keccak256("p"), members[i].signer, Purposes.ALL
            );
        }
        address predicted = vm.computeCreateAddress(address(this), vm.getNonce(address(this)) + 1);
        institutions = new MemberRegistry(verifier, new SoleGovernor(governance.account, predicted), founders);
        courses = institutions;
        rubrics = new RubricRegistry(verifier, institutions);
        rounds = new RoundsStub();
        policy = new QualityPolicy(IRoundRegistry(address(rounds)));
        Actor memory owner = members[OWNER];
        vm.startPrank(owner.account);
        course = courses.registerCourse(OWNER, "drone-slope-survey", _direct(owner));
        version = courses.publishVersion(course, OWNER, keccak256("descriptor"), 0, false, _direct(owner));
        vm.stopPrank();
        _makeParty(DELIVERER, Part.Deliverer);
        rubric = keccak256("rubric");
    }

    function _bringTo(Stage stage) internal {
        IRoundRegistry.Round memory facts;
        facts.version = version;
        facts.rubric = rubric;
        facts.owner = OWNER;
        facts.convener = CONVENER;
        facts.purpose = Purpose.Summative;
        facts.basis = Basis.Design;
        facts.route = Route.Panel;
        facts.validity = 365 days;
        facts.stage = stage;
        id = keccak256(abi.encode("round", ++opened));
        rounds.put(id, facts, _panelOf(B.ratings(2), B.ratings(2), _learnerRatings()));
    }

    /// @dev Two subject experts of FIRST and SECOND, a learner of FIRST.
    function _panelOf(uint256 expert, uint256 other, uint256 learner)
        internal
        pure
        returns (IRoundRegistry.Seat[] memory list)
    {
        list = new IRoundRegistry.Seat[](3);
        (list[0].institution, list[0].role, list[0].ratings) = (FIRST, Role.SubjectExpert, uint128(expert));
        (list[1].institution, list[1].role, list[1].ratings) = (SECOND, Role.SubjectExpert, uint128(other));
        (list[2].institution, list[2].role, list[2].ratings) = (FIRST, Role.Learner, uint128(learner));
    }

    function _learnerRatings() internal pure returns (uint256) {
        return B.without(B.ratings(2), B.C1);
    }

    function _sealAndReveal(uint256 expert, uint256 other, uint256 learner) internal {
        rounds.put(id, rounds.round(id), _panelOf(expert, other, learner));
    }

    function _close() internal {
        IRoundRegistry.Round memory facts = rounds.round(id);
        facts.stage = Stage.Closed;
        rounds.put(id, facts, rounds.seats(id));
    }

    function _closeRapid() internal {
        _bringTo(Stage.Closed);
        IRoundRegistry.Round memory facts = rounds.round(id);
        facts.route = Route.Rapid;
        facts.validity = 90 days;
        rounds.put(id, facts, rounds.seats(id));
    }

    function _closeWithASilentSeat() internal {
        _closeWithASeat(0);
    }

    function _closeWithAnExcludedSeat() internal {
        _closeWithASeat(SeatFlags.EXCLUDED);
    }

    function _closeWithASeat(uint8 flags) internal {
        _bringTo(Stage.Closed);
        IRoundRegistry.Seat[] memory list = new IRoundRegistry.Seat[](4);
        for (uint256 i = 0; i < 3; ++i) {
            list[i] = rounds.seats(id)[i];
        }
        (list[3].institution, list[3].role, list[3].flags) = (SECOND, Role.Chair, flags);
        rounds.put(id, rounds.round(id), list);
    }

    function _closeWithARevision(uint256 revised) internal {
        _bringTo(Stage.Closed);
        _sealAndReveal(B.ratings(2), revised, _learnerRatings());
    }

    function _openAppeal(bytes32 of_) internal {
        IRoundRegistry.Round memory facts = rounds.round(of_);
        facts.stage = Stage.Opened;
        facts.appealOf = of_;
        id = keccak256(abi.encode("round", ++opened));
        rounds.put(id, facts, new IRoundRegistry.Seat[](0));
    }

    function _askForAnotherSeat(uint32 institution) internal {
        _bringTo(Stage.Reviewing);
        IRoundRegistry.Round memory facts = rounds.round(id);
        facts.addedBy = institution;
        rounds.put(id, facts, rounds.seats(id));
    }

    function _expectStage(Stage expected) internal view {
        vm.assertEq(uint256(rounds.round(id).stage), uint256(expected));
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
}

/// @title A network with a registry of what follows decisions
abstract contract FollowUpFixture is StubFixture {
    bytes32 internal constant DOCUMENT = keccak256("document");
    uint256 internal constant TIE_PERIOD = 3 * 365 days;

    FollowUpRegistry internal followUps;

    function setUp() public virtual override {
        super.setUp();
        followUps = new FollowUpRegistry(
            verifier,
            IInstitutionRegistry(address(institutions)),
            ICourseRegistry(address(courses)),
            IRoundRegistry(address(rounds))
        );
    }

    /// @dev Publishes a version of the course that follows `previous`.
    function _publishAfter(bytes32 previous, bool minor, string memory name) internal returns (bytes32) {
        Authorization memory authorization = _direct(members[OWNER]);
        vm.prank(members[OWNER].account);
        return courses.publishVersion(course, OWNER, keccak256(bytes(name)), previous, minor, authorization);
    }

    function _closeFormative() internal {
        _bringTo(Stage.Closed);
        IRoundRegistry.Round memory facts = rounds.round(id);
        facts.purpose = Purpose.Formative;
        rounds.put(id, facts, rounds.seats(id));
    }

    /// @dev Another decided round of the same version.
    function _closeSecond() internal returns (bytes32) {
        _bringTo(Stage.Closed);
        return id;
    }

    function _closeConditions(bytes32 round) internal {
        Authorization memory authorization = _direct(members[CONVENER]);
        vm.prank(members[CONVENER].account);
        followUps.closeConditions(round, DOCUMENT, authorization);
    }

    function _carry(bytes32 round, bytes32 version_) internal {
        Authorization memory authorization = _direct(members[CONVENER]);
        vm.prank(members[CONVENER].account);
        followUps.carry(round, version_, authorization);
    }

    function _rescind(bytes32 round) internal {
        Authorization memory authorization = _direct(governance);
        vm.prank(governance.account);
        followUps.rescind(round, DOCUMENT, authorization);
    }

    function _file(uint32 n, uint32 institution) internal returns (bytes32) {
        Authorization memory authorization = _direct(members[institution]);
        vm.prank(members[institution].account);
        return followUps.fileConcern(version, n, institution, DOCUMENT, authorization);
    }

    function _admitConcern(bytes32 concern, uint32 institution) internal {
        Authorization memory authorization = _direct(members[institution]);
        vm.prank(members[institution].account);
        followUps.admitConcern(concern, institution, authorization);
    }

    function _closeConcern(bytes32 concern, uint32 institution) internal {
        Authorization memory authorization = _direct(members[institution]);
        vm.prank(members[institution].account);
        followUps.closeConcern(concern, institution, DOCUMENT, authorization);
    }

    /// @dev The next call reverts with an error of one word.
    function _expect(bytes4 selector, bytes32 argument) internal {
        vm.expectRevert(abi.encodeWithSelector(selector, argument));
    }

    function _expectNotAuthorised(uint32 institution, Actor memory actor) internal {
        vm.expectRevert(
            abi.encodeWithSelector(
                IInstitutionRegistry.Institution_NotAuthorised.selector, institution, actor.id, Purposes.CONVENE
            )
        );
    }

    function _expectTied(uint32 institution) internal {
        vm.expectRevert(abi.encodeWithSelector(IFollowUpRegistry.FollowUp_Tied.selector, version, institution));
    }

    /// @dev The next call reverts because the signature is of another act.
    function _expectForeignSignature() internal {
        vm.expectPartialRevert(IAuthorized.Authorization_InvalidSignature.selector);
    }
}
