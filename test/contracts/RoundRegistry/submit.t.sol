// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorized} from "../../../contracts/interfaces/IAuthorized.sol";
import {IRoundRegistry} from "../../../contracts/interfaces/IRoundRegistry.sol";
import {RoundRegistry} from "../../../contracts/round/RoundRegistry.sol";
import {Authorization, Role, Stage} from "../../../contracts/types/Types.sol";
import {BaselineRubric as B} from "../QualityPolicy/BaselineRubric.sol";
import {Acts} from "./Acts.sol";
import {RoundFixture} from "./RoundFixture.sol";
import {Deployments} from "../support/Deployments.sol";

/// @dev O3, O9 of test/README.md.
contract RoundRegistrySubmitTest is RoundFixture {
    function setUp() public override {
        super.setUp();
        _bringTo(Stage.Reviewing);
        _sealAll();
    }

    function test_GivenTheSeatsSigner_ItRecordsTheReview() public {
        IRoundRegistry.Submission memory submission = _submission(1, B.ratings(2));
        _skip(60);
        vm.expectEmit(address(rounds));
        emit IRoundRegistry.ReviewSubmitted(id, 1, 1, submission.reviewDigest, submission.ratings);
        _submit(1, B.ratings(2));
        IRoundRegistry.Seat memory seat = rounds.seats(id)[1];
        vm.assertEq(seat.signer, reviewers[1].id);
        vm.assertEq(seat.institution, SECOND);
        vm.assertEq(uint256(seat.role), uint256(Role.SubjectExpert));
        vm.assertEq(seat.flags, 0);
        vm.assertTrue(seat.isSealed);
        vm.assertEq(seat.sequence, 1);
        vm.assertEq(seat.submittedAt, PANEL_FROM + 60);
        vm.assertEq(seat.ratings, B.ratings(2));
        vm.assertEq(seat.digestTag, uint40(uint256(submission.reviewDigest)));
        vm.assertEq(rounds.round(id).submittedCount, 1);
        vm.assertEq(rounds.round(id).replyFrom, PANEL_FROM + REVEAL + 1);
        vm.assertEq(rounds.panel(id).ratings[1], B.ratings(2));
    }

    function test_GivenTheLastSecond_ItRecordsTheReview() public {
        vm.warp(PANEL_FROM + REVEAL);
        _submit(0, B.ratings(2));
        vm.assertEq(rounds.round(id).submittedCount, 1);
    }

    function test_GivenTheLastMissingReview_TheReplyWindowOpens() public {
        _submit(1, _ratings(1));
        _submit(2, _ratings(2));
        _skip(60);
        vm.assertEq(rounds.round(id).replyFrom, PANEL_FROM + REVEAL + 1);
        _submit(0, _ratings(0));
        vm.assertEq(rounds.round(id).replyFrom, PANEL_FROM + 60);
        vm.assertEq(rounds.round(id).replyUntil, PANEL_FROM + 60 + REPLY);
    }

    /// @dev O9: nobody reveals while another may still seal.
    function test_RevertWhen_SealsAreMissingBeforeTheDeadline() public {
        _bringToAnother();
        _seal(0, _ratings(0));
        vm.warp(REVIEW_UNTIL);
        _expectRevertOnSubmit(
            _submission(0, B.ratings(2)),
            abi.encodeWithSelector(IRoundRegistry.Round_TooEarly.selector, REVIEW_UNTIL + 1, REVIEW_UNTIL)
        );
        _skip(1);
        _submit(0, B.ratings(2));
        vm.assertEq(rounds.round(id).submittedCount, 1);
    }

    function test_RevertWhen_TheSeatDidNotSeal() public {
        _bringToAnother();
        _seal(0, _ratings(0));
        vm.warp(REVIEW_UNTIL + 1);
        _expectRevertOnSubmit(
            _submission(1, B.ratings(2)), abi.encodeWithSelector(IRoundRegistry.Round_NotSealed.selector, id, 1)
        );
    }

    /// @dev O9: what is revealed is what was sealed, in every part.
    function test_RevertWhen_TheSealIsNotOfThis() public {
        bytes memory broken = abi.encodeWithSelector(IRoundRegistry.Round_SealBroken.selector, id, 0);
        IRoundRegistry.Submission memory submission = _submission(0, B.ratings(2));
        submission.salt = keccak256("other salt");
        _expectRevertOnSubmit(submission, broken);
        _expectRevertOnSubmit(_submission(0, B.ratings(3)), broken);
        submission = _submission(0, B.ratings(2));
        submission.reviewDigest = keccak256("other review");
        _expectRevertOnSubmit(submission, broken);
    }

    /// @dev O9: a seal names its round and seat, so that who copies another's cannot reveal it.
    function test_RevertWhen_TheSealIsACopyOfAnothers() public {
        _bringToAnother();
        IRoundRegistry.Sealing memory copied = _sealing(0, B.ratings(2));
        _seal(0, B.ratings(2));
        copied.seat = 1;
        vm.prank(reviewers[1].account);
        rounds.seal(copied, _direct(reviewers[1]));
        _seal(2, _ratings(2));
        _submit(0, B.ratings(2));
        IRoundRegistry.Submission memory submission = _submission(0, B.ratings(2));
        submission.seat = 1;
        _expectRevertOnSubmit(submission, abi.encodeWithSelector(IRoundRegistry.Round_SealBroken.selector, id, 1));
    }

    function test_RevertWhen_TheSeatIsExcluded() public {
        IRoundRegistry.Opening memory opening = _opening();
        opening.n = 2;
        _open(opening);
        _accept();
        _appointPanel();
        _appoint(3, SECOND, Role.Chair);
        _setPanel(8);
        _sealAll();
        _expectRevertOnSubmit(
            _submission(3, B.ratings(2)), abi.encodeWithSelector(IRoundRegistry.Round_SeatExcluded.selector, id, 3)
        );
    }

    /// @dev The seat that the convener added late gives the others another reveal period as well.
    function test_GivenAnAddedSeat_ASealedReviewMayStillCome() public {
        _submit(0, _ratings(0));
        _submit(1, _ratings(1));
        vm.warp(PANEL_FROM + REVEAL + 1);
        _addSeat(RIVAL, Role.Chair);
        _submit(2, _ratings(2));
        vm.assertEq(rounds.round(id).submittedCount, 3);
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
        _expectRevertOnSubmit(
            _submission(4, B.ratings(2)), abi.encodeWithSelector(IRoundRegistry.Round_UnknownSeat.selector, id, 4)
        );
    }

    function test_RevertWhen_ASignatureIsReplayedOnAnotherSeat() public {
        IRoundRegistry.Submission memory submission = _submission(0, B.ratings(2));
        Authorization memory authorization = _signed(reviewers[0], address(rounds), Acts.review(submission));
        _expectInvalidSignature(rounds, _submission(1, B.ratings(2)), authorization);
    }

    function test_RevertWhen_ASignatureIsReplayedOnAnotherRound() public {
        IRoundRegistry.Submission memory submission = _submission(0, B.ratings(2));
        Authorization memory authorization = _signed(reviewers[0], address(rounds), Acts.review(submission));
        _bringToAnother();
        _sealAll();
        _expectInvalidSignature(rounds, _submission(0, B.ratings(2)), authorization);
    }

    function test_RevertWhen_ASignatureIsReplayedWithAnotherSequence() public {
        IRoundRegistry.Submission memory submission = _submission(0, B.ratings(2));
        Authorization memory authorization = _signed(reviewers[0], address(rounds), Acts.review(submission));
        rounds.submit(submission, authorization);
        submission.sequence = 2;
        _expectInvalidSignature(rounds, submission, authorization);
    }

    function test_RevertWhen_TheSequenceIsNotTheNext() public {
        IRoundRegistry.Submission memory submission = _submission(0, B.ratings(2));
        submission.sequence = 2;
        _expectRevertOnSubmit(submission, _wrongSequence(1, 2));
        submission.sequence = 0;
        _expectRevertOnSubmit(submission, _wrongSequence(1, 0));
        _submit(0, B.ratings(2));
        submission.sequence = 3;
        _expectRevertOnSubmit(submission, _wrongSequence(2, 3));
        _revise(0, B.ratings(3));
        _expectRevertOnSubmit(submission, _wrongSequence(2, 3));
    }

    function test_RevertWhen_ASignatureIsForAnotherContract() public {
        RoundRegistry other = Deployments.roundRegistry(
            rounds.verifier(), institutions, courses, rubrics, _panelPeriods(), _rapidPeriods()
        );
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
            _signed(reviewers[0], address(rounds), Acts.review(submission, PANEL_FROM), PANEL_FROM);
        _skip(1);
        vm.expectRevert(
            abi.encodeWithSelector(IAuthorized.Authorization_Expired.selector, PANEL_FROM, PANEL_FROM + 1)
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

    function test_RevertWhen_TheRevealPeriodIsOver() public {
        uint40 last = PANEL_FROM + REVEAL;
        vm.warp(last + 1);
        _expectRevertOnSubmit(
            _submission(0, B.ratings(2)),
            abi.encodeWithSelector(IRoundRegistry.Round_DeadlinePassed.selector, last, last + 1)
        );
    }

    function test_RevertWhen_TheRoundIsClosed() public {
        _revealAll();
        vm.warp(rounds.round(id).replyUntil + 1);
        rounds.close(id);
        _expectRevertOnSubmit(
            _submission(3, B.ratings(2)),
            abi.encodeWithSelector(
                IRoundRegistry.Round_WrongStage.selector, id, Stage.Reviewing, Stage.Closed
            )
        );
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

    function _wrongSequence(uint32 expected, uint32 actual) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IRoundRegistry.Round_WrongSequence.selector, expected, actual);
    }

    /// @dev A second round, its panel set, before the first one's review deadline.
    function _bringToAnother() internal {
        IRoundRegistry.Opening memory opening = _opening();
        opening.n = 2;
        _open(opening);
        _accept();
        _appointPanel();
        _setPanel();
    }

    function _expectRevertOnSubmit(IRoundRegistry.Submission memory submission, bytes memory reason) internal {
        Actor memory actor = reviewers[submission.seat];
        vm.prank(actor.account);
        vm.expectRevert(reason);
        rounds.submit(submission, _direct(actor));
    }
}
