// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRoundRegistry} from "../../../contracts/interfaces/IRoundRegistry.sol";
import {Role, SeatFlags, Stage} from "../../../contracts/types/Types.sol";
import {BaselineRubric as B} from "../QualityPolicy/BaselineRubric.sol";
import {Acts} from "./Acts.sol";
import {RoundFixture} from "./RoundFixture.sol";

/// @dev O3, O9 of test/README.md.
contract RoundRegistrySealTest is RoundFixture {
    function setUp() public override {
        super.setUp();
        _bringTo(Stage.Reviewing);
    }

    function test_GivenTheSeatsSigner_ItRecordsTheSeal() public {
        IRoundRegistry.Sealing memory sealing = _sealing(1, B.ratings(2));
        vm.expectEmit(address(rounds));
        emit IRoundRegistry.ReviewSealed(id, 1, sealing.commitment);
        _seal(1, B.ratings(2));
        IRoundRegistry.Seat memory seat = rounds.seats(id)[1];
        vm.assertTrue(seat.isSealed);
        vm.assertEq(seat.institution, SECOND);
        vm.assertEq(uint256(seat.role), uint256(Role.SubjectExpert));
        vm.assertEq(uint256(seat.sequence) + seat.submittedAt + seat.ratings + seat.digestTag, 0);
        vm.assertEq(rounds.round(id).sealedCount, 1);
        vm.assertEq(rounds.round(id).revealFrom, REVIEW_UNTIL + 1);
    }

    /// @dev The policy sees nothing of a review before it is revealed.
    function test_GivenASeal_ThePanelShowsNoRatings() public {
        _seal(0, B.ratings(2));
        vm.assertEq(rounds.panel(id).ratings[0], 0);
    }

    function test_GivenTheLastSeal_ReviewsMayBeRevealed() public {
        _seal(0, _ratings(0));
        _seal(1, _ratings(1));
        _skip(60);
        _seal(2, _ratings(2));
        vm.assertEq(rounds.round(id).revealFrom, PANEL_FROM + 60);
        vm.assertEq(rounds.round(id).revealUntil, PANEL_FROM + 60 + REVEAL);
        vm.assertEq(rounds.round(id).sealedCount, 3);
    }

    function test_GivenASignature_AnyoneMayRelayIt() public {
        IRoundRegistry.Sealing memory sealing = _sealing(0, B.ratings(2));
        rounds.seal(sealing, _signed(reviewers[0], address(rounds), Acts.seal(sealing)));
        vm.assertTrue(rounds.seats(id)[0].isSealed);
    }

    function test_GivenTheReviewDeadlinesOwnSecond_ItIsRecorded() public {
        vm.warp(REVIEW_UNTIL);
        _seal(0, B.ratings(2));
        vm.assertTrue(rounds.seats(id)[0].isSealed);
    }

    function test_RevertWhen_TheReviewDeadlineHasPassed() public {
        vm.warp(REVIEW_UNTIL + 1);
        _expectRevert(
            _sealing(0, B.ratings(2)),
            abi.encodeWithSelector(IRoundRegistry.Round_DeadlinePassed.selector, REVIEW_UNTIL, REVIEW_UNTIL + 1)
        );
    }

    function test_RevertWhen_TheSeatSealed() public {
        _seal(0, B.ratings(2));
        bytes memory invalid = abi.encodeWithSelector(IRoundRegistry.Round_InvalidSeal.selector, id, 0);
        _expectRevert(_sealing(0, B.ratings(2)), invalid);
        _expectRevert(_sealing(0, B.ratings(3)), invalid);
    }

    function test_RevertWhen_TheSeatRevealed() public {
        _submitAll();
        _expectRevert(
            _sealing(0, B.ratings(2)), abi.encodeWithSelector(IRoundRegistry.Round_InvalidSeal.selector, id, 0)
        );
    }

    /// @dev Its low 208 bits would look like no seal.
    function test_RevertWhen_TheSealIsZero() public {
        IRoundRegistry.Sealing memory sealing = _sealing(0, B.ratings(2));
        bytes memory invalid = abi.encodeWithSelector(IRoundRegistry.Round_InvalidSeal.selector, id, 0);
        sealing.commitment = 0;
        _expectRevert(sealing, invalid);
        sealing.commitment = bytes32(uint256(1) << 208);
        _expectRevert(sealing, invalid);
        sealing.commitment = bytes32(uint256(1) << 207);
        vm.prank(reviewers[0].account);
        rounds.seal(sealing, _direct(reviewers[0]));
        vm.assertTrue(rounds.seats(id)[0].isSealed);
    }

    function test_RevertWhen_AnotherSeatsSignerSeals() public {
        IRoundRegistry.Sealing memory sealing = _sealing(0, B.ratings(2));
        vm.prank(reviewers[1].account);
        vm.expectRevert(
            abi.encodeWithSelector(
                IRoundRegistry.Round_NotSeatSigner.selector, id, 0, reviewers[0].id, reviewers[1].id
            )
        );
        rounds.seal(sealing, _direct(reviewers[1]));
    }

    function test_RevertWhen_TheSeatDoesNotExist() public {
        _expectRevert(
            _sealing(3, B.ratings(2)), abi.encodeWithSelector(IRoundRegistry.Round_UnknownSeat.selector, id, 3)
        );
    }

    function test_RevertWhen_TheSeatIsExcluded() public {
        IRoundRegistry.Opening memory opening = _opening();
        opening.n = 2;
        _open(opening);
        _accept();
        _appointPanel();
        _appoint(3, SECOND, Role.Chair);
        _setPanel(8);
        _expectRevert(
            _sealing(3, B.ratings(2)), abi.encodeWithSelector(IRoundRegistry.Round_SeatExcluded.selector, id, 3)
        );
    }

    function test_RevertWhen_TheSeatWasAdded() public {
        _submitAll();
        _addSeat(RIVAL, Role.Chair);
        _appoint(3, RIVAL, Role.Chair);
        vm.assertEq(rounds.seats(id)[3].flags, SeatFlags.ADDED);
        _expectRevert(
            _sealing(3, B.ratings(2)), abi.encodeWithSelector(IRoundRegistry.Round_InvalidSeal.selector, id, 3)
        );
    }

    function _expectRevert(IRoundRegistry.Sealing memory sealing, bytes memory reason) internal {
        Actor memory actor = reviewers[sealing.seat];
        vm.prank(actor.account);
        vm.expectRevert(reason);
        rounds.seal(sealing, _direct(actor));
    }
}
