// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Mentions} from "../../../contracts/network/Mentions.sol";
import {Test} from "../support/Test.sol";

/// @dev L3 of test/README.md.
contract MentionsTest is Test {
    using Mentions for Mentions.Set;

    function test_GivenMoreThanAtFirstFit_ItKeepsAllInTheirOrder() public pure {
        Mentions.Set memory set = Mentions.create();
        for (uint256 i = 1; i <= 100; ++i) {
            set.add(i * i);
        }
        vm.assertEq(set.length, 100);
        for (uint256 i = 0; i < 100; ++i) {
            vm.assertEq(set.items[i], (i + 1) * (i + 1));
        }
    }

    function test_GivenAWordTwice_ItKeepsTheFirst() public pure {
        Mentions.Set memory set = Mentions.create();
        set.add(7);
        set.add(type(uint256).max);
        set.add(7);
        set.add(type(uint256).max);
        vm.assertEq(set.length, 2);
        vm.assertEq(set.items[0], 7);
        vm.assertEq(set.items[1], type(uint256).max);
    }

    function test_GivenZero_ItIsNotAdded() public pure {
        Mentions.Set memory set = Mentions.create();
        set.add(0);
        vm.assertEq(set.length, 0);
    }

    function testFuzz_HoldsEachWordOnce(uint8[40] memory words) public pure {
        Mentions.Set memory set = Mentions.create();
        uint256 seen;
        uint256 distinct;
        for (uint256 i = 0; i < words.length; ++i) {
            set.add(words[i]);
            uint256 bit = uint256(1) << words[i];
            if (words[i] != 0 && seen & bit == 0) ++distinct;
            seen |= bit;
        }
        vm.assertEq(set.length, distinct);
    }
}
