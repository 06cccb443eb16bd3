// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IFollowUpRegistry} from "../../../contracts/interfaces/IFollowUpRegistry.sol";
import {Authorization, Stage} from "../../../contracts/types/Types.sol";
import {FollowUpActs} from "./FollowUpActs.sol";
import {FollowUpFixture} from "./FollowUpFixture.sol";

/// @dev F1, F2 of test/README.md.
contract CloseConditions is FollowUpFixture {
    function test_GivenADecidedRound_TheConvenerClosesItsConditions() external {
        _bringTo(Stage.Closed);
        _skip(90 days);
        vm.expectEmit(address(followUps));
        emit IFollowUpRegistry.ConditionsClosed(id, CONVENER, DOCUMENT);
        _closeConditions(id);
        IFollowUpRegistry.FollowUp memory followed = followUps.followUp(id);
        vm.assertEq(followed.conditionsClosedAt, block.timestamp);
        vm.assertEq(followed.conditions, DOCUMENT);
        vm.assertEq(followed.rescindedAt, 0);
    }

    function test_GivenAnyoneRelays_ItIsTheConvenersAct() external {
        _bringTo(Stage.Closed);
        Authorization memory authorization =
            _signed(members[CONVENER], address(followUps), FollowUpActs.closeConditions(id, DOCUMENT));
        _expectForeignSignature();
        followUps.closeConditions(id, keccak256("other"), authorization);
        followUps.closeConditions(id, DOCUMENT, authorization);
        vm.assertEq(followUps.followUp(id).conditions, DOCUMENT);
    }

    function test_RevertWhen_TheyAreClosed() external {
        _bringTo(Stage.Closed);
        _closeConditions(id);
        _skip(1);
        Authorization memory authorization = _direct(members[CONVENER]);
        _expect(IFollowUpRegistry.FollowUp_ConditionsClosed.selector, id);
        vm.prank(members[CONVENER].account);
        followUps.closeConditions(id, keccak256("other"), authorization);
        vm.assertEq(followUps.followUp(id).conditions, DOCUMENT);
        vm.assertEq(followUps.followUp(id).conditionsClosedAt, block.timestamp - 1);
    }

    function test_RevertWhen_AnotherActs() external {
        _bringTo(Stage.Closed);
        Authorization memory authorization = _direct(members[OWNER]);
        _expectNotAuthorised(CONVENER, members[OWNER]);
        vm.prank(members[OWNER].account);
        followUps.closeConditions(id, DOCUMENT, authorization);
    }

    function test_RevertWhen_TheConvenerIsSuspended() external {
        _bringTo(Stage.Closed);
        _suspend(CONVENER);
        Authorization memory authorization = _direct(members[CONVENER]);
        _expectNotAuthorised(CONVENER, members[CONVENER]);
        vm.prank(members[CONVENER].account);
        followUps.closeConditions(id, DOCUMENT, authorization);
    }

    function test_RevertWhen_ThereIsNoDocument() external {
        _bringTo(Stage.Closed);
        Authorization memory authorization = _direct(members[CONVENER]);
        vm.expectRevert(abi.encodeWithSelector(IFollowUpRegistry.FollowUp_NoDocument.selector));
        vm.prank(members[CONVENER].account);
        followUps.closeConditions(id, 0, authorization);
    }

    function test_RevertWhen_TheRoundIsUnknown() external {
        _expectNoDecision();
    }

    function test_RevertWhen_TheRoundIsNotClosed() external {
        _bringTo(Stage.Reviewing);
        _expectNoDecision();
    }

    function test_RevertWhen_TheRoundIsAbandoned() external {
        _bringTo(Stage.Abandoned);
        _expectNoDecision();
    }

    function test_RevertWhen_TheRoundIsFormative() external {
        _closeFormative();
        _expectNoDecision();
    }

    function test_RevertWhen_ItIsRescinded() external {
        _bringTo(Stage.Closed);
        _rescind(id);
        Authorization memory authorization = _direct(members[CONVENER]);
        _expect(IFollowUpRegistry.FollowUp_AlreadyRescinded.selector, id);
        vm.prank(members[CONVENER].account);
        followUps.closeConditions(id, DOCUMENT, authorization);
    }

    function _expectNoDecision() internal {
        Authorization memory authorization = _direct(members[CONVENER]);
        _expect(IFollowUpRegistry.FollowUp_NoDecision.selector, id);
        vm.prank(members[CONVENER].account);
        followUps.closeConditions(id, DOCUMENT, authorization);
    }
}
