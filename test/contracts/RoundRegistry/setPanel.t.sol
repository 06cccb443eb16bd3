// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorized} from "../../../contracts/interfaces/IAuthorized.sol";
import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {IRoundRegistry} from "../../../contracts/interfaces/IRoundRegistry.sol";
import {Authorization, Part, Purposes, Role, Stage} from "../../../contracts/types/Types.sol";
import {Acts} from "./Acts.sol";
import {RoundFixture} from "./RoundFixture.sol";

/// @dev O2, O5, O6 of test/README.md.
contract RoundRegistrySetPanelTest is RoundFixture {
    function setUp() public override {
        super.setUp();
        _bringTo(Stage.Accepted);
    }

    function test_GivenACompletePanel_ReviewsMayCome() public {
        _appointPanel();
        vm.expectEmit(address(rounds));
        emit IRoundRegistry.PanelSet(id, REVIEW_UNTIL);
        _setPanel();
        IRoundRegistry.Round memory round = rounds.round(id);
        vm.assertEq(uint256(round.stage), uint256(Stage.Reviewing));
        vm.assertEq(round.panelSetAt, START);
        vm.assertEq(round.replyFrom, REVIEW_UNTIL + 1);
        vm.assertEq(round.replyUntil, REVIEW_UNTIL + 1 + PANEL_WINDOW);
    }

    function test_GivenASignature_AnyoneMayRelayIt() public {
        _appointPanel();
        rounds.setPanel(id, 3, _signed(members[CONVENER], address(rounds), Acts.setPanel(id, 3)));
        _expectStage(Stage.Reviewing);
    }

    /// @dev The convener signed for three seats; another member appointed a fourth before that was recorded.
    function test_RevertWhen_ASeatSlippedIn() public {
        _appointPanel();
        Authorization memory authorization = _signed(members[CONVENER], address(rounds), Acts.setPanel(id, 3));
        _appoint(3, SECOND, Role.Chair);
        vm.expectRevert(abi.encodeWithSelector(IRoundRegistry.Round_PanelChanged.selector, 4, 3));
        rounds.setPanel(id, 3, authorization);
        _expectStage(Stage.Accepted);
    }

    /// @dev A1: the number of seats is part of what was signed.
    function test_RevertWhen_ASignatureForThreeSeatsIsUsedForFour() public {
        _appointPanel();
        _appoint(3, SECOND, Role.Chair);
        Authorization memory authorization = _signed(members[CONVENER], address(rounds), Acts.setPanel(id, 3));
        vm.expectPartialRevert(IAuthorized.Authorization_InvalidSignature.selector);
        rounds.setPanel(id, 4, authorization);
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
        _expectRevert(abi.encodeWithSelector(IRoundRegistry.Round_Tied.selector, id, SECOND, course));
    }

    function test_RevertWhen_TheConvenerBecameTied() public {
        _appointPanel();
        _makeParty(CONVENER, Part.Deliverer);
        _expectRevert(abi.encodeWithSelector(IRoundRegistry.Round_Tied.selector, id, CONVENER, course));
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
        vm.prank(members[OWNER].account);
        vm.expectRevert(
            abi.encodeWithSelector(
                IInstitutionRegistry.Institution_NotAuthorised.selector, CONVENER, members[OWNER].id, Purposes.CONVENE
            )
        );
        rounds.setPanel(id, 3, _direct(members[OWNER]));
    }

    function _expectIncomplete(uint8 what, uint256 needed, uint256 actual) internal {
        _expectRevert(
            abi.encodeWithSelector(IRoundRegistry.Round_PanelIncomplete.selector, what, needed, actual)
        );
    }

    function _expectRevert(bytes memory reason) internal {
        uint8 seatCount = rounds.round(id).seatCount;
        vm.prank(members[CONVENER].account);
        vm.expectRevert(reason);
        rounds.setPanel(id, seatCount, _direct(members[CONVENER]));
    }
}
