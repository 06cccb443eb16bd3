// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Authorization, Purposes} from "../../contracts/types/Types.sol";
import {Network} from "../contracts/support/Network.sol";

/// @dev I3 to I5 of test/README.md.
contract KeyWindows is Network {
    uint40 internal constant SPAN = 200 days;

    Actor internal issuer;

    function setUp() public override {
        super.setUp();
        issuer = _account("issuer");
    }

    function _tryAdd(uint40 from, uint40 until) internal returns (bool) {
        Authorization memory authorization = _direct(first);
        vm.prank(first.account);
        try institutions.addKey(FIRST, issuer.signer, Purposes.ISSUE, from, until, authorization) {
            return true;
        } catch {
            return false;
        }
    }

    function _tryRetire(uint40 until) internal returns (bool) {
        Authorization memory authorization = _direct(first);
        vm.prank(first.account);
        try institutions.retireKey(FIRST, issuer.id, until, authorization) {
            return true;
        } catch {
            return false;
        }
    }

    function _tryReport(Actor memory actor, uint40 since) internal returns (bool) {
        Authorization memory authorization = _direct(actor);
        vm.prank(actor.account);
        try institutions.reportCompromise(FIRST, issuer.id, since, authorization) {
            return true;
        } catch {
            return false;
        }
    }

    function _is(uint256 time) internal view returns (bool) {
        return institutions.isAuthorised(FIRST, issuer.id, Purposes.ISSUE, time);
    }

    function testFuzz_AWindowStartsNowOrLaterAndHasASecond(uint40 from, uint40 until) external {
        uint40 start = from == 0 ? START : from;
        bool expected = start >= START && (until == 0 || until > start);
        vm.assertEq(_tryAdd(from, until), expected);
    }

    function testFuzz_TheAnswerFollowsFromWindowRetirementAndReport(
        uint40 from,
        uint40 until,
        uint40 retireAt,
        uint40 end,
        uint40 since,
        uint40 time
    ) external {
        from = START + (from % SPAN);
        until = until % 2 == 0 ? 0 : from + 1 + (until % SPAN);
        vm.assertTrue(_tryAdd(from, until));

        retireAt = START + (retireAt % SPAN);
        vm.warp(retireAt);
        end = START + (end % SPAN);
        bool shortens = end >= retireAt && (until == 0 || end < until);
        vm.assertEq(_tryRetire(end), shortens);
        if (shortens) until = end;

        uint40 now_ = START + 2 * SPAN;
        vm.warp(now_);
        since = START + (since % SPAN);
        vm.assertTrue(_tryReport(governance, since));

        time = START + (time % SPAN);
        bool expected = time >= from && (until == 0 || time < until) && time < since;
        vm.assertEq(_is(time), expected);
    }

    function testFuzz_TheFutureNeverChangesThePast(uint40 later, uint40 end, uint40 time) external {
        _tryAdd(0, 0);
        vm.warp(START + SPAN);
        time = START + (time % SPAN);
        bool before = _is(time);
        vm.warp(START + SPAN + (later % SPAN));
        _tryRetire(end);
        vm.assertEq(_is(time), before);
        vm.assertTrue(before);
    }

    function testFuzz_AReportOnlyMovesBackAndOwnOnesOnlyThirtyDays(
        uint40 firstReport,
        uint40 secondReport,
        bool byGovernance
    ) external {
        _tryAdd(0, 0);
        uint40 now_ = START + SPAN;
        vm.warp(now_);
        firstReport = now_ - (firstReport % 31 days);
        secondReport = now_ + 10 days - (secondReport % 60 days);
        bool reported = firstReport >= now_ - 30 days;
        vm.assertEq(_tryReport(first, firstReport), reported);
        uint40 standing = reported ? firstReport : type(uint40).max;
        bool allowed =
            secondReport <= now_ && secondReport < standing && (byGovernance || secondReport >= now_ - 30 days);
        vm.assertEq(_tryReport(byGovernance ? governance : first, secondReport), allowed);
        if (allowed) standing = secondReport;
        vm.assertEq(
            institutions.key(FIRST, issuer.id).compromisedSince, standing == type(uint40).max ? 0 : standing
        );
    }
}
