// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICourseRegistry} from "../../../contracts/interfaces/ICourseRegistry.sol";
import {Authorization, Part} from "../../../contracts/types/Types.sol";
import {Hashes} from "../support/Hashes.sol";
import {CourseFixture} from "./CourseFixture.sol";

/// @dev C2, C4 of test/README.md.
contract InviteParty is CourseFixture {
    function _invite(Actor memory actor, uint32 by, uint32 institution, Part part) internal {
        Authorization memory authorization = _direct(actor);
        vm.prank(actor.account);
        courses.inviteParty(course, by, institution, part, authorization);
    }

    function test_GivenAnOwner_TheInvitationAloneChangesNothing() external {
        for (uint256 i = 1; i <= 2; ++i) {
            Part part = Part(i);
            vm.expectEmit(address(courses));
            emit ICourseRegistry.PartyInvited(course, SECOND, part, FIRST);
            _invite(first, FIRST, SECOND, part);
            vm.assertFalse(courses.isParty(course, SECOND, part, START));
        }
        vm.assertFalse(courses.wasTied(course, SECOND, 0, type(uint256).max));
        vm.assertEq(courses.ownerCount(course), 1);
    }

    function test_GivenAnyoneRelays_ItIsTheOwnersActOnce() external {
        Authorization memory authorization =
            _signed(first, address(courses), Hashes.inviteParty(course, FIRST, SECOND, Part.Deliverer));
        vm.prank(stranger.account);
        courses.inviteParty(course, FIRST, SECOND, Part.Deliverer, authorization);
        vm.expectRevert(
            abi.encodeWithSelector(ICourseRegistry.Course_PartTaken.selector, course, SECOND, Part.Deliverer)
        );
        courses.inviteParty(course, FIRST, SECOND, Part.Deliverer, authorization);
    }

    function test_RevertWhen_ThePartIsHeld() external {
        vm.expectRevert(
            abi.encodeWithSelector(ICourseRegistry.Course_PartTaken.selector, course, FIRST, Part.Owner)
        );
        _invite(first, FIRST, FIRST, Part.Owner);
    }

    function test_RevertWhen_ThePartWasHeld() external {
        _join(course, SECOND, second, Part.Deliverer);
        Authorization memory authorization = _direct(second);
        vm.prank(second.account);
        courses.endPart(course, SECOND, SECOND, Part.Deliverer, authorization);
        vm.expectRevert(
            abi.encodeWithSelector(ICourseRegistry.Course_PartTaken.selector, course, SECOND, Part.Deliverer)
        );
        _invite(first, FIRST, SECOND, Part.Deliverer);
    }

    function test_RevertWhen_TheInviterIsNoOwner() external {
        _join(course, SECOND, second, Part.Deliverer);
        vm.expectRevert(abi.encodeWithSelector(ICourseRegistry.Course_NotOwner.selector, course, SECOND));
        _invite(second, SECOND, THIRD, Part.Deliverer);
    }

    function test_RevertWhen_TheKeyIsNotTheInviters() external {
        _expectNotPublisher(FIRST, second.id);
        _invite(second, FIRST, SECOND, Part.Owner);
    }

    function test_RevertWhen_ThePartIsNone() external {
        vm.expectRevert(abi.encodeWithSelector(ICourseRegistry.Course_InvalidPart.selector, Part.None));
        _invite(first, FIRST, SECOND, Part.None);
    }

    function test_RevertWhen_TheCourseIsUnknown() external {
        Authorization memory authorization = _direct(first);
        vm.expectRevert(abi.encodeWithSelector(ICourseRegistry.Course_Unknown.selector, DOCUMENT));
        vm.prank(first.account);
        courses.inviteParty(DOCUMENT, FIRST, SECOND, Part.Owner, authorization);
    }
}
