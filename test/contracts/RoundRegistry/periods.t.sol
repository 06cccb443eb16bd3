// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRoundRegistry} from "../../../contracts/interfaces/IRoundRegistry.sol";
import {Route} from "../../../contracts/types/Types.sol";
import {RoundFixture} from "./RoundFixture.sol";

contract RoundRegistryPeriodsTest is RoundFixture {
    function test_GivenARoute_ItTellsItsPeriods() public view {
        _expect(Route.Panel, _panelPeriods());
        _expect(Route.Rapid, _rapidPeriods());
    }

    function _expect(Route route, IRoundRegistry.Periods memory expected) private view {
        IRoundRegistry.Periods memory actual = rounds.periods(route);
        vm.assertEq(actual.objection, expected.objection);
        vm.assertEq(actual.reveal, expected.reveal);
        vm.assertEq(actual.reply, expected.reply);
        vm.assertEq(actual.appeal, expected.appeal);
    }
}
