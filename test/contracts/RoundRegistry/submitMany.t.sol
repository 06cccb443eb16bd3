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
        _sealAll();
        for (uint8 i = 0; i < 3; ++i) {
            submissions.push(_submission(i, _ratings(i)));
            authorizations.push(_signed(reviewers[i], address(rounds), Acts.review(submissions[i])));
        }
    }

    function test_GivenSignedReviews_ItRecordsAll() public {
        rounds.submitMany(submissions, authorizations);
        vm.assertEq(rounds.round(id).submittedCount, 3);
        vm.assertEq(rounds.round(id).replyFrom, PANEL_FROM);
        vm.assertEq(rounds.seats(id)[1].ratings, B.ratings(2));
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
        _skip(REPLY + 1);
        rounds.close(id);
        vm.recordLogs();
        rounds.submitMany(submissions, authorizations);
        vm.assertEq(vm.getRecordedLogs().length, 0);
    }

    /// @dev What a seat keeps is its latest review: the first one is not told from another any more.
    function test_RevertWhen_OneWasRevised() public {
        rounds.submit(submissions[1], authorizations[1]);
        _revise(1, B.ratings(3));
        vm.expectRevert(abi.encodeWithSelector(IRoundRegistry.Round_AlreadySubmitted.selector, id, 1, 1));
        rounds.submitMany(submissions, authorizations);
        vm.assertEq(rounds.round(id).submittedCount, 1);
    }

    function test_GivenARevisionRecordedIdentically_ItSkipsIt() public {
        rounds.submitMany(submissions, authorizations);
        for (uint8 i = 0; i < 3; ++i) {
            submissions[i] = _revision(i, _ratings(i));
            authorizations[i] = _signed(reviewers[i], address(rounds), Acts.review(submissions[i]));
        }
        rounds.submit(submissions[1], authorizations[1]);
        vm.recordLogs();
        rounds.submitMany(submissions, authorizations);
        vm.assertEq(vm.getRecordedLogs().length, 2);
        vm.assertEq(rounds.seats(id)[2].sequence, 2);
    }

    function test_RevertWhen_OneIsRecordedWithOtherContent() public {
        rounds.submit(submissions[1], authorizations[1]);
        submissions[1].reviewDigest = keccak256("other review");
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
}
