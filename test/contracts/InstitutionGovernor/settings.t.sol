// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {InstitutionGovernor} from "../../../contracts/governance/InstitutionGovernor.sol";
import {GovernanceFixture} from "./GovernanceFixture.sol";

/// @dev G8 of test/README.md.
contract SettingsTest is GovernanceFixture {
    function _carrySetting(bytes memory data) private returns (Proposal memory proposal) {
        proposal = _proposal(address(governor), data, "Change the rules");
        _carry(proposal);
    }

    function _expectOutOfRange(uint256 actual, uint256 least, uint256 most) private {
        vm.expectRevert(
            abi.encodeWithSelector(InstitutionGovernor.Governor_OutOfRange.selector, actual, least, most)
        );
    }

    /// Invariant G8.
    function test_GivenAProposalCarried_ItChangesTheSettings() external {
        _execute(_carrySetting(abi.encodeCall(governor.setVotingDelay, (1))));
        vm.assertEq(governor.votingDelay(), 1);
        _execute(_carrySetting(abi.encodeCall(governor.setVotingPeriod, (2))));
        vm.assertEq(governor.votingPeriod(), 2);
        _execute(_carrySetting(abi.encodeCall(governor.updateQuorumNumerator, (50))));
        vm.assertEq(governor.quorumNumerator(), 50);
        Proposal memory proposal =
            _proposal(address(timelock), abi.encodeCall(timelock.updateDelay, (7)), "Shorten the notice");
        _run(proposal);
        vm.assertEq(timelock.getMinDelay(), 7);
    }

    /// Invariant G8: a quorum changed later leaves what was proposed before alone.
    function test_GivenTheQuorumChanges_OldProposalsKeepTheirs() external {
        uint256 before = block.timestamp - 1;
        _execute(_carrySetting(abi.encodeCall(governor.updateQuorumNumerator, (100))));
        _skip(1);
        vm.assertEq(governor.quorum(before), 2);
        vm.assertEq(governor.quorum(block.timestamp - 1), VOTERS);
    }

    /// Invariant G8.
    function test_RevertWhen_ASettingIsOutOfRange() external {
        Proposal memory proposal = _carrySetting(abi.encodeCall(governor.setProposalThreshold, (2)));
        _expectOutOfRange(2, 1, 1);
        _execute(proposal);
        proposal = _carrySetting(abi.encodeCall(governor.setProposalThreshold, (0)));
        _expectOutOfRange(0, 1, 1);
        _execute(proposal);
        proposal = _carrySetting(abi.encodeCall(governor.updateQuorumNumerator, (0)));
        _expectOutOfRange(0, 1, 100);
        _execute(proposal);
        proposal = _carrySetting(abi.encodeCall(governor.setVotingPeriod, (0)));
        _expectOutOfRange(0, 1, 365 days);
        _execute(proposal);
    }

    /// Invariant G8: the timelock that the registries name stays.
    function test_RevertWhen_TheTimelockIsReplaced() external {
        address other = address(0xbeef);
        Proposal memory proposal =
            _carrySetting(abi.encodeCall(governor.updateTimelock, (TimelockController(payable(other)))));
        vm.expectRevert(
            abi.encodeWithSelector(
                InstitutionGovernor.Governor_TimelockIsFixed.selector, address(timelock), other
            )
        );
        _execute(proposal);
    }

    /// A successor takes the roles of the same timelock; the registries see no change.
    function test_GivenASuccessor_ItTakesTheTimelocksRoles() external {
        address successor = address(0xbeef);
        bytes32 proposer = timelock.PROPOSER_ROLE();
        _run(_proposal(address(timelock), abi.encodeCall(timelock.grantRole, (proposer, successor)), "Grant"));
        _run(
            _proposal(
                address(timelock), abi.encodeCall(timelock.revokeRole, (proposer, address(governor))), "Revoke"
            )
        );
        vm.assertTrue(timelock.hasRole(proposer, successor));
        vm.assertFalse(timelock.hasRole(proposer, address(governor)));
        vm.assertEq(registry.governance(), governance.id);
    }

    /// Invariant G8.
    function testFuzz_RevertWhen_AnotherChangesASetting(address sender) external {
        vm.assume(sender != address(timelock));
        bytes memory refusal = abi.encodeWithSelector(IGovernor.GovernorOnlyExecutor.selector, sender);
        vm.expectRevert(refusal);
        vm.prank(sender);
        governor.setVotingDelay(0);
        vm.expectRevert(refusal);
        vm.prank(sender);
        governor.setVotingPeriod(1);
        vm.expectRevert(refusal);
        vm.prank(sender);
        governor.setProposalThreshold(1);
        vm.expectRevert(refusal);
        vm.prank(sender);
        governor.updateQuorumNumerator(1);
        vm.expectRevert(refusal);
        vm.prank(sender);
        governor.relay(address(registry), 0, "");
    }
}
