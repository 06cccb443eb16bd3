// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IFollowUpRegistry} from "../../../contracts/interfaces/IFollowUpRegistry.sol";
import {Authorization, Part} from "../../../contracts/types/Types.sol";
import {FollowUpActs} from "./FollowUpActs.sol";
import {FollowUpFixture} from "./FollowUpFixture.sol";

/// @notice Given a concern that FIRST filed.
/// @dev F4 of test/README.md.
contract AdmitConcern is FollowUpFixture {
    bytes32 internal concern;

    function setUp() public override {
        super.setUp();
        concern = _file(1, FIRST);
        _skip(1 days);
    }

    function test_GivenASecondUntiedMember_ItAdmits() external {
        vm.expectEmit(address(followUps));
        emit IFollowUpRegistry.ConcernAdmitted(concern, SECOND);
        _admitConcern(concern, SECOND);
        IFollowUpRegistry.Concern memory admitted = followUps.concern(concern);
        vm.assertEq(admitted.version, version);
        vm.assertEq(admitted.filedBy, FIRST);
        vm.assertEq(admitted.filedAt, block.timestamp - 1 days);
        vm.assertEq(admitted.admittedBy, SECOND);
        vm.assertEq(admitted.admittedAt, block.timestamp);
        vm.assertEq(admitted.closedAt, 0);
    }

    function test_GivenAnyoneRelays_ItIsTheMembersAct() external {
        bytes32 other = _file(2, FIRST);
        Authorization memory authorization =
            _signed(members[SECOND], address(followUps), FollowUpActs.admit(concern, SECOND));
        _expectForeignSignature();
        followUps.admitConcern(other, SECOND, authorization);
        _expectForeignSignature();
        followUps.admitConcern(concern, RIVAL, authorization);
        followUps.admitConcern(concern, SECOND, authorization);
        vm.assertEq(followUps.concern(concern).admittedBy, SECOND);
    }

    function test_RevertWhen_TheFilerAdmits() external {
        _expectNotAdmissible(FIRST);
    }

    function test_RevertWhen_ItIsAdmitted() external {
        _admitConcern(concern, SECOND);
        _expectNotAdmissible(SECOND);
        _expectNotAdmissible(RIVAL);
        vm.assertEq(followUps.concern(concern).admittedBy, SECOND);
    }

    function test_RevertWhen_TheConcernIsUnknown() external {
        Authorization memory authorization = _direct(members[SECOND]);
        _expect(IFollowUpRegistry.FollowUp_UnknownConcern.selector, keccak256("unknown"));
        vm.prank(members[SECOND].account);
        followUps.admitConcern(keccak256("unknown"), SECOND, authorization);
    }

    function test_RevertWhen_AnotherActs() external {
        Authorization memory authorization = _direct(members[FIRST]);
        _expectNotAuthorised(SECOND, members[FIRST]);
        vm.prank(members[FIRST].account);
        followUps.admitConcern(concern, SECOND, authorization);
    }

    function test_RevertWhen_TheMemberOwnsOrDelivers() external {
        _expectTiedAdmission(OWNER);
        _expectTiedAdmission(DELIVERER);
    }

    function test_RevertWhen_ThePartEndedWithinThreeYears() external {
        _makeParty(SECOND, Part.Deliverer);
        _endPart(SECOND, Part.Deliverer);
        _skip(TIE_PERIOD);
        _expectTiedAdmission(SECOND);
        _skip(1);
        _admitConcern(concern, SECOND);
        vm.assertEq(followUps.concern(concern).admittedBy, SECOND);
    }

    function _expectTiedAdmission(uint32 institution) internal {
        Authorization memory authorization = _direct(members[institution]);
        _expectTied(institution);
        vm.prank(members[institution].account);
        followUps.admitConcern(concern, institution, authorization);
    }

    function _expectNotAdmissible(uint32 institution) internal {
        Authorization memory authorization = _direct(members[institution]);
        vm.expectRevert(
            abi.encodeWithSelector(IFollowUpRegistry.FollowUp_NotAdmissible.selector, concern, institution)
        );
        vm.prank(members[institution].account);
        followUps.admitConcern(concern, institution, authorization);
    }
}
