// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IQualityPolicy} from "../../../contracts/interfaces/IQualityPolicy.sol";
import {Outcome, Stage} from "../../../contracts/types/Types.sol";
import {FollowUpFixture} from "../FollowUpRegistry/FollowUpFixture.sol";
import {BaselineRubric as B} from "./BaselineRubric.sol";

/// @dev Q1, Q3 of test/README.md.
contract QualityPolicyDecideTest is FollowUpFixture {
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
        _sealAndReveal(B.ratings(1), B.ratings(0), _learnerRatings());
        _close();
        vm.assertEq(uint256(policy.decide(id)), uint256(Outcome.NotMet));
        _expectDecision(Outcome.NotMet, uint40(block.timestamp), 0);
    }

    function test_GivenARapidRound_ItIsProvisionalForItsValidity() public {
        _closeRapid();
        vm.assertEq(uint256(policy.decide(id)), uint256(Outcome.Provisional));
        _expectDecision(Outcome.Provisional, uint40(block.timestamp), uint40(block.timestamp) + 90 days);
    }

    function test_GivenASeatWithoutReview_ItDecidesFromTheOthers() public {
        _closeWithASilentSeat();
        vm.assertEq(uint256(policy.decide(id)), uint256(Outcome.Met));
    }

    function test_GivenAnExcludedSeat_ItIsNotCounted() public {
        _closeWithAnExcludedSeat();
        vm.assertEq(uint256(policy.decide(id)), uint256(Outcome.Met));
    }

    /// @dev The revision of the second expert makes the median.
    function test_GivenARevision_TheLatestRatingsCount() public {
        _closeWithARevision(B.with(B.ratings(2), B.D1, 0));
        vm.assertEq(uint256(policy.decide(id)), uint256(Outcome.Conditional));
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
        _sealAndReveal(B.ratings(2), B.ratings(2), _learnerRatings());
        _expectNotDecidable();
    }

    function test_RevertWhen_TheRoundIsAbandoned() public {
        _bringTo(Stage.Abandoned);
        _expectNotDecidable();
    }

    function test_RevertWhen_TheRoundIsFormative() public {
        _closeFormative();
        _expectNotDecidable();
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
