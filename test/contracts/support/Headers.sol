// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Rubric headers for tests, written field by field from IRubricRegistry
library Headers {
    struct Fields {
        uint32[5] roleMasks;
        uint32 essential;
        uint32 rapid;
        uint32 practitionerMust;
        uint8 criteria;
        uint8 seats;
        uint8 institutions;
        uint8[5] roleSeats;
        uint8 rapidSeats;
        uint8 rapidInstitutions;
        uint8 ratings;
        uint8 partials;
        uint8 notMetPercent;
        uint8 conditionalPercent;
        uint32 validity;
        uint32 rapidValidity;
        uint32 rapidReviewPeriod;
        uint48 reserved;
    }

    /// @notice Four criteria: the first two essential, the first rapid, the last rated by practitioners too.
    function example() internal pure returns (Fields memory fields) {
        fields.roleMasks = [uint32(15), 15, 9, 7, 15];
        fields.essential = 3;
        fields.rapid = 1;
        fields.practitionerMust = 8;
        fields.criteria = 4;
        fields.seats = 3;
        fields.institutions = 2;
        fields.roleSeats = [2, 0, 0, 1, 0];
        fields.rapidSeats = 2;
        fields.rapidInstitutions = 2;
        fields.ratings = 2;
        fields.partials = 3;
        fields.notMetPercent = 50;
        fields.conditionalPercent = 75;
        fields.validity = 3 * 365 days;
        fields.rapidValidity = 180 days;
        fields.rapidReviewPeriod = 72 hours;
    }

    function pack(Fields memory fields) internal pure returns (uint256[2] memory words) {
        for (uint256 i = 0; i < 5; ++i) {
            words[0] |= uint256(fields.roleMasks[i]) << (32 * i);
            words[1] |= uint256(fields.roleSeats[i]) << (24 + 8 * i);
        }
        words[0] |= uint256(fields.essential) << 160;
        words[0] |= uint256(fields.rapid) << 192;
        words[0] |= uint256(fields.practitionerMust) << 224;
        words[1] |= fields.criteria;
        words[1] |= uint256(fields.seats) << 8;
        words[1] |= uint256(fields.institutions) << 16;
        words[1] |= uint256(fields.rapidSeats) << 64;
        words[1] |= uint256(fields.rapidInstitutions) << 72;
        words[1] |= uint256(fields.ratings) << 80;
        words[1] |= uint256(fields.partials) << 88;
        words[1] |= uint256(fields.notMetPercent) << 96;
        words[1] |= uint256(fields.conditionalPercent) << 104;
        words[1] |= uint256(fields.validity) << 112;
        words[1] |= uint256(fields.rapidValidity) << 144;
        words[1] |= uint256(fields.rapidReviewPeriod) << 176;
        words[1] |= uint256(fields.reserved) << 208;
    }
}
