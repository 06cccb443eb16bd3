// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Up to eight institution ids in one word
/// @notice The oldest in the lowest 32 bits; no gaps, so that the first 0 ends the list.
library Predecessors {
    uint256 internal constant MOST = 8;
    uint256 private constant WIDTH = 32;

    function count(uint256 list) internal pure returns (uint256 length) {
        while (list != 0) {
            list >>= WIDTH;
            ++length;
        }
    }

    function includes(uint256 list, uint32 id) internal pure returns (bool) {
        while (list != 0 && uint32(list) != id) {
            list >>= WIDTH;
        }
        return list != 0;
    }

    /// @notice The list with another behind it. The caller sees to it that both fit.
    function append(uint256 list, uint256 more) internal pure returns (uint256) {
        return list | more << (WIDTH * count(list));
    }

    function remove(uint256 list, uint256 id) internal pure returns (uint256 rest) {
        for (; list != 0; list >>= WIDTH) {
            if (uint32(list) != id) rest = append(rest, uint32(list));
        }
    }

    function toArray(uint256 list) internal pure returns (uint32[] memory ids) {
        ids = new uint32[](count(list));
        for (uint256 i = 0; i < ids.length; ++i) {
            ids[i] = uint32(list >> (WIDTH * i));
        }
    }
}
