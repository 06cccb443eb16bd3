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
    function check(IRoundRegistry.Opening calldata opening, uint256[2] memory header)
        internal
        view
        returns (uint256 wanted)
    {
        bool rapid = opening.route == Route.Rapid;
        if (opening.purpose == Purpose.None) revert IRoundRegistry.Round_InvalidOpening(0);
        if (opening.basis == Basis.None) revert IRoundRegistry.Round_InvalidOpening(1);
        if (opening.route == Route.None) revert IRoundRegistry.Round_InvalidOpening(2);
        uint256 total;
        for (uint256 i = 0; i < 5; ++i) {
            uint256 seats = opening.seats[i];
            if (seats != 0 && rapid && !header.ratesAllRapid(i + 1)) revert IRoundRegistry.Round_InvalidOpening(3);
            total += seats;
            wanted |= seats << (8 * i);
        }
        if (total > MAX_SEATS) revert IRoundRegistry.Round_InvalidOpening(3);
        if (opening.validity > header.longestValidity(rapid)) revert IRoundRegistry.Round_InvalidOpening(4);
        if (opening.validity == 0 && opening.purpose == Purpose.Summative) {
            revert IRoundRegistry.Round_InvalidOpening(4);
        }
        uint256 latest = rapid ? block.timestamp + header.rapidReviewPeriod() : LATEST;
        if (opening.reviewUntil <= block.timestamp || opening.reviewUntil > latest) {
            revert IRoundRegistry.Round_InvalidOpening(5);
        }
    }
}
