// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorized} from "../../../contracts/interfaces/IAuthorized.sol";
import {IRoundRegistry} from "../../../contracts/interfaces/IRoundRegistry.sol";
import {RoundRegistry} from "../../../contracts/round/RoundRegistry.sol";
import {Authorization, Purpose, Role, Stage} from "../../../contracts/types/Types.sol";
import {BaselineRubric as B} from "../QualityPolicy/BaselineRubric.sol";
import {Acts} from "./Acts.sol";
import {RoundFixture} from "./RoundFixture.sol";

/// @dev O3, O4 of test/README.md.
contract RoundRegistrySubmitTest is RoundFixture {
    function setUp() public override {
        super.setUp();
        _bringTo(Stage.Accepted);
        _appointPanel();
        _appoint(3, SECOND, Role.Practitioner);
        _setPanel();
    }

    function test_GivenTheSeatsSigner_ItRecordsTheReview() public {
        IRoundRegistry.Submission memory submission = _submission(1, B.ratings(3));
        _skip(60);
        vm.expectEmit(address(rounds));
        emit IRoundRegistry.ReviewSubmitted(id, 1, 1, submission.reviewDigest, submission.ratings);
        _submit(1, B.ratings(3));
        IRoundRegistry.Seat memory seat = rounds.seats(id)[1];
        vm.assertEq(seat.signer, reviewers[1].id);
        vm.assertEq(seat.institution, SECOND);
        vm.assertEq(uint256(seat.role), uint256(Role.SubjectExpert));
        vm.assertEq(seat.flags, 0);
        vm.assertEq(seat.sequence, 1);
        vm.assertEq(seat.submittedAt, START + 60);
        vm.assertEq(seat.ratings, B.ratings(3));
        vm.assertEq(seat.digestTag, uint40(uint256(submission.reviewDigest)));
        vm.assertEq(rounds.round(id).submittedCount, 1);
        vm.assertEq(rounds.round(id).replyFrom, REVIEW_UNTIL + 1);
    }

    function test_GivenTheLastSecond_ItRecordsTheReview() public {
        vm.warp(REVIEW_UNTIL);
        _submit(0, B.ratings(2));
        vm.assertEq(rounds.round(id).submittedCount, 1);
    }

    function test_GivenTheLastMissingReview_TheReplyWindowOpens() public {
        _submitAll();
        _skip(60);
        vm.assertEq(rounds.round(id).replyFrom, REVIEW_UNTIL + 1);
        _submit(3, B.ratings(2));
        vm.assertEq(rounds.round(id).replyFrom, START + 60);
        vm.assertEq(rounds.round(id).replyUntil, START + 60 + PANEL_WINDOW);
    }

    function test_GivenASignature_AnyoneMayRelayIt() public {
        IRoundRegistry.Submission memory submission = _submission(0, B.ratings(2));
        rounds.submit(submission, _signed(reviewers[0], address(rounds), Acts.review(submission)));
        vm.assertEq(rounds.seats(id)[0].sequence, 1);
    }

    function test_RevertWhen_TheSignerWasNotAppointed() public {
        IRoundRegistry.Submission memory submission = _submission(0, B.ratings(2));
        _expectNotSeatSigner(submission, reviewers[9], reviewers[0].id);
    }

    function test_RevertWhen_TheSignerHoldsAnotherSeat() public {
        IRoundRegistry.Submission memory submission = _submission(0, B.ratings(2));
        _expectNotSeatSigner(submission, reviewers[1], reviewers[0].id);
    }

    function test_RevertWhen_TheSeatDoesNotExist() public {
        IRoundRegistry.Submission memory submission = _submission(4, B.ratings(2));
        _expectNotSeatSigner(submission, reviewers[0], 0);
    }

    function test_RevertWhen_ASignatureIsReplayedOnAnotherSeat() public {
        IRoundRegistry.Submission memory submission = _submission(0, B.ratings(2));
        Authorization memory authorization = _signed(reviewers[0], address(rounds), Acts.review(submission));
        submission.seat = 1;
        _expectInvalidSignature(rounds, submission, authorization);
    }

    function test_RevertWhen_ASignatureIsReplayedOnAnotherRound() public {
        IRoundRegistry.Submission memory submission = _submission(0, B.ratings(2));
        Authorization memory authorization = _signed(reviewers[0], address(rounds), Acts.review(submission));
        IRoundRegistry.Opening memory opening = _opening();
        opening.n = 2;
        _open(opening);
        _accept();
        _appointPanel();
        _setPanel();
        submission.round = id;
        _expectInvalidSignature(rounds, submission, authorization);
    }

    function test_RevertWhen_ASignatureIsReplayedWithAnotherSequence() public {
        IRoundRegistry.Submission memory submission = _submission(0, B.ratings(2));
        Authorization memory authorization = _signed(reviewers[0], address(rounds), Acts.review(submission));
        submission.sequence = 2;
        vm.expectRevert(abi.encodeWithSelector(IRoundRegistry.Round_WrongSequence.selector, 1, 2));
        rounds.submit(submission, authorization);
        rounds.submit(_submission(0, B.ratings(2)), authorization);
        vm.expectRevert(abi.encodeWithSelector(IRoundRegistry.Round_WrongSequence.selector, 1, 2));
        rounds.submit(submission, authorization);
    }

    function test_RevertWhen_ASignatureIsReplayedWithOtherRatings() public {
        IRoundRegistry.Submission memory submission = _submission(0, B.ratings(2));
        Authorization memory authorization = _signed(reviewers[0], address(rounds), Acts.review(submission));
        submission.ratings = B.ratings(3);
        _expectInvalidSignature(rounds, submission, authorization);
    }

    function test_RevertWhen_ASignatureIsForAnotherContract() public {
        RoundRegistry other = new RoundRegistry(rounds.verifier(), institutions, courses, rubrics, 1, 1);
        IRoundRegistry.Submission memory submission = _submission(0, B.ratings(2));
        _expectInvalidSignature(
            rounds, submission, _signed(reviewers[0], address(other), Acts.review(submission))
        );
    }

    function test_RevertWhen_ASignatureIsForAnotherChain() public {
        IRoundRegistry.Submission memory submission = _submission(0, B.ratings(2));
        Authorization memory authorization = _signed(reviewers[0], address(rounds), Acts.review(submission));
        authorization.signature = _signature(
            reviewers[0].privateKey, _digestFor(block.chainid + 1, address(rounds), Acts.review(submission))
        );
        _expectInvalidSignature(rounds, submission, authorization);
    }

    function test_RevertWhen_TheAuthorizationHasExpired() public {
        IRoundRegistry.Submission memory submission = _submission(0, B.ratings(2));
        Authorization memory authorization =
            _signed(reviewers[0], address(rounds), Acts.review(submission, START), START);
        _skip(1);
        vm.expectRevert(
            abi.encodeWithSelector(IAuthorized.Authorization_Expired.selector, START, START + 1)
        );
        rounds.submit(submission, authorization);
    }

    function test_RevertWhen_TheReviewIsRecordedIdentically() public {
        _submit(0, B.ratings(2));
        _expectAlreadySubmitted(_submission(0, B.ratings(2)));
    }

    function test_RevertWhen_TheReviewIsRecordedWithOtherContent() public {
        _submit(0, B.ratings(2));
        _expectAlreadySubmitted(_submission(0, B.ratings(3)));
        IRoundRegistry.Submission memory submission = _submission(0, B.ratings(2));
        submission.reviewDigest = keccak256("other review");
        _expectAlreadySubmitted(submission);
    }

    function test_RevertWhen_TheReviewDeadlineHasPassed() public {
        vm.warp(REVIEW_UNTIL + 1);
        _expectRevertOnSubmit(
            _submission(0, B.ratings(2)),
            abi.encodeWithSelector(IRoundRegistry.Round_DeadlinePassed.selector, REVIEW_UNTIL, REVIEW_UNTIL + 1)
        );
    }

    function test_RevertWhen_TheRoundIsClosed() public {
        _submitAll();
        vm.warp(REVIEW_UNTIL + PANEL_WINDOW + 2);
        rounds.close(id);
        _expectRevertOnSubmit(
            _submission(3, B.ratings(2)),
            abi.encodeWithSelector(
                IRoundRegistry.Round_WrongStage.selector, id, Stage.Reviewing, Stage.Closed
            )
        );
    }

    function test_RevertWhen_ARatingIsBeyondTheCriteria() public {
        _expectInvalidRating(0, B.ratings(2) | (uint256(3) << (4 * 17)), 17, 3);
        _expectInvalidRating(0, B.ratings(2) | (uint256(1) << 128), 32, 1);
        _expectInvalidRating(0, B.ratings(2) | (uint256(8) << 252), 63, 8);
    }

    function test_RevertWhen_ARatingIsNoLevel() public {
        for (uint256 value = 5; value < 16; ++value) {
            _expectInvalidRating(0, B.without(B.ratings(2), B.D2) | (value << (4 * B.D2)), B.D2, value);
        }
    }

    function test_RevertWhen_TheRoleMayNotRateACriterion() public {
        _expectInvalidRating(2, B.ratings(2), B.C1, 3);
    }

    function test_RevertWhen_APractitionerLeavesOutWhatItMustRate() public {
        _expectInvalidRating(3, B.without(B.ratings(2), B.A1), B.A1, 0);
        _submit(3, uint256(1) << (4 * B.A1));
        vm.assertEq(rounds.round(id).submittedCount, 1);
    }

    function test_GivenFewRatings_ItRecordsThem() public {
        _submit(0, 0);
        vm.assertEq(rounds.seats(id)[0].sequence, 1);
    }

    function test_RevertWhen_AFormativeReviewHasRatings() public {
        IRoundRegistry.Opening memory opening = _opening();
        (opening.n, opening.purpose) = (2, Purpose.Formative);
        _open(opening);
        _accept();
        _appointPanel();
        _appoint(3, SECOND, Role.Practitioner);
        _setPanel();
        _expectInvalidRating(0, uint256(2) << 8, 2, 2);
        _submit(0, 0);
        _submit(3, 0);
        vm.assertEq(rounds.round(id).submittedCount, 2);
    }

    /// @dev The rapid route asks of a practitioner only what is rapid.
    function test_GivenTheRapidRoute_APractitionerMustRateRapidCriteriaOnly() public {
        uint256[2] memory header = B.header();
        header[0] |= (uint256(1) << B.N2) << 224;
        vm.prank(members[RIVAL].account);
        bytes32 strict = rubrics.publishRubric(RIVAL, keccak256("strict"), header, _direct(members[RIVAL]));
        IRoundRegistry.Opening memory opening = _rapidOpening();
        (opening.rubric, opening.seats) = (strict, [1, 0, 1, 0, 0]);
        _open(opening);
        _accept();
        _appoint(0, FIRST, Role.SubjectExpert);
        _appoint(1, SECOND, Role.Practitioner);
        _setPanel();
        _expectInvalidRating(1, 0, B.A1, 0);
        _submit(1, uint256(1) << (4 * B.A1));
        vm.assertEq(rounds.round(id).submittedCount, 1);
    }

    function _expectNotSeatSigner(IRoundRegistry.Submission memory submission, Actor memory actor, bytes32 expected)
        internal
    {
        Authorization memory authorization = _signed(actor, address(rounds), Acts.review(submission));
        vm.expectRevert(
            abi.encodeWithSelector(
                IRoundRegistry.Round_NotSeatSigner.selector, id, submission.seat, expected, actor.id
            )
        );
        rounds.submit(submission, authorization);
    }

    function _expectInvalidSignature(
        RoundRegistry target,
        IRoundRegistry.Submission memory submission,
        Authorization memory authorization
    ) internal {
        vm.expectRevert(
            abi.encodeWithSelector(
                IAuthorized.Authorization_InvalidSignature.selector,
                authorization.signer,
                _digest(address(target), Acts.review(submission))
            )
        );
        target.submit(submission, authorization);
    }

    function _expectAlreadySubmitted(IRoundRegistry.Submission memory submission) internal {
        _expectRevertOnSubmit(
            submission,
            abi.encodeWithSelector(IRoundRegistry.Round_AlreadySubmitted.selector, id, submission.seat, 1)
        );
    }

    function _expectInvalidRating(uint8 seat, uint256 ratings, uint256 criterion, uint256 value) internal {
        _expectRevertOnSubmit(
            _submission(seat, ratings),
            abi.encodeWithSelector(IRoundRegistry.Round_InvalidRating.selector, criterion, value)
        );
    }

    function _expectRevertOnSubmit(IRoundRegistry.Submission memory submission, bytes memory reason) internal {
        Actor memory actor = reviewers[submission.seat];
        vm.prank(actor.account);
        vm.expectRevert(reason);
        rounds.submit(submission, _direct(actor));
    }
}
