// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Where a batch is kept, and its one word
/// @notice `time << 216 | commitment`. Time in Unix seconds.
library BatchWord {
    /// @notice Where the word of a batch is kept.
    function place(uint32 institution, uint64 number) internal pure returns (uint256) {
        return (uint256(institution) << 64) | number;
    }

    /// @notice Where the status of 256 credentials of a batch is kept. `word`: below 2^32.
    function statusPlace(uint32 institution, uint64 number, uint256 word) internal pure returns (uint256) {
        return (place(institution, number) << 32) | word;
    }

    /// @notice Low 216 bits of the hash of what a receipt tells. `key`: signer id that authorised the anchor.
    function commitment(bytes32 root, uint32 size, bytes32 courseVersion, bytes32 key)
        internal
        pure
        returns (uint256)
    {
        bytes32 hash;
        // Safety: the four words of abi.encode, written behind the free memory pointer, which does not move.
        assembly ("memory-safe") {
            let start := mload(0x40)
            mstore(start, root)
            mstore(add(start, 0x20), and(size, 0xffffffff))
            mstore(add(start, 0x40), courseVersion)
            mstore(add(start, 0x60), key)
            hash := keccak256(start, 0x80)
        }
        return uint216(uint256(hash));
    }

    /// @notice When the batch was anchored; 0: never.
    function anchoredAt(uint256 word) internal pure returns (uint40) {
        return uint40(word >> 216);
    }
}
