// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRoundRegistry} from "../../../contracts/interfaces/IRoundRegistry.sol";
import {Purpose, Role, Stage} from "../../../contracts/types/Types.sol";
import {BaselineRubric as B} from "../QualityPolicy/BaselineRubric.sol";
import {Acts} from "./Acts.sol";
import {RoundFixture} from "./RoundFixture.sol";

/// @dev O11 of test/README.md.
contract RoundRegistryOpenAppealTest is RoundFixture {
    bytes32 internal first;
    uint40 internal endedAt;

    function setUp() public override {
        super.setUp();
        _bringTo(Stage.Closed);
        first = id;
        endedAt = uint40(block.timestamp);
    }

    function test_GivenAClosedRound_ItOpensARoundOnIt() public {
        IRoundRegistry.Opening memory opening = _appealOpening();
        bytes32 expected = keccak256(abi.encode(version, rubric, uint32(2)));
        vm.expectEmit(address(rounds));
        emit IRoundRegistry.RoundOpened(expected, version, rubric, opening);
        vm.expectEmit(address(rounds));
        emit IRoundRegistry.AppealOpened(expected, first);
        _openAppeal(first, opening);
        vm.assertEq(id, expected);
        vm.assertEq(rounds.round(id).appealOf, first);
        vm.assertEq(rounds.round(first).appealOf, 0);
        vm.assertEq(rounds.appealTo(first), id);
        vm.assertEq(rounds.appealTo(id), 0);
        _expectStage(Stage.Opened);
    }

    function test_GivenASignature_AnyoneMayRelayIt() public {
        IRoundRegistry.Opening memory opening = _appealOpening();
        id = rounds.openAppeal(first, opening, _signed(members[OWNER], address(rounds), Acts.openAppeal(first, opening)));
        vm.assertEq(rounds.appealTo(first), id);
    }

    /// @dev O11: another convener and other institutions decide anew.
    function test_GivenAnotherPanel_ItRunsLikeAnyRound() public {
        _openAppeal(first, _appealOpening());
        _accept();
        _appoint(0, OTHER, Role.SubjectExpert);
        vm.assertEq(rounds.seats(id)[0].institution, OTHER);
    }

    /// @dev O8: an appeal is a round with an objection and a reply of its own.
    function test_GivenAnAppeal_TheOwnerObjectsAndRepliesAnew() public {
        _openAppeal(first, _appealOpening());
        vm.assertFalse(rounds.round(id).objected);
        _accept();
        _appoint(0, OTHER, Role.SubjectExpert);
        _appoint(1, RIVAL, Role.SubjectExpert);
        _appoint(2, OTHER, Role.Learner);
        _object(2, OWNER);
        vm.assertTrue(rounds.round(id).objected);
        vm.warp(rounds.round(id).panelFrom);
        vm.prank(members[RIVAL].account);
        rounds.setPanel(id, 3, 0, _direct(members[RIVAL]));
        _submitAll();
        vm.prank(members[OWNER].account);
        rounds.reply(id, OWNER, keccak256("reply"), _direct(members[OWNER]));
        vm.assertEq(rounds.round(id).reply, keccak256("reply"));
        vm.assertEq(rounds.round(id).appealOf, first);
    }

    function test_RevertWhen_AnInstitutionAppointedToTheFirstRound() public {
        _openAppeal(first, _appealOpening());
        _accept();
        _expectShared(FIRST);
        _expectShared(SECOND);
        _expectShared(CONVENER);
    }

    /// @dev An excluded seat is an appointment too.
    function test_RevertWhen_AnInstitutionsSeatWasExcluded() public {
        IRoundRegistry.Opening memory opening = _appealOpening();
        (opening.n, opening.convener) = (2, CONVENER);
        _open(opening);
        _accept();
        _appointPanel();
        _appoint(3, OTHER, Role.Chair);
        _setPanel(8);
        _submitAll();
        _close();
        first = id;
        _openAppeal(first, _appealOpening());
        _accept();
        _expectShared(OTHER);
    }

    function test_RevertWhen_TheConvenerIsTheFirst() public {
        IRoundRegistry.Opening memory opening = _appealOpening();
        opening.convener = CONVENER;
        _expectRevert(opening, _shared(CONVENER));
    }

    function test_RevertWhen_TheConvenerAppointedToTheFirstRound() public {
        IRoundRegistry.Opening memory opening = _appealOpening();
        opening.convener = SECOND;
        _expectRevert(opening, _shared(SECOND));
    }

    function test_GivenTheLastSecondOfTheAppealPeriod_ItIsOpened() public {
        vm.warp(endedAt + APPEAL);
        _openAppeal(first, _appealOpening());
        vm.assertEq(rounds.appealTo(first), id);
    }

    function test_RevertWhen_TheAppealPeriodIsOver() public {
        vm.warp(endedAt + APPEAL + 1);
        _expectRevert(
            _appealOpening(),
            abi.encodeWithSelector(
                IRoundRegistry.Round_DeadlinePassed.selector, endedAt + APPEAL, endedAt + APPEAL + 1
            )
        );
    }

    function test_RevertWhen_AnAppealStands() public {
        _openAppeal(first, _appealOpening());
        _expectRevert(_appealOpening(), _notAppealable(id));
    }

    function test_GivenAnAbandonedAppeal_AnotherMayBeOpened() public {
        _openAppeal(first, _appealOpening());
        vm.prank(members[RIVAL].account);
        rounds.abandon(id, keccak256("ground"), _direct(members[RIVAL]));
        _openAppeal(first, _appealOpening());
        vm.assertEq(rounds.appealTo(first), id);
        vm.assertEq(rounds.round(id).appealOf, first);
    }

    function test_RevertWhen_VersionRubricOrPurposeDiffer() public {
        IRoundRegistry.Opening memory opening = _appealOpening();
        vm.prank(members[OWNER].account);
        opening.version = courses.publishVersion(course, OWNER, "other", 0, false, _direct(members[OWNER]));
        opening.n = 1;
        _expectRevert(opening, _notAppealable(0));
        opening = _appealOpening();
        vm.prank(members[RIVAL].account);
        opening.rubric = rubrics.publishRubric(RIVAL, "other", B.header(), _direct(members[RIVAL]));
        opening.n = 1;
        _expectRevert(opening, _notAppealable(0));
        opening = _appealOpening();
        opening.purpose = Purpose.Formative;
        _expectRevert(opening, _notAppealable(0));
    }

    function test_RevertWhen_TheFirstRoundIsFormative() public {
        IRoundRegistry.Opening memory opening = _appealOpening();
        (opening.convener, opening.purpose) = (CONVENER, Purpose.Formative);
        _open(opening);
        _accept();
        _appointPanel();
        _setPanel();
        for (uint8 i = 0; i < 3; ++i) {
            _submit(i, 0);
        }
        _close();
        first = id;
        _expectRevert(_appealOpening(), _notAppealable(0));
    }

    function test_RevertWhen_TheFirstRoundIsAnAppeal() public {
        _openAppeal(first, _appealOpening());
        _accept();
        _appoint(0, OTHER, Role.SubjectExpert);
        _appoint(1, RIVAL, Role.SubjectExpert);
        _appoint(2, OTHER, Role.Learner);
        uint40 from = rounds.round(id).panelFrom;
        vm.warp(from);
        vm.prank(members[RIVAL].account);
        rounds.setPanel(id, 3, 0, _direct(members[RIVAL]));
        _submitAll();
        _close();
        first = id;
        IRoundRegistry.Opening memory opening = _appealOpening();
        opening.convener = CONVENER;
        _expectRevert(opening, _notAppealable(0));
    }

    function test_RevertWhen_TheFirstRoundIsNotClosed() public {
        first = keccak256("unknown");
        _expectRevert(_appealOpening(), abi.encodeWithSelector(IRoundRegistry.Round_Unknown.selector, first));
        IRoundRegistry.Opening memory opening = _appealOpening();
        opening.convener = CONVENER;
        _open(opening);
        first = id;
        _expectRevert(_appealOpening(), _wrongStage(Stage.Opened));
        _abandon();
        _expectRevert(_appealOpening(), _wrongStage(Stage.Abandoned));
    }

    function _shared(uint32 institution) internal view returns (bytes memory) {
        return abi.encodeWithSelector(IRoundRegistry.Round_SharedWithAppealed.selector, first, institution);
    }

    function _notAppealable(bytes32 appeal) internal view returns (bytes memory) {
        return abi.encodeWithSelector(IRoundRegistry.Round_NotAppealable.selector, first, appeal);
    }

    function _wrongStage(Stage stage) internal view returns (bytes memory) {
        return abi.encodeWithSelector(IRoundRegistry.Round_WrongStage.selector, first, Stage.Closed, stage);
    }

    function _expectShared(uint32 institution) internal {
        IRoundRegistry.Appointment memory appointment = _appointment(0, institution, Role.SubjectExpert);
        bytes memory reason = _shared(institution);
        vm.prank(members[institution].account);
        vm.expectRevert(reason);
        rounds.appointSeat(appointment, _direct(members[institution]));
    }

    function _expectRevert(IRoundRegistry.Opening memory opening, bytes memory reason) internal {
        vm.prank(members[OWNER].account);
        vm.expectRevert(reason);
        rounds.openAppeal(first, opening, _direct(members[OWNER]));
    }
}
