// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {Ground, Kind, Standing} from "../../../contracts/types/Types.sol";
import {GovernanceFixture} from "./GovernanceFixture.sol";

/// @dev G3 of test/README.md.
contract Propose is GovernanceFixture {
    function _expectNoVotes(address proposer) private {
        vm.expectRevert(
            abi.encodeWithSelector(IGovernor.GovernorInsufficientProposerVotes.selector, proposer, 0, 1)
        );
    }

    function test_GivenAMember_ItProposes() external {
        Proposal memory proposal = _admitting(6, stranger);
        uint256 snapshot = block.timestamp + VOTING_DELAY;
        vm.expectEmit(address(governor));
        emit IGovernor.ProposalCreated(
            proposal.id,
            first.account,
            proposal.targets,
            proposal.values,
            new string[](1),
            proposal.calldatas,
            snapshot,
            snapshot + VOTING_PERIOD,
            proposal.description
        );
        _propose(first, proposal);
        _expectState(proposal, IGovernor.ProposalState.Pending);
        vm.assertEq(governor.proposalProposer(proposal.id), first.account);
    }

    function test_GivenAMemberByPasskeys_ItProposesThroughItsAccount() external {
        Proposal memory proposal = _admitting(6, stranger);
        bytes memory data = abi.encodeCall(
            governor.propose, (proposal.targets, proposal.values, proposal.calldatas, proposal.description)
        );
        bytes memory result = _actByAccount(address(governor), data);
        vm.assertEq(abi.decode(result, (uint256)), proposal.id);
        vm.assertEq(governor.proposalProposer(proposal.id), address(account));
    }

    /// Invariant G3.
    function test_RevertWhen_TheProposerIsNoMember() external {
        Proposal memory proposal = _admitting(6, stranger);
        _expectNoVotes(stranger.account);
        _propose(stranger, proposal);
    }

    /// Invariant G3: agencies observe.
    function test_RevertWhen_TheProposerIsAnAgency() external {
        Proposal memory proposal = _admitting(6, stranger);
        _expectNoVotes(fifth.account);
        _propose(fifth, proposal);
    }

    /// Invariant G3.
    function test_RevertWhen_TheProposerIsSuspended() external {
        _run(_sanctioning(THIRD, Standing.Suspended, Ground.HiddenTie));
        _skip(1);
        Proposal memory proposal = _admitting(6, stranger);
        _expectNoVotes(third.account);
        _propose(third, proposal);
    }

    function test_RevertWhen_TheProposalStandsAlready() external {
        Proposal memory proposal = _admitting(6, stranger);
        _propose(first, proposal);
        _expectWrongState(proposal, IGovernor.ProposalState.Pending, 0);
        _propose(second, proposal);
    }

    function test_RevertWhen_ADescriptionNamesAnotherProposer() external {
        string memory description = "Admit #proposer=0x0000000000000000000000000000000000000001";
        Proposal memory proposal = _proposal(address(registry), "", description);
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorRestrictedProposer.selector, first.account));
        _propose(first, proposal);
    }
}
