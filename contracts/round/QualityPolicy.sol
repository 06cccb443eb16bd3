// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IQualityPolicy} from "../interfaces/IQualityPolicy.sol";
import {IRoundRegistry} from "../interfaces/IRoundRegistry.sol";
import {IRubricRegistry} from "../interfaces/IRubricRegistry.sol";
import {Outcome, Purpose, Route, Stage} from "../types/Types.sol";
import {Ratings} from "./Ratings.sol";
import {RubricHeader} from "./RubricHeader.sol";

/// @title The lower-median rule of the default rubric
/// @notice See IQualityPolicy. Reads the registries, writes one word a round, and has no owner.
contract QualityPolicy is IQualityPolicy {
    using RubricHeader for uint256[2];

    /// @dev Ratings of a panel counted lane by lane (Ratings): how many a criterion has, and of which level.
    struct Counts {
        uint256 given;
        uint256 level0;
        uint256 level1;
        uint256 level2;
    }

    /// @dev What the rule asks about the judged criteria: an essential at 0; how many essentials are at 1; a single
    /// rating of an essential at 0; how many of the others count, and how many of these are at 2 or more.
    struct Tally {
        bool absent;
        bool doubted;
        uint256 partials;
        uint256 others;
        uint256 othersMet;
    }

    uint256 internal constant MAX_SEATS = 15;

    IRoundRegistry public immutable rounds;
    IRubricRegistry public immutable rubrics;

    mapping(bytes32 round => Decision) internal _decisions;

    constructor(IRoundRegistry rounds_, IRubricRegistry rubrics_) {
        rounds = rounds_;
        rubrics = rubrics_;
    }

    /// @inheritdoc IQualityPolicy
    function decide(bytes32 round) external returns (Outcome result) {
        if (_decisions[round].outcome != Outcome.None) revert Quality_AlreadyDecided(round);
        IRoundRegistry.Round memory facts = rounds.round(round);
        if (facts.stage != Stage.Closed || facts.purpose != Purpose.Summative) revert Quality_NotDecidable(round);

        bool rapid = facts.route == Route.Rapid;
        uint256[2] memory header = rubrics.header(facts.rubric);
        IRoundRegistry.Seat[] memory seats = rounds.seats(round);
        uint8[] memory roles = new uint8[](seats.length);
        uint256[] memory ratings = new uint256[](seats.length);
        for (uint256 i = 0; i < seats.length; ++i) {
            roles[i] = uint8(seats[i].role);
            ratings[i] = seats[i].ratings;
        }
        result = outcome(header, rapid, roles, ratings);

        uint256 validity = facts.validity;
        if (rapid && validity > header.longestValidity(true)) validity = header.longestValidity(true);
        uint40 expiresAt = result == Outcome.NotMet ? 0 : uint40(block.timestamp + validity);
        _decisions[round] = Decision({outcome: result, decidedAt: uint40(block.timestamp), expiresAt: expiresAt});
        emit Decided(round, facts.version, facts.rubric, result, expiresAt);
    }

    /// @inheritdoc IQualityPolicy
    function decision(bytes32 round) external view returns (Decision memory) {
        return _decisions[round];
    }

    /// @inheritdoc IQualityPolicy
    function outcome(uint256[2] memory header, bool rapid, uint8[] memory roles, uint256[] memory ratings)
        public
        pure
        returns (Outcome)
    {
        if (roles.length != ratings.length || roles.length > MAX_SEATS) {
            revert Quality_InvalidPanel(roles.length, ratings.length);
        }
        Tally memory tally = _tally(header, rapid, _count(header, roles, ratings));
        if (
            tally.absent || tally.partials >= header.partialEssentials()
                || tally.othersMet * 100 < tally.others * header.notMetPercent()
        ) return Outcome.NotMet;
        if (rapid) return Outcome.Provisional;
        if (
            tally.partials != 0 || tally.doubted
                || tally.othersMet * 100 < tally.others * header.conditionalPercent()
        ) return Outcome.Conditional;
        return Outcome.Met;
    }

    /// @dev Sorts the judged criteria into what the rule asks about.
    function _tally(uint256[2] memory header, bool rapid, Counts memory counts)
        internal
        pure
        returns (Tally memory tally)
    {
        uint256 judged = header.criteriaMask();
        if (rapid) judged &= header.rapidMask();
        uint256 essential = header.essentialMask();
        uint256 needed = header.minRatings();
        for (uint256 i = 0; judged >> i != 0; ++i) {
            if ((judged >> i) & 1 == 0) continue;
            (bool counted, uint256 median) = _median(counts, i, needed);
            if ((essential >> i) & 1 != 0) {
                if (median == 0) tally.absent = true;
                if (median == 1) ++tally.partials;
                if ((counts.level0 >> (4 * i)) & 15 != 0) tally.doubted = true;
            } else if (counted) {
                ++tally.others;
                if (median >= 2) ++tally.othersMet;
            }
        }
    }

    /// @dev Counts the ratings of those roles that may rate. A value above 4 counts as not rated.
    function _count(uint256[2] memory header, uint8[] memory roles, uint256[] memory ratings)
        internal
        pure
        returns (Counts memory counts)
    {
        for (uint256 i = 0; i < roles.length; ++i) {
            uint256 value = ratings[i];
            uint256 lanes = Ratings.spread(header.roleMask(roles[i])) & Ratings.rated(value) & ~Ratings.malformed(value);
            // Safety: a lane gains at most 1 a seat and there are at most 15 seats, so that no lane overflows into the
            // next; the fourth, highest level follows from the others.
            unchecked {
                counts.given += lanes;
                counts.level0 += lanes & value & ~(value >> 1);
                counts.level1 += lanes & (value >> 1) & ~value;
                counts.level2 += lanes & (value >> 1) & value;
            }
        }
    }

    /// @dev Lower median of a criterion's levels: element floor((k - 1) / 2) of the k sorted ones.
    /// @return counted Whether the criterion has the ratings it needs, and at least one; if not, the median is 0.
    function _median(Counts memory counts, uint256 criterion, uint256 needed)
        internal
        pure
        returns (bool counted, uint256 median)
    {
        uint256 shift = 4 * criterion;
        uint256 given = (counts.given >> shift) & 15;
        if (given == 0 || given < needed) return (false, 0);
        uint256 position = (given - 1) / 2;
        uint256 below = (counts.level0 >> shift) & 15;
        if (below > position) return (true, 0);
        below += (counts.level1 >> shift) & 15;
        if (below > position) return (true, 1);
        below += (counts.level2 >> shift) & 15;
        return (true, below > position ? 2 : 3);
    }
}
