// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorized} from "../../../contracts/interfaces/IAuthorized.sol";
import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {IRoundRegistry} from "../../../contracts/interfaces/IRoundRegistry.sol";
import {Authorization, Part, Purposes, Role, SeatFlags, Stage} from "../../../contracts/types/Types.sol";
import {Acts} from "./Acts.sol";
import {RoundFixture} from "./RoundFixture.sol";

/// @dev O2, O5, O6, O8 of test/README.md.
contract RoundRegistrySetPanelTest is RoundFixture {
    function setUp() public override {
        super.setUp();
        _bringTo(Stage.Accepted);
    }

    function test_GivenACompletePanel_ReviewsMayCome() public {
        _appointPanel();
        vm.warp(PANEL_FROM);
        vm.expectEmit(address(rounds));
        emit IRoundRegistry.PanelSet(id, 0);
        _setPanel();
        IRoundRegistry.Round memory round = rounds.round(id);
        vm.assertEq(uint256(round.stage), uint256(Stage.Reviewing));
        vm.assertEq(round.panelSetAt, PANEL_FROM);
        vm.assertEq(round.panelCount, 3);
        vm.assertEq(round.sealedCount, 0);
        vm.assertEq(round.revealFrom, REVIEW_UNTIL + 1);
        vm.assertEq(round.revealUntil, REVIEW_UNTIL + 1 + REVEAL);
        vm.assertEq(round.replyFrom, REVIEW_UNTIL + 2 + REVEAL);
        vm.assertEq(round.replyUntil, REVIEW_UNTIL + 2 + REVEAL + REPLY);
    }

    function test_GivenASignature_AnyoneMayRelayIt() public {
        _appointPanel();
        vm.warp(PANEL_FROM);
        rounds.setPanel(id, 3, 0, _signed(members[CONVENER], address(rounds), Acts.setPanel(id, 3, 0)));
        _expectStage(Stage.Reviewing);
    }

    /// @dev The convener signed for three seats; another member appointed a fourth before that was recorded.
    function test_RevertWhen_ASeatSlippedIn() public {
        _appointPanel();
        Authorization memory authorization = _signed(members[CONVENER], address(rounds), Acts.setPanel(id, 3, 0));
        _appoint(3, SECOND, Role.Chair);
        vm.expectRevert(abi.encodeWithSelector(IRoundRegistry.Round_PanelChanged.selector, 4, 3));
        rounds.setPanel(id, 3, 0, authorization);
        _expectStage(Stage.Accepted);
    }

    /// @dev A1: the number of seats is part of what was signed.
    function test_RevertWhen_ASignatureForThreeSeatsIsUsedForFour() public {
        _appointPanel();
        _appoint(3, SECOND, Role.Chair);
        Authorization memory authorization = _signed(members[CONVENER], address(rounds), Acts.setPanel(id, 3, 0));
        vm.warp(PANEL_FROM);
        vm.expectPartialRevert(IAuthorized.Authorization_InvalidSignature.selector);
        rounds.setPanel(id, 4, 0, authorization);
    }

    function test_RevertWhen_SeatsAreMissing() public {
        _appoint(0, FIRST, Role.SubjectExpert);
        _appoint(1, SECOND, Role.SubjectExpert);
        _expectIncomplete(0, 3, 2);
    }

    function test_RevertWhen_AllSeatsAreOfOneInstitution() public {
        for (uint8 i = 0; i < 6; ++i) {
            _appoint(i, FIRST, i < 4 ? Role.SubjectExpert : Role.Learner);
        }
        _expectIncomplete(1, 2, 1);
    }

    function test_RevertWhen_ARoleOfTheRubricIsMissing() public {
        _appoint(0, FIRST, Role.SubjectExpert);
        _appoint(1, SECOND, Role.SubjectExpert);
        _appoint(2, SECOND, Role.Chair);
        _expectIncomplete(5, 1, 0);
    }

    function test_RevertWhen_ARoleOfTheOpeningIsMissing() public {
        IRoundRegistry.Opening memory opening = _opening();
        opening.n = 2;
        opening.seats = [0, 0, 2, 0, 0];
        _open(opening);
        _accept();
        _appointPanel();
        _appoint(3, SECOND, Role.Practitioner);
        _expectIncomplete(4, 2, 1);
    }

    function test_GivenTheRapidRoute_ItAsksTheRapidMinima() public {
        IRoundRegistry.Opening memory opening = _rapidOpening();
        opening.n = 2;
        _open(opening);
        _accept();
        _appoint(0, FIRST, Role.SubjectExpert);
        _expectIncomplete(0, 2, 1);
        _appoint(1, SECOND, Role.SubjectExpert);
        _setPanel();
        _expectStage(Stage.Reviewing);
    }

    function test_RevertWhen_AnInstitutionBecameTied() public {
        _appointPanel();
        _makeParty(SECOND, Part.Deliverer);
        _expectRevert(abi.encodeWithSelector(IRoundRegistry.Round_Tied.selector, id, SECOND, version));
    }

    function test_RevertWhen_TheConvenerBecameTied() public {
        _appointPanel();
        _makeParty(CONVENER, Part.Deliverer);
        _expectRevert(abi.encodeWithSelector(IRoundRegistry.Round_Tied.selector, id, CONVENER, version));
    }

    function test_RevertWhen_TheReviewDeadlineHasPassed() public {
        _appointPanel();
        vm.warp(REVIEW_UNTIL + 1);
        _expectRevert(
            abi.encodeWithSelector(IRoundRegistry.Round_DeadlinePassed.selector, REVIEW_UNTIL, REVIEW_UNTIL + 1)
        );
    }

    function test_RevertWhen_TheSignerIsNotTheConveners() public {
        _appointPanel();
        vm.warp(PANEL_FROM);
        vm.prank(members[OWNER].account);
        vm.expectRevert(
            abi.encodeWithSelector(
                IInstitutionRegistry.Institution_NotAuthorised.selector, CONVENER, members[OWNER].id, Purposes.CONVENE
            )
        );
        rounds.setPanel(id, 3, 0, _direct(members[OWNER]));
    }

    /// @dev O8: the last second of the objection period is still the provider's.
    function test_RevertWhen_TheObjectionPeriodIsNotOver() public {
        _appointPanel();
        vm.warp(START + OBJECTION);
        _expectRevertOnSet(
            3, 0, abi.encodeWithSelector(IRoundRegistry.Round_TooEarly.selector, PANEL_FROM, START + OBJECTION)
        );
        _skip(1);
        _setPanel();
        _expectStage(Stage.Reviewing);
    }

    /// @dev O8: the rapid route has a period of its own.
    function test_GivenTheRapidRoute_ItsObjectionPeriodIsShorter() public {
        IRoundRegistry.Opening memory opening = _rapidOpening();
        opening.n = 2;
        _open(opening);
        _accept();
        _appoint(0, FIRST, Role.SubjectExpert);
        _appoint(1, SECOND, Role.SubjectExpert);
        uint40 last = START + RAPID_OBJECTION;
        vm.warp(last);
        _expectRevertOnSet(2, 0, abi.encodeWithSelector(IRoundRegistry.Round_TooEarly.selector, last + 1, last));
        _skip(1);
        _setPanel();
        _expectStage(Stage.Reviewing);
    }

    function test_GivenTheReviewDeadlinesOwnSecond_ItIsSet() public {
        _appointPanel();
        vm.warp(REVIEW_UNTIL);
        _setPanel();
        _expectStage(Stage.Reviewing);
    }

    /// @dev O8: an excluded seat stays visible and counts nowhere.
    function test_GivenAnExcludedSeat_ItCountsNowhere() public {
        _appointPanel();
        _appoint(3, SECOND, Role.Chair);
        _object(3, OWNER);
        vm.warp(PANEL_FROM);
        vm.expectEmit(address(rounds));
        emit IRoundRegistry.PanelSet(id, 8);
        _setPanel(8);
        vm.assertEq(rounds.round(id).seatCount, 4);
        vm.assertEq(rounds.round(id).panelCount, 3);
        vm.assertEq(rounds.seats(id)[3].flags, SeatFlags.OBJECTED | SeatFlags.EXCLUDED);
        vm.assertEq(rounds.seats(id)[3].signer, reviewers[3].id);
        vm.assertEq(rounds.seats(id)[0].flags, 0);
        _sealAll();
        vm.assertEq(rounds.round(id).revealFrom, PANEL_FROM);
    }

    /// @dev O8: what was objected to and not excluded stays.
    function test_GivenADismissedObjection_TheSeatReviews() public {
        _appointPanel();
        _object(1, OWNER);
        _setPanel();
        _sealAll();
        vm.assertEq(rounds.seats(id)[1].flags, SeatFlags.OBJECTED);
        vm.assertTrue(rounds.seats(id)[1].isSealed);
    }

    function test_RevertWhen_ExclusionLeavesTooFew() public {
        _appointPanel();
        vm.warp(PANEL_FROM);
        _expectRevertOnSet(
            3, 2, abi.encodeWithSelector(IRoundRegistry.Round_PanelIncomplete.selector, 0, 3, 2)
        );
        _appoint(3, FIRST, Role.SubjectExpert);
        _skip(OBJECTION + 1);
        _expectRevertOnSet(
            4, 2, abi.encodeWithSelector(IRoundRegistry.Round_PanelIncomplete.selector, 1, 2, 1)
        );
    }

    function test_RevertWhen_ASeatBeyondThePanelIsExcluded() public {
        _appointPanel();
        vm.warp(PANEL_FROM);
        bytes memory changed = abi.encodeWithSelector(IRoundRegistry.Round_PanelChanged.selector, 3, 3);
        _expectRevertOnSet(3, 8, changed);
        _expectRevertOnSet(3, 0x8000, changed);
    }

    /// @dev A1: whom the convener leaves out is part of what it signed.
    function test_RevertWhen_ASignatureIsUsedForOtherExclusions() public {
        _appointPanel();
        _appoint(3, SECOND, Role.Chair);
        Authorization memory authorization = _signed(members[CONVENER], address(rounds), Acts.setPanel(id, 4, 0));
        vm.warp(PANEL_FROM);
        vm.expectPartialRevert(IAuthorized.Authorization_InvalidSignature.selector);
        rounds.setPanel(id, 4, 8, authorization);
    }

    /// @dev O2: only of seats that stay.
    function test_GivenATiedInstitutionIsExcluded_ThePanelIsSet() public {
        _appointPanel();
        _appoint(3, RIVAL, Role.Chair);
        _makeParty(RIVAL, Part.Deliverer);
        _setPanel(8);
        _expectStage(Stage.Reviewing);
    }

    function _expectRevertOnSet(uint8 seatCount, uint16 excluded, bytes memory reason) internal {
        vm.prank(members[CONVENER].account);
        vm.expectRevert(reason);
        rounds.setPanel(id, seatCount, excluded, _direct(members[CONVENER]));
    }

    function _expectIncomplete(uint8 what, uint256 needed, uint256 actual) internal {
        _expectRevert(
            abi.encodeWithSelector(IRoundRegistry.Round_PanelIncomplete.selector, what, needed, actual)
        );
    }

    function _expectRevert(bytes memory reason) internal {
        uint8 seatCount = rounds.round(id).seatCount;
        if (block.timestamp < rounds.round(id).panelFrom) vm.warp(rounds.round(id).panelFrom);
        vm.prank(members[CONVENER].account);
        vm.expectRevert(reason);
        rounds.setPanel(id, seatCount, 0, _direct(members[CONVENER]));
    }
}
