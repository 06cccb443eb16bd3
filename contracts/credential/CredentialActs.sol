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

    function hashAnchor(ICredentialRegistry.Anchor calldata batch, uint40 deadline) internal pure returns (bytes32 hash) {
        bytes32 typeHash = ANCHOR;
        // Safety: copies the struct's five words as they were sent behind the free memory pointer and moves nothing. A
        // signature of a struct with bits beyond a member's width is never used: its reader reverts.
        assembly ("memory-safe") {
            let start := mload(0x40)
            mstore(start, typeHash)
            calldatacopy(add(start, 0x20), batch, 0xa0)
            mstore(add(start, 0xc0), deadline)
            hash := keccak256(start, 0xe0)
        }
    }

    function hashAnchorBatches(uint32 institution, ICredentialRegistry.Batch[] calldata batches, uint40 deadline)
        internal
        pure
        returns (bytes32)
    {
        bytes32 typeHash = BATCH;
        bytes32 hashes;
        // Safety: works behind the free memory pointer only, which it does not move: one struct of five words, then the
        // hashes. The four words of a batch are copied as they were sent; the caller's readers refuse bits beyond a
        // member's width, and the decoder made sure that all batches lie within the calldata.
        assembly ("memory-safe") {
            let item := mload(0x40)
            let list := add(item, 0xa0)
            let end := add(list, shl(5, batches.length))
            mstore(item, typeHash)
            let from := batches.offset
            for { let at := list } lt(at, end) { at := add(at, 0x20) } {
                calldatacopy(add(item, 0x20), from, 0x80)
                mstore(at, keccak256(item, 0xa0))
                from := add(from, 0x80)
            }
            hashes := keccak256(list, sub(end, list))
        }
        return keccak256(abi.encode(ANCHOR_BATCHES, institution, hashes, deadline));
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
