// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRoundRegistry} from "../interfaces/IRoundRegistry.sol";
import {Basis, Purpose, Route} from "../types/Types.sol";
import {RubricHeader} from "./RubricHeader.sol";

/// @title What may be opened
library Openings {
    using RubricHeader for uint256[2];

    uint256 internal constant MAX_SEATS = 15;
    /// @dev Review deadlines end here, so that the reply window after them always fits its type.
    uint256 internal constant LATEST = type(uint32).max;

    /// @notice Checks an opening against its rubric, and packs the seats wanted, a byte a role, SubjectExpert lowest.
    function check(IRoundRegistry.Opening memory opening, uint256[2] memory header)
        internal
        view
        returns (uint256 wanted)
    {
        bool rapid = opening.route == Route.Rapid;
        _require(opening.purpose != Purpose.None, 0);
        _require(opening.basis != Basis.None, 1);
        _require(opening.route != Route.None, 2);
        uint256 total;
        for (uint256 i = 0; i < 5; ++i) {
            uint256 seats = opening.seats[i];
            _require(seats == 0 || !rapid || header.ratesAllRapid(i + 1), 3);
            total += seats;
            wanted |= seats << (8 * i);
        }
        _require(total <= MAX_SEATS, 3);
        bool stands = opening.validity != 0 || opening.purpose == Purpose.Formative;
        _require(stands && opening.validity <= header.longestValidity(rapid), 4);
        uint256 latest = rapid ? block.timestamp + header.rapidReviewPeriod() : LATEST;
        _require(opening.reviewUntil > block.timestamp && opening.reviewUntil <= latest, 5);
    }

    /// @param field What is out of range unless `met`.
    function _require(bool met, uint8 field) private pure {
        if (!met) revert IRoundRegistry.Round_InvalidOpening(field);
    }
}
