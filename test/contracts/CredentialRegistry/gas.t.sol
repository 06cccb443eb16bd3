// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICredentialRegistry} from "../../../contracts/interfaces/ICredentialRegistry.sol";
import {Authorization, StatusAction} from "../../../contracts/types/Types.sol";
import {Gas} from "../RoundRegistry/Gas.sol";
import {CredentialFixture} from "./CredentialFixture.sol";
import {console} from "hardhat/console.sol";

/// @notice Ceilings of relayed acts on batches.
contract CredentialRegistryGasTest is CredentialFixture {
    ICredentialRegistry.Anchor[] internal batches;
    Authorization[] internal authorizations;

    function setUp() public override {
        super.setUp();
        _anchor(_batch(NUMBER));
        _setStatus(StatusAction.Revoke, 300, 0);
        for (uint64 i = 1; i <= 10; ++i) {
            batches.push(_batch(NUMBER - i));
            authorizations.push(_signed(members[OWNER], address(credentials), _anchorAct(batches[i - 1])));
        }
    }

    function test_Anchor() public {
        _measure("anchor", abi.encodeCall(credentials.anchor, (batches[0], authorizations[0])), 66_500);
    }

    function test_AnchorByTheSignerItself() public {
        Actor memory owner = members[OWNER];
        bytes memory data = abi.encodeCall(credentials.anchor, (batches[0], _direct(owner)));
        vm.prank(owner.account);
        _measure("anchor, not relayed", data, 61_000);
    }

    function test_AnchorMany() public {
        _measure("anchorMany of ten", abi.encodeCall(credentials.anchorMany, (batches, authorizations)), 417_000);
    }

    function test_AnchorBatches() public {
        ICredentialRegistry.Batch[] memory entries = new ICredentialRegistry.Batch[](10);
        for (uint256 i = 0; i < 10; ++i) {
            entries[i] = _entry(batches[i]);
        }
        Authorization memory authorization =
            _signed(members[OWNER], address(credentials), _anchorBatchesAct(OWNER, entries));
        _measure(
            "anchorBatches of ten", abi.encodeCall(credentials.anchorBatches, (OWNER, entries, authorization)), 316_000
        );
    }

    function test_FirstRevocationInAWord() public {
        _measure("revoke, first in its word", _change(StatusAction.Revoke, 7), 60_500);
    }

    function test_FurtherRevocationInAWord() public {
        _measure("revoke, further in its word", _change(StatusAction.Revoke, 301), 43_500);
    }

    function test_FurtherRevocationByTheSignerItself() public {
        Actor memory owner = members[OWNER];
        (uint32[] memory words, uint256[] memory masks) = _one(301);
        bytes memory data = abi.encodeCall(
            credentials.setStatus, (OWNER, NUMBER, StatusAction.Revoke, words, masks, 0, _direct(owner))
        );
        vm.prank(owner.account);
        _measure("revoke, further in its word, not relayed", data, 42_000);
    }

    /// @dev 100 credentials spread over a batch of 1,000, so 4 words.
    function test_HundredRevocationsByMasks() public {
        uint32[] memory words = new uint32[](4);
        uint256[] memory masks = new uint256[](4);
        for (uint32 i = 0; i < 1000; i += 10) {
            words[i / 256] = i / 256;
            masks[i / 256] |= 2 ** (i % 256);
        }
        bytes32 act = _statusAct(NUMBER, StatusAction.Revoke, words, masks, 0);
        Authorization memory authorization = _signed(members[OWNER], address(credentials), act);
        bytes memory data = abi.encodeCall(
            credentials.setStatus, (OWNER, NUMBER, StatusAction.Revoke, words, masks, 0, authorization)
        );
        _measure("revoke 100 in 4 words", data, 121_000);
    }

    function _change(StatusAction action, uint32 index) internal view returns (bytes memory) {
        bytes32 act = _statusOfAct(index, action, 0);
        Authorization memory authorization = _signed(members[OWNER], address(credentials), act);
        return abi.encodeCall(credentials.setStatusOf, (OWNER, NUMBER, index, action, 0, authorization));
    }

    function _measure(string memory what, bytes memory data, uint256 most) internal {
        uint256 used = Gas.ofTransaction(address(credentials), data);
        console.log(what, used);
        vm.assertLe(used, most);
    }
}
