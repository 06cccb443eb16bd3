// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRubricRegistry} from "../interfaces/IRubricRegistry.sol";
import {RubricHeader} from "../round/RubricHeader.sol";

/// @title Whether a rubric's header can be judged by
/// @notice A header that no panel could satisfy, or that every panel would, is refused before anyone relies on it.
library RubricHeaderCheck {
    using RubricHeader for uint256[2];

    uint8 internal constant FAULT_CRITERIA = 0;
    uint8 internal constant FAULT_MASK = 1;
    uint8 internal constant FAULT_QUORUM = 2;
    uint8 internal constant FAULT_THRESHOLDS = 3;
    uint8 internal constant FAULT_PERIODS = 4;
    uint8 internal constant FAULT_RESERVED = 5;

    uint256 internal constant ROLES = 5;
    uint256 internal constant MAX_CRITERIA = 32;
    uint256 internal constant MAX_SEATS = 15;
    /// @dev Bits of the second word that are in use: 26 bytes.
    uint256 internal constant USED_BITS = 208;

    /// @notice Reverts `Rubric_InvalidHeader` with the first fault, in the order of their numbers.
    function requireValid(uint256[2] memory header) internal pure {
        uint256 criteria = uint8(header[1]);
        if (criteria == 0 || criteria > MAX_CRITERIA) revert IRubricRegistry.Rubric_InvalidHeader(FAULT_CRITERIA);
        if (!_masksFit(header)) revert IRubricRegistry.Rubric_InvalidHeader(FAULT_MASK);
        if (!_quorumFits(header)) revert IRubricRegistry.Rubric_InvalidHeader(FAULT_QUORUM);
        if (!_thresholdsFit(header)) revert IRubricRegistry.Rubric_InvalidHeader(FAULT_THRESHOLDS);
        if (!_periodsFit(header)) revert IRubricRegistry.Rubric_InvalidHeader(FAULT_PERIODS);
        if (header[1] >> USED_BITS != 0) revert IRubricRegistry.Rubric_InvalidHeader(FAULT_RESERVED);
    }

    /// @dev Masks name criteria that exist; a practitioner must rate only what a practitioner may; every essential and
    /// every rapid criterion is somebody's to rate.
    function _masksFit(uint256[2] memory header) private pure returns (bool) {
        uint256 ratable = 0;
        for (uint256 role = 1; role <= ROLES; ++role) {
            ratable |= header.roleMask(role);
        }
        uint256 judged = header.essentialMask() | header.rapidMask();
        uint256 forced = header.practitionerMask();
        return ratable & ~header.criteriaMask() == 0 && judged & ~ratable == 0
            && forced & ~header.roleMask(3) == 0;
    }

    /// @dev A quorum is of at least one seat, of no more institutions than seats, and fits into a panel. The rapid route
    /// is offered with a quorum and a role that may rate all its criteria, or not at all.
    function _quorumFits(uint256[2] memory header) private pure returns (bool) {
        uint256 ofRoles = 0;
        bool rapidRole = false;
        uint256 rapid = header.rapidMask();
        for (uint256 i = 0; i < ROLES; ++i) {
            ofRoles += header.minOfRole(i);
            rapidRole = rapidRole || rapid & ~header.roleMask(i + 1) == 0;
        }
        if (ofRoles > MAX_SEATS || !_countsFit(header, false)) return false;
        if (rapid == 0) return header.minSeats(true) == 0 && header.minInstitutions(true) == 0;
        return rapidRole && _countsFit(header, true);
    }

    function _countsFit(uint256[2] memory header, bool rapid) private pure returns (bool) {
        uint256 seats = header.minSeats(rapid);
        uint256 institutions = header.minInstitutions(rapid);
        return institutions != 0 && institutions <= seats && seats <= MAX_SEATS;
    }

    /// @dev A criterion needs a rating, and no more than a quorum can give; one essential at level 1 is not none; the
    /// bar for `not-met` is not above the bar for `conditional`.
    function _thresholdsFit(uint256[2] memory header) private pure returns (bool) {
        uint256 ratings = header.minRatings();
        if (ratings == 0 || ratings > header.minSeats(false)) return false;
        if (header.rapidMask() != 0 && ratings > header.minSeats(true)) return false;
        return header.partialEssentials() != 0 && header.notMetPercent() <= header.conditionalPercent()
            && header.conditionalPercent() <= 100;
    }

    /// @dev A decision stands for some time; the rapid route has both of its periods, or neither.
    function _periodsFit(uint256[2] memory header) private pure returns (bool) {
        bool offered = header.rapidMask() != 0;
        return header.longestValidity(false) != 0 && (header.longestValidity(true) != 0) == offered
            && (header.rapidReviewPeriod() != 0) == offered;
    }
}
