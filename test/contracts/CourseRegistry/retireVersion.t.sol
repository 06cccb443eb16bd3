// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICourseRegistry} from "../../../contracts/interfaces/ICourseRegistry.sol";
import {Authorization, Part} from "../../../contracts/types/Types.sol";
import {Hashes} from "../support/Hashes.sol";
import {CourseFixture} from "./CourseFixture.sol";

/// @dev C6 of test/README.md.
contract RetireVersion is CourseFixture {
    bytes32 internal version;

    function setUp() public override {
        super.setUp();
        version = _publish(course, DESCRIPTOR);
    }

    function _retire(uint40 until) internal {
        Authorization memory authorization = _direct(first);
        vm.prank(first.account);
        courses.retireVersion(version, FIRST, until, authorization);
    }

    function _expectTeachOut(uint40 until) internal {
        vm.expectRevert(
            abi.encodeWithSelector(ICourseRegistry.Course_InvalidTeachOut.selector, until, block.timestamp)
        );
    }

    function test_GivenUntil0_TheTeachOutEndsNow() external {
        vm.warp(START + 10);
        vm.expectEmit(address(courses));
        emit ICourseRegistry.VersionRetired(version, START + 10, FIRST);
        _retire(0);
        vm.assertEq(courses.version(version).retiredAt, START + 10);
        vm.assertEq(courses.version(version).teachOutUntil, START + 10);
    }

    function test_GivenATeachOut_ItMayShorten() external {
        _retire(START + 100);
        vm.warp(START + 10);
        _retire(START + 99);
        vm.assertEq(courses.version(version).retiredAt, START);
        vm.assertEq(courses.version(version).teachOutUntil, START + 99);
    }

    function test_GivenAnyoneRelays_ItIsTheOwnersActOnce() external {
        Authorization memory authorization =
            _signed(first, address(courses), Hashes.retireVersion(version, FIRST, 0));
        vm.prank(stranger.account);
        courses.retireVersion(version, FIRST, 0, authorization);
        _skip(5);
        _expectTeachOut(START + 5);
        courses.retireVersion(version, FIRST, 0, authorization);
    }

    function test_RevertWhen_TheTeachOutWouldNotShorten() external {
        _retire(START + 100);
        uint40[2] memory ends = [START + 100, START + 101];
        for (uint256 i = 0; i < ends.length; ++i) {
            _expectTeachOut(ends[i]);
            _retire(ends[i]);
        }
    }

    function test_RevertWhen_TheTeachOutEndedBefore() external {
        vm.warp(START + 10);
        _expectTeachOut(START + 9);
        _retire(START + 9);
    }

    function test_RevertWhen_TheVersionIsUnknown() external {
        Authorization memory authorization = _direct(first);
        vm.expectRevert(abi.encodeWithSelector(ICourseRegistry.Course_UnknownVersion.selector, DOCUMENT));
        vm.prank(first.account);
        courses.retireVersion(DOCUMENT, FIRST, 0, authorization);
    }

    function test_RevertWhen_TheActorIsNoOwner() external {
        _join(course, SECOND, second, Part.Deliverer);
        Authorization memory authorization = _direct(second);
        vm.expectRevert(abi.encodeWithSelector(ICourseRegistry.Course_NotOwner.selector, course, SECOND));
        vm.prank(second.account);
        courses.retireVersion(version, SECOND, 0, authorization);
    }
}
