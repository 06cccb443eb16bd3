// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Standing} from "../../../contracts/types/Types.sol";
import {Network} from "../support/Network.sol";

/// @dev I2 of test/README.md.
contract StandingAt is Network {
    function _at(uint256 time) internal view returns (uint256) {
        return uint256(institutions.standingAt(FIRST, time).standing);
    }

    function test_GivenAHistory_EachSecondHasItsEntry() external {
        vm.warp(START + 100);
        _setStanding(FIRST, Standing.Suspended);
        vm.warp(START + 200);
        _setStanding(FIRST, Standing.Merged);
        vm.assertEq(_at(0), uint256(Standing.None));
        vm.assertEq(_at(START - 1), uint256(Standing.None));
        vm.assertEq(_at(START), uint256(Standing.Active));
        vm.assertEq(_at(START + 99), uint256(Standing.Active));
        vm.assertEq(_at(START + 100), uint256(Standing.Suspended));
        vm.assertEq(_at(START + 199), uint256(Standing.Suspended));
        vm.assertEq(_at(START + 200), uint256(Standing.Merged));
        vm.assertEq(institutions.standingAt(FIRST, START + 200).successor, SECOND);
        vm.assertEq(institutions.standingAt(FIRST, START + 100).since, START + 100);
    }

    function test_GivenAnUnknownInstitution_ItIsNone() external view {
        vm.assertEq(uint256(institutions.standingAt(NOBODY, START).standing), uint256(Standing.None));
        vm.assertEq(institutions.standings(NOBODY).length, 0);
        vm.assertEq(institutions.institution(NOBODY).name, "");
        vm.assertEq(institutions.key(NOBODY, first.id).purposes, 0);
    }
}
