// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {GovernorCountingSimple} from "@openzeppelin/contracts/governance/extensions/GovernorCountingSimple.sol";
import {InstitutionGovernor} from "../../../contracts/governance/InstitutionGovernor.sol";
import {Ground, Purposes, Standing} from "../../../contracts/types/Types.sol";
import {GovernanceFixture} from "./GovernanceFixture.sol";

/// @dev G2, G4 and G5 of test/README.md.
contract CastVote is GovernanceFixture {
    Proposal internal proposal;

    function setUp() public override {
        super.setUp();
        proposal = _admitting(6, stranger);
    }

    function _expectNoVote(address voter) private {
        uint256 snapshot = governor.proposalSnapshot(proposal.id);
        vm.expectRevert(abi.encodeWithSelector(InstitutionGovernor.Governor_NoVote.selector, voter, snapshot));
    }

    function _expectCount(uint256 against, uint256 inFavour, uint256 abstain) private view {
        (uint256 no, uint256 yes, uint256 neither) = governor.proposalVotes(proposal.id);
        vm.assertEq(no, against);
        vm.assertEq(yes, inFavour);
        vm.assertEq(neither, abstain);
    }

    /// @dev Moves a member's vote to another account, from now on.
    function _rotate(uint32 institution, Actor memory from, Actor memory to) private {
        vm.prank(from.account);
        registry.retireKey(institution, from.id, uint40(block.timestamp + 1), _direct(from));
        _skip(1);
        // The old key was the admin as well: governance seats a new one, which adds the voter.
        _asGovernance(abi.encodeCall(registry.addKey, (
            institution, abi.encodePacked(to.account), Purposes.ADMIN | Purposes.GOVERN, 0, 0, _direct(governance)
        )));
    }

    function _asGovernance(bytes memory data) private {
        vm.prank(address(timelock));
        (bool success,) = address(registry).call(data);
        vm.assertTrue(success);
    }

    /// Invariant G2.
    function test_GivenMembers_WhenTheyVote_EachCountsOnce() external {
        _open(proposal);
        _vote(first, proposal, FOR);
        _vote(second, proposal, AGAINST);
        _vote(third, proposal, ABSTAIN);
        _actByAccount(address(governor), abi.encodeCall(governor.castVote, (proposal.id, FOR)));
        _expectCount(1, 2, 1);
    }

    function test_RevertWhen_AMemberVotesTwice() external {
        _open(proposal);
        _vote(first, proposal, FOR);
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorAlreadyCastVote.selector, first.account));
        _vote(first, proposal, FOR);
    }

    function test_RevertWhen_VotingHasNotBegunOrIsOver() external {
        _propose(first, proposal);
        uint256 active = 1 << uint8(IGovernor.ProposalState.Active);
        vm.warp(governor.proposalSnapshot(proposal.id));
        _expectWrongState(proposal, IGovernor.ProposalState.Pending, active);
        _vote(first, proposal, FOR);
        vm.warp(governor.proposalDeadline(proposal.id));
        _vote(first, proposal, FOR);
        _skip(1);
        _expectWrongState(proposal, IGovernor.ProposalState.Defeated, active);
        _vote(second, proposal, FOR);
    }

    /// Invariant G2: agencies observe, strangers do not vote.
    function test_RevertWhen_TheAccountHasNoVote() external {
        _open(proposal);
        _expectNoVote(fifth.account);
        _vote(fifth, proposal, FOR);
        _expectNoVote(stranger.account);
        _vote(stranger, proposal, FOR);
    }

    /// Invariant G4.
    function test_RevertWhen_TheMemberWasSuspendedBeforeVoting() external {
        _propose(first, proposal);
        vm.warp(governor.proposalSnapshot(proposal.id));
        _asGovernance(_sanctioning(THIRD, Standing.Suspended, Ground.HiddenTie).calldatas[0]);
        _skip(1);
        _expectNoVote(third.account);
        _vote(third, proposal, FOR);
    }

    /// Invariant G4.
    function test_GivenAMemberSuspendedDuringTheVote_ItsVoteCounts() external {
        _open(proposal);
        _asGovernance(_sanctioning(THIRD, Standing.Suspended, Ground.HiddenTie).calldatas[0]);
        _skip(1);
        _vote(third, proposal, FOR);
        _expectCount(0, 1, 0);
    }

    /// Invariant G4.
    function test_RevertWhen_TheMemberWasAdmittedDuringTheVote() external {
        _open(proposal);
        _asGovernance(proposal.calldatas[0]);
        _skip(1);
        _expectNoVote(stranger.account);
        _vote(stranger, proposal, FOR);
    }

    /// Invariant G2: a member that changes its account during the vote has one vote all the same.
    function test_GivenAnAccountRotatedDuringTheVote_TheOldOneVotes() external {
        Actor memory successor = _account("successor");
        _open(proposal);
        _rotate(THIRD, third, successor);
        _skip(1);
        vm.assertEq(registry.votesOf(successor.account, block.timestamp), 1);
        _vote(third, proposal, FOR);
        _expectNoVote(successor.account);
        _vote(successor, proposal, FOR);
        _expectCount(0, 1, 0);
    }

    /// Invariant G2: a second key does not vote.
    function test_RevertWhen_AMemberVotesByItsOtherKey() external {
        Actor memory other = _account("other");
        _addKey(FIRST, first, abi.encodePacked(other.account), Purposes.ALL & ~Purposes.GOVERN);
        _skip(1);
        _open(proposal);
        _vote(first, proposal, FOR);
        _expectNoVote(other.account);
        _vote(other, proposal, FOR);
    }

    /// Invariant G4: what a report of compromise takes from the past is taken from votes not cast yet.
    function test_GivenAnAccountReportedSinceBeforeTheVote_OnlyWhatItCastStands() external {
        _open(proposal);
        _vote(second, proposal, FOR);
        uint40 since = uint40(block.timestamp - VOTING_DELAY - 1);
        _asGovernance(abi.encodeCall(registry.reportCompromise, (SECOND, second.id, since, _direct(governance))));
        _asGovernance(abi.encodeCall(registry.reportCompromise, (THIRD, third.id, since, _direct(governance))));
        _expectCount(0, 1, 0);
        _expectNoVote(third.account);
        _vote(third, proposal, FOR);
    }

    function test_RevertWhen_TheSupportIsUnknown() external {
        _open(proposal);
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorInvalidVoteType.selector));
        _vote(first, proposal, 3);
    }
}
