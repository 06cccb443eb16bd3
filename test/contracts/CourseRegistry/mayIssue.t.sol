// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Authorization, Part} from "../../../contracts/types/Types.sol";
import {CourseFixture} from "./CourseFixture.sol";

/// @dev C6 of test/README.md.
contract MayIssue is CourseFixture {
    uint40 internal constant PUBLISHED = START + 50;

    bytes32 internal version;

    function setUp() public override {
        super.setUp();
        _join(course, SECOND, second, Part.Deliverer);
        vm.warp(PUBLISHED);
        version = _publish(course, DESCRIPTOR);
    }

    function test_GivenOwnerAndDeliverer_BothMayFromPublicationOn() external view {
        uint32[2] memory parties = [FIRST, SECOND];
        for (uint256 i = 0; i < parties.length; ++i) {
            vm.assertFalse(courses.mayIssue(version, parties[i], PUBLISHED - 1));
            vm.assertTrue(courses.mayIssue(version, parties[i], PUBLISHED));
        }
        vm.assertFalse(courses.mayIssue(version, THIRD, PUBLISHED));
    }

    function test_GivenATeachOut_ItsLastSecondCounts() external {
        vm.warp(PUBLISHED + 10);
        Authorization memory authorization = _direct(first);
        vm.prank(first.account);
        courses.retireVersion(version, FIRST, PUBLISHED + 20, authorization);
        vm.assertTrue(courses.mayIssue(version, SECOND, PUBLISHED + 15));
        vm.assertTrue(courses.mayIssue(version, SECOND, PUBLISHED + 20));
        vm.assertFalse(courses.mayIssue(version, SECOND, PUBLISHED + 21));
        vm.assertTrue(courses.mayIssue(version, SECOND, PUBLISHED));
    }

    function test_GivenAnEndedPart_ItMayNotFromThatSecond() external {
        vm.warp(PUBLISHED + 10);
        Authorization memory authorization = _direct(first);
        vm.prank(first.account);
        courses.endPart(course, FIRST, SECOND, Part.Deliverer, authorization);
        vm.assertTrue(courses.mayIssue(version, SECOND, PUBLISHED + 9));
        vm.assertFalse(courses.mayIssue(version, SECOND, PUBLISHED + 10));
    }

    function test_GivenAnUnknownVersion_NobodyMay() external view {
        vm.assertFalse(courses.mayIssue(DOCUMENT, FIRST, PUBLISHED));
        vm.assertEq(courses.version(DOCUMENT).publishedAt, 0);
    }
}
