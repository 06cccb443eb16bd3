// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICourseRegistry} from "../../../contracts/interfaces/ICourseRegistry.sol";
import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {IRoundRegistry} from "../../../contracts/interfaces/IRoundRegistry.sol";
import {Part, Purposes, SeatFlags, Stage} from "../../../contracts/types/Types.sol";
import {Acts} from "./Acts.sol";
import {RoundFixture} from "./RoundFixture.sol";

/// @dev O8 of test/README.md.
contract RoundRegistryObjectToSeatTest is RoundFixture {
    bytes32 internal constant OBJECTION_DIGEST = keccak256("objection");

    function setUp() public override {
        super.setUp();
        _bringTo(Stage.Accepted);
        _appointPanel();
    }

    function test_GivenAnOwner_ItMarksTheSeat() public {
        vm.expectEmit(address(rounds));
        emit IRoundRegistry.SeatObjected(id, 1, OWNER, OBJECTION_DIGEST);
        _object(1, OWNER);
        vm.assertEq(rounds.seats(id)[1].flags, SeatFlags.OBJECTED);
        vm.assertEq(rounds.seats(id)[1].institution, SECOND);
        vm.assertEq(rounds.seats(id)[0].flags, 0);
        vm.assertTrue(rounds.round(id).objected);
    }

    function test_GivenASignature_AnyoneMayRelayIt() public {
        bytes32 act = Acts.objectTo(id, 2, OWNER, OBJECTION_DIGEST);
        rounds.objectToSeat(id, 2, OWNER, OBJECTION_DIGEST, _signed(members[OWNER], address(rounds), act));
        vm.assertEq(rounds.seats(id)[2].flags, SeatFlags.OBJECTED);
    }

    function test_RevertWhen_TheProviderObjected() public {
        _object(1, OWNER);
        bytes memory already = abi.encodeWithSelector(IRoundRegistry.Round_AlreadyObjected.selector, id);
        _expectRevert(1, OWNER, already);
        _makeParty(RIVAL, Part.Owner);
        _expectRevert(0, RIVAL, already);
    }

    function test_RevertWhen_TheSeatDoesNotExist() public {
        _expectRevert(3, OWNER, abi.encodeWithSelector(IRoundRegistry.Round_UnknownSeat.selector, id, 3));
    }

    function test_RevertWhen_TheInstitutionDoesNotOwnTheCourse() public {
        _expectRevert(
            0, DELIVERER, abi.encodeWithSelector(ICourseRegistry.Course_NotOwner.selector, course, DELIVERER)
        );
    }

    function test_RevertWhen_TheSignerIsNotTheOwners() public {
        vm.prank(members[RIVAL].account);
        vm.expectRevert(
            abi.encodeWithSelector(
                IInstitutionRegistry.Institution_NotAuthorised.selector, OWNER, members[RIVAL].id, Purposes.PUBLISH
            )
        );
        rounds.objectToSeat(id, 0, OWNER, OBJECTION_DIGEST, _direct(members[RIVAL]));
    }

    function _expectRevert(uint8 seat, uint32 owner, bytes memory reason) internal {
        vm.prank(members[owner].account);
        vm.expectRevert(reason);
        rounds.objectToSeat(id, seat, owner, OBJECTION_DIGEST, _direct(members[owner]));
    }
}
