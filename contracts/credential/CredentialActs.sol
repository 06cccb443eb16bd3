// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICredentialRegistry} from "../interfaces/ICredentialRegistry.sol";
import {StatusAction} from "../types/Types.sol";

/// @title EIP-712 struct hashes of the acts on batches
library CredentialActs {
    bytes32 internal constant ANCHOR = keccak256(
        "Anchor(uint32 institution,uint64 number,bytes32 root,uint32 size,bytes32 courseVersion,uint40 deadline)"
    );
    bytes32 internal constant ANCHOR_BATCHES = keccak256(
        "AnchorBatches(uint32 institution,Batch[] batches,uint40 deadline)Batch(uint64 number,bytes32 root,uint32 size,bytes32 courseVersion)"
    );
    bytes32 internal constant BATCH =
        keccak256("Batch(uint64 number,bytes32 root,uint32 size,bytes32 courseVersion)");
    bytes32 internal constant SET_STATUS = keccak256(
        "SetStatus(uint32 institution,uint64 number,uint8 action,uint32[] words,uint256[] masks,uint256 nonce,uint40 deadline)"
    );
    bytes32 internal constant SET_STATUS_OF = keccak256(
        "SetStatusOf(uint32 institution,uint64 number,uint32 index,uint8 action,uint256 nonce,uint40 deadline)"
    );
    bytes32 internal constant SET_STATUS_FOR = keccak256(
        "SetStatusFor(uint32 keeper,uint32 institution,uint64 number,uint8 action,uint32[] words,uint256[] masks,uint256 nonce,uint40 deadline)"
    );

    function hashAnchorBatches(uint32 institution, ICredentialRegistry.Batch[] calldata batches, uint40 deadline)
        internal
        pure
        returns (bytes32)
    {
        bytes32[] memory hashes = new bytes32[](batches.length);
        for (uint256 i = 0; i < batches.length; ++i) {
            hashes[i] = keccak256(abi.encode(BATCH, batches[i]));
        }
        return keccak256(abi.encode(ANCHOR_BATCHES, institution, keccak256(abi.encodePacked(hashes)), deadline));
    }

    function hashSetStatus(
        uint32 institution,
        uint64 number,
        StatusAction action,
        uint32[] calldata words,
        uint256[] calldata masks,
        uint256 nonce,
        uint40 deadline
    ) internal pure returns (bytes32) {
        bytes32 wordsHash = keccak256(abi.encodePacked(words));
        bytes32 masksHash = keccak256(abi.encodePacked(masks));
        return keccak256(
            abi.encode(SET_STATUS, institution, number, action, wordsHash, masksHash, nonce, deadline)
        );
    }

    function hashSetStatusFor(
        uint32 keeper,
        uint32 institution,
        uint64 number,
        StatusAction action,
        uint32[] calldata words,
        uint256[] calldata masks,
        uint256 nonce,
        uint40 deadline
    ) internal pure returns (bytes32) {
        bytes32 wordsHash = keccak256(abi.encodePacked(words));
        bytes32 masksHash = keccak256(abi.encodePacked(masks));
        return keccak256(
            abi.encode(SET_STATUS_FOR, keeper, institution, number, action, wordsHash, masksHash, nonce, deadline)
        );
    }
}
