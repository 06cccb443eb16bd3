// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Emits events of the registries' form in bulk, for measuring indexers. Records nothing.
contract Emitter {
    event BatchAnchored(
        uint32 indexed institution,
        uint64 indexed number,
        bytes32 root,
        uint32 size,
        bytes32 indexed courseVersion,
        bytes32 key
    );
    event CredentialStatusChanged(
        uint32 indexed institution, uint64 indexed number, uint32 index, uint8 action, bytes32 key
    );
    event ReviewSubmitted(
        bytes32 indexed round, uint8 seat, uint32 sequence, bytes32 reviewDigest, uint256 ratings
    );

    /// @param first number of the first event of the sample
    /// @param count how many
    function emitMany(uint64 first, uint64 count) external {
        for (uint64 i = first; i < first + count; i++) {
            uint32 institution = uint32(1 + (i % 1000));
            if (i % 3 == 0) {
                emit BatchAnchored(institution, i, hashed(i, 1), 100, hashed(i % 1000, 3), hashed(i, 2));
            } else if (i % 3 == 1) {
                emit CredentialStatusChanged(institution, i - 1, uint32(i % 256), 1, hashed(i, 4));
            } else {
                emit ReviewSubmitted(hashed(i, 6), uint8(i % 3), 1, hashed(i, 5), i);
            }
        }
    }

    function hashed(uint64 i, uint64 salt) private pure returns (bytes32) {
        return keccak256(abi.encode(i, salt));
    }
}
