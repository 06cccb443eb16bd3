// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Part} from "../../../contracts/types/Types.sol";
import {CourseFixture} from "./CourseFixture.sol";

/// @dev C4 of test/README.md.
contract IsParty is CourseFixture {
    function test_GivenAnOwner_ItIsOneFromItsFirstSecond() external view {
        vm.assertFalse(courses.isParty(course, FIRST, Part.Owner, START - 1));
        vm.assertTrue(courses.isParty(course, FIRST, Part.Owner, START));
    }

    function test_GivenBothParts_EachIsItsOwn() external {
        _join(course, FIRST, first, Part.Deliverer);
        vm.assertTrue(courses.isParty(course, FIRST, Part.Owner, START));
        vm.assertTrue(courses.isParty(course, FIRST, Part.Deliverer, START));
    }

    function test_GivenNoPart_NobodyHoldsIt() external view {
        vm.assertFalse(courses.isParty(course, FIRST, Part.None, START));
        vm.assertFalse(courses.isParty(course, FIRST, Part.Deliverer, START));
        vm.assertFalse(courses.isParty(course, SECOND, Part.Owner, START));
        vm.assertFalse(courses.isParty(DOCUMENT, FIRST, Part.Owner, START));
    }
}
