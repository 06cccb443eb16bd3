// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Outcome} from "../../contracts/types/Types.sol";

/// @title The decision rule once more, as one would explain it
/// @notice Collects each criterion's levels in a list, sorts it and takes the lower median. Shares no code with
/// QualityPolicy: what both say is the oracle of the other.
library NaiveRule {
    struct Result {
        uint256 absent;
        uint256 partials;
        uint256 zeros;
        uint256 others;
        uint256 met;
    }

    function outcome(uint256[2] memory header, bool rapid, uint8[] memory roles, uint256[] memory ratings)
        internal
        pure
        returns (Outcome)
    {
        Result memory result;
        for (uint256 c = 0; c < _byte(header[1], 0); ++c) {
            if (rapid && !_bit(header[0], 192 + c)) continue;
            uint256[] memory levels = _levels(header, roles, ratings, c);
            bool enough = levels.length > 0 && levels.length >= _byte(header[1], 10);
            if (_bit(header[0], 160 + c)) {
                uint256 median = enough ? _lowerMedian(levels) : 0;
                if (median == 0) result.absent++;
                if (median == 1) result.partials++;
                for (uint256 i = 0; i < levels.length; ++i) {
                    if (levels[i] == 0) result.zeros++;
                }
            } else if (enough) {
                result.others++;
                if (_lowerMedian(levels) >= 2) result.met++;
            }
        }
        if (result.absent > 0) return Outcome.NotMet;
        if (result.partials >= _byte(header[1], 11)) return Outcome.NotMet;
        if (_under(result, _byte(header[1], 12))) return Outcome.NotMet;
        if (rapid) return Outcome.Provisional;
        if (result.partials > 0 || result.zeros > 0) return Outcome.Conditional;
        if (_under(result, _byte(header[1], 13))) return Outcome.Conditional;
        return Outcome.Met;
    }

    function _under(Result memory result, uint256 percent) private pure returns (bool) {
        return result.others > 0 && result.met * 100 < percent * result.others;
    }

    function _levels(uint256[2] memory header, uint8[] memory roles, uint256[] memory ratings, uint256 criterion)
        private
        pure
        returns (uint256[] memory levels)
    {
        for (uint256 s = 0; s < roles.length; ++s) {
            uint256 value = (ratings[s] / 16 ** criterion) % 16;
            bool may = roles[s] >= 1 && roles[s] <= 5 && _bit(header[0], (uint256(roles[s]) - 1) * 32 + criterion);
            if (!may || value < 1 || value > 4) continue;
            uint256[] memory longer = new uint256[](levels.length + 1);
            for (uint256 i = 0; i < levels.length; ++i) {
                longer[i] = levels[i];
            }
            longer[levels.length] = value - 1;
            levels = longer;
        }
    }

    function _lowerMedian(uint256[] memory levels) private pure returns (uint256) {
        for (uint256 i = 0; i < levels.length; ++i) {
            for (uint256 j = i + 1; j < levels.length; ++j) {
                if (levels[j] < levels[i]) (levels[i], levels[j]) = (levels[j], levels[i]);
            }
        }
        return levels[(levels.length - 1) / 2];
    }

    function _bit(uint256 word, uint256 index) private pure returns (bool) {
        return (word / 2 ** index) % 2 == 1;
    }

    function _byte(uint256 word, uint256 index) private pure returns (uint256) {
        return (word / 256 ** index) % 256;
    }
}
