// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IQualityPolicy} from "../interfaces/IQualityPolicy.sol";
import {IRoundRegistry} from "../interfaces/IRoundRegistry.sol";
import {Outcome, Purpose, Route, Stage} from "../types/Types.sol";
import {Ratings} from "./Ratings.sol";
import {RubricHeader} from "./RubricHeader.sol";

/// @title The lower-median rule of the default rubric
/// @notice See IQualityPolicy. Reads one answer of the registry of rounds, writes one word a round, and has no owner.
contract QualityPolicy is IQualityPolicy {
    using RubricHeader for uint256[2];

    /// @dev Ratings of a panel counted lane by lane (Ratings): all of a criterion, those of level 0, and those of level
    /// 0 or 1.
    struct Counts {
        uint256 given;
        uint256 absent;
        uint256 low;
    }

    uint256 internal constant MAX_SEATS = 15;

    IRoundRegistry public immutable rounds;

    mapping(bytes32 round => Decision) internal _decisions;

    constructor(IRoundRegistry rounds_) {
        rounds = rounds_;
    }

    /// @inheritdoc IQualityPolicy
    function decide(bytes32 round) external returns (Outcome result) {
        if (_decisions[round].outcome != Outcome.None) revert Quality_AlreadyDecided(round);
        IRoundRegistry.Panel memory panel = rounds.panel(round);
        if (panel.stage != Stage.Closed || panel.purpose != Purpose.Summative) revert Quality_NotDecidable(round);

        result = outcome(panel.header, panel.route == Route.Rapid, panel.roles, panel.ratings);

        // The registry of rounds keeps the validity within the rubric's limit.
        uint40 expiresAt = result == Outcome.NotMet ? 0 : uint40(block.timestamp + panel.validity);
        _decisions[round] = Decision({outcome: result, decidedAt: uint40(block.timestamp), expiresAt: expiresAt});
        emit Decided(round, panel.version, panel.rubric, result, expiresAt);
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
        Counts memory counts = _count(header, roles, ratings);
        uint256 judged = header.criteriaMask();
        if (rapid) judged &= header.rapidMask();
        uint256 essentials = Ratings.spread(judged & header.essentialMask());
        uint256 others = Ratings.spread(judged & ~header.essentialMask());

        // Each word holds 1 in the lanes of the criteria of which it is true.
        uint256 counted = Ratings.reach(counts.given, header.minRatings()) & Ratings.rated(counts.given);
        uint256 medianAbsent = Ratings.reachHalf(counts.absent, counts.given);
        uint256 medianLow = Ratings.reachHalf(counts.low, counts.given);
        others &= counted;

        if (essentials & (medianAbsent | ~counted) != 0) return Outcome.NotMet;
        uint256 partials = Ratings.population(essentials & medianLow);
        uint256 othersMet = 100 * Ratings.population(others & ~medianLow);
        others = Ratings.population(others);
        if (partials >= header.partialEssentials() || othersMet < others * header.notMetPercent()) {
            return Outcome.NotMet;
        }
        if (rapid) return Outcome.Provisional;
        if (
            partials != 0 || essentials & Ratings.rated(counts.absent) != 0
                || othersMet < others * header.conditionalPercent()
        ) return Outcome.Conditional;
        return Outcome.Met;
    }

    /// @dev Counts the ratings of those roles that may rate. A value above 4 counts as not rated.
    function _count(uint256[2] memory header, uint8[] memory roles, uint256[] memory ratings)
        internal
        pure
        returns (Counts memory counts)
    {
        for (uint256 i = 0; i < roles.length; ++i) {
            uint256 value = ratings[i];
            uint256 lanes = Ratings.rated(value) & ~Ratings.malformed(value);
            lanes &= Ratings.spread(header.roleMask(roles[i]));
            // Safety: a lane gains 1 a seat at most and there are 15 seats at most, so that no lane overflows into the
            // next. Values 1 and 2 are levels 0 and 1: one of their two low bits is set, not both.
            unchecked {
                counts.given += lanes;
                counts.absent += lanes & value & ~(value >> 1);
                counts.low += lanes & (value ^ (value >> 1));
            }
        }
    }
}
