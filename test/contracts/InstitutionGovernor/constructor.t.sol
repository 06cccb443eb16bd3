// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {InstitutionGovernor} from "../../../contracts/governance/InstitutionGovernor.sol";
import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {GovernanceFixture} from "./GovernanceFixture.sol";

/// @dev G1, G2 and G8 of test/README.md.
contract ConstructorTest is GovernanceFixture {
    uint256 internal constant YEAR = 365 days;

    function test_GivenANetwork_ItIsGovernedByTheMembersTimelock() external view {
        vm.assertEq(governor.members(), address(registry));
        vm.assertEq(registry.governance(), bytes32(uint256(uint160(governor.timelock()))));
        vm.assertEq(address(governor.token()) != address(0), true);
    }

    function test_GivenANetwork_ItHasTheSettings() external view {
        vm.assertEq(governor.votingDelay(), VOTING_DELAY);
        vm.assertEq(governor.votingPeriod(), VOTING_PERIOD);
        vm.assertEq(timelock.getMinDelay(), NOTICE);
        vm.assertEq(governor.quorumNumerator(), QUORUM_PERCENT);
        vm.assertEq(governor.proposalThreshold(), 1);
        vm.assertEq(governor.name(), "Peerseal");
        vm.assertEq(governor.CLOCK_MODE(), "mode=timestamp");
        vm.assertEq(governor.clock(), block.timestamp);
    }

    /// Invariant G1: the governor alone proposes and cancels, everyone executes, the timelock administers itself.
    function test_GivenANetwork_ItsTimelockKnowsTheGovernorOnly() external view {
        vm.assertTrue(timelock.hasRole(timelock.PROPOSER_ROLE(), address(governor)));
        vm.assertTrue(timelock.hasRole(timelock.CANCELLER_ROLE(), address(governor)));
        vm.assertTrue(timelock.hasRole(timelock.EXECUTOR_ROLE(), address(0)));
        vm.assertTrue(timelock.hasRole(timelock.DEFAULT_ADMIN_ROLE(), address(timelock)));
        vm.assertFalse(timelock.hasRole(timelock.DEFAULT_ADMIN_ROLE(), address(governor)));
        vm.assertFalse(timelock.hasRole(timelock.DEFAULT_ADMIN_ROLE(), address(0)));
        vm.assertFalse(timelock.hasRole(timelock.PROPOSER_ROLE(), address(0)));
        vm.assertFalse(timelock.hasRole(timelock.CANCELLER_ROLE(), address(0)));
    }

    /// Invariant G1: the deployer holds nothing.
    function test_GivenANetwork_ItsDeployerHoldsNoRole() external view {
        address[3] memory deployers = [address(this), msg.sender, tx.origin];
        for (uint256 i = 0; i < deployers.length; ++i) {
            vm.assertFalse(timelock.hasRole(timelock.DEFAULT_ADMIN_ROLE(), deployers[i]));
            vm.assertFalse(timelock.hasRole(timelock.PROPOSER_ROLE(), deployers[i]));
            vm.assertFalse(timelock.hasRole(timelock.CANCELLER_ROLE(), deployers[i]));
            vm.assertFalse(timelock.hasRole(timelock.EXECUTOR_ROLE(), deployers[i]));
            vm.assertEq(governor.getVotes(deployers[i], block.timestamp - 1), 0);
        }
    }

    function test_RevertWhen_ASettingIsOutOfRange() external {
        InstitutionGovernor.Settings memory settings = _settings();
        settings.votingDelay = uint48(YEAR + 1);
        _expectRefused(settings, YEAR + 1, 0, YEAR);

        settings = _settings();
        settings.votingPeriod = 0;
        _expectRefused(settings, 0, 1, YEAR);
        settings.votingPeriod = uint32(YEAR + 1);
        _expectRefused(settings, YEAR + 1, 1, YEAR);

        settings = _settings();
        settings.timelockDelay = YEAR + 1;
        _expectRefused(settings, YEAR + 1, 0, YEAR);

        settings = _settings();
        settings.quorumPercent = 0;
        _expectRefused(settings, 0, 1, 100);
        settings.quorumPercent = 101;
        _expectRefused(settings, 101, 1, 100);
    }

    function test_GivenSettingsAtTheirBounds_ItIsDeployed() external {
        InstitutionGovernor least = new InstitutionGovernor(registry, InstitutionGovernor.Settings(0, 1, 0, 1));
        vm.assertEq(least.votingPeriod(), 1);
        InstitutionGovernor most = new InstitutionGovernor(
            registry, InstitutionGovernor.Settings(uint48(YEAR), uint32(YEAR), YEAR, 100)
        );
        vm.assertEq(most.votingDelay(), YEAR);
    }

    function _expectRefused(
        InstitutionGovernor.Settings memory settings,
        uint256 actual,
        uint256 least,
        uint256 most
    ) private {
        IInstitutionRegistry members = registry;
        vm.expectRevert(
            abi.encodeWithSelector(InstitutionGovernor.Governor_OutOfRange.selector, actual, least, most)
        );
        new InstitutionGovernor(members, settings);
    }
}
