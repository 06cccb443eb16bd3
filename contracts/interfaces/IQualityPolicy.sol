// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Outcome} from "../types/Types.sol";

/// @title Quality policy: the decision rule
/// @notice Computes the decision of a closed summative round, once, from its seats. Total: every closed round has
/// exactly one outcome. Rule: per criterion the lower median of the levels given by roles that may rate it; a criterion
/// with fewer ratings than the rubric asks is 0 if essential and left out otherwise. In order: NotMet if an essential
/// has median 0, or as many essentials as the header says have 1, or fewer than the first percentage of the others are
/// at 2 or more; Conditional if an essential is 1, or any single rating of an essential is 0, or fewer than the second
/// percentage of the others are at 2 or more; else Met. An empty set of others passes. The rapid route judges the rapid
/// criteria only (all others are left out): NotMet, else Provisional.
interface IQualityPolicy {
    /// @notice Unix seconds; `expiresAt` is 0 for NotMet. `Outcome.None`: not decided.
    struct Decision {
        Outcome outcome;
        uint40 decidedAt;
        uint40 expiresAt;
    }

    event Decided(
        bytes32 indexed round, bytes32 indexed version, bytes32 indexed rubric, Outcome outcome, uint40 expiresAt
    );

    /// @notice The round is not closed, or formative.
    error Quality_NotDecidable(bytes32 round);
    error Quality_AlreadyDecided(bytes32 round);
    /// @notice More than 15 seats, or not one rating word for each role.
    error Quality_InvalidPanel(uint256 roles, uint256 ratings);

    /// @notice Decides. By anyone, once a round.
    function decide(bytes32 round) external returns (Outcome);

    function decision(bytes32 round) external view returns (Decision memory);

    /// @notice The rule itself. `roles[i]` is the Role of the seat that gave `ratings[i]`, in the form of
    /// IRoundRegistry.Seat; a word of 0 means that the seat did not review. At most 15 seats.
    function outcome(uint256[2] memory header, bool rapid, uint8[] memory roles, uint256[] memory ratings)
        external
        pure
        returns (Outcome);
}
