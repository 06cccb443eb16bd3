// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IQualityPolicy} from "../../../contracts/interfaces/IQualityPolicy.sol";
import {Outcome, Role, Stage} from "../../../contracts/types/Types.sol";
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
        _closeWith(B.ratings(1), B.ratings(0), _learnerRatings());
        vm.assertEq(uint256(policy.decide(id)), uint256(Outcome.NotMet));
        _expectDecision(Outcome.NotMet, uint40(block.timestamp), 0);
    }

    function test_GivenARapidRound_ItIsProvisionalForItsValidity() public {
        _open(_rapidOpening());
        _accept();
        _appoint(0, FIRST, Role.SubjectExpert);
        _appoint(1, SECOND, Role.SubjectExpert);
        _setPanel();
        for (uint8 seat = 0; seat < 2; ++seat) {
            _seal(seat, B.ratings(2));
        }
        for (uint8 seat = 0; seat < 2; ++seat) {
            _submit(seat, B.ratings(2));
        }
        _close();
        vm.assertEq(uint256(policy.decide(id)), uint256(Outcome.Provisional));
        _expectDecision(Outcome.Provisional, uint40(block.timestamp), uint40(block.timestamp) + 90 days);
    }

    function test_GivenASeatWithoutReview_ItDecidesFromTheOthers() public {
        _closeWithAChair(0);
        vm.assertEq(uint256(policy.decide(id)), uint256(Outcome.Met));
    }

    function test_GivenAnExcludedSeat_ItIsNotCounted() public {
        _closeWithAChair(8);
        vm.assertEq(uint256(policy.decide(id)), uint256(Outcome.Met));
    }

    function test_GivenARevision_TheLatestRatingsCount() public {
        _bringTo(Stage.Reviewing);
        _submitAll();
        _revise(1, B.with(B.ratings(2), B.D1, 0));
        _close();
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
        _submitAll();
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

    /// @dev A chair beside the usual panel does not seal.
    function _closeWithAChair(uint16 excluded) internal {
        _bringTo(Stage.Accepted);
        _appointPanel();
        _appoint(3, SECOND, Role.Chair);
        _setPanel(excluded);
        _sealAll();
        if (excluded == 0) vm.warp(REVIEW_UNTIL + 1);
        _revealAll();
        _close();
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
