// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Ratings: four bits a criterion, 0 not rated, 1 to 4 for level 0 to 3
/// @notice Works on all criteria of a word at once: each quantity is a "lane" of four bits, criterion i at bits
/// 4i..4i+3. Lane sums stay below 16 because a panel has at most 15 seats.
library Ratings {
    /// @dev The lowest bit of every lane.
    uint256 internal constant ONES = 0x1111111111111111111111111111111111111111111111111111111111111111;

    /// @notice Moves bit i of a 32-bit mask to bit 4i.
    function spread(uint256 mask) internal pure returns (uint256 lanes) {
        lanes = uint32(mask);
        lanes = (lanes | (lanes << 48)) & 0xffff000000000000ffff;
        lanes = (lanes | (lanes << 24)) & 0xff000000ff000000ff000000ff;
        lanes = (lanes | (lanes << 12)) & 0xf000f000f000f000f000f000f000f;
        lanes = (lanes | (lanes << 6)) & 0x3030303030303030303030303030303;
        lanes = (lanes | (lanes << 3)) & 0x11111111111111111111111111111111;
    }

    /// @notice 1 in each lane that holds a rating.
    function rated(uint256 ratings) internal pure returns (uint256) {
        return (ratings | (ratings >> 1) | (ratings >> 2) | (ratings >> 3)) & ONES;
    }

    /// @notice 1 in each lane whose value is above 4.
    function malformed(uint256 ratings) internal pure returns (uint256) {
        return ((ratings >> 3) | ((ratings >> 2) & ((ratings >> 1) | ratings))) & ONES;
    }

    /// @notice The first criterion at fault: a value above 4, a rating outside `may`, or none inside `must`.
    /// @param may Criteria that may be rated, criterion i at bit i.
    /// @param must Criteria that must be.
    /// @return faulty Whether there is one.
    /// @return criterion Its index.
    /// @return value The value found there.
    function fault(uint256 ratings, uint256 may, uint256 must)
        internal
        pure
        returns (bool faulty, uint8 criterion, uint8 value)
    {
        uint256 given = rated(ratings);
        uint256 faults = malformed(ratings) | (given & ~spread(may)) | (spread(must) & ~given);
        if (faults == 0) return (false, 0, 0);
        while ((faults >> (4 * uint256(criterion))) & 1 == 0) ++criterion;
        return (true, criterion, uint8((ratings >> (4 * uint256(criterion))) & 15));
    }
}
