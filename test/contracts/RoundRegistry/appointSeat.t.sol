// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorized} from "../../../contracts/interfaces/IAuthorized.sol";
import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {IRoundRegistry} from "../../../contracts/interfaces/IRoundRegistry.sol";
import {Part, Purposes, Role, Stage} from "../../../contracts/types/Types.sol";
import {Acts} from "./Acts.sol";
import {RoundFixture} from "./RoundFixture.sol";

/// @dev O2 of test/README.md.
contract RoundRegistryAppointSeatTest is RoundFixture {
    uint32[] internal none;

    function setUp() public override {
        super.setUp();
        _bringTo(Stage.Accepted);
    }

    function test_GivenAnUntiedInstitution_ItFillsTheNextSeat() public {
        uint32[] memory affiliations = new uint32[](2);
        (affiliations[0], affiliations[1]) = (FIRST, SECOND);
        vm.expectEmit(address(rounds));
        emit IRoundRegistry.SeatAppointed(
            id, 0, FIRST, Role.Practitioner, affiliations, reviewers[0].signer
        );
        _appoint(0, FIRST, Role.Practitioner, affiliations);
        IRoundRegistry.Seat[] memory seats = rounds.seats(id);
        vm.assertEq(seats.length, 1);
        vm.assertEq(seats[0].signer, reviewers[0].id);
        vm.assertEq(seats[0].institution, FIRST);
        vm.assertEq(uint256(seats[0].role), uint256(Role.Practitioner));
        vm.assertEq(uint256(seats[0].sequence) + seats[0].submittedAt + seats[0].ratings + seats[0].digestTag, 0);
        vm.assertFalse(seats[0].isSealed);
        vm.assertEq(rounds.round(id).seatCount, 1);
        vm.assertEq(rounds.round(id).panelCount, 1);
        vm.assertEq(rounds.round(id).panelFrom, PANEL_FROM);
    }

    /// @dev The objection period begins anew with each appointment.
    function test_GivenALaterAppointment_ThePanelWaitsForIt() public {
        _appoint(0, FIRST, Role.Chair);
        _skip(1 days);
        _appoint(1, SECOND, Role.Chair);
        vm.assertEq(rounds.round(id).panelFrom, PANEL_FROM + 1 days);
    }

    function test_RevertWhen_TheSeatIsRecordedWithOtherContent() public {
        _appoint(0, FIRST, Role.Chair);
        bytes memory taken = abi.encodeWithSelector(IRoundRegistry.Round_SeatTaken.selector, id, 0);
        _expectRevertOnAppoint(0, FIRST, Role.Learner, none, taken);
        _expectRevertOnAppoint(0, SECOND, Role.Chair, none, taken);
        IRoundRegistry.Appointment memory appointment = _appointment(0, FIRST, Role.Chair);
        appointment.signer = reviewers[1].signer;
        vm.prank(members[FIRST].account);
        vm.expectRevert(taken);
        rounds.appointSeat(appointment, _direct(members[FIRST]));
    }

    function test_GivenASignature_AnyoneMayRelayIt() public {
        uint32[] memory affiliations = new uint32[](1);
        affiliations[0] = SECOND;
        IRoundRegistry.Appointment memory appointment = _appointment(0, FIRST, Role.Chair);
        appointment.affiliations = affiliations;
        rounds.appointSeat(appointment, _signed(members[FIRST], address(rounds), Acts.appoint(appointment)));
        vm.assertEq(rounds.seats(id)[0].signer, reviewers[0].id);
    }

    function test_GivenAPasskey_ItSeatsItsId() public {
        Actor memory passkey = _passkey("reviewer with a passkey", rounds.verifier());
        IRoundRegistry.Appointment memory appointment = _appointment(0, FIRST, Role.Chair);
        appointment.signer = passkey.signer;
        vm.prank(members[FIRST].account);
        rounds.appointSeat(appointment, _direct(members[FIRST]));
        vm.assertEq(rounds.seats(id)[0].signer, passkey.id);
    }

    function test_RevertWhen_TheInstitutionOwnsOrDelivers() public {
        _expectRevertOnAppoint(0, OWNER, Role.Chair, none, _tied(OWNER));
        _expectRevertOnAppoint(0, DELIVERER, Role.Chair, none, _tied(DELIVERER));
    }

    function test_RevertWhen_AnAffiliationIsTied() public {
        uint32[] memory affiliations = new uint32[](3);
        (affiliations[0], affiliations[1], affiliations[2]) = (FIRST, SECOND, DELIVERER);
        _expectRevertOnAppoint(0, FIRST, Role.Chair, affiliations, _tied(DELIVERER));
    }

    function test_RevertWhen_AnAffiliationDeliveredWithinThreeYears() public {
        _skip(1 days);
        _endPart(DELIVERER, Part.Deliverer);
        _skip(3 * 365 days - 1);
        uint32[] memory affiliations = new uint32[](1);
        affiliations[0] = DELIVERER;
        _expectRevertOnAppoint(0, FIRST, Role.Chair, affiliations, _tied(DELIVERER));
        _skip(2);
        _appoint(0, FIRST, Role.Chair, affiliations);
        vm.assertEq(rounds.seats(id).length, 1);
    }

    function test_RevertWhen_TheSeatIsNotTheNext() public {
        _expectRevertOnAppoint(
            1, FIRST, Role.Chair, none, abi.encodeWithSelector(IRoundRegistry.Round_WrongSeat.selector, 0, 1)
        );
        _appoint(0, FIRST, Role.Chair);
        _expectRevertOnAppoint(
            0, FIRST, Role.Chair, none, abi.encodeWithSelector(IRoundRegistry.Round_WrongSeat.selector, 1, 0)
        );
    }

    function test_RevertWhen_TheSignerHoldsASeat() public {
        _appoint(0, FIRST, Role.Chair);
        _appoint(1, FIRST, Role.Chair);
        IRoundRegistry.Appointment memory appointment = _appointment(2, SECOND, Role.Chair);
        appointment.signer = reviewers[0].signer;
        vm.prank(members[SECOND].account);
        vm.expectRevert(
            abi.encodeWithSelector(IRoundRegistry.Round_SignerSeated.selector, id, reviewers[0].id)
        );
        rounds.appointSeat(appointment, _direct(members[SECOND]));
    }

    function test_RevertWhen_TheSignerNamesAForeignVerifier() public {
        address foreign = address(0xbeef);
        Actor memory passkey = _passkey("reviewer with a passkey", foreign);
        IRoundRegistry.Appointment memory appointment = _appointment(0, FIRST, Role.Chair);
        appointment.signer = passkey.signer;
        vm.prank(members[FIRST].account);
        vm.expectRevert(
            abi.encodeWithSelector(IAuthorized.Authorization_ForeignVerifier.selector, rounds.verifier(), foreign)
        );
        rounds.appointSeat(appointment, _direct(members[FIRST]));
    }

    function test_RevertWhen_ThereAreFifteenSeats() public {
        for (uint8 i = 0; i < 15; ++i) {
            _appoint(i, i % 2 == 0 ? FIRST : SECOND, Role.Chair);
        }
        _expectRevertOnAppoint(
            15, FIRST, Role.Chair, none, abi.encodeWithSelector(IRoundRegistry.Round_TooMany.selector, 15, 16)
        );
    }

    function test_RevertWhen_ThereAreNineAffiliations() public {
        _expectRevertOnAppoint(
            0,
            FIRST,
            Role.Chair,
            new uint32[](9),
            abi.encodeWithSelector(IRoundRegistry.Round_TooMany.selector, 8, 9)
        );
    }

    function test_RevertWhen_TheRoleIsNone() public {
        _expectRevertOnAppoint(
            0, FIRST, Role.None, none, abi.encodeWithSelector(IRoundRegistry.Round_InvalidRole.selector, Role.None)
        );
    }

    function test_RevertWhen_TheSignerDoesNotAppointForTheInstitution() public {
        IRoundRegistry.Appointment memory appointment = _appointment(0, FIRST, Role.Chair);
        vm.prank(members[SECOND].account);
        vm.expectRevert(
            abi.encodeWithSelector(
                IInstitutionRegistry.Institution_NotAuthorised.selector, FIRST, members[SECOND].id, Purposes.APPOINT
            )
        );
        rounds.appointSeat(appointment, _direct(members[SECOND]));
    }

    function test_RevertWhen_TheInstitutionIsSuspended() public {
        _suspend(FIRST);
        _expectRevertOnAppoint(
            0,
            FIRST,
            Role.Chair,
            none,
            abi.encodeWithSelector(
                IInstitutionRegistry.Institution_NotAuthorised.selector, FIRST, members[FIRST].id, Purposes.APPOINT
            )
        );
    }

    function test_RevertWhen_TheRoleMayNotRateAllRapidCriteria() public {
        IRoundRegistry.Opening memory opening = _rapidOpening();
        opening.n = 2;
        _open(opening);
        _accept();
        _expectRevertOnAppoint(
            0,
            FIRST,
            Role.Learner,
            none,
            abi.encodeWithSelector(IRoundRegistry.Round_InvalidRole.selector, Role.Learner)
        );
    }

    function _tied(uint32 institution) internal view returns (bytes memory) {
        return abi.encodeWithSelector(IRoundRegistry.Round_Tied.selector, id, institution, version);
    }

    function _expectRevertOnAppoint(
        uint8 seat,
        uint32 institution,
        Role role,
        uint32[] memory affiliations,
        bytes memory reason
    ) internal {
        Actor memory actor = members[institution];
        IRoundRegistry.Appointment memory appointment = _appointment(seat, institution, role);
        appointment.affiliations = affiliations;
        vm.prank(actor.account);
        vm.expectRevert(reason);
        rounds.appointSeat(appointment, _direct(actor));
    }
}
