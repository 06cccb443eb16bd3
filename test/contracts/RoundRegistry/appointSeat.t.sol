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
        vm.assertEq(rounds.round(id).seatCount, 1);
    }

    function test_GivenASignature_AnyoneMayRelayIt() public {
        uint32[] memory affiliations = new uint32[](1);
        affiliations[0] = SECOND;
        bytes memory signer = reviewers[0].signer;
        bytes32 act = Acts.appoint(id, 0, FIRST, Role.Chair, affiliations, signer);
        rounds.appointSeat(
            id, 0, FIRST, Role.Chair, affiliations, signer, _signed(members[FIRST], address(rounds), act)
        );
        vm.assertEq(rounds.seats(id)[0].signer, reviewers[0].id);
    }

    function test_GivenAPasskey_ItSeatsItsId() public {
        Actor memory passkey = _passkey("reviewer with a passkey", rounds.verifier());
        vm.prank(members[FIRST].account);
        rounds.appointSeat(id, 0, FIRST, Role.Chair, none, passkey.signer, _direct(members[FIRST]));
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
        vm.prank(members[SECOND].account);
        vm.expectRevert(
            abi.encodeWithSelector(IRoundRegistry.Round_SignerSeated.selector, id, reviewers[0].id)
        );
        rounds.appointSeat(id, 2, SECOND, Role.Chair, none, reviewers[0].signer, _direct(members[SECOND]));
    }

    function test_RevertWhen_TheSignerNamesAForeignVerifier() public {
        address foreign = address(0xbeef);
        Actor memory passkey = _passkey("reviewer with a passkey", foreign);
        vm.prank(members[FIRST].account);
        vm.expectRevert(
            abi.encodeWithSelector(IAuthorized.Authorization_ForeignVerifier.selector, rounds.verifier(), foreign)
        );
        rounds.appointSeat(id, 0, FIRST, Role.Chair, none, passkey.signer, _direct(members[FIRST]));
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
        vm.prank(members[SECOND].account);
        vm.expectRevert(
            abi.encodeWithSelector(
                IInstitutionRegistry.Institution_NotAuthorised.selector, FIRST, members[SECOND].id, Purposes.APPOINT
            )
        );
        rounds.appointSeat(id, 0, FIRST, Role.Chair, none, reviewers[0].signer, _direct(members[SECOND]));
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
        return abi.encodeWithSelector(IRoundRegistry.Round_Tied.selector, id, institution, course);
    }

    function _expectRevertOnAppoint(
        uint8 seat,
        uint32 institution,
        Role role,
        uint32[] memory affiliations,
        bytes memory reason
    ) internal {
        Actor memory actor = members[institution];
        bytes memory signer = reviewers[seat].signer;
        vm.prank(actor.account);
        vm.expectRevert(reason);
        rounds.appointSeat(id, seat, institution, role, affiliations, signer, _direct(actor));
    }
}
