// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Authorization, Purposes, Standing} from "../../../contracts/types/Types.sol";
import {Network} from "../support/Network.sol";

/// @dev I3 of test/README.md.
contract IsAuthorised is Network {
    function _is(uint256 time) internal view returns (bool) {
        return institutions.isAuthorised(FIRST, first.id, Purposes.ISSUE, time);
    }

    function test_GivenSuspensionAndReinstatement_EachSecondKeepsItsAnswer() external {
        vm.warp(START + 100);
        _setStanding(FIRST, Standing.Suspended);
        vm.warp(START + 200);
        _setStanding(FIRST, Standing.Active);
        vm.warp(START + 300);
        _setStanding(FIRST, Standing.Closed);
        vm.warp(START + 400);

        vm.assertFalse(_is(START - 1));
        vm.assertTrue(_is(START));
        vm.assertTrue(_is(START + 99));
        vm.assertFalse(_is(START + 100));
        vm.assertFalse(_is(START + 199));
        vm.assertTrue(_is(START + 200));
        vm.assertTrue(_is(START + 299));
        vm.assertFalse(_is(START + 300));
        vm.assertFalse(_is(START + 400));
    }

    function test_GivenEachOtherStanding_ItDoesNotAct() external {
        Standing[4] memory others = [Standing.Suspended, Standing.Left, Standing.Closed, Standing.Merged];
        for (uint256 i = 0; i < others.length; ++i) {
            _skip(10);
            _setStanding(FIRST, others[i]);
            vm.assertFalse(_is(block.timestamp));
            vm.assertTrue(institutions.isAuthorised(SECOND, second.id, Purposes.ISSUE, block.timestamp));
        }
        vm.assertTrue(_is(START + 9));
    }

    function test_GivenTwoChangesInOneSecond_TheLastCounts() external {
        vm.warp(START + 100);
        _setStanding(FIRST, Standing.Suspended);
        _setStanding(FIRST, Standing.Active);
        _skip(1);
        vm.assertTrue(_is(START + 100));
        _setStanding(FIRST, Standing.Active);
        _setStanding(FIRST, Standing.Left);
        _skip(1);
        vm.assertTrue(_is(START + 100));
        vm.assertFalse(_is(START + 101));
    }

    function test_GivenAWindow_BothEdgesAreExact() external {
        Actor memory issuer = _account("issuer");
        Authorization memory authorization = _direct(first);
        vm.prank(first.account);
        institutions.addKey(FIRST, issuer.signer, Purposes.ISSUE, START + 10, START + 20, authorization);
        vm.warp(START + 100);
        vm.assertFalse(institutions.isAuthorised(FIRST, issuer.id, Purposes.ISSUE, START + 9));
        vm.assertTrue(institutions.isAuthorised(FIRST, issuer.id, Purposes.ISSUE, START + 10));
        vm.assertTrue(institutions.isAuthorised(FIRST, issuer.id, Purposes.ISSUE, START + 19));
        vm.assertFalse(institutions.isAuthorised(FIRST, issuer.id, Purposes.ISSUE, START + 20));
    }

    function test_GivenTheFuture_NothingIsKnown() external view {
        vm.assertTrue(_is(START));
        vm.assertFalse(_is(START + 1));
    }

    function test_GivenAPurpose_OnlyAKeyThatHasItActs() external {
        Actor memory issuer = _account("issuer");
        _addKey(FIRST, first, issuer.signer, Purposes.ISSUE | Purposes.PUBLISH);
        for (uint256 bit = 0; bit < 8; ++bit) {
            uint8 purpose = uint8(1 << bit);
            bool expected = purpose == Purposes.ISSUE || purpose == Purposes.PUBLISH;
            vm.assertEq(institutions.isAuthorised(FIRST, issuer.id, purpose, START), expected);
        }
        vm.assertFalse(institutions.isAuthorised(FIRST, issuer.id, 0, START));
        vm.assertFalse(institutions.isAuthorised(FIRST, issuer.id, Purposes.ISSUE | Purposes.ADMIN, START));
    }

    function test_GivenAnUnknownKeyOrInstitution_ItDoesNotAct() external view {
        vm.assertFalse(institutions.isAuthorised(FIRST, stranger.id, Purposes.ISSUE, START));
        vm.assertFalse(institutions.isAuthorised(NOBODY, first.id, Purposes.ISSUE, START));
        vm.assertFalse(institutions.isAuthorised(0, first.id, Purposes.ISSUE, START));
    }
}
