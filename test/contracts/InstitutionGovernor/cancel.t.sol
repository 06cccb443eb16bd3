// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {GovernanceFixture} from "./GovernanceFixture.sol";

/// @dev G7 of test/README.md.
contract Cancel is GovernanceFixture {
    Proposal internal proposal;

    function setUp() public override {
        super.setUp();
        proposal = _admitting(6, stranger);
        _propose(first, proposal);
    }

    function _expectUnable(address caller) private {
        vm.expectRevert(
            abi.encodeWithSelector(IGovernor.GovernorUnableToCancel.selector, proposal.id, caller)
        );
    }

    function test_GivenItIsPending_WhenItsProposerCancels_ItIsOver() external {
        vm.warp(governor.proposalSnapshot(proposal.id));
        _cancel(first, proposal);
        _expectState(proposal, IGovernor.ProposalState.Canceled);
        _skip(1);
        _expectWrongState(proposal, IGovernor.ProposalState.Canceled, 1 << uint8(IGovernor.ProposalState.Active));
        _vote(second, proposal, FOR);
    }

    function test_RevertWhen_AnotherMemberCancels() external {
        _expectUnable(second.account);
        _cancel(second, proposal);
    }

    /// Invariant G7: from the first vote on, what is proposed is the members'.
    function test_RevertWhen_VotingHasBegun() external {
        vm.warp(governor.proposalSnapshot(proposal.id) + 1);
        _expectUnable(first.account);
        _cancel(first, proposal);
    }

    /// Invariant G7: the notice cannot be cut off by one account.
    function test_RevertWhen_ItIsQueued() external {
        vm.warp(governor.proposalSnapshot(proposal.id) + 1);
        _vote(first, proposal, FOR);
        _vote(second, proposal, FOR);
        _endVoting(proposal);
        _queue(proposal);
        _expectUnable(first.account);
        _cancel(first, proposal);
    }
}
