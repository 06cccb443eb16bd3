// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title A set of non-zero words in memory that keeps the order of first mention
library Mentions {
    struct Set {
        uint256[] items;
        uint256 length;
    }

    function create() internal pure returns (Set memory set) {
        set.items = new uint256[](16);
    }

    /// @notice Adds a word unless it is 0 or there already.
    function add(Set memory set, uint256 item) internal pure {
        uint256 length = set.length;
        uint256[] memory items = set.items;
        if (item == 0) return;
        for (uint256 i = 0; i < length; ++i) {
            if (items[i] == item) return;
        }
        if (length == items.length) {
            items = new uint256[](2 * length);
            for (uint256 i = 0; i < length; ++i) {
                items[i] = set.items[i];
            }
            set.items = items;
        }
        items[length] = item;
        set.length = length + 1;
    }
}
