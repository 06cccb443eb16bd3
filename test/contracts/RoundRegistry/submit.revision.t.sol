// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRoundRegistry} from "../../../contracts/interfaces/IRoundRegistry.sol";
import {Purpose, Role, Stage} from "../../../contracts/types/Types.sol";
import {BaselineRubric as B} from "../QualityPolicy/BaselineRubric.sol";
import {Acts} from "./Acts.sol";
import {RoundFixture} from "./RoundFixture.sol";

/// @notice The one revision of each review.
/// @dev O3, O12 of test/README.md.
contract RoundRegistrySubmitRevisionTest is RoundFixture {
    function setUp() public override {
        super.setUp();
        _bringTo(Stage.Reviewing);
        _submitAll();
    }

    function test_GivenARevealedReview_ItIsRevisedAndKeepsItsTime() public {
        _skip(1 days);
        IRoundRegistry.Submission memory revision = _revision(0, B.ratings(3));
        vm.expectEmit(address(rounds));
        emit IRoundRegistry.ReviewSubmitted(id, 0, 2, revision.reviewDigest, revision.ratings);
        _submit(revision);
        IRoundRegistry.Seat memory seat = rounds.seats(id)[0];
        vm.assertEq(seat.sequence, 2);
        vm.assertEq(seat.submittedAt, PANEL_FROM);
        vm.assertEq(seat.ratings, B.ratings(3));
        vm.assertEq(seat.digestTag, uint40(uint256(revision.reviewDigest)));
        vm.assertTrue(seat.isSealed);
        vm.assertEq(rounds.panel(id).ratings[0], B.ratings(3));
        vm.assertEq(rounds.round(id).replyFrom, PANEL_FROM);
        vm.assertEq(rounds.round(id).submittedCount, 3);
    }

    function test_GivenASignature_AnyoneMayRelayIt() public {
        IRoundRegistry.Submission memory revision = _revision(0, B.ratings(3));
        rounds.submit(revision, _signed(reviewers[0], address(rounds), Acts.review(revision)));
        vm.assertEq(rounds.seats(id)[0].sequence, 2);
    }

    function test_GivenTheLastSecond_ItIsRecorded() public {
        vm.warp(PANEL_FROM + REPLY);
        _revise(0, B.ratings(3));
        vm.assertEq(rounds.seats(id)[0].sequence, 2);
    }

    function test_RevertWhen_TheReplyWindowIsOver() public {
        uint40 last = PANEL_FROM + REPLY;
        vm.warp(last + 1);
        _expectRevert(
            _revision(0, B.ratings(3)),
            abi.encodeWithSelector(IRoundRegistry.Round_DeadlinePassed.selector, last, last + 1)
        );
    }

    function test_RevertWhen_TheReviewWasRevised() public {
        _revise(0, B.ratings(3));
        bytes memory already = abi.encodeWithSelector(IRoundRegistry.Round_AlreadySubmitted.selector, id, 0, 2);
        _expectRevert(_revision(0, B.ratings(1)), already);
        _expectRevert(_revision(0, B.ratings(3)), already);
    }

    function test_RevertWhen_TheFirstReviewComesAgain() public {
        _revise(0, B.ratings(3));
        _expectRevert(
            _submission(0, B.ratings(2)),
            abi.encodeWithSelector(IRoundRegistry.Round_AlreadySubmitted.selector, id, 0, 1)
        );
    }

    function test_RevertWhen_ARatingIsOutOfRange() public {
        _expectRevert(
            _revision(2, B.ratings(2)),
            abi.encodeWithSelector(IRoundRegistry.Round_InvalidRating.selector, B.C1, 3)
        );
    }

    function test_RevertWhen_AnotherSeatsSignerRevises() public {
        IRoundRegistry.Submission memory revision = _revision(0, B.ratings(3));
        vm.prank(reviewers[1].account);
        vm.expectRevert(
            abi.encodeWithSelector(
                IRoundRegistry.Round_NotSeatSigner.selector, id, 0, reviewers[0].id, reviewers[1].id
            )
        );
        rounds.submit(revision, _direct(reviewers[1]));
    }

    function test_GivenAnAddedSeat_ItMayReviseToo() public {
        _addSeat(RIVAL, Role.Chair);
        _appoint(3, RIVAL, Role.Chair);
        _submit(3, B.ratings(2));
        _revise(3, B.ratings(3));
        vm.assertEq(rounds.seats(id)[3].ratings, B.ratings(3));
        vm.assertFalse(rounds.seats(id)[3].isSealed);
    }

    function _expectRevert(IRoundRegistry.Submission memory submission, bytes memory reason) internal {
        Actor memory actor = reviewers[submission.seat];
        vm.prank(actor.account);
        vm.expectRevert(reason);
        rounds.submit(submission, _direct(actor));
    }
}

/// @notice Reviews of a formative round: digests alone, without seal and revision.
/// @dev O3, O4 of test/README.md.
contract RoundRegistrySubmitFormativeTest is RoundFixture {
    function setUp() public override {
        super.setUp();
        _bringToFormative();
    }

    function test_GivenTheSeatsSigner_ItRecordsTheDigest() public {
        _submit(0, 0);
        IRoundRegistry.Seat memory seat = rounds.seats(id)[0];
        vm.assertEq(seat.sequence, 1);
        vm.assertFalse(seat.isSealed);
        vm.assertEq(seat.submittedAt, PANEL_FROM);
        vm.assertEq(rounds.round(id).revealFrom, 0);
        vm.assertEq(rounds.round(id).revealUntil, REVIEW_UNTIL);
        vm.assertEq(rounds.round(id).replyFrom, REVIEW_UNTIL + 1);
        vm.assertEq(rounds.round(id).sealedCount, 0);
    }

    function test_GivenAllReviewed_TheReplyWindowOpens() public {
        _submit(0, 0);
        _submit(1, 0);
        _skip(60);
        _submit(2, 0);
        vm.assertEq(rounds.round(id).replyFrom, PANEL_FROM + 60);
    }

    function test_GivenTheReviewDeadlinesOwnSecond_ItIsRecorded() public {
        vm.warp(REVIEW_UNTIL);
        _submit(0, 0);
        vm.assertEq(rounds.seats(id)[0].sequence, 1);
    }

    function test_RevertWhen_TheReviewDeadlineHasPassed() public {
        vm.warp(REVIEW_UNTIL + 1);
        _expectRevert(
            _submission(0, 0),
            abi.encodeWithSelector(IRoundRegistry.Round_DeadlinePassed.selector, REVIEW_UNTIL, REVIEW_UNTIL + 1)
        );
    }

    function test_RevertWhen_ItHasRatings() public {
        _expectRevert(
            _submission(0, uint256(2) << 8),
            abi.encodeWithSelector(IRoundRegistry.Round_InvalidRating.selector, 2, 2)
        );
    }

    function test_RevertWhen_ItIsSealedOrRevised() public {
        bytes memory wrong =
            abi.encodeWithSelector(IRoundRegistry.Round_WrongPurpose.selector, id, Purpose.Formative);
        IRoundRegistry.Sealing memory sealing = _sealing(0, 0);
        vm.prank(reviewers[0].account);
        vm.expectRevert(wrong);
        rounds.seal(sealing, _direct(reviewers[0]));
        _submit(0, 0);
        _expectRevert(_revision(0, 0), wrong);
    }

    function _expectRevert(IRoundRegistry.Submission memory submission, bytes memory reason) internal {
        Actor memory actor = reviewers[submission.seat];
        vm.prank(actor.account);
        vm.expectRevert(reason);
        rounds.submit(submission, _direct(actor));
    }
}
