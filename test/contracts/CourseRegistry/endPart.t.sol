// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICourseRegistry} from "../../../contracts/interfaces/ICourseRegistry.sol";
import {Authorization, Part} from "../../../contracts/types/Types.sol";
import {Hashes} from "../support/Hashes.sol";
import {CourseFixture} from "./CourseFixture.sol";

/// @dev C3, C4 of test/README.md.
contract EndPart is CourseFixture {
    function _end(Actor memory actor, uint32 by, uint32 institution, Part part) internal {
        Authorization memory authorization = _direct(actor);
        vm.prank(actor.account);
        courses.endPart(course, by, institution, part, authorization);
    }

    function test_GivenADeliverer_AnOwnerEndsItsPart() external {
        _join(course, SECOND, second, Part.Deliverer);
        vm.warp(START + 10);
        vm.expectEmit(address(courses));
        emit ICourseRegistry.PartyEnded(course, SECOND, Part.Deliverer, FIRST);
        _end(first, FIRST, SECOND, Part.Deliverer);
        vm.assertTrue(courses.isParty(course, SECOND, Part.Deliverer, START + 9));
        vm.assertFalse(courses.isParty(course, SECOND, Part.Deliverer, START + 10));
        vm.assertEq(courses.windows(course, SECOND).delivererUntil, START + 10);
    }

    function test_GivenADeliverer_ItEndsItsOwnPart() external {
        _join(course, SECOND, second, Part.Deliverer);
        _end(second, SECOND, SECOND, Part.Deliverer);
        vm.assertEq(courses.windows(course, SECOND).delivererUntil, START);
    }

    function test_GivenTwoOwners_TheFounderMayLeave() external {
        _join(course, SECOND, second, Part.Owner);
        _end(first, FIRST, FIRST, Part.Owner);
        vm.assertEq(courses.ownerCount(course), 1);
        vm.expectRevert(abi.encodeWithSelector(ICourseRegistry.Course_NotOwner.selector, course, FIRST));
        _end(first, FIRST, SECOND, Part.Owner);
    }

    function test_GivenAnInvitation_TheOwnerTakesItBack() external {
        Authorization memory authorization = _direct(first);
        vm.prank(first.account);
        courses.inviteParty(course, FIRST, SECOND, Part.Owner, authorization);
        _end(first, FIRST, SECOND, Part.Owner);
        vm.assertEq(courses.ownerCount(course), 1);

        authorization = _direct(second);
        vm.expectRevert(
            abi.encodeWithSelector(ICourseRegistry.Course_NotInvited.selector, course, SECOND, Part.Owner)
        );
        vm.prank(second.account);
        courses.acceptPart(course, SECOND, Part.Owner, authorization);
    }

    function test_GivenAnyoneRelays_ItIsTheOwnersActOnce() external {
        _join(course, SECOND, second, Part.Deliverer);
        Authorization memory authorization =
            _signed(first, address(courses), Hashes.endPart(course, FIRST, SECOND, Part.Deliverer));
        vm.prank(stranger.account);
        courses.endPart(course, FIRST, SECOND, Part.Deliverer, authorization);
        vm.expectRevert(
            abi.encodeWithSelector(ICourseRegistry.Course_NotInvited.selector, course, SECOND, Part.Deliverer)
        );
        courses.endPart(course, FIRST, SECOND, Part.Deliverer, authorization);
    }

    /// @dev A6: an end does not make the signatures that began the part good again.
    function test_RevertWhen_WhatBeganAnEndedPartIsReplayed() external {
        Authorization memory invitation =
            _signed(first, address(courses), Hashes.inviteParty(course, FIRST, SECOND, Part.Deliverer));
        Authorization memory acceptance =
            _signed(second, address(courses), Hashes.acceptPart(course, SECOND, Part.Deliverer));
        courses.inviteParty(course, FIRST, SECOND, Part.Deliverer, invitation);
        courses.acceptPart(course, SECOND, Part.Deliverer, acceptance);
        _end(first, FIRST, SECOND, Part.Deliverer);
        vm.expectRevert(
            abi.encodeWithSelector(ICourseRegistry.Course_PartTaken.selector, course, SECOND, Part.Deliverer)
        );
        courses.inviteParty(course, FIRST, SECOND, Part.Deliverer, invitation);
        vm.expectRevert(
            abi.encodeWithSelector(ICourseRegistry.Course_NotInvited.selector, course, SECOND, Part.Deliverer)
        );
        courses.acceptPart(course, SECOND, Part.Deliverer, acceptance);
    }

    function test_RevertWhen_TheOwnerIsTheLast() external {
        vm.expectRevert(abi.encodeWithSelector(ICourseRegistry.Course_LastOwner.selector, course, FIRST));
        _end(first, FIRST, FIRST, Part.Owner);
    }

    function test_RevertWhen_ADelivererEndsAnothersPart() external {
        _join(course, SECOND, second, Part.Deliverer);
        vm.expectRevert(abi.encodeWithSelector(ICourseRegistry.Course_NotOwner.selector, course, SECOND));
        _end(second, SECOND, FIRST, Part.Owner);
    }

    function test_RevertWhen_ThePartIsNotHeld() external {
        vm.expectRevert(
            abi.encodeWithSelector(ICourseRegistry.Course_NotInvited.selector, course, SECOND, Part.Deliverer)
        );
        _end(second, SECOND, SECOND, Part.Deliverer);
    }

    function test_RevertWhen_ThePartIsNone() external {
        vm.expectRevert(abi.encodeWithSelector(ICourseRegistry.Course_InvalidPart.selector, Part.None));
        _end(first, FIRST, FIRST, Part.None);
    }

    function test_RevertWhen_TheCourseIsUnknown() external {
        Authorization memory authorization = _direct(first);
        vm.expectRevert(abi.encodeWithSelector(ICourseRegistry.Course_Unknown.selector, DOCUMENT));
        vm.prank(first.account);
        courses.endPart(DOCUMENT, FIRST, FIRST, Part.Owner, authorization);
    }

    function test_RevertWhen_TheKeyIsNotTheInstitutions() external {
        _expectNotPublisher(FIRST, second.id);
        _end(second, FIRST, FIRST, Part.Owner);
    }
}
