// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRoundRegistry} from "../../../contracts/interfaces/IRoundRegistry.sol";
import {Purpose, Role, Stage} from "../../../contracts/types/Types.sol";
import {BaselineRubric as B} from "../QualityPolicy/BaselineRubric.sol";
import {RoundFixture} from "./RoundFixture.sol";

/// @dev O5, O6 of test/README.md.
contract RoundRegistryCloseTest is RoundFixture {
    function test_GivenTheReplyWindowIsOver_AnyoneMayClose() public {
        _bringTo(Stage.Reviewing);
        _submitAll();
        vm.warp(START + PANEL_WINDOW);
        vm.expectRevert(
            abi.encodeWithSelector(
                IRoundRegistry.Round_TooEarly.selector, START + PANEL_WINDOW + 1, START + PANEL_WINDOW
            )
        );
        rounds.close(id);
        _skip(1);
        vm.expectEmit(address(rounds));
        emit IRoundRegistry.RoundClosed(id);
        rounds.close(id);
        _expectStage(Stage.Closed);
        vm.assertEq(rounds.round(id).endedAt, START + PANEL_WINDOW + 1);
    }

    function test_GivenAnEarlyReply_TheWindowStillRunsOut() public {
        _bringTo(Stage.Reviewing);
        _submitAll();
        _reply(OWNER);
        vm.expectRevert(
            abi.encodeWithSelector(IRoundRegistry.Round_TooEarly.selector, START + PANEL_WINDOW + 1, START)
        );
        rounds.close(id);
    }

    function test_GivenTheRapidRoute_ItsWindowIsShorter() public {
        _openRapid();
        _submit(0, B.ratings(2));
        _submit(1, B.ratings(2));
        vm.warp(START + RAPID_WINDOW + 1);
        rounds.close(id);
        _expectStage(Stage.Closed);
    }

    function test_GivenARapidSeatWithoutReview_ItIsAbandoned() public {
        _openRapid();
        _submit(0, B.ratings(2));
        vm.warp(START + 72 hours + 1 + RAPID_WINDOW + 1);
        _expectAbandoned();
    }

    function test_GivenMissingReviews_ItEndsAfterTheDeadlineAndTheWindow() public {
        _bringTo(Stage.Accepted);
        _appointPanel();
        _appoint(3, SECOND, Role.Chair);
        _setPanel();
        _submitAll();
        vm.warp(REVIEW_UNTIL + 1 + PANEL_WINDOW);
        vm.expectRevert(
            abi.encodeWithSelector(
                IRoundRegistry.Round_TooEarly.selector, REVIEW_UNTIL + 2 + PANEL_WINDOW, REVIEW_UNTIL + 1 + PANEL_WINDOW
            )
        );
        rounds.close(id);
        _skip(1);
        rounds.close(id);
        _expectStage(Stage.Closed);
    }

    function test_GivenTooFewReviews_ItIsAbandoned() public {
        _bringTo(Stage.Reviewing);
        _submit(0, B.ratings(2));
        _submit(1, B.ratings(2));
        _skipToEnd();
        _expectAbandoned();
        vm.assertEq(rounds.seats(id).length, 3);
        vm.assertEq(rounds.roundsOf(version)[0], id);
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
        _submitAll();
        _submit(3, B.ratings(2));
        _skipToEnd();
        _expectAbandoned();
    }

    function test_GivenARoleDidNotReview_ItIsAbandoned() public {
        _bringTo(Stage.Accepted);
        _appointPanel();
        _appoint(3, SECOND, Role.Chair);
        _setPanel();
        _submit(0, B.ratings(2));
        _submit(1, B.ratings(2));
        _submit(3, B.ratings(2));
        _skipToEnd();
        _expectAbandoned();
    }

    function test_GivenAFormativeRound_ItClosesAsUsual() public {
        IRoundRegistry.Opening memory opening = _opening();
        (opening.purpose, opening.validity) = (Purpose.Formative, 0);
        _open(opening);
        _accept();
        _appointPanel();
        _setPanel();
        _submit(0, 0);
        _submit(1, 0);
        _submit(2, 0);
        _skipToEnd();
        rounds.close(id);
        _expectStage(Stage.Closed);
    }

    function _openRapid() internal {
        _open(_rapidOpening());
        _accept();
        _appoint(0, FIRST, Role.SubjectExpert);
        _appoint(1, SECOND, Role.SubjectExpert);
        _setPanel();
    }

    function _skipToEnd() internal {
        vm.warp(REVIEW_UNTIL + PANEL_WINDOW + 2);
    }

    function _expectAbandoned() internal {
        vm.expectEmit(address(rounds));
        emit IRoundRegistry.RoundAbandoned(id, 0);
        rounds.close(id);
        _expectStage(Stage.Abandoned);
        vm.assertEq(rounds.round(id).endedAt, block.timestamp);
    }
}
