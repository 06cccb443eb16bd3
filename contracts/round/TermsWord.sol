// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Role} from "../types/Types.sol";

/// @title The word of a round that rarely matters
/// @notice Lowest first: owner 32 | convener 32 | validity 32 | seats wanted 40 | openedAt 40 | endedAt 40 | institution
/// asked for one more seat 32 | its role 8. Times in Unix seconds.
library TermsWord {
    /// @dev `seats`: wanted per role, a byte each, SubjectExpert lowest.
    struct Terms {
        uint32 owner;
        uint32 convener;
        uint32 validity;
        uint40 seats;
        uint40 openedAt;
        uint40 endedAt;
        uint32 addedBy;
        Role addedRole;
    }

    function pack(Terms memory terms) internal pure returns (uint256 word) {
        word = uint256(terms.owner) | (uint256(terms.convener) << 32) | (uint256(terms.validity) << 64);
        word |= (uint256(terms.seats) << 96) | (uint256(terms.openedAt) << 136) | (uint256(terms.endedAt) << 176);
        word |= (uint256(terms.addedBy) << 216) | (uint256(terms.addedRole) << 248);
    }

    function unpack(uint256 word) internal pure returns (Terms memory terms) {
        terms.owner = uint32(word);
        terms.convener = uint32(word >> 32);
        terms.validity = uint32(word >> 64);
        terms.seats = uint40(word >> 96);
        terms.openedAt = uint40(word >> 136);
        terms.endedAt = uint40(word >> 176);
        terms.addedBy = uint32(word >> 216);
        terms.addedRole = Role(uint8(word >> 248));
    }
}
