// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {InstitutionVotes} from "../../../contracts/governance/InstitutionVotes.sol";
import {GovernanceFixture} from "../InstitutionGovernor/GovernanceFixture.sol";

/// @dev G2 and G4 of test/README.md.
contract VotesTest is GovernanceFixture {
    InstitutionVotes internal votes;

    function setUp() public override {
        super.setUp();
        votes = InstitutionVotes(address(governor.token()));
    }

    function _expectFuture(uint256 time) private {
        vm.expectRevert(
            abi.encodeWithSelector(
                InstitutionVotes.ERC5805FutureLookup.selector, time, uint48(block.timestamp)
            )
        );
    }

    function test_GivenTheNetwork_ItAsksItsRegistryByTheBlocksTime() external view {
        vm.assertEq(address(votes.members()), address(registry));
        vm.assertEq(votes.clock(), block.timestamp);
        vm.assertEq(votes.CLOCK_MODE(), "mode=timestamp");
    }

    /// Invariant G2.
    function test_GivenMembers_EachHasOneVote() external view {
        uint256 before = block.timestamp - 1;
        vm.assertEq(votes.getVotes(first.account), 1);
        vm.assertEq(votes.getPastVotes(first.account, before), 1);
        vm.assertEq(votes.getPastVotes(address(account), before), 1);
        vm.assertEq(votes.getPastVotes(fifth.account, before), 0);
        vm.assertEq(votes.getPastVotes(stranger.account, before), 0);
        vm.assertEq(votes.getPastVotes(first.account, START - 1), 0);
        vm.assertEq(votes.getPastTotalSupply(before), VOTERS);
        vm.assertEq(votes.getPastTotalSupply(START - 1), 0);
    }

    /// Invariant G4: only seconds that are over are answered.
    function testFuzz_RevertWhen_TheSecondIsNotOver(uint256 time) external {
        time = _bound(time, block.timestamp, type(uint256).max);
        _expectFuture(time);
        votes.getPastVotes(first.account, time);
        _expectFuture(time);
        votes.getPastTotalSupply(time);
    }

    /// Invariant G2: a vote stays with its member.
    function test_RevertWhen_AMemberDelegates() external {
        vm.assertEq(votes.delegates(first.account), first.account);
        bytes memory refusal = abi.encodeWithSelector(
            InstitutionVotes.Votes_NoDelegation.selector, first.account, second.account
        );
        vm.expectRevert(refusal);
        vm.prank(first.account);
        votes.delegate(second.account);
        vm.expectRevert(refusal);
        vm.prank(first.account);
        votes.delegateBySig(second.account, 0, 0, 27, 0, 0);
    }
}
