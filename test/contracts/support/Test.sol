// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Vm} from "./Vm.sol";

/// @title What every Solidity test starts from
abstract contract Test {
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    /// @dev First second of every test: 2026-01-05T00:00:00Z.
    uint40 internal constant START = 1_767_571_200;

    /// @dev Maps a fuzzed number into `[least, most]`; numbers inside stay as they are.
    function _bound(uint256 value, uint256 least, uint256 most) internal pure returns (uint256) {
        if (value >= least && value <= most) return value;
        return least + (value % (most - least + 1));
    }

    /// @dev Moves the clock forward.
    function _skip(uint256 seconds_) internal {
        vm.warp(block.timestamp + seconds_);
    }
}
