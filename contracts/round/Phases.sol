// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Purpose} from "../types/Types.sol";
import {ProgressWord} from "./ProgressWord.sol";
import {SeatWord} from "./SeatWord.sol";

/// @title The phases of a round under review
/// @notice They follow from its words alone: neither a reveal nor the clock writes any. While seals or reviews are missing,
/// a window lies where it comes to lie if they stay missing. First and last seconds, Unix time.
library Phases {
    using ProgressWord for ProgressWord.Progress;
    using SeatWord for uint256;

    /// @dev First second for reveals: of the last seal, or after the deadline for seals.
    function revealFrom(ProgressWord.Progress memory progress) internal pure returns (uint40) {
        return progress.revealFrom != 0 ? progress.revealFrom : progress.reviewUntil + 1;
    }

    /// @param period Length of the reveal period.
    function revealUntil(ProgressWord.Progress memory progress, uint40 period) internal pure returns (uint40) {
        if (progress.purpose == Purpose.Formative) return progress.reviewUntil;
        return revealFrom(progress) + period;
    }

    /// @notice The reply window begins with the last review that was awaited, or after the last second for one.
    /// @param words Second words of all seats.
    /// @param revealPeriod Length of the reveal period.
    function replyFrom(ProgressWord.Progress memory progress, uint256[] memory words, uint40 revealPeriod)
        internal
        pure
        returns (uint40)
    {
        uint40 completedAt = _completedAt(progress, words);
        return completedAt != 0 ? completedAt : revealUntil(progress, revealPeriod) + 1;
    }

    /// @dev When the last seat reviewed of those that sealed and the one that was asked for; 0: one has not, or none
    /// sealed. In a formative round of all seats.
    function _completedAt(ProgressWord.Progress memory progress, uint256[] memory words)
        private
        pure
        returns (uint40 last)
    {
        if (progress.has(ProgressWord.ASKED) && !progress.has(ProgressWord.ADDED)) return 0;
        for (uint256 i = 0; i < words.length; ++i) {
            uint256 word = words[i];
            if (word.isExcluded()) continue;
            if (word.sequence() == 0) {
                bool awaited = progress.purpose == Purpose.Formative || word.isAdded() || word.seal() != 0;
                if (awaited) return 0;
            } else if (word.submittedAt() > last) {
                last = word.submittedAt();
            }
        }
    }
}
