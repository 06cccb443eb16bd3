// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Purposes, Standing} from "../../contracts/types/Types.sol";
import {IInstitutionRegistry} from "../../contracts/interfaces/IInstitutionRegistry.sol";
import {Network} from "../contracts/support/Network.sol";

/// @dev I2, I3 of test/README.md: against a model that writes the standing of every second down.
contract StandingHistory is Network {
    uint256 internal constant SECONDS = 64;

    function testFuzz_EverySecondHasTheStandingThatStoodAtItsEnd(uint8[12] calldata steps, uint8[12] calldata kinds)
        external
    {
        Standing[] memory model = new Standing[](SECONDS);
        Standing current = Standing.Active;
        uint256 now_ = 0;
        for (uint256 i = 0; i < steps.length; ++i) {
            // Steps of 0 put several changes into one second.
            for (uint256 wait = steps[i] % 6; wait != 0 && now_ < SECONDS - 1; --wait) {
                model[now_++] = current;
            }
            vm.warp(START + now_);
            current = Standing(1 + (kinds[i] % 5));
            _setStanding(FIRST, current);
        }
        for (; now_ < SECONDS; ++now_) {
            model[now_] = current;
        }

        vm.warp(START + SECONDS);
        for (uint256 i = 0; i < SECONDS; ++i) {
            IInstitutionRegistry.StandingEntry memory entry = institutions.standingAt(FIRST, START + i);
            vm.assertEq(uint256(entry.standing), uint256(model[i]));
            vm.assertTrue(entry.since <= START + i);
            vm.assertEq(
                institutions.isAuthorised(FIRST, first.id, Purposes.ISSUE, START + i), model[i] == Standing.Active
            );
        }
        vm.assertEq(institutions.standings(FIRST).length, 1 + steps.length);
        vm.assertEq(uint256(institutions.standingAt(FIRST, START - 1).standing), uint256(Standing.None));
    }
}
