// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Ratings: four bits a criterion, 0 not rated, 1 to 4 for level 0 to 3
/// @notice Works on all criteria of a word at once: each quantity is a "lane" of four bits, criterion i at bits
/// 4i..4i+3. Lane sums stay below 16 because a panel has at most 15 seats.
library Ratings {
    /// @dev The lowest bit of every lane.
    uint256 internal constant ONES = 0x1111111111111111111111111111111111111111111111111111111111111111;
    /// @dev 1, and the lower lane, in each of the 16 bytes that hold the lanes of a rating word.
    uint256 private constant BYTE_ONES = 0x1010101010101010101010101010101;
    uint256 private constant BYTES_LOW = BYTE_ONES * 15;

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

    /// @notice 1 in each of 32 lanes where `counted` is at least half of `total`: if those counted are
    /// the lowest ratings of a lane, its lower median, element floor((total - 1) / 2), is one of them.
    function reachHalf(uint256 counted, uint256 total) internal pure returns (uint256) {
        return _reachHalf(counted, total) | (_reachHalf(counted >> 4, total >> 4) << 4);
    }

    /// @notice 1 in each of 32 lanes whose value is at least `least`.
    function reach(uint256 lanes, uint256 least) internal pure returns (uint256) {
        if (least > 15) return 0;
        return _reach(lanes, least) | (_reach(lanes >> 4, least) << 4);
    }

    /// @notice How many of 32 lanes hold a 1; the others must be 0.
    function population(uint256 ones) internal pure returns (uint256) {
        // Safety: pairs of lanes hold 2 at most and all together 32, so that no byte overflows; the product's upper
        // half is not wanted.
        unchecked {
            return uint8(((((ones >> 4) + ones) & BYTES_LOW) * BYTE_ONES) >> 120);
        }
    }

    /// @dev Every second lane of `reachHalf`, in bytes.
    function _reachHalf(uint256 counted, uint256 total) private pure returns (uint256) {
        // Safety: with 128 added to each byte, 2 * 0 - 15 does not borrow from the next and 2 * 15 does not carry.
        unchecked {
            return ((BYTE_ONES * 128 + 2 * (counted & BYTES_LOW) - (total & BYTES_LOW)) >> 7) & BYTE_ONES;
        }
    }

    /// @dev Every second lane of `reach`, in bytes.
    function _reach(uint256 lanes, uint256 least) private pure returns (uint256) {
        // Safety: as above, with 0 - 15 and 15 - 0.
        unchecked {
            return ((BYTE_ONES * (128 - least) + (lanes & BYTES_LOW)) >> 7) & BYTE_ONES;
        }
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
