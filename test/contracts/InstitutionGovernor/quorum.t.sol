// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {Ground, Standing} from "../../../contracts/types/Types.sol";
import {GovernanceFixture} from "./GovernanceFixture.sol";

/// @dev G5 of test/README.md.
contract QuorumTest is GovernanceFixture {
    function _suspend(uint32 institution) private {
        bytes memory data = _sanctioning(institution, Standing.Suspended, Ground.Other).calldatas[0];
        vm.prank(address(timelock));
        (bool success,) = address(registry).call(data);
        vm.assertTrue(success);
        _skip(1);
    }

    /// Invariant G5: 40 per cent of four are two.
    function test_GivenFourVoters_ItIsRoundedUp() external view {
        vm.assertEq(governor.quorum(block.timestamp - 1), 2);
    }

    /// Invariant G5: never less than one while anybody can vote; suspended members do not count.
    function test_GivenMembersAreSuspended_ItShrinksWithThem() external {
        _suspend(FIRST);
        vm.assertEq(governor.quorum(block.timestamp - 1), 2);
        _suspend(SECOND);
        vm.assertEq(governor.quorum(block.timestamp - 1), 1);
        _suspend(THIRD);
        vm.assertEq(governor.quorum(block.timestamp - 1), 1);
    }

    /// With nobody who can vote, nothing can be decided any more.
    function test_GivenAllAreSuspended_NobodyProposes() external {
        Proposal memory proposal = _sanctioning(FIRST, Standing.Active, Ground.AppealUpheld);
        for (uint32 institution = FIRST; institution <= FOURTH; ++institution) {
            _suspend(institution);
        }
        vm.assertEq(governor.quorum(block.timestamp - 1), 0);
        vm.expectRevert(
            abi.encodeWithSelector(IGovernor.GovernorInsufficientProposerVotes.selector, first.account, 0, 1)
        );
        _propose(first, proposal);
    }

    /// Invariant G5.
    function test_GivenFewerThanTheQuorum_ItIsDefeated() external {
        Proposal memory proposal = _admitting(6, stranger);
        _open(proposal);
        _vote(first, proposal, FOR);
        _endVoting(proposal);
        _expectState(proposal, IGovernor.ProposalState.Defeated);
    }

    /// Invariant G5: abstentions make a quorum, not a majority; a tie is lost.
    function test_GivenAbstentions_TheyCountForTheQuorumOnly() external {
        Proposal memory proposal = _admitting(6, stranger);
        _open(proposal);
        _vote(first, proposal, FOR);
        _vote(second, proposal, ABSTAIN);
        _endVoting(proposal);
        _expectState(proposal, IGovernor.ProposalState.Succeeded);

        Proposal memory other = _sanctioning(FIFTH, Standing.Left, Ground.OwnRequest);
        _open(other);
        _vote(first, other, FOR);
        _vote(second, other, AGAINST);
        _vote(third, other, ABSTAIN);
        _endVoting(other);
        _expectState(other, IGovernor.ProposalState.Defeated);
    }

    function test_RevertWhen_WhatWasDefeatedIsQueued() external {
        Proposal memory proposal = _admitting(6, stranger);
        _open(proposal);
        _endVoting(proposal);
        _expectWrongState(
            proposal, IGovernor.ProposalState.Defeated, 1 << uint8(IGovernor.ProposalState.Succeeded)
        );
        _queue(proposal);
    }
}
