// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Role} from "../types/Types.sol";

/// @title The word of a round that rarely matters
/// @notice Lowest first: owner 32 | convener 32 | validity 32 | seats wanted 40 (a byte a role, SubjectExpert lowest) |
/// openedAt 40 | endedAt 40 | institution asked for one more seat 32 | its role 8. Times in Unix seconds; 0: not yet.
library TermsWord {
    /// @param wanted Of 40 bits. @param time Of the opening.
    function opened(uint32 owner_, uint32 convener_, uint32 validity_, uint256 wanted, uint256 time)
        internal
        pure
        returns (uint256)
    {
        return uint256(owner_) | (uint256(convener_) << 32) | (uint256(validity_) << 64) | (wanted << 96)
            | (uint256(uint40(time)) << 136);
    }

    function withEnd(uint256 word, uint256 time) internal pure returns (uint256) {
        return word | (uint256(uint40(time)) << 176);
    }

    function withAdded(uint256 word, uint32 institution, Role role) internal pure returns (uint256) {
        return word | (uint256(institution) << 216) | (uint256(role) << 248);
    }

    function owner(uint256 word) internal pure returns (uint32) {
        return uint32(word);
    }

    function convener(uint256 word) internal pure returns (uint32) {
        return uint32(word >> 32);
    }

    function validity(uint256 word) internal pure returns (uint32) {
        return uint32(word >> 64);
    }

    function seats(uint256 word) internal pure returns (uint40) {
        return uint40(word >> 96);
    }

    function openedAt(uint256 word) internal pure returns (uint40) {
        return uint40(word >> 136);
    }

    function endedAt(uint256 word) internal pure returns (uint40) {
        return uint40(word >> 176);
    }

    function addedBy(uint256 word) internal pure returns (uint32) {
        return uint32(word >> 216);
    }

    function addedRole(uint256 word) internal pure returns (Role) {
        return Role(uint8(word >> 248));
    }
}
