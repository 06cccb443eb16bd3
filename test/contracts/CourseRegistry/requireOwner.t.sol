// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICourseRegistry} from "../../../contracts/interfaces/ICourseRegistry.sol";
import {Authorization, Part} from "../../../contracts/types/Types.sol";
import {CourseFixture} from "./CourseFixture.sol";

/// @dev C9 of test/README.md.
contract RequireOwner is CourseFixture {
    bytes32 internal version;

    function setUp() public override {
        super.setUp();
        version = _publish(course, DESCRIPTOR);
    }

    function _expectNotOwner(uint32 institution) internal {
        vm.expectRevert(abi.encodeWithSelector(ICourseRegistry.Course_NotOwner.selector, course, institution));
    }

    function test_GivenAnOwner_ItSaysWhetherTheVersionIsRetired() external {
        vm.assertFalse(courses.requireOwner(version, FIRST));
        Authorization memory authorization = _direct(first);
        vm.prank(first.account);
        courses.retireVersion(version, FIRST, START + 100, authorization);
        vm.assertTrue(courses.requireOwner(version, FIRST));
    }

    function test_RevertWhen_TheVersionIsUnknown() external {
        vm.expectRevert(abi.encodeWithSelector(ICourseRegistry.Course_UnknownVersion.selector, DESCRIPTOR));
        courses.requireOwner(DESCRIPTOR, FIRST);
    }

    function test_RevertWhen_TheInstitutionIsNoOwnerNow() external {
        _join(course, SECOND, second, Part.Deliverer);
        _expectNotOwner(SECOND);
        courses.requireOwner(version, SECOND);
        _join(course, THIRD, third, Part.Owner);
        courses.requireOwner(version, THIRD);
        Authorization memory authorization = _direct(third);
        vm.prank(third.account);
        courses.endPart(course, THIRD, THIRD, Part.Owner, authorization);
        _expectNotOwner(THIRD);
        courses.requireOwner(version, THIRD);
    }
}
