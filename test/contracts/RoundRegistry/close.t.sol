// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRoundRegistry} from "../../../contracts/interfaces/IRoundRegistry.sol";
import {Role, Stage} from "../../../contracts/types/Types.sol";
import {BaselineRubric as B} from "../QualityPolicy/BaselineRubric.sol";
import {RoundFixture} from "./RoundFixture.sol";

/// @dev O5, O6, O9 of test/README.md.
contract RoundRegistryCloseTest is RoundFixture {
    function test_GivenTheReplyWindowIsOver_AnyoneMayClose() public {
        _bringTo(Stage.Reviewing);
        _submitAll();
        vm.warp(PANEL_FROM + REPLY);
        _expectTooEarly(PANEL_FROM + REPLY + 1);
        _skip(1);
        vm.expectEmit(address(rounds));
        emit IRoundRegistry.RoundClosed(id);
        rounds.close(id);
        _expectStage(Stage.Closed);
        vm.assertEq(rounds.round(id).endedAt, PANEL_FROM + REPLY + 1);
    }

    function test_GivenAnEarlyReply_TheWindowStillRunsOut() public {
        _bringTo(Stage.Reviewing);
        _submitAll();
        _reply(OWNER);
        _expectTooEarly(PANEL_FROM + REPLY + 1);
    }

    function test_GivenTheRapidRoute_ItsWindowIsShorter() public {
        _openRapid();
        _submit(0, B.ratings(2));
        _submit(1, B.ratings(2));
        vm.warp(block.timestamp + RAPID_REPLY);
        _expectTooEarly(uint40(block.timestamp) + 1);
        _skip(1);
        rounds.close(id);
        _expectStage(Stage.Closed);
    }

    function test_GivenARapidSeatWithoutReview_ItIsAbandoned() public {
        _openRapid();
        _submit(0, B.ratings(2));
        uint40 last = uint40(block.timestamp) + RAPID_REVEAL + 1 + RAPID_REPLY;
        vm.warp(last);
        _expectTooEarly(last + 1);
        _skip(1);
        _expectAbandoned();
    }

    function test_GivenAMissingReview_ItEndsAfterTheRevealPeriodAndTheWindow() public {
        _bringToFour();
        _sealAll();
        _seal(3, B.ratings(2));
        _revealAll();
        uint40 last = PANEL_FROM + REVEAL + 1 + REPLY;
        vm.warp(last);
        _expectTooEarly(last + 1);
        _skip(1);
        rounds.close(id);
        _expectStage(Stage.Closed);
    }

    /// @dev A seat that did not seal is not waited for, once the others revealed.
    function test_GivenAMissingSeal_TheWindowBeginsWithTheLastReveal() public {
        _bringToFour();
        _sealAll();
        vm.warp(REVIEW_UNTIL + 1);
        _revealAll();
        vm.warp(REVIEW_UNTIL + 1 + REPLY);
        _expectTooEarly(REVIEW_UNTIL + 2 + REPLY);
        _skip(1);
        rounds.close(id);
        _expectStage(Stage.Closed);
    }

    function test_GivenTooFewReviews_ItIsAbandoned() public {
        _bringTo(Stage.Reviewing);
        _sealAll();
        _submit(0, _ratings(0));
        _submit(1, _ratings(1));
        _skipToEnd();
        _expectAbandoned();
        vm.assertEq(rounds.seats(id).length, 3);
        vm.assertEq(rounds.roundsOf(version)[0], id);
    }

    /// @dev O9: a seal that was never revealed is no review.
    function test_GivenSealsOnly_ItIsAbandoned() public {
        _bringTo(Stage.Reviewing);
        _sealAll();
        vm.warp(PANEL_FROM + REVEAL + 1 + REPLY + 1);
        _expectAbandoned();
        vm.assertEq(rounds.round(id).sealedCount, 3);
        vm.assertEq(rounds.round(id).submittedCount, 0);
    }

    function test_GivenNoSeal_ItIsAbandoned() public {
        _bringTo(Stage.Reviewing);
        vm.warp(REVIEW_UNTIL + 1 + REVEAL + 1 + REPLY);
        _expectTooEarly(REVIEW_UNTIL + REVEAL + REPLY + 3);
        _skip(1);
        _expectAbandoned();
    }

    /// @dev O6: a convener that is suspended, or silent, leaves no round open for ever.
    function test_GivenNoPanelAtTheReviewDeadline_ItIsAbandoned() public {
        Stage[2] memory stages = [Stage.Opened, Stage.Accepted];
        for (uint32 i = 0; i < 2; ++i) {
            vm.warp(START);
            IRoundRegistry.Opening memory opening = _opening();
            opening.n = i + 1;
            _open(opening);
            if (stages[i] == Stage.Accepted) {
                _accept();
                _appointPanel();
            }
            vm.warp(REVIEW_UNTIL);
            vm.expectRevert(
                abi.encodeWithSelector(IRoundRegistry.Round_TooEarly.selector, REVIEW_UNTIL + 1, REVIEW_UNTIL)
            );
            rounds.close(id);
            _skip(1);
            _expectAbandoned();
        }
    }

    function test_GivenReviewsOfOneInstitutionOnly_ItIsAbandoned() public {
        _bringTo(Stage.Accepted);
        _appoint(0, FIRST, Role.SubjectExpert);
        _appoint(1, FIRST, Role.SubjectExpert);
        _appoint(2, FIRST, Role.Learner);
        _appoint(3, FIRST, Role.Chair);
        _appoint(4, SECOND, Role.Chair);
        _setPanel();
        _sealAll();
        _seal(3, B.ratings(2));
        vm.warp(REVIEW_UNTIL + 1);
        _revealAll();
        _submit(3, B.ratings(2));
        _skipToEnd();
        _expectAbandoned();
    }

    function test_GivenARoleDidNotReview_ItIsAbandoned() public {
        _bringToFour();
        _sealAll();
        _seal(3, B.ratings(2));
        _submit(0, B.ratings(2));
        _submit(1, B.ratings(2));
        _submit(3, B.ratings(2));
        _skipToEnd();
        _expectAbandoned();
    }

    /// @dev O5: an excluded seat fills no quorum, and nobody waits for it.
    function test_GivenAnExcludedSeat_ItIsNotWaitedFor() public {
        _bringTo(Stage.Accepted);
        _appointPanel();
        _appoint(3, SECOND, Role.Chair);
        _setPanel(8);
        _submitAll();
        vm.warp(PANEL_FROM + REPLY + 1);
        rounds.close(id);
        _expectStage(Stage.Closed);
    }

    function test_GivenAFormativeRound_ItClosesAfterItsLastReview() public {
        _bringToFormative();
        for (uint8 i = 0; i < 3; ++i) {
            _submit(i, 0);
        }
        vm.warp(PANEL_FROM + REPLY);
        _expectTooEarly(PANEL_FROM + REPLY + 1);
        _skip(1);
        rounds.close(id);
        _expectStage(Stage.Closed);
    }

    function test_GivenAFormativeRoundWithoutAReview_ItEndsAfterTheDeadlineAndTheWindow() public {
        _bringToFormative();
        _submit(0, 0);
        vm.warp(REVIEW_UNTIL + 1 + REPLY);
        _expectTooEarly(REVIEW_UNTIL + 2 + REPLY);
        _skip(1);
        _expectAbandoned();
    }

    function _openRapid() internal {
        _open(_rapidOpening());
        _accept();
        _appoint(0, FIRST, Role.SubjectExpert);
        _appoint(1, SECOND, Role.SubjectExpert);
        _setPanel();
        _seal(0, B.ratings(2));
        _seal(1, B.ratings(2));
    }

    /// @dev The usual panel and a chair of SECOND.
    function _bringToFour() internal {
        _bringTo(Stage.Accepted);
        _appointPanel();
        _appoint(3, SECOND, Role.Chair);
        _setPanel();
    }

    function _expectTooEarly(uint40 from) internal {
        vm.expectRevert(abi.encodeWithSelector(IRoundRegistry.Round_TooEarly.selector, from, block.timestamp));
        rounds.close(id);
    }

    function _skipToEnd() internal {
        vm.warp(rounds.round(id).replyUntil + 1);
    }

    function _expectAbandoned() internal {
        vm.expectEmit(address(rounds));
        emit IRoundRegistry.RoundAbandoned(id, 0);
        rounds.close(id);
        _expectStage(Stage.Abandoned);
        vm.assertEq(rounds.round(id).endedAt, block.timestamp);
    }
}
