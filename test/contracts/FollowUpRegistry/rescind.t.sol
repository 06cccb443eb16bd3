// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IFollowUpRegistry} from "../../../contracts/interfaces/IFollowUpRegistry.sol";
import {Authorization, Stage} from "../../../contracts/types/Types.sol";
import {FollowUpActs} from "./FollowUpActs.sol";
import {FollowUpFixture} from "./FollowUpFixture.sol";

/// @dev F2 of test/README.md.
contract Rescind is FollowUpFixture {
    function test_GivenADecidedRound_GovernanceRescindsIt() external {
        _bringTo(Stage.Closed);
        _skip(1 days);
        _closeConditions(id);
        _skip(1 days);
        vm.expectEmit(address(followUps));
        emit IFollowUpRegistry.DecisionRescinded(id, DOCUMENT);
        _rescind(id);
        IFollowUpRegistry.FollowUp memory followed = followUps.followUp(id);
        vm.assertEq(followed.rescindedAt, block.timestamp);
        vm.assertEq(followed.conditionsClosedAt, block.timestamp - 1 days);
        vm.assertEq(followed.conditions, DOCUMENT);
    }

    function test_GivenAnyoneRelays_ItIsGovernancesAct() external {
        _bringTo(Stage.Closed);
        Authorization memory authorization =
            _signed(governance, address(followUps), FollowUpActs.rescind(id, DOCUMENT));
        _expectForeignSignature();
        followUps.rescind(id, keccak256("other"), authorization);
        followUps.rescind(id, DOCUMENT, authorization);
        vm.assertEq(followUps.followUp(id).rescindedAt, block.timestamp);
    }

    function test_RevertWhen_ItIsRescinded() external {
        _bringTo(Stage.Closed);
        _rescind(id);
        _skip(1);
        Authorization memory authorization = _direct(governance);
        _expect(IFollowUpRegistry.FollowUp_AlreadyRescinded.selector, id);
        vm.prank(governance.account);
        followUps.rescind(id, DOCUMENT, authorization);
        vm.assertEq(followUps.followUp(id).rescindedAt, block.timestamp - 1);
    }

    function test_RevertWhen_AnotherActs() external {
        _bringTo(Stage.Closed);
        for (uint32 i = OWNER; i <= RIVAL; ++i) {
            Authorization memory authorization = _direct(members[i]);
            vm.expectRevert(
                abi.encodeWithSelector(
                    IFollowUpRegistry.FollowUp_NotGovernance.selector, governance.id, members[i].id
                )
            );
            vm.prank(members[i].account);
            followUps.rescind(id, DOCUMENT, authorization);
        }
    }

    function test_RevertWhen_ThereIsNoGround() external {
        _bringTo(Stage.Closed);
        Authorization memory authorization = _direct(governance);
        vm.expectRevert(abi.encodeWithSelector(IFollowUpRegistry.FollowUp_NoDocument.selector));
        vm.prank(governance.account);
        followUps.rescind(id, 0, authorization);
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

    function _expectNoDecision() internal {
        Authorization memory authorization = _direct(governance);
        _expect(IFollowUpRegistry.FollowUp_NoDecision.selector, id);
        vm.prank(governance.account);
        followUps.rescind(id, DOCUMENT, authorization);
    }
}
