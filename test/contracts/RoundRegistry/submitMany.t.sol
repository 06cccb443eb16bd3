// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRoundRegistry} from "../../../contracts/interfaces/IRoundRegistry.sol";
import {Authorization, Stage} from "../../../contracts/types/Types.sol";
import {BaselineRubric as B} from "../QualityPolicy/BaselineRubric.sol";
import {Acts} from "./Acts.sol";
import {RoundFixture} from "./RoundFixture.sol";

/// @dev O3, A6 of test/README.md.
contract RoundRegistrySubmitManyTest is RoundFixture {
    IRoundRegistry.Submission[] internal submissions;
    Authorization[] internal authorizations;

    function setUp() public override {
        super.setUp();
        _bringTo(Stage.Reviewing);
        _add(0, B.ratings(2));
        _add(1, B.ratings(3));
        _add(2, _learnerRatings());
    }

    function test_GivenSignedReviews_ItRecordsAll() public {
        rounds.submitMany(submissions, authorizations);
        vm.assertEq(rounds.round(id).submittedCount, 3);
        vm.assertEq(rounds.round(id).replyFrom, START);
        vm.assertEq(rounds.seats(id)[1].ratings, B.ratings(3));
    }

    function test_GivenOneRecordedIdentically_ItSkipsItWithoutAnEvent() public {
        rounds.submit(submissions[1], authorizations[1]);
        vm.recordLogs();
        rounds.submitMany(submissions, authorizations);
        vm.assertEq(vm.getRecordedLogs().length, 2);
        vm.assertEq(rounds.round(id).submittedCount, 3);
    }

    function test_GivenAllRecordedAndTheRoundClosed_ItSkipsAll() public {
        rounds.submitMany(submissions, authorizations);
        _skip(PANEL_WINDOW + 1);
        rounds.close(id);
        vm.recordLogs();
        rounds.submitMany(submissions, authorizations);
        vm.assertEq(vm.getRecordedLogs().length, 0);
    }

    function test_RevertWhen_OneIsRecordedWithOtherContent() public {
        _submit(1, B.ratings(0));
        vm.expectRevert(abi.encodeWithSelector(IRoundRegistry.Round_AlreadySubmitted.selector, id, 1, 1));
        rounds.submitMany(submissions, authorizations);
        vm.assertEq(rounds.round(id).submittedCount, 1);
    }

    function test_RevertWhen_AnAuthorizationIsMissing() public {
        authorizations.pop();
        vm.expectRevert();
        rounds.submitMany(submissions, authorizations);
        vm.assertEq(rounds.round(id).submittedCount, 0);
    }

    function _add(uint8 seat, uint256 ratings) internal {
        IRoundRegistry.Submission memory submission = _submission(seat, ratings);
        submissions.push(submission);
        authorizations.push(_signed(reviewers[seat], address(rounds), Acts.review(submission)));
    }
}
