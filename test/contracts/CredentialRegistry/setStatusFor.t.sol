// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICredentialRegistry} from "../../../contracts/interfaces/ICredentialRegistry.sol";
import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {Authorization, Ground, Purposes, Standing, StatusAction} from "../../../contracts/types/Types.sol";
import {CredentialFixture} from "./CredentialFixture.sol";

/// @dev B7 of test/README.md. OWNER goes; DELIVERER is its successor or keeps its records, or does not.
contract CredentialRegistrySetStatusForTest is CredentialFixture {
    function setUp() public override {
        super.setUp();
        _anchor(_batch(NUMBER));
    }

    function _go(Standing standing, uint32 successor, uint32 keeper) internal {
        uint32 sequence = institutions.institution(OWNER).standingCount;
        vm.prank(governance.account);
        institutions.setStanding(
            OWNER, sequence, standing, successor, keeper, Ground.Closure, DOCUMENT, _direct(governance)
        );
    }

    function _set(uint32 keeper, Actor memory actor, StatusAction action, uint32 index, uint256 nonce) internal {
        (uint32[] memory words, uint256[] memory masks) = _one(index);
        Authorization memory authorization = _direct(actor);
        vm.prank(actor.account);
        credentials.setStatusFor(keeper, OWNER, NUMBER, action, words, masks, nonce, authorization);
    }

    function _expectNotKeeper(uint32 keeper) internal {
        vm.expectRevert(
            abi.encodeWithSelector(ICredentialRegistry.Credential_NotKeeper.selector, OWNER, keeper)
        );
    }

    function test_GivenAKeeperOfAnInstitutionThatIsGone_ItChangesTheStatus() public {
        Standing[3] memory gone = [Standing.Left, Standing.Closed, Standing.Merged];
        for (uint32 i = 0; i < gone.length; ++i) {
            _go(gone[i], gone[i] == Standing.Merged ? RIVAL : 0, DELIVERER);
            (uint32[] memory words, uint256[] memory masks) = _one(i);
            vm.expectEmit(address(credentials));
            emit ICredentialRegistry.StatusChanged(OWNER, NUMBER, StatusAction.Revoke, words, masks, second.id);
            _set(DELIVERER, second, StatusAction.Revoke, i, 0);
            _expectStatus(i, 1);
        }
    }

    function test_GivenTheSuccessor_ItChangesTheStatus() public {
        _go(Standing.Merged, DELIVERER, 0);
        _set(DELIVERER, second, StatusAction.Suspend, 9, 0);
        _expectStatus(9, 2);
        _set(DELIVERER, second, StatusAction.Reinstate, 9, 1);
        _expectStatus(9, 0);
        vm.assertEq(credentials.nonces(second.id), 2);
    }

    function test_GivenAnyoneRelays_ItIsTheKeepersAct() public {
        _go(Standing.Closed, 0, DELIVERER);
        (uint32[] memory words, uint256[] memory masks) = _one(5);
        bytes32 act = _statusForAct(DELIVERER, StatusAction.Revoke, words, masks, 0);
        Authorization memory authorization = _signed(second, address(credentials), act);
        credentials.setStatusFor(DELIVERER, OWNER, NUMBER, StatusAction.Revoke, words, masks, 0, authorization);
        vm.recordLogs();
        credentials.setStatusFor(DELIVERER, OWNER, NUMBER, StatusAction.Revoke, words, masks, 0, authorization);
        vm.assertEq(vm.getRecordedLogs().length, 0);
        _expectStatus(5, 1);
    }

    function test_RevertWhen_TheInstitutionIsNotGone() public {
        _expectNotKeeper(DELIVERER);
        _set(DELIVERER, second, StatusAction.Revoke, 0, 0);
        _go(Standing.Suspended, 0, DELIVERER);
        _expectNotKeeper(DELIVERER);
        _set(DELIVERER, second, StatusAction.Revoke, 0, 0);
    }

    function test_RevertWhen_AnotherActs() public {
        _go(Standing.Merged, DELIVERER, 0);
        _expectNotKeeper(RIVAL);
        _set(RIVAL, third, StatusAction.Revoke, 0, 0);
        _go(Standing.Closed, 0, RIVAL);
        _expectNotKeeper(DELIVERER);
        _set(DELIVERER, second, StatusAction.Revoke, 0, 0);
    }

    function test_RevertWhen_TheSignerIsNotTheKeepersNow() public {
        _go(Standing.Closed, 0, DELIVERER);
        vm.expectRevert(
            abi.encodeWithSelector(
                IInstitutionRegistry.Institution_NotAuthorised.selector, DELIVERER, first.id, Purposes.ISSUE
            )
        );
        _set(DELIVERER, first, StatusAction.Revoke, 0, 0);
        _suspend(DELIVERER);
        vm.expectRevert(
            abi.encodeWithSelector(
                IInstitutionRegistry.Institution_NotAuthorised.selector, DELIVERER, second.id, Purposes.ISSUE
            )
        );
        _set(DELIVERER, second, StatusAction.Revoke, 0, 0);
    }
}
