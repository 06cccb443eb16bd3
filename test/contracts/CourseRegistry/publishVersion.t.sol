// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICourseRegistry} from "../../../contracts/interfaces/ICourseRegistry.sol";
import {Authorization, Part} from "../../../contracts/types/Types.sol";
import {Hashes} from "../support/Hashes.sol";
import {CourseFixture} from "./CourseFixture.sol";

/// @dev C5 of test/README.md.
contract PublishVersion is CourseFixture {
    bytes32 internal constant NEXT_DESCRIPTOR = keccak256("next descriptor");

    function _publishBy(Actor memory actor, uint32 by, bytes32 descriptor, bytes32 previous, bool minor)
        internal
        returns (bytes32)
    {
        Authorization memory authorization = _direct(actor);
        vm.prank(actor.account);
        return courses.publishVersion(course, by, descriptor, previous, minor, authorization);
    }

    function test_GivenAnOwner_ItRecordsTheVersion() external {
        bytes32 expected = keccak256(abi.encode(course, DESCRIPTOR));
        vm.expectEmit(address(courses));
        emit ICourseRegistry.VersionPublished(course, expected, DESCRIPTOR, 0, false, FIRST);
        bytes32 id = _publishBy(first, FIRST, DESCRIPTOR, 0, false);
        vm.assertEq(id, expected);
        ICourseRegistry.Version memory record = courses.version(id);
        vm.assertEq(record.course, course);
        vm.assertEq(record.previous, bytes32(0));
        vm.assertEq(record.publisher, FIRST);
        vm.assertFalse(record.minor);
        vm.assertEq(record.publishedAt, START);
        vm.assertEq(record.retiredAt, 0);
        vm.assertEq(record.teachOutUntil, 0);
    }

    function test_GivenAPrevious_ItIsKept() external {
        bytes32 previous = _publish(course, DESCRIPTOR);
        _join(course, SECOND, second, Part.Owner);
        bytes32 id = _publishBy(second, SECOND, NEXT_DESCRIPTOR, previous, true);
        vm.assertEq(courses.version(id).previous, previous);
        vm.assertTrue(courses.version(id).minor);
        vm.assertEq(courses.version(id).publisher, SECOND);
    }

    function test_GivenAnyoneRelays_ItIsTheOwnersActOnce() external {
        Authorization memory authorization =
            _signed(first, address(courses), Hashes.publishVersion(course, FIRST, DESCRIPTOR, 0, false));
        vm.prank(stranger.account);
        bytes32 id = courses.publishVersion(course, FIRST, DESCRIPTOR, 0, false, authorization);
        vm.expectRevert(abi.encodeWithSelector(ICourseRegistry.Course_VersionTaken.selector, id));
        courses.publishVersion(course, FIRST, DESCRIPTOR, 0, false, authorization);
    }

    function test_RevertWhen_TheVersionExists() external {
        bytes32 id = _publish(course, DESCRIPTOR);
        vm.expectRevert(abi.encodeWithSelector(ICourseRegistry.Course_VersionTaken.selector, id));
        _publishBy(first, FIRST, DESCRIPTOR, id, true);
    }

    function test_RevertWhen_ThePreviousIsOfAnotherCourse() external {
        bytes32 foreign = _publish(_register(FIRST, first, "other"), DESCRIPTOR);
        bytes32[2] memory previous = [foreign, keccak256("unknown")];
        for (uint256 i = 0; i < previous.length; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(ICourseRegistry.Course_WrongPrevious.selector, course, previous[i])
            );
            _publishBy(first, FIRST, DESCRIPTOR, previous[i], false);
        }
    }

    function test_RevertWhen_AMinorChangeFollowsNothing() external {
        vm.expectRevert(
            abi.encodeWithSelector(ICourseRegistry.Course_WrongPrevious.selector, course, bytes32(0))
        );
        _publishBy(first, FIRST, DESCRIPTOR, 0, true);
    }

    function test_RevertWhen_ThePublisherIsNoOwner() external {
        _join(course, SECOND, second, Part.Deliverer);
        vm.expectRevert(abi.encodeWithSelector(ICourseRegistry.Course_NotOwner.selector, course, SECOND));
        _publishBy(second, SECOND, DESCRIPTOR, 0, false);
    }

    function test_RevertWhen_ThePublisherIsAnOwnerNoMore() external {
        _join(course, SECOND, second, Part.Owner);
        Authorization memory authorization = _direct(second);
        vm.prank(second.account);
        courses.endPart(course, SECOND, SECOND, Part.Owner, authorization);
        vm.expectRevert(abi.encodeWithSelector(ICourseRegistry.Course_NotOwner.selector, course, SECOND));
        _publishBy(second, SECOND, DESCRIPTOR, 0, false);
    }

    function test_RevertWhen_TheCourseIsUnknown() external {
        Authorization memory authorization = _direct(first);
        vm.expectRevert(abi.encodeWithSelector(ICourseRegistry.Course_Unknown.selector, DOCUMENT));
        vm.prank(first.account);
        courses.publishVersion(DOCUMENT, FIRST, DESCRIPTOR, 0, false, authorization);
    }

    function test_RevertWhen_TheKeyIsNotTheOwners() external {
        _expectNotPublisher(FIRST, second.id);
        _publishBy(second, FIRST, DESCRIPTOR, 0, false);
    }
}
