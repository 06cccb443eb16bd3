// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CourseFixture} from "./CourseFixture.sol";

/// @dev C5 of test/README.md.
contract CourseOf is CourseFixture {
    function test_GivenAVersion_ItNamesItsCourse() external {
        bytes32 version = _publish(course, DESCRIPTOR);
        vm.assertEq(courses.courseOf(version), course);
        vm.assertEq(courses.courseOf(version), courses.version(version).course);
    }

    function test_GivenAnUnknownVersion_ItIs0() external view {
        vm.assertEq(courses.courseOf(course), bytes32(0));
    }
}
