// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IFollowUpRegistry} from "../../../contracts/interfaces/IFollowUpRegistry.sol";
import {Authorization, Stage} from "../../../contracts/types/Types.sol";
import {FollowUpActs} from "./FollowUpActs.sol";
import {FollowUpFixture} from "./FollowUpFixture.sol";

/// @notice Given a decided round of a version.
/// @dev F1, F3 of test/README.md.
contract Carry is FollowUpFixture {
    function setUp() public override {
        super.setUp();
        _bringTo(Stage.Closed);
    }

    function test_GivenMinorVersions_ItCarriesThreeSteps() external {
        bytes32 before = version;
        for (uint8 steps = 1; steps <= 3; ++steps) {
            bytes32 next = _publishAfter(before, true, string(abi.encodePacked(steps)));
            _skip(1 days);
            vm.expectEmit(address(followUps));
            emit IFollowUpRegistry.DecisionCarried(id, next, CONVENER, steps);
            _carry(id, next);
            vm.assertEq(followUps.carrying(id, next).steps, steps);
            vm.assertEq(followUps.carrying(id, next).carriedAt, block.timestamp);
            before = next;
        }
        bytes32 fourth = _publishAfter(before, true, "fourth");
        Authorization memory authorization = _direct(members[CONVENER]);
        vm.expectRevert(abi.encodeWithSelector(IFollowUpRegistry.FollowUp_TooManySteps.selector, id, uint256(3)));
        vm.prank(members[CONVENER].account);
        followUps.carry(id, fourth, authorization);
        vm.assertEq(followUps.carrying(id, fourth).steps, 0);
    }

    function test_GivenTwoMinorVersionsOfOne_ItCarriesToBoth() external {
        bytes32 left = _publishAfter(version, true, "left");
        bytes32 right = _publishAfter(version, true, "right");
        _carry(id, left);
        _carry(id, right);
        vm.assertEq(followUps.carrying(id, left).steps, 1);
        vm.assertEq(followUps.carrying(id, right).steps, 1);
    }

    function test_GivenAnyoneRelays_ItIsTheConvenersAct() external {
        bytes32 next = _publishAfter(version, true, "next");
        bytes32 other = _publishAfter(version, true, "other");
        Authorization memory authorization =
            _signed(members[CONVENER], address(followUps), FollowUpActs.carry(id, next));
        _expectForeignSignature();
        followUps.carry(id, other, authorization);
        followUps.carry(id, next, authorization);
        vm.assertEq(followUps.carrying(id, next).steps, 1);
    }

    function test_RevertWhen_TheVersionIsMajor() external {
        _expectNotMinor(_publishAfter(version, false, "major"));
    }

    function test_RevertWhen_AMajorVersionLiesBetween() external {
        bytes32 major = _publishAfter(version, false, "major");
        _expectNotMinor(_publishAfter(major, true, "minor"));
    }

    function test_RevertWhen_TheVersionBetweenWasNotCarriedTo() external {
        bytes32 next = _publishAfter(version, true, "next");
        bytes32 afterNext = _publishAfter(next, true, "after next");
        _expectNotMinor(afterNext);
        _carry(id, next);
        _carry(id, afterNext);
        vm.assertEq(followUps.carrying(id, afterNext).steps, 2);
    }

    function test_RevertWhen_OnlyAnotherRoundWasCarried() external {
        bytes32 next = _publishAfter(version, true, "next");
        bytes32 afterNext = _publishAfter(next, true, "after next");
        bytes32 first = id;
        bytes32 other = _closeNext();
        _carry(other, next);
        id = first;
        _expectNotMinor(afterNext);
    }

    function test_RevertWhen_ItIsTheVersionReviewed() external {
        _expectNotMinor(version);
    }

    function test_RevertWhen_TheVersionIsUnknown() external {
        Authorization memory authorization = _direct(members[CONVENER]);
        _expect(IFollowUpRegistry.FollowUp_UnknownVersion.selector, keccak256("unknown"));
        vm.prank(members[CONVENER].account);
        followUps.carry(id, keccak256("unknown"), authorization);
    }

    function test_RevertWhen_ItWasCarried() external {
        bytes32 next = _publishAfter(version, true, "next");
        _carry(id, next);
        _skip(1);
        Authorization memory authorization = _direct(members[CONVENER]);
        vm.expectRevert(abi.encodeWithSelector(IFollowUpRegistry.FollowUp_AlreadyCarried.selector, id, next));
        vm.prank(members[CONVENER].account);
        followUps.carry(id, next, authorization);
        vm.assertEq(followUps.carrying(id, next).carriedAt, block.timestamp - 1);
    }

    function test_RevertWhen_AnotherActs() external {
        bytes32 next = _publishAfter(version, true, "next");
        Authorization memory authorization = _direct(members[OWNER]);
        _expectNotAuthorised(CONVENER, members[OWNER]);
        vm.prank(members[OWNER].account);
        followUps.carry(id, next, authorization);
    }

    function test_RevertWhen_TheRoundIsUnknown() external {
        bytes32 next = _publishAfter(version, true, "next");
        Authorization memory authorization = _direct(members[CONVENER]);
        _expect(IFollowUpRegistry.FollowUp_NoDecision.selector, keccak256("unknown"));
        vm.prank(members[CONVENER].account);
        followUps.carry(keccak256("unknown"), next, authorization);
    }

    function test_RevertWhen_ItIsRescinded() external {
        bytes32 next = _publishAfter(version, true, "next");
        _rescind(id);
        Authorization memory authorization = _direct(members[CONVENER]);
        _expect(IFollowUpRegistry.FollowUp_AlreadyRescinded.selector, id);
        vm.prank(members[CONVENER].account);
        followUps.carry(id, next, authorization);
    }

    function _expectNotMinor(bytes32 version_) internal {
        Authorization memory authorization = _direct(members[CONVENER]);
        vm.expectRevert(abi.encodeWithSelector(IFollowUpRegistry.FollowUp_NotMinor.selector, id, version_));
        vm.prank(members[CONVENER].account);
        followUps.carry(id, version_, authorization);
    }
}
