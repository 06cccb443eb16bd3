// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorized} from "../../../contracts/interfaces/IAuthorized.sol";
import {ICredentialRegistry} from "../../../contracts/interfaces/ICredentialRegistry.sol";
import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {Authorization, Purposes, Standing, StatusAction} from "../../../contracts/types/Types.sol";
import {CredentialFixture} from "./CredentialFixture.sol";

/// @dev B3, B4, B6 of test/README.md.
contract CredentialRegistrySetStatusOfTest is CredentialFixture {
    function _set(Actor memory actor, uint32 index, StatusAction action, uint256 nonce) internal {
        Authorization memory authorization = _direct(actor);
        vm.prank(actor.account);
        credentials.setStatusOf(OWNER, NUMBER, index, action, nonce, authorization);
    }

    function test_GivenEachAction_ItSetsThatBitOnly() public {
        StatusAction[4] memory actions =
            [StatusAction.Revoke, StatusAction.Suspend, StatusAction.Replace, StatusAction.Reinstate];
        uint8[4] memory bits = [1, 2, 5, 0];
        uint256 nonce = 0;
        for (uint32 i = 0; i < 4; ++i) {
            uint32 index = 254 + i;
            bool nonced = actions[i] == StatusAction.Suspend || actions[i] == StatusAction.Reinstate;
            vm.expectEmit(address(credentials));
            emit ICredentialRegistry.CredentialStatusChanged(OWNER, NUMBER, index, actions[i], first.id);
            _set(first, index, actions[i], nonced ? nonce++ : 0);
            _expectStatus(index, bits[i]);
        }
        _expectStatus(253, 0);
        _expectStatus(258, 0);
        vm.assertEq(credentials.nonces(first.id), 2);
    }

    function test_GivenAnyoneRelays_ARevocationAgainLeavesNoTrace() public {
        Authorization memory authorization =
            _signed(first, address(credentials), _statusOfAct(300, StatusAction.Revoke, 0));
        credentials.setStatusOf(OWNER, NUMBER, 300, StatusAction.Revoke, 0, authorization);
        vm.recordLogs();
        credentials.setStatusOf(OWNER, NUMBER, 300, StatusAction.Revoke, 0, authorization);
        vm.assertEq(vm.getRecordedLogs().length, 0);
        _expectStatus(300, 1);
    }

    function test_RevertWhen_ASuspensionIsReplayed() public {
        Authorization memory authorization =
            _signed(first, address(credentials), _statusOfAct(300, StatusAction.Suspend, 0));
        credentials.setStatusOf(OWNER, NUMBER, 300, StatusAction.Suspend, 0, authorization);
        _set(first, 300, StatusAction.Reinstate, 1);
        vm.expectRevert(
            abi.encodeWithSelector(IAuthorized.Authorization_WrongNonce.selector, first.id, uint256(2), uint256(0))
        );
        credentials.setStatusOf(OWNER, NUMBER, 300, StatusAction.Suspend, 0, authorization);
    }

    function test_RevertWhen_ARevocationHasANonce() public {
        vm.expectRevert(
            abi.encodeWithSelector(IAuthorized.Authorization_WrongNonce.selector, first.id, uint256(0), uint256(1))
        );
        _set(first, 300, StatusAction.Revoke, 1);
    }

    function test_RevertWhen_TheActionIsNoneOrTheIndexBeyondTheLargestBatch() public {
        vm.expectRevert(abi.encodeWithSelector(ICredentialRegistry.Credential_InvalidStatusChange.selector));
        _set(first, 300, StatusAction.None, 0);
        vm.expectRevert(abi.encodeWithSelector(ICredentialRegistry.Credential_InvalidStatusChange.selector));
        _set(first, 1 << 20, StatusAction.Revoke, 0);
        _set(first, (1 << 20) - 1, StatusAction.Revoke, 0);
        _expectStatus((1 << 20) - 1, 1);
    }

    function test_RevertWhen_TheSignerIsNotTheIssuersNow() public {
        vm.expectRevert(
            abi.encodeWithSelector(
                IInstitutionRegistry.Institution_NotAuthorised.selector, OWNER, second.id, Purposes.ISSUE
            )
        );
        _set(second, 300, StatusAction.Revoke, 0);
        _setStanding(OWNER, Standing.Suspended);
        vm.expectRevert(
            abi.encodeWithSelector(
                IInstitutionRegistry.Institution_NotAuthorised.selector, OWNER, first.id, Purposes.ISSUE
            )
        );
        _set(first, 300, StatusAction.Revoke, 0);
    }
}
