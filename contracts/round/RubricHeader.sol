// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The two header words of a rubric, field by field
/// @notice Layout as written in IRubricRegistry. Masks hold criterion i at bit i; periods are seconds.
library RubricHeader {
    /// @notice Criteria that a role may rate. None for a number that is no role.
    function roleMask(uint256[2] memory header, uint256 role) internal pure returns (uint256) {
        if (role == 0 || role > 5) return 0;
        return uint32(header[0] >> ((role - 1) * 32));
    }

    function essentialMask(uint256[2] memory header) internal pure returns (uint256) {
        return uint32(header[0] >> 160);
    }

    function rapidMask(uint256[2] memory header) internal pure returns (uint256) {
        return uint32(header[0] >> 192);
    }

    /// @notice Whether a role may rate all criteria of the rapid route.
    function ratesAllRapid(uint256[2] memory header, uint256 role) internal pure returns (bool) {
        return rapidMask(header) & ~roleMask(header, role) == 0;
    }

    /// @notice Criteria that a practitioner must rate.
    function practitionerMask(uint256[2] memory header) internal pure returns (uint256) {
        return uint32(header[0] >> 224);
    }

    /// @notice All criteria of the rubric.
    function criteriaMask(uint256[2] memory header) internal pure returns (uint256) {
        return (uint256(1) << uint8(header[1])) - 1;
    }

    function minSeats(uint256[2] memory header, bool rapid) internal pure returns (uint256) {
        return uint8(header[1] >> (rapid ? 64 : 8));
    }

    function minInstitutions(uint256[2] memory header, bool rapid) internal pure returns (uint256) {
        return uint8(header[1] >> (rapid ? 72 : 16));
    }

    /// @notice Seats needed for a role (0: SubjectExpert) on the panel route; the rapid route asks none.
    function minOfRole(uint256[2] memory header, uint256 index) internal pure returns (uint256) {
        return uint8(header[1] >> (24 + 8 * index));
    }

    /// @notice Ratings that a criterion needs to count.
    function minRatings(uint256[2] memory header) internal pure returns (uint256) {
        return uint8(header[1] >> 80);
    }

    /// @notice Number of essentials at level 1 from which on the outcome is not-met.
    function partialEssentials(uint256[2] memory header) internal pure returns (uint256) {
        return uint8(header[1] >> 88);
    }

    /// @notice Percentage of the other criteria below which the outcome is not-met.
    function notMetPercent(uint256[2] memory header) internal pure returns (uint256) {
        return uint8(header[1] >> 96);
    }

    /// @notice Percentage of the other criteria below which the outcome is conditional.
    function conditionalPercent(uint256[2] memory header) internal pure returns (uint256) {
        return uint8(header[1] >> 104);
    }

    function longestValidity(uint256[2] memory header, bool rapid) internal pure returns (uint256) {
        return uint32(header[1] >> (rapid ? 144 : 112));
    }

    /// @notice Longest time from opening to the review deadline on the rapid route.
    function rapidReviewPeriod(uint256[2] memory header) internal pure returns (uint256) {
        return uint32(header[1] >> 176);
    }
}
