// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {IRoundRegistry} from "../../../contracts/interfaces/IRoundRegistry.sol";
import {Purpose, Purposes, Role, SeatFlags, Stage} from "../../../contracts/types/Types.sol";
import {BaselineRubric as B} from "../QualityPolicy/BaselineRubric.sol";
import {Acts} from "./Acts.sol";
import {RoundFixture} from "./RoundFixture.sol";

/// @dev O10 of test/README.md.
contract RoundRegistryAddSeatTest is RoundFixture {
    function setUp() public override {
        super.setUp();
        _bringTo(Stage.Reviewing);
    }

    function test_GivenTheReplyWindow_ANewRevealPeriodBegins() public {
        _submitAll();
        _skip(1 days);
        vm.expectEmit(address(rounds));
        emit IRoundRegistry.SeatAdded(id, RIVAL, Role.Chair);
        _addSeat(RIVAL, Role.Chair);
        IRoundRegistry.Round memory round = rounds.round(id);
        uint40 asked = PANEL_FROM + 1 days;
        vm.assertEq(round.addedBy, RIVAL);
        vm.assertEq(uint256(round.addedRole), uint256(Role.Chair));
        vm.assertEq(round.revealFrom, asked);
        vm.assertEq(round.revealUntil, asked + REVEAL);
        vm.assertEq(round.replyFrom, asked + REVEAL + 1);
        vm.assertEq(round.replyUntil, asked + REVEAL + 1 + REPLY);
    }

    function test_GivenTheAddedSeatReviews_ANewReplyWindowBegins() public {
        _submitAll();
        _skip(1 days);
        _addSeat(RIVAL, Role.Chair);
        _appoint(3, RIVAL, Role.Chair);
        _skip(1 days);
        _submit(3, B.ratings(1));
        IRoundRegistry.Seat memory seat = rounds.seats(id)[3];
        vm.assertEq(seat.flags, SeatFlags.ADDED);
        vm.assertFalse(seat.isSealed);
        vm.assertEq(seat.ratings, B.ratings(1));
        vm.assertEq(rounds.round(id).submittedCount, 4);
        vm.assertEq(rounds.round(id).sealedCount, 3);
        vm.assertEq(rounds.round(id).replyFrom, PANEL_FROM + 2 days);
        vm.assertEq(rounds.round(id).replyUntil, PANEL_FROM + 2 days + REPLY);
        _close();
        vm.assertEq(rounds.panel(id).ratings[3], B.ratings(1));
    }

    function test_GivenNobodyIsAppointed_TheReplyWindowBeginsAfterTheRevealPeriod() public {
        _submitAll();
        _addSeat(RIVAL, Role.Chair);
        uint40 last = PANEL_FROM + REVEAL + 1 + REPLY;
        vm.warp(last);
        vm.expectRevert(abi.encodeWithSelector(IRoundRegistry.Round_TooEarly.selector, last + 1, last));
        rounds.close(id);
        _skip(1);
        rounds.close(id);
        _expectStage(Stage.Closed);
    }

    /// @dev A quorum that a silent seat left open can be filled.
    function test_GivenASeatThatDidNotReveal_TheAddedOneFillsTheQuorum() public {
        _sealAll();
        _submit(0, _ratings(0));
        _submit(1, _ratings(1));
        vm.warp(PANEL_FROM + REVEAL + 1);
        _addSeat(RIVAL, Role.Learner);
        _appoint(3, RIVAL, Role.Learner);
        _submit(3, _learnerRatings());
        _close();
        _expectStage(Stage.Closed);
    }

    function test_GivenAReply_ItStands() public {
        _submitAll();
        _reply(OWNER);
        _addSeat(RIVAL, Role.Chair);
        vm.warp(rounds.round(id).replyFrom);
        vm.assertEq(rounds.round(id).reply, keccak256("reply"));
        vm.prank(members[OWNER].account);
        vm.expectRevert(abi.encodeWithSelector(IRoundRegistry.Round_AlreadyReplied.selector, id));
        rounds.reply(id, OWNER, keccak256("other"), _direct(members[OWNER]));
    }

    function test_GivenASignature_AnyoneMayRelayIt() public {
        _submitAll();
        bytes32 act = Acts.addSeat(id, RIVAL, Role.Chair);
        rounds.addSeat(id, RIVAL, Role.Chair, _signed(members[CONVENER], address(rounds), act));
        vm.assertEq(rounds.round(id).addedBy, RIVAL);
    }

    function test_GivenTheEdgesOfTheReplyWindow_OnlyTheInsideCounts() public {
        _sealAll();
        uint40 last = PANEL_FROM + REVEAL;
        vm.warp(last);
        _expectRevert(
            RIVAL, Role.Chair, abi.encodeWithSelector(IRoundRegistry.Round_TooEarly.selector, last + 1, last)
        );
        uint40 until = last + 1 + REPLY;
        vm.warp(until + 1);
        _expectRevert(
            RIVAL, Role.Chair, abi.encodeWithSelector(IRoundRegistry.Round_DeadlinePassed.selector, until, until + 1)
        );
        vm.warp(until);
        _addSeat(RIVAL, Role.Chair);
        vm.assertEq(rounds.round(id).addedBy, RIVAL);
    }

    function test_RevertWhen_ASeatWasAdded() public {
        _submitAll();
        _addSeat(RIVAL, Role.Chair);
        _expectRevert(OTHER, Role.Chair, abi.encodeWithSelector(IRoundRegistry.Round_AlreadyAdded.selector, id));
    }

    function test_RevertWhen_RoleOrInstitutionIsNone() public {
        _submitAll();
        _expectRevert(
            RIVAL, Role.None, abi.encodeWithSelector(IRoundRegistry.Round_InvalidRole.selector, Role.None)
        );
        _expectRevert(0, Role.Chair, abi.encodeWithSelector(IInstitutionRegistry.Institution_Unknown.selector, 0));
    }

    function test_RevertWhen_TheRoleMayNotRateAllRapidCriteria() public {
        IRoundRegistry.Opening memory opening = _rapidOpening();
        (opening.n, opening.reviewUntil) = (2, uint40(block.timestamp) + 72 hours);
        _open(opening);
        _accept();
        _appoint(0, FIRST, Role.SubjectExpert);
        _appoint(1, SECOND, Role.SubjectExpert);
        _setPanel();
        _seal(0, _ratings(0));
        _seal(1, _ratings(1));
        _submit(0, _ratings(0));
        _submit(1, _ratings(1));
        _expectRevert(
            RIVAL, Role.Learner, abi.encodeWithSelector(IRoundRegistry.Round_InvalidRole.selector, Role.Learner)
        );
    }

    function test_RevertWhen_ThereAreFifteenSeats() public {
        IRoundRegistry.Opening memory opening = _opening();
        opening.n = 2;
        _open(opening);
        _accept();
        _appointPanel();
        for (uint8 i = 3; i < 15; ++i) {
            _appoint(i, SECOND, Role.Chair);
        }
        _setPanel();
        _sealAll();
        vm.warp(rounds.round(id).replyFrom);
        _expectRevert(
            RIVAL, Role.Chair, abi.encodeWithSelector(IRoundRegistry.Round_TooMany.selector, 15, 16)
        );
    }

    function test_RevertWhen_TheRoundIsFormative() public {
        IRoundRegistry.Opening memory opening = _opening();
        opening.n = 2;
        opening.purpose = Purpose.Formative;
        _open(opening);
        _accept();
        _appointPanel();
        _setPanel();
        _expectRevert(
            RIVAL,
            Role.Chair,
            abi.encodeWithSelector(IRoundRegistry.Round_WrongPurpose.selector, id, Purpose.Formative)
        );
    }

    function test_RevertWhen_TheSignerIsNotTheConveners() public {
        _submitAll();
        vm.prank(members[RIVAL].account);
        vm.expectRevert(
            abi.encodeWithSelector(
                IInstitutionRegistry.Institution_NotAuthorised.selector, CONVENER, members[RIVAL].id, Purposes.CONVENE
            )
        );
        rounds.addSeat(id, RIVAL, Role.Chair, _direct(members[RIVAL]));
    }

    function test_RevertWhen_AppointingWhatWasNotAsked() public {
        _submitAll();
        _addSeat(RIVAL, Role.Chair);
        _expectRevertOnAppoint(3, OTHER, Role.Chair, _notAsked(OTHER, Role.Chair));
        _expectRevertOnAppoint(3, RIVAL, Role.Education, _notAsked(RIVAL, Role.Education));
        _appoint(3, RIVAL, Role.Chair);
        _expectRevertOnAppoint(4, RIVAL, Role.Chair, _notAsked(RIVAL, Role.Chair));
    }

    function test_RevertWhen_NothingWasAsked() public {
        _submitAll();
        _expectRevertOnAppoint(
            3,
            RIVAL,
            Role.Chair,
            abi.encodeWithSelector(
                IRoundRegistry.Round_WrongStage.selector, id, Stage.Accepted, Stage.Reviewing
            )
        );
    }

    function test_RevertWhen_TheAddedInstitutionIsTied() public {
        _submitAll();
        _addSeat(DELIVERER, Role.Chair);
        _expectRevertOnAppoint(
            3,
            DELIVERER,
            Role.Chair,
            abi.encodeWithSelector(IRoundRegistry.Round_Tied.selector, id, DELIVERER, version)
        );
    }

    function test_RevertWhen_TheNewRevealPeriodIsOver() public {
        _submitAll();
        _addSeat(RIVAL, Role.Chair);
        uint40 last = PANEL_FROM + REVEAL;
        bytes memory passed =
            abi.encodeWithSelector(IRoundRegistry.Round_DeadlinePassed.selector, last, last + 1);
        vm.warp(last + 1);
        _expectRevertOnAppoint(3, RIVAL, Role.Chair, passed);
        vm.warp(last);
        _appoint(3, RIVAL, Role.Chair);
        vm.warp(last + 1);
        IRoundRegistry.Submission memory submission = _submission(3, B.ratings(2));
        vm.prank(reviewers[3].account);
        vm.expectRevert(passed);
        rounds.submit(submission, _direct(reviewers[3]));
        vm.warp(last);
        _submit(submission);
        vm.assertEq(rounds.round(id).submittedCount, 4);
    }

    function _notAsked(uint32 institution, Role role) internal view returns (bytes memory) {
        return abi.encodeWithSelector(IRoundRegistry.Round_SeatNotAsked.selector, id, institution, role);
    }

    function _expectRevert(uint32 institution, Role role, bytes memory reason) internal {
        vm.prank(members[CONVENER].account);
        vm.expectRevert(reason);
        rounds.addSeat(id, institution, role, _direct(members[CONVENER]));
    }

    function _expectRevertOnAppoint(uint8 seat, uint32 institution, Role role, bytes memory reason) internal {
        IRoundRegistry.Appointment memory appointment = _appointment(seat, institution, role);
        vm.prank(members[institution].account);
        vm.expectRevert(reason);
        rounds.appointSeat(appointment, _direct(members[institution]));
    }
}
