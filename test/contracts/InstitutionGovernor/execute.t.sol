// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {IAuthorized} from "../../../contracts/interfaces/IAuthorized.sol";
import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {Authorization, Ground, Purposes, Standing} from "../../../contracts/types/Types.sol";
import {GovernanceFixture} from "./GovernanceFixture.sol";

/// @dev G1, G5 and G7 of test/README.md.
contract Execute is GovernanceFixture {
    function test_GivenAnAdmissionCarried_AfterItsNotice_TheMemberVotes() external {
        Proposal memory proposal = _admitting(6, stranger);
        _carry(proposal);
        _expectState(proposal, IGovernor.ProposalState.Queued);
        vm.expectEmit(address(registry));
        emit IInstitutionRegistry.StandingChanged(6, 0, Standing.Active, 0, 0, Ground.None, 0);
        vm.prank(stranger.account);
        _execute(proposal);
        _expectState(proposal, IGovernor.ProposalState.Executed);
        vm.assertEq(uint256(registry.count()), 6);

        _skip(1);
        Proposal memory next = _sanctioning(6, Standing.Left, Ground.OwnRequest);
        _propose(stranger, next);
    }

    function test_GivenASanctionCarried_AfterAppeal_TheMemberIsReinstated() external {
        _run(_sanctioning(THIRD, Standing.Suspended, Ground.HiddenTie));
        vm.assertEq(uint8(institutions.institution(THIRD).standing), uint8(Standing.Suspended));

        vm.expectEmit(address(registry));
        emit IInstitutionRegistry.StandingAppealed(THIRD, 1, keccak256("appeal"));
        vm.prank(third.account);
        registry.appealStanding(THIRD, 1, keccak256("appeal"), _direct(third));

        _run(_sanctioning(THIRD, Standing.Active, Ground.AppealUpheld));
        vm.assertEq(uint8(institutions.institution(THIRD).standing), uint8(Standing.Active));
        _skip(1);
        vm.assertEq(governor.getVotes(third.account, block.timestamp - 1), 1);
    }

    function test_GivenAnAdminLost_TheMembersSeatANewOne() external {
        Actor memory admin = _account("new admin");
        bytes memory data = abi.encodeCall(
            registry.addKey, (THIRD, admin.signer, Purposes.ADMIN, 0, 0, _direct(governance))
        );
        _run(_proposal(address(registry), data, "Recover"));
        vm.assertTrue(registry.isAuthorised(THIRD, admin.id, Purposes.ADMIN, block.timestamp));
    }

    /// Invariant G7: the notice is the timelock's delay, to the second.
    function test_RevertWhen_TheNoticeIsNotOver() external {
        Proposal memory proposal = _sanctioning(THIRD, Standing.Suspended, Ground.HiddenTie);
        _carry(proposal);
        vm.warp(block.timestamp - 1);
        vm.expectPartialRevert(TimelockController.TimelockUnexpectedOperationState.selector);
        _execute(proposal);
        _skip(1);
        _execute(proposal);
    }

    function test_RevertWhen_ItIsNotQueued() external {
        Proposal memory proposal = _admitting(6, stranger);
        _open(proposal);
        _vote(first, proposal, FOR);
        _vote(second, proposal, FOR);
        _endVoting(proposal);
        _expectState(proposal, IGovernor.ProposalState.Succeeded);
        _expectWrongState(
            proposal, IGovernor.ProposalState.Succeeded, 1 << uint8(IGovernor.ProposalState.Queued)
        );
        _execute(proposal);
    }

    function test_GivenTheTimelockIsAskedItself_ItIsExecutedAllTheSame() external {
        Proposal memory proposal = _admitting(6, stranger);
        _carry(proposal);
        bytes32 salt = bytes32(bytes20(address(governor))) ^ proposal.descriptionHash;
        vm.prank(stranger.account);
        timelock.executeBatch(proposal.targets, proposal.values, proposal.calldatas, 0, salt);
        _expectState(proposal, IGovernor.ProposalState.Executed);
        vm.assertEq(uint256(registry.count()), 6);
    }

    function test_RevertWhen_ItWasExecuted() external {
        Proposal memory proposal = _admitting(6, stranger);
        _run(proposal);
        vm.expectPartialRevert(IGovernor.GovernorUnexpectedProposalState.selector);
        _execute(proposal);
    }

    /// Of two admissions with one id the second finds it taken.
    function test_RevertWhen_AnotherAdmissionCameFirst() external {
        Proposal memory late = _admitting(6, _account("late"));
        _carry(late);
        vm.prank(address(timelock));
        registry.admit(6, _admission(stranger), _direct(governance));
        vm.expectRevert(abi.encodeWithSelector(IInstitutionRegistry.Institution_NotNext.selector, 7, 6));
        _execute(late);
        _expectState(late, IGovernor.ProposalState.Queued);
    }

    /// Invariant G7: an act's own deadline is the expiry of what was carried.
    function test_RevertWhen_TheActsDeadlineIsOver() external {
        uint40 deadline = uint40(block.timestamp + VOTING_DELAY + VOTING_PERIOD + NOTICE + 1 hours);
        Authorization memory authorization = Authorization(governance.signer, deadline, "");
        bytes memory data = abi.encodeCall(registry.admit, (6, _admission(stranger), authorization));
        Proposal memory proposal = _proposal(address(registry), data, "Admit soon");
        _carry(proposal);
        vm.warp(deadline + 1);
        vm.expectRevert(
            abi.encodeWithSelector(IAuthorized.Authorization_Expired.selector, deadline, deadline + 1)
        );
        _execute(proposal);
    }

    /// Invariant G1: nobody but the timelock admits, sanctions or recovers keys.
    function testFuzz_RevertWhen_AnotherGoverns(address sender) external {
        vm.assume(sender != address(timelock) && sender != address(0));
        Authorization memory authorization = Authorization(abi.encodePacked(sender), NEVER_EXPIRES, "");
        bytes32 actor = bytes32(uint256(uint160(sender)));
        IInstitutionRegistry.Admission memory admission = _admission(stranger);
        bytes memory refusal = abi.encodeWithSelector(
            IInstitutionRegistry.Institution_NotGovernance.selector, governance.id, actor
        );
        vm.expectRevert(refusal);
        vm.prank(sender);
        registry.admit(6, admission, authorization);
        vm.expectRevert(refusal);
        vm.prank(sender);
        registry.setStanding(THIRD, 1, Standing.Suspended, 0, 0, Ground.Other, DOCUMENT, authorization);
        vm.assume(sender != third.account);
        vm.expectRevert(
            abi.encodeWithSelector(
                IInstitutionRegistry.Institution_NotAuthorised.selector, THIRD, actor, Purposes.ADMIN
            )
        );
        vm.prank(sender);
        registry.addKey(THIRD, stranger.signer, Purposes.ADMIN, 0, 0, authorization);
    }

    /// Invariant G1: nobody schedules, cancels or takes a role past the governor.
    function testFuzz_RevertWhen_AnotherUsesTheTimelock(address sender) external {
        vm.assume(sender != address(timelock) && sender != address(governor));
        bytes32 proposer = timelock.PROPOSER_ROLE();
        vm.expectPartialRevert(bytes4(keccak256("AccessControlUnauthorizedAccount(address,bytes32)")));
        vm.prank(sender);
        timelock.schedule(address(registry), 0, "", 0, 0, NOTICE);
        vm.expectPartialRevert(bytes4(keccak256("AccessControlUnauthorizedAccount(address,bytes32)")));
        vm.prank(sender);
        timelock.cancel(0);
        vm.expectPartialRevert(bytes4(keccak256("AccessControlUnauthorizedAccount(address,bytes32)")));
        vm.prank(sender);
        timelock.grantRole(proposer, sender);
        vm.expectRevert(abi.encodeWithSelector(TimelockController.TimelockUnauthorizedCaller.selector, sender));
        vm.prank(sender);
        timelock.updateDelay(0);
    }
}
