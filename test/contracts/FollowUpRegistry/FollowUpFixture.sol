// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {FollowUpRegistry} from "../../../contracts/round/FollowUpRegistry.sol";
import {ICourseRegistry} from "../../../contracts/interfaces/ICourseRegistry.sol";
import {IAuthorized} from "../../../contracts/interfaces/IAuthorized.sol";
import {IFollowUpRegistry} from "../../../contracts/interfaces/IFollowUpRegistry.sol";
import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {IRoundRegistry} from "../../../contracts/interfaces/IRoundRegistry.sol";
import {PasskeyVerifier} from "../../../contracts/libraries/PasskeyVerifier.sol";
import {Authorization, Part, Purpose, Purposes, Stage} from "../../../contracts/types/Types.sol";
import {Actors} from "../support/Actors.sol";
import {MembersStub, RoundsStub} from "./Stubs.sol";

abstract contract StubFixture is Actors {
    uint32 internal constant OWNER = 1;
    uint32 internal constant DELIVERER = 2;
    uint32 internal constant CONVENER = 3;
    uint32 internal constant FIRST = 4;
    uint32 internal constant SECOND = 5;
    uint32 internal constant RIVAL = 6;
    MembersStub internal institutions;
    MembersStub internal courses;
    RoundsStub internal rounds;
    Actor internal governance;
    mapping(uint32 institution => Actor) internal members;
    bytes32 internal course;
    bytes32 internal version;
    bytes32 internal id;
    address internal verifier;

    function setUp() public virtual {
        vm.warp(START);
        governance = _account("governance");
        verifier = address(new PasskeyVerifier());
        institutions = new MembersStub(governance.id);
        courses = institutions;
        rounds = new RoundsStub();
        string[6] memory names = ["Owner", "Deliverer", "Convener", "First", "Second", "Rival"];
        for (uint32 i = 1; i <= 6; ++i) {
            members[i] = _account(names[i - 1]);
            institutions.setKey(i, members[i].id);
        }
        course = keccak256("course");
        version = keccak256("version");
        courses.setVersion(version, ICourseRegistry.Version(course, 0, OWNER, false, START, 0, 0));
        institutions.join(OWNER);
        institutions.join(DELIVERER);
        id = keccak256("round");
    }

    function _bringTo(Stage stage) internal {
        rounds.set(id, RoundsStub.R(version, CONVENER, stage, Purpose.Summative));
    }

    function _makeParty(uint32 institution, Part) internal {
        institutions.join(institution);
    }

    function _endPart(uint32 institution, Part) internal {
        institutions.end(institution);
    }

    function _suspend(uint32 institution) internal {
        institutions.suspend(institution);
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

    function _publishAfter(bytes32 previous, bool minor, string memory name) internal returns (bytes32 v) {
        v = keccak256(bytes(name));
        courses.setVersion(v, ICourseRegistry.Version(course, previous, OWNER, minor, uint40(block.timestamp), 0, 0));
    }

    function _closeFormative() internal {
        rounds.set(id, RoundsStub.R(version, CONVENER, Stage.Closed, Purpose.Formative));
    }

    function _closeSecond() internal returns (bytes32 other) {
        other = keccak256("second round");
        rounds.set(other, RoundsStub.R(version, CONVENER, Stage.Closed, Purpose.Summative));
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
