// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Role} from "../types/Types.sol";

/// @title The second word of a seat
/// @notice Highest first: institution 32 | role 8 | flags 4 | sequence 4 | time 40 | ratings 128 | low 40 bits of the
/// review digest. The last 208 bits are 0 until the seat submits.
library SeatWord {
    function appointed(uint32 institution_, Role role_) internal pure returns (uint256) {
        return (uint256(institution_) << 224) | (uint256(role_) << 216);
    }

    /// @notice The word after a submission at `time`. `ratings_` has 128 bits at most.
    function submitted(uint256 word, uint32 sequence_, uint256 time, uint256 ratings_, bytes32 digest)
        internal
        pure
        returns (uint256)
    {
        uint256 head = (word >> 212) << 212;
        uint256 tail = (uint256(uint40(time)) << 168) | (ratings_ << 40) | uint40(uint256(digest));
        return head | (uint256(sequence_) << 208) | tail;
    }

    function institution(uint256 word) internal pure returns (uint32) {
        return uint32(word >> 224);
    }

    function role(uint256 word) internal pure returns (Role) {
        return Role(uint8(word >> 216));
    }

    function flags(uint256 word) internal pure returns (uint8) {
        return uint8(word >> 212) & 15;
    }

    function sequence(uint256 word) internal pure returns (uint8) {
        return uint8(word >> 208) & 15;
    }

    function submittedAt(uint256 word) internal pure returns (uint40) {
        return uint40(word >> 168);
    }

    function ratings(uint256 word) internal pure returns (uint128) {
        return uint128(word >> 40);
    }

    function digestTag(uint256 word) internal pure returns (uint40) {
        return uint40(word);
    }
}
