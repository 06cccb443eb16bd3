// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Role, SeatFlags} from "../types/Types.sol";

/// @title The second word of a seat
/// @notice Highest first: institution 32 | role 8 | flags 4 | sequence 4 | 208 bits: the low 208 bits of the seal until the
/// review, and then time of the first review 40 | ratings 128 | low 40 bits of the latest review digest.
library SeatWord {
    function appointed(uint32 institution_, Role role_) internal pure returns (uint256) {
        return (uint256(institution_) << 224) | (uint256(role_) << 216);
    }

    function flagged(uint256 word, uint8 flag) internal pure returns (uint256) {
        return word | (uint256(flag) << 212);
    }

    /// @notice The word of a seat that has neither sealed nor reviewed, once it sealed.
    function withSeal(uint256 word, uint208 seal_) internal pure returns (uint256) {
        return word | seal_;
    }

    /// @notice The word after a review. `time`: of the first one. `ratings_` has 128 bits at most.
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

    function isExcluded(uint256 word) internal pure returns (bool) {
        return flags(word) & SeatFlags.EXCLUDED != 0;
    }

    function isAdded(uint256 word) internal pure returns (bool) {
        return flags(word) & SeatFlags.ADDED != 0;
    }

    /// @notice 0: no review yet, 1 reviewed, 2 revised.
    function sequence(uint256 word) internal pure returns (uint8) {
        return uint8(word >> 208) & 15;
    }

    /// @notice The seal, of a seat that has not reviewed; 0: none. Later the time, ratings and digest.
    function seal(uint256 word) internal pure returns (uint208) {
        return uint208(word);
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
