// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICourseRegistry} from "../../../contracts/interfaces/ICourseRegistry.sol";
import {Authorization, Part} from "../../../contracts/types/Types.sol";
import {Hashes} from "../support/Hashes.sol";
import {CourseFixture} from "./CourseFixture.sol";

/// @dev C2, C3 of test/README.md.
contract AcceptPart is CourseFixture {
    function _invite(uint32 institution, Part part) internal {
        Authorization memory authorization = _direct(first);
        vm.prank(first.account);
        courses.inviteParty(course, FIRST, institution, part, authorization);
    }

    function _accept(Actor memory actor, uint32 institution, Part part) internal {
        Authorization memory authorization = _direct(actor);
        vm.prank(actor.account);
        courses.acceptPart(course, institution, part, authorization);
    }

    function _expectNotInvited(uint32 institution, Part part) internal {
        vm.expectRevert(
            abi.encodeWithSelector(ICourseRegistry.Course_NotInvited.selector, course, institution, part)
        );
    }

    function test_GivenAnInvitation_ThePartCountsFromItsAcceptance() external {
        _invite(SECOND, Part.Owner);
        vm.warp(START + 10);
        vm.expectEmit(address(courses));
        emit ICourseRegistry.PartyAccepted(course, SECOND, Part.Owner);
        _accept(second, SECOND, Part.Owner);
        vm.assertFalse(courses.isParty(course, SECOND, Part.Owner, START + 9));
        vm.assertTrue(courses.isParty(course, SECOND, Part.Owner, START + 10));
        vm.assertFalse(courses.isParty(course, SECOND, Part.Deliverer, START + 10));
        vm.assertEq(courses.ownerCount(course), 2);
    }

    function test_GivenADeliverer_ItIsNoOwner() external {
        _join(course, SECOND, second, Part.Deliverer);
        vm.assertTrue(courses.isParty(course, SECOND, Part.Deliverer, START));
        vm.assertFalse(courses.isParty(course, SECOND, Part.Owner, START));
        vm.assertEq(courses.ownerCount(course), 1);
    }

    function test_GivenAnyoneRelays_ItIsTheInstitutionsActOnce() external {
        _invite(SECOND, Part.Owner);
        Authorization memory authorization =
            _signed(second, address(courses), Hashes.acceptPart(course, SECOND, Part.Owner));
        vm.prank(stranger.account);
        courses.acceptPart(course, SECOND, Part.Owner, authorization);
        _expectNotInvited(SECOND, Part.Owner);
        courses.acceptPart(course, SECOND, Part.Owner, authorization);
    }

    function test_RevertWhen_TheInvitationIsToTheOtherPart() external {
        _invite(SECOND, Part.Deliverer);
        _expectNotInvited(SECOND, Part.Owner);
        _accept(second, SECOND, Part.Owner);
    }

    function test_RevertWhen_NobodyInvited() external {
        _expectNotInvited(SECOND, Part.Deliverer);
        _accept(second, SECOND, Part.Deliverer);
    }

    function test_RevertWhen_AnotherAcceptsForIt() external {
        _invite(SECOND, Part.Owner);
        _expectNotPublisher(SECOND, first.id);
        _accept(first, SECOND, Part.Owner);
    }

    function test_RevertWhen_ThePartIsNone() external {
        vm.expectRevert(abi.encodeWithSelector(ICourseRegistry.Course_InvalidPart.selector, Part.None));
        _accept(second, SECOND, Part.None);
    }

    function test_RevertWhen_TheCourseIsUnknown() external {
        Authorization memory authorization = _direct(first);
        vm.expectRevert(abi.encodeWithSelector(ICourseRegistry.Course_Unknown.selector, DOCUMENT));
        vm.prank(first.account);
        courses.acceptPart(DOCUMENT, FIRST, Part.Owner, authorization);
    }

    function test_RevertWhen_ThereAreEightOwners() external {
        // Eight are invited while there is room for seven beside the founder.
        Actor[] memory owners = new Actor[](9);
        for (uint32 i = 0; i < owners.length; ++i) {
            owners[i] = _account(string.concat("owner ", string(abi.encodePacked(bytes1(uint8(65 + i))))));
            _admit(THIRD + 1 + i, owners[i]);
        }
        for (uint32 i = 0; i < 8; ++i) {
            _invite(THIRD + 1 + i, Part.Owner);
        }
        for (uint32 i = 0; i < 7; ++i) {
            _accept(owners[i], THIRD + 1 + i, Part.Owner);
        }
        vm.assertEq(courses.ownerCount(course), 8);
        vm.expectRevert(abi.encodeWithSelector(ICourseRegistry.Course_TooManyOwners.selector, course));
        _accept(owners[7], THIRD + 8, Part.Owner);
        vm.expectRevert(abi.encodeWithSelector(ICourseRegistry.Course_TooManyOwners.selector, course));
        _invite(THIRD + 9, Part.Owner);

        Authorization memory authorization = _direct(first);
        vm.prank(first.account);
        courses.endPart(course, FIRST, FIRST, Part.Owner, authorization);
        _accept(owners[7], THIRD + 8, Part.Owner);
        vm.assertEq(courses.ownerCount(course), 8);
    }
}
