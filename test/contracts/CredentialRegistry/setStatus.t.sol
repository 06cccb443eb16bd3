// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorized} from "../../../contracts/interfaces/IAuthorized.sol";
import {ICredentialRegistry} from "../../../contracts/interfaces/ICredentialRegistry.sol";
import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {Authorization, Purposes, StatusAction} from "../../../contracts/types/Types.sol";
import {CredentialFixture} from "./CredentialFixture.sol";

/// @dev B3, B4 of test/README.md.
contract CredentialRegistrySetStatusTest is CredentialFixture {
    uint8 internal constant REVOKED = 1;
    uint8 internal constant SUSPENDED = 2;
    uint8 internal constant REPLACED = 4;

    function setUp() public override {
        super.setUp();
        _anchor(_batch(NUMBER));
    }

    function test_GivenNoChange_AllBitsAreClear() public view {
        _expectStatus(0, 0);
        _expectStatus(SIZE - 1, 0);
    }

    function test_GivenRevocation_ItSetsThatBitOnly() public {
        (uint32[] memory words, uint256[] memory masks) = _one(300);
        vm.expectEmit(address(credentials));
        emit ICredentialRegistry.StatusChanged(OWNER, NUMBER, StatusAction.Revoke, words, masks, members[OWNER].id);
        _setStatus(StatusAction.Revoke, 300, 0);
        _expectStatus(300, REVOKED);
        _expectStatus(299, 0);
        _expectStatus(301, 0);
        _expectStatus(300 - 256, 0);
        vm.assertEq(credentials.status(OWNER, NUMBER - 1, 300), 0);
        vm.assertEq(credentials.status(DELIVERER, NUMBER, 300), 0);
    }

    function test_GivenSuspension_ReinstatementClearsIt() public {
        _setStatus(StatusAction.Suspend, 7, 0);
        _setStatus(StatusAction.Suspend, 8, 1);
        _expectStatus(7, SUSPENDED);
        _setStatus(StatusAction.Reinstate, 7, 2);
        _expectStatus(7, 0);
        _expectStatus(8, SUSPENDED);
    }

    function test_GivenRevocation_NothingClearsIt() public {
        _setStatus(StatusAction.Revoke, 7, 0);
        _setStatus(StatusAction.Suspend, 7, 0);
        _expectStatus(7, REVOKED | SUSPENDED);
        _setStatus(StatusAction.Reinstate, 7, 1);
        _setStatus(StatusAction.Revoke, 7, 0);
        _expectStatus(7, REVOKED);
    }

    /// @dev A6: who relays a revocation again changes nothing and leaves no trace.
    function test_GivenARevocationAgain_NothingIsRecorded() public {
        _setStatus(StatusAction.Revoke, 7, 0);
        _setStatus(StatusAction.Replace, 8, 0);
        vm.recordLogs();
        _setStatus(StatusAction.Revoke, 7, 0);
        _setStatus(StatusAction.Replace, 8, 0);
        _setStatus(StatusAction.Revoke, 8, 0);
        vm.assertEq(vm.getRecordedLogs().length, 0);
        _expectStatus(7, REVOKED);
        _expectStatus(8, REVOKED | REPLACED);
        _setStatus(StatusAction.Replace, 7, 0);
        vm.assertEq(vm.getRecordedLogs().length, 1);
    }

    /// @dev The nonce is state: logs alone must tell that it was used, and whose.
    function test_GivenASuspensionThatChangesNothing_ItsNonceIsInTheLogs() public {
        _setStatus(StatusAction.Suspend, 7, 0);
        (uint32[] memory words, uint256[] memory masks) = _one(7);
        vm.expectEmit(address(credentials));
        emit ICredentialRegistry.StatusChanged(OWNER, NUMBER, StatusAction.Suspend, words, masks, members[OWNER].id);
        _setStatus(StatusAction.Suspend, 7, 1);
        vm.assertEq(credentials.nonces(members[OWNER].id), 2);
    }

    function test_GivenReplacement_ItSetsBothBits() public {
        _setStatus(StatusAction.Replace, 7, 0);
        _expectStatus(7, REVOKED | REPLACED);
        _setStatus(StatusAction.Reinstate, 7, 0);
        _expectStatus(7, REVOKED | REPLACED);
    }

    function test_GivenManyWords_ItChangesAll() public {
        uint32[] memory words = new uint32[](3);
        uint256[] memory masks = new uint256[](3);
        (words[0], words[1], words[2]) = (0, 3, 4095);
        (masks[0], masks[1], masks[2]) = (type(uint256).max, 5, 1 << 255);
        vm.prank(members[OWNER].account);
        credentials.setStatus(OWNER, NUMBER, StatusAction.Revoke, words, masks, 0, _direct(members[OWNER]));
        for (uint32 i = 0; i < 256; ++i) {
            _expectStatus(i, REVOKED);
        }
        _expectStatus(768, REVOKED);
        _expectStatus(769, 0);
        _expectStatus(770, REVOKED);
        _expectStatus(2 ** 20 - 1, REVOKED);
    }

    function test_GivenASignature_AnyoneMayRelayIt() public {
        (uint32[] memory words, uint256[] memory masks) = _one(300);
        bytes32 act = _statusAct(NUMBER, StatusAction.Suspend, words, masks, 0);
        credentials.setStatus(
            OWNER,
            NUMBER,
            StatusAction.Suspend,
            words,
            masks,
            0,
            _signed(members[OWNER], address(credentials), act)
        );
        _expectStatus(300, SUSPENDED);
        vm.assertEq(credentials.nonces(members[OWNER].id), 1);
    }

    /// @dev Else whoever kept an old suspension could suspend again after a reinstatement.
    function test_RevertWhen_ASuspensionIsReplayed() public {
        (uint32[] memory words, uint256[] memory masks) = _one(300);
        Authorization memory suspension = _signed(
            members[OWNER], address(credentials), _statusAct(NUMBER, StatusAction.Suspend, words, masks, 0)
        );
        credentials.setStatus(OWNER, NUMBER, StatusAction.Suspend, words, masks, 0, suspension);
        _setStatus(StatusAction.Reinstate, 300, 1);
        vm.expectRevert(
            abi.encodeWithSelector(IAuthorized.Authorization_WrongNonce.selector, members[OWNER].id, 2, 0)
        );
        credentials.setStatus(OWNER, NUMBER, StatusAction.Suspend, words, masks, 0, suspension);
        _expectStatus(300, 0);
    }

    function test_RevertWhen_ASignedActionIsUsedForAnother() public {
        (uint32[] memory words, uint256[] memory masks) = _one(300);
        Authorization memory suspension = _signed(
            members[OWNER], address(credentials), _statusAct(NUMBER, StatusAction.Suspend, words, masks, 0)
        );
        vm.expectRevert(
            abi.encodeWithSelector(
                IAuthorized.Authorization_InvalidSignature.selector,
                suspension.signer,
                _digest(
                    address(credentials), _statusAct(NUMBER, StatusAction.Revoke, words, masks, 0)
                )
            )
        );
        credentials.setStatus(OWNER, NUMBER, StatusAction.Revoke, words, masks, 0, suspension);
    }

    function test_RevertWhen_ARevocationCarriesANonce() public {
        (uint32[] memory words, uint256[] memory masks) = _one(300);
        _expectRevert(
            NUMBER,
            StatusAction.Revoke,
            words,
            masks,
            1,
            abi.encodeWithSelector(IAuthorized.Authorization_WrongNonce.selector, members[OWNER].id, 0, 1)
        );
    }

    /// @dev B6.
    function test_GivenNoAnchorYet_TheStatusStandsBeforeIt() public {
        (uint32[] memory words, uint256[] memory masks) = _one(300);
        vm.prank(members[OWNER].account);
        credentials.setStatus(OWNER, NUMBER - 1, StatusAction.Revoke, words, masks, 0, _direct(members[OWNER]));
        _anchor(_batch(NUMBER - 1));
        vm.assertEq(credentials.status(OWNER, NUMBER - 1, 300), REVOKED);
    }

    function test_RevertWhen_TheChangeIsMalformed() public {
        (uint32[] memory words, uint256[] memory masks) = _one(300);
        _expectInvalid(StatusAction.None, words, masks);
        _expectInvalid(StatusAction.Revoke, words, new uint256[](2));
        _expectInvalid(StatusAction.Revoke, new uint32[](0), new uint256[](0));
        words[0] = 4096;
        _expectInvalid(StatusAction.Revoke, words, masks);
    }

    function test_RevertWhen_TheSignerIsNotTheIssuers() public {
        (uint32[] memory words, uint256[] memory masks) = _one(300);
        vm.prank(members[DELIVERER].account);
        vm.expectRevert(
            abi.encodeWithSelector(
                IInstitutionRegistry.Institution_NotAuthorised.selector, OWNER, members[DELIVERER].id, Purposes.ISSUE
            )
        );
        credentials.setStatus(
            OWNER, NUMBER, StatusAction.Revoke, words, masks, 0, _direct(members[DELIVERER])
        );
    }

    function _expectInvalid(StatusAction action, uint32[] memory words, uint256[] memory masks) internal {
        _expectRevert(
            NUMBER,
            action,
            words,
            masks,
            0,
            abi.encodeWithSelector(ICredentialRegistry.Credential_InvalidStatusChange.selector)
        );
    }

    function _expectRevert(
        uint64 number,
        StatusAction action,
        uint32[] memory words,
        uint256[] memory masks,
        uint256 nonce,
        bytes memory reason
    ) internal {
        vm.prank(members[OWNER].account);
        vm.expectRevert(reason);
        credentials.setStatus(OWNER, number, action, words, masks, nonce, _direct(members[OWNER]));
    }
}
