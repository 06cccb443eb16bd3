// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRoundRegistry} from "../../../contracts/interfaces/IRoundRegistry.sol";
import {Role, Stage} from "../../../contracts/types/Types.sol";
import {BaselineRubric as B} from "../QualityPolicy/BaselineRubric.sol";
import {RoundFixture} from "./RoundFixture.sol";

/// @notice What a review may rate, and must. A seal binds to faulty ratings too: they can never be revealed.
/// @dev O4 of test/README.md.
contract RoundRegistrySubmitRatingsTest is RoundFixture {
    function setUp() public override {
        super.setUp();
        _bringTo(Stage.Accepted);
        _appointPanel();
        _appoint(3, SECOND, Role.Practitioner);
        _setPanel();
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
        _sealAllAnd(3, uint256(1) << (4 * B.A1));
        _submit(3, uint256(1) << (4 * B.A1));
        vm.assertEq(rounds.round(id).submittedCount, 1);
    }

    function test_GivenFewRatings_ItRecordsThem() public {
        _sealAllAnd(0, 0);
        _submit(0, 0);
        vm.assertEq(rounds.seats(id)[0].sequence, 1);
    }

    /// @dev The rapid route asks of a practitioner only what is rapid.
    function test_GivenTheRapidRoute_APractitionerMustRateRapidCriteriaOnly() public {
        uint256[2] memory header = B.header();
        header[0] |= (uint256(1) << B.N2) << 224;
        vm.prank(members[RIVAL].account);
        bytes32 strict = rubrics.publishRubric(RIVAL, keccak256("strict"), header, _direct(members[RIVAL]));
        IRoundRegistry.Opening memory opening = _rapidOpening();
        (opening.rubric, opening.seats) = (strict, [1, 0, 1, 0, 0]);
        opening.reviewUntil = uint40(block.timestamp) + 72 hours;
        _open(opening);
        _accept();
        _appoint(0, FIRST, Role.SubjectExpert);
        _appoint(1, SECOND, Role.Practitioner);
        _setPanel();
        _seal(0, B.ratings(2));
        uint256 snapshot = vm.snapshotState();
        _seal(1, 0);
        _expectRevertOnSubmit(1, 0, B.A1, 0);
        vm.revertToState(snapshot);
        _seal(1, uint256(1) << (4 * B.A1));
        _submit(1, uint256(1) << (4 * B.A1));
        vm.assertEq(rounds.round(id).submittedCount, 1);
    }

    /// @dev The seat seals these ratings, all others what they may rate.
    function _sealAllAnd(uint8 seat, uint256 ratings) internal {
        for (uint8 i = 0; i < 4; ++i) {
            _seal(i, i == seat ? ratings : _ratings(i));
        }
    }

    function _expectInvalidRating(uint8 seat, uint256 ratings, uint256 criterion, uint256 value) internal {
        uint256 snapshot = vm.snapshotState();
        _sealAllAnd(seat, ratings);
        _expectRevertOnSubmit(seat, ratings, criterion, value);
        vm.revertToState(snapshot);
    }

    function _expectRevertOnSubmit(uint8 seat, uint256 ratings, uint256 criterion, uint256 value) internal {
        IRoundRegistry.Submission memory submission = _submission(seat, ratings);
        vm.prank(reviewers[seat].account);
        vm.expectRevert(abi.encodeWithSelector(IRoundRegistry.Round_InvalidRating.selector, criterion, value));
        rounds.submit(submission, _direct(reviewers[seat]));
    }
}
