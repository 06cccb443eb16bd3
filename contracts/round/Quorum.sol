// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SeatFlags} from "../types/Types.sol";
import {RubricHeader} from "./RubricHeader.sol";
import {SeatWord} from "./SeatWord.sol";

/// @title Whether seats reach what the rubric and the opening ask
/// @notice Institutions count once, however many seats they appointed. Excluded seats do not count.
library Quorum {
    using RubricHeader for uint256[2];
    using SeatWord for uint256;

    /// @param wanted Seats wanted per role, a byte each, SubjectExpert lowest.
    /// @param words Second words of the seats.
    /// @return reached Whether all is there.
    /// @return what Otherwise what lacks first: 0 seats, 1 institutions, 2-6 a role.
    /// @return needed How many it takes.
    /// @return actual How many there are.
    function check(uint256[2] memory header, bool rapid, uint256 wanted, uint256[] memory words)
        internal
        pure
        returns (bool reached, uint8 what, uint256 needed, uint256 actual)
    {
        uint256 seats;
        uint256 institutions;
        uint256 roles;
        for (uint256 i = 0; i < words.length; ++i) {
            uint256 word = words[i];
            if (word.isExcluded()) continue;
            ++seats;
            roles += uint256(1) << (8 * (uint256(word.role()) - 1));
            if (_isFirst(words, i)) ++institutions;
        }
        needed = header.minSeats(rapid);
        if (seats < needed) return (false, 0, needed, seats);
        needed = header.minInstitutions(rapid);
        if (institutions < needed) return (false, 1, needed, institutions);
        for (uint8 i = 0; i < 5; ++i) {
            needed = uint8(wanted);
            uint256 least = rapid ? 0 : header.minOfRole(i);
            if (needed < least) needed = least;
            if (uint8(roles) < needed) return (false, 2 + i, needed, uint8(roles));
            wanted >>= 8;
            roles >>= 8;
        }
        return (true, 0, 0, 0);
    }

    /// @notice The words with those excluded that have no review.
    function reviewed(uint256[] memory words) internal pure returns (uint256[] memory) {
        for (uint256 i = 0; i < words.length; ++i) {
            if (words[i].sequence() == 0) words[i] = words[i].flagged(SeatFlags.EXCLUDED);
        }
        return words;
    }

    /// @dev Whether no earlier seat that counts is of the same institution.
    function _isFirst(uint256[] memory words, uint256 index) private pure returns (bool) {
        uint32 institution = words[index].institution();
        for (uint256 i = 0; i < index; ++i) {
            if (words[i].institution() == institution && !words[i].isExcluded()) return false;
        }
        return true;
    }
}
