// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {Authorization, Purposes, Standing} from "../../../contracts/types/Types.sol";
import {Hashes} from "../support/Hashes.sol";
import {Network} from "../support/Network.sol";

/// @dev I3, I5 of test/README.md.
contract ReportCompromise is Network {
    uint40 internal constant NOW = START + 100 days;

    Actor internal issuer;

    function setUp() public override {
        super.setUp();
        issuer = _account("issuer");
        _addKey(FIRST, first, issuer.signer, Purposes.ISSUE);
        vm.warp(NOW);
    }

    function _report(Actor memory actor, bytes32 key, uint40 since) internal {
        Authorization memory authorization = _direct(actor);
        vm.prank(actor.account);
        institutions.reportCompromise(FIRST, key, since, authorization);
    }

    function _expectReport(uint40 since, uint40 earliest) internal {
        vm.expectRevert(
            abi.encodeWithSelector(
                IInstitutionRegistry.Institution_InvalidReport.selector, since, earliest, uint256(NOW)
            )
        );
    }

    function test_GivenAReport_TheKeyCountsUpToTheSecondBefore() external {
        uint40 since = NOW - 10 days;
        vm.expectEmit(address(institutions));
        emit IInstitutionRegistry.KeyCompromised(FIRST, issuer.id, since);
        _report(first, issuer.id, since);
        vm.assertTrue(institutions.isAuthorised(FIRST, issuer.id, Purposes.ISSUE, since - 1));
        vm.assertFalse(institutions.isAuthorised(FIRST, issuer.id, Purposes.ISSUE, since));
        vm.assertFalse(institutions.isAuthorised(FIRST, issuer.id, Purposes.ISSUE, NOW));
        vm.warp(NOW + 1000 days);
        vm.assertFalse(institutions.isAuthorised(FIRST, issuer.id, Purposes.ISSUE, NOW + 1000 days));
    }

    function test_GivenTheEdgesOfThirtyDays_AnAdminMayReport() external {
        _report(first, issuer.id, NOW);
        _report(first, issuer.id, NOW - 30 days);
        vm.assertEq(institutions.key(FIRST, issuer.id).compromisedSince, NOW - 30 days);
    }

    function test_GivenGovernance_ItMayReportAnyTime() external {
        _setStanding(FIRST, Standing.Suspended);
        _report(governance, issuer.id, START + 1);
        _report(governance, issuer.id, 1);
        vm.assertEq(institutions.key(FIRST, issuer.id).compromisedSince, 1);
        vm.assertFalse(institutions.isAuthorised(FIRST, issuer.id, Purposes.ISSUE, START));
    }

    function test_GivenAnyoneRelays_ItIsTheAdminsAct() external {
        Authorization memory authorization =
            _signed(first, address(institutions), Hashes.reportCompromise(FIRST, issuer.id, NOW - 1));
        vm.prank(stranger.account);
        institutions.reportCompromise(FIRST, issuer.id, NOW - 1, authorization);
        vm.assertEq(institutions.key(FIRST, issuer.id).compromisedSince, NOW - 1);
    }

    function test_GivenAStolenAdminKey_GovernanceReportsItAndSeatsAnother() external {
        _report(governance, first.id, NOW - 60 days);
        vm.expectRevert(
            abi.encodeWithSelector(
                IInstitutionRegistry.Institution_NotAuthorised.selector, FIRST, first.id, Purposes.ADMIN
            )
        );
        _report(first, issuer.id, NOW);

        Actor memory fresh = _account("fresh");
        Authorization memory authorization = _direct(governance);
        vm.prank(governance.account);
        institutions.addKey(FIRST, fresh.signer, Purposes.ADMIN, 0, 0, authorization);
        _report(fresh, issuer.id, NOW);
    }

    function test_RevertWhen_AnAdminReachesBackFurther() external {
        _expectReport(NOW - 30 days - 1, NOW - 30 days);
        _report(first, issuer.id, NOW - 30 days - 1);
    }

    function test_RevertWhen_TheReportIsInTheFuture() external {
        _expectReport(NOW + 1, NOW - 30 days);
        _report(first, issuer.id, NOW + 1);
        _expectReport(NOW + 1, 1);
        _report(governance, issuer.id, NOW + 1);
    }

    function test_RevertWhen_TheReportWouldBeNone() external {
        _expectReport(0, 1);
        _report(governance, issuer.id, 0);
    }

    function test_RevertWhen_AnEarlierReportStands() external {
        _report(first, issuer.id, NOW - 10);
        uint40[2] memory later = [NOW - 10, NOW - 9];
        for (uint256 i = 0; i < later.length; ++i) {
            _expectReport(later[i], 1);
            _report(governance, issuer.id, later[i]);
        }
    }

    function test_RevertWhen_TheKeyIsUnknown() external {
        vm.expectRevert(
            abi.encodeWithSelector(IInstitutionRegistry.Institution_UnknownKey.selector, FIRST, second.id)
        );
        _report(governance, second.id, NOW);
    }

    function test_RevertWhen_TheActorIsNoAdmin() external {
        vm.expectRevert(
            abi.encodeWithSelector(
                IInstitutionRegistry.Institution_NotAuthorised.selector, FIRST, issuer.id, Purposes.ADMIN
            )
        );
        _report(issuer, first.id, NOW);
    }
}
