// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IQualityPolicy} from "../../../contracts/interfaces/IQualityPolicy.sol";
import {IRoundRegistry} from "../../../contracts/interfaces/IRoundRegistry.sol";
import {Outcome, Purpose, Role, Stage} from "../../../contracts/types/Types.sol";
import {RoundFixture} from "../RoundRegistry/RoundFixture.sol";
import {BaselineRubric as B} from "./BaselineRubric.sol";

/// @dev Q1, Q3 of test/README.md.
contract QualityPolicyDecideTest is RoundFixture {
    function test_GivenAClosedRound_AnyoneMayDecide() public {
        _bringTo(Stage.Closed);
        _skip(5 days);
        uint40 expiresAt = uint40(block.timestamp) + 365 days;
        vm.expectEmit(address(policy));
        emit IQualityPolicy.Decided(id, version, rubric, Outcome.Met, expiresAt);
        vm.assertEq(uint256(policy.decide(id)), uint256(Outcome.Met));
        _expectDecision(Outcome.Met, uint40(block.timestamp), expiresAt);
    }

    function test_GivenANotMetRound_ItDoesNotExpire() public {
        _bringTo(Stage.Reviewing);
        _submit(0, B.ratings(1));
        _submit(1, B.ratings(0));
        _submit(2, _learnerRatings());
        _skip(PANEL_WINDOW + 1);
        rounds.close(id);
        vm.assertEq(uint256(policy.decide(id)), uint256(Outcome.NotMet));
        _expectDecision(Outcome.NotMet, uint40(block.timestamp), 0);
    }

    function test_GivenARapidRound_ItIsProvisionalForItsValidity() public {
        _closeRapid();
        vm.assertEq(uint256(policy.decide(id)), uint256(Outcome.Provisional));
        _expectDecision(Outcome.Provisional, uint40(block.timestamp), uint40(block.timestamp) + 90 days);
    }

    function test_GivenASeatWithoutReview_ItDecidesFromTheOthers() public {
        _bringTo(Stage.Accepted);
        _appointPanel();
        _appoint(3, SECOND, Role.Chair);
        _setPanel();
        _submitAll();
        vm.warp(REVIEW_UNTIL + PANEL_WINDOW + 2);
        rounds.close(id);
        vm.assertEq(uint256(policy.decide(id)), uint256(Outcome.Met));
    }

    function test_RevertWhen_ItIsDecided() public {
        _bringTo(Stage.Closed);
        policy.decide(id);
        IQualityPolicy.Decision memory first = policy.decision(id);
        _skip(1 days);
        vm.expectRevert(abi.encodeWithSelector(IQualityPolicy.Quality_AlreadyDecided.selector, id));
        policy.decide(id);
        _expectDecision(first.outcome, first.decidedAt, first.expiresAt);
    }

    function test_RevertWhen_TheRoundIsUnknown() public {
        _expectNotDecidable();
    }

    function test_RevertWhen_TheRoundIsNotClosed() public {
        _bringTo(Stage.Reviewing);
        _submitAll();
        _expectNotDecidable();
    }

    function test_RevertWhen_TheRoundIsAbandoned() public {
        _bringTo(Stage.Abandoned);
        _expectNotDecidable();
    }

    function test_RevertWhen_TheRoundIsFormative() public {
        IRoundRegistry.Opening memory opening = _opening();
        opening.purpose = Purpose.Formative;
        _open(opening);
        _accept();
        _appointPanel();
        _setPanel();
        for (uint8 i = 0; i < 3; ++i) {
            _submit(i, 0);
        }
        _skip(PANEL_WINDOW + 1);
        rounds.close(id);
        _expectNotDecidable();
    }

    function _closeRapid() internal {
        _open(_rapidOpening());
        _accept();
        _appoint(0, FIRST, Role.SubjectExpert);
        _appoint(1, SECOND, Role.SubjectExpert);
        _setPanel();
        _submit(0, B.ratings(2));
        _submit(1, B.ratings(2));
        _skip(RAPID_WINDOW + 1);
        rounds.close(id);
    }

    function _expectNotDecidable() internal {
        vm.expectRevert(abi.encodeWithSelector(IQualityPolicy.Quality_NotDecidable.selector, id));
        policy.decide(id);
        _expectDecision(Outcome.None, 0, 0);
    }

    function _expectDecision(Outcome outcome, uint40 decidedAt, uint40 expiresAt) internal view {
        IQualityPolicy.Decision memory decision = policy.decision(id);
        vm.assertEq(uint256(decision.outcome), uint256(outcome));
        vm.assertEq(decision.decidedAt, decidedAt);
        vm.assertEq(decision.expiresAt, expiresAt);
    }
}
