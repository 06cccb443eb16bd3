// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRoundRegistry} from "../../../contracts/interfaces/IRoundRegistry.sol";
import {Authorization, Role, Stage} from "../../../contracts/types/Types.sol";
import {Acts} from "./Acts.sol";
import {RoundFixture} from "./RoundFixture.sol";

/// @dev O2, A6 of test/README.md.
contract RoundRegistryAppointManyTest is RoundFixture {
    IRoundRegistry.Appointment[] internal appointments;
    Authorization[] internal authorizations;

    function setUp() public override {
        super.setUp();
        _bringTo(Stage.Accepted);
        _add(0, FIRST, Role.SubjectExpert);
        _add(1, SECOND, Role.SubjectExpert);
        _add(2, FIRST, Role.Learner);
    }

    /// @dev A whole panel of several institutions in one transaction of a relayer.
    function test_GivenSignedAppointments_ItFillsThePanel() public {
        rounds.appointMany(appointments, authorizations);
        IRoundRegistry.Seat[] memory seats = rounds.seats(id);
        vm.assertEq(seats.length, 3);
        vm.assertEq(seats[1].signer, reviewers[1].id);
        vm.assertEq(seats[1].institution, SECOND);
        _setPanel();
        _expectStage(Stage.Reviewing);
    }

    function test_GivenOneRecordedIdentically_ItSkipsItWithoutAnEvent() public {
        rounds.appointSeat(appointments[0], authorizations[0]);
        vm.recordLogs();
        rounds.appointMany(appointments, authorizations);
        vm.assertEq(vm.getRecordedLogs().length, 2);
        vm.assertEq(rounds.round(id).seatCount, 3);
    }

    function test_GivenAllRecordedAndThePanelSet_ItSkipsAll() public {
        rounds.appointMany(appointments, authorizations);
        _setPanel();
        vm.recordLogs();
        rounds.appointMany(appointments, authorizations);
        vm.assertEq(vm.getRecordedLogs().length, 0);
    }

    /// @dev What came first has marks by now, and is still the same appointment.
    function test_GivenOneIsObjectedTo_ItIsSkippedAllTheSame() public {
        rounds.appointSeat(appointments[0], authorizations[0]);
        _object(0, OWNER);
        rounds.appointMany(appointments, authorizations);
        vm.assertEq(rounds.round(id).seatCount, 3);
    }

    function test_RevertWhen_OneIsRecordedWithOtherContent() public {
        _appoint(0, SECOND, Role.Chair);
        vm.expectRevert(abi.encodeWithSelector(IRoundRegistry.Round_SeatTaken.selector, id, 0));
        rounds.appointMany(appointments, authorizations);
        vm.assertEq(rounds.round(id).seatCount, 1);
    }

    function test_RevertWhen_AnAuthorizationIsMissing() public {
        authorizations.pop();
        vm.expectRevert();
        rounds.appointMany(appointments, authorizations);
        vm.assertEq(rounds.round(id).seatCount, 0);
    }

    function _add(uint8 seat, uint32 institution, Role role) internal {
        IRoundRegistry.Appointment memory appointment = _appointment(seat, institution, role);
        appointments.push(appointment);
        authorizations.push(_signed(members[institution], address(rounds), Acts.appoint(appointment)));
    }
}
