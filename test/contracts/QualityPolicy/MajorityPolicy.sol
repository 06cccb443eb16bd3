// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IQualityPolicy} from "../../../contracts/interfaces/IQualityPolicy.sol";
import {IRoundRegistry} from "../../../contracts/interfaces/IRoundRegistry.sol";
import {Outcome, Purpose, Stage} from "../../../contracts/types/Types.sol";

/// @title Another policy: Met if more than half of the reviews give every essential level 2 or more, else NotMet
/// @notice Shows that a network can replace its policy. Shares nothing with QualityPolicy but the interface.
contract MajorityPolicy is IQualityPolicy {
    IRoundRegistry internal immutable _rounds;
    mapping(bytes32 round => Decision) internal _decisions;

    constructor(IRoundRegistry rounds) {
        _rounds = rounds;
    }

    function decide(bytes32 round) external returns (Outcome result) {
        if (_decisions[round].outcome != Outcome.None) revert Quality_AlreadyDecided(round);
        IRoundRegistry.Panel memory panel = _rounds.panel(round);
        if (panel.stage != Stage.Closed || panel.purpose != Purpose.Summative) revert Quality_NotDecidable(round);
        result = outcome(panel.header, false, panel.roles, panel.ratings);
        uint40 expiresAt = result == Outcome.Met ? uint40(block.timestamp) + panel.validity : 0;
        _decisions[round] = Decision(result, uint40(block.timestamp), expiresAt);
        emit Decided(round, panel.version, panel.rubric, result, expiresAt);
    }

    function decision(bytes32 round) external view returns (Decision memory) {
        return _decisions[round];
    }

    function outcome(uint256[2] memory header, bool, uint8[] memory roles, uint256[] memory ratings)
        public
        pure
        returns (Outcome)
    {
        uint256 reviews;
        uint256 content;
        for (uint256 seat = 0; seat < roles.length; ++seat) {
            if (ratings[seat] == 0) continue;
            ++reviews;
            if (_isContent(header[0], roles[seat], ratings[seat])) ++content;
        }
        return 2 * content > reviews ? Outcome.Met : Outcome.NotMet;
    }

    /// @dev Looks at those essentials only that the role may rate.
    function _isContent(uint256 masks, uint8 role, uint256 ratings) internal pure returns (bool) {
        uint256 mine = (masks >> (32 * (uint256(role) - 1))) & (masks >> 160);
        for (uint256 criterion = 0; criterion < 32; ++criterion) {
            if ((mine >> criterion) & 1 == 1 && (ratings >> (4 * criterion)) & 15 < 3) return false;
        }
        return true;
    }
}
