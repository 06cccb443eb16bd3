// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Batch ids and the one word of a batch
/// @notice `time << 216 | commitment`. Time in Unix seconds.
library BatchWord {
    function id(uint32 institution, uint64 number) internal pure returns (bytes32) {
        return keccak256(abi.encode(institution, number));
    }

    /// @notice Low 216 bits of the hash of what a receipt tells. `key`: signer id that authorised the anchor.
    function commitment(bytes32 root, uint32 size, bytes32 courseVersion, bytes32 key)
        internal
        pure
        returns (uint256)
    {
        return uint216(uint256(keccak256(abi.encode(root, size, courseVersion, key))));
    }

    /// @notice When the batch was anchored; 0: never.
    function anchoredAt(uint256 word) internal pure returns (uint40) {
        return uint40(word >> 216);
    }
}
