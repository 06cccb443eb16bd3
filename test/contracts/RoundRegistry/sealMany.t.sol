// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRoundRegistry} from "../../../contracts/interfaces/IRoundRegistry.sol";
import {Authorization, Stage} from "../../../contracts/types/Types.sol";
import {BaselineRubric as B} from "../QualityPolicy/BaselineRubric.sol";
import {Acts} from "./Acts.sol";
import {RoundFixture} from "./RoundFixture.sol";

/// @dev O9, A6 of test/README.md.
contract RoundRegistrySealManyTest is RoundFixture {
    IRoundRegistry.Sealing[] internal sealings;
    Authorization[] internal authorizations;

    function setUp() public override {
        super.setUp();
        _bringTo(Stage.Reviewing);
        for (uint8 i = 0; i < 3; ++i) {
            sealings.push(_sealing(i, _ratings(i)));
            authorizations.push(_signed(reviewers[i], address(rounds), Acts.seal(sealings[i])));
        }
    }

    function test_GivenSignedSeals_ItRecordsAll() public {
        rounds.sealMany(sealings, authorizations);
        vm.assertEq(rounds.round(id).sealedCount, 3);
        vm.assertEq(rounds.round(id).revealFrom, PANEL_FROM);
    }

    function test_GivenOneRecordedIdentically_ItSkipsItWithoutAnEvent() public {
        rounds.seal(sealings[1], authorizations[1]);
        vm.recordLogs();
        rounds.sealMany(sealings, authorizations);
        vm.assertEq(vm.getRecordedLogs().length, 2);
        vm.assertEq(rounds.round(id).sealedCount, 3);
    }

    function test_RevertWhen_OneIsRecordedWithOtherContent() public {
        _seal(1, B.ratings(0));
        vm.expectRevert(abi.encodeWithSelector(IRoundRegistry.Round_InvalidSeal.selector, id, 1));
        rounds.sealMany(sealings, authorizations);
        vm.assertEq(rounds.round(id).sealedCount, 1);
    }

    function test_RevertWhen_AnAuthorizationIsMissing() public {
        authorizations.pop();
        vm.expectRevert();
        rounds.sealMany(sealings, authorizations);
        vm.assertEq(rounds.round(id).sealedCount, 0);
    }
}
