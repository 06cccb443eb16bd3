// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Authorization, Ground, Part, Standing} from "../../../contracts/types/Types.sol";
import {CourseFixture} from "./CourseFixture.sol";

/// @dev C4, C8 of test/README.md. SECOND delivered the course until UNTIL, and later merges into FIRST or THIRD.
contract FirstTied is CourseFixture {
    uint40 internal constant UNTIL = START + 100;
    uint40 internal constant PERIOD = 3 * 365 days;

    bytes32 internal version;

    function setUp() public override {
        super.setUp();
        version = _publish(course, DESCRIPTOR);
        _join(course, SECOND, second, Part.Deliverer);
        vm.warp(UNTIL);
        Authorization memory authorization = _direct(second);
        vm.prank(second.account);
        courses.endPart(course, SECOND, SECOND, Part.Deliverer, authorization);
    }

    function _ask(uint32 a, uint32 b, uint256 time) internal view returns (uint32) {
        uint32[] memory members = new uint32[](2);
        (members[0], members[1]) = (a, b);
        return courses.firstTied(version, members, time - PERIOD, time);
    }

    function test_GivenSeveral_ItNamesTheFirstOfThem() external view {
        vm.assertEq(_ask(THIRD, FIRST, UNTIL), FIRST);
        vm.assertEq(_ask(SECOND, FIRST, UNTIL), SECOND);
        vm.assertEq(_ask(FIRST, SECOND, UNTIL), FIRST);
        vm.assertEq(_ask(THIRD, NOBODY, UNTIL), 0);
        vm.assertEq(courses.firstTied(version, new uint32[](0), 0, UNTIL), 0);
    }

    function test_GivenThreeYears_TheLastSecondStillTies() external view {
        vm.assertEq(_ask(THIRD, SECOND, UNTIL + PERIOD), SECOND);
        vm.assertEq(_ask(THIRD, SECOND, UNTIL + PERIOD + 1), 0);
    }

    function test_GivenAMerger_TheSuccessorHasThePredecessorsTie() external {
        vm.assertEq(_ask(THIRD, NOBODY, UNTIL + PERIOD), 0);
        _merge();
        vm.assertEq(_ask(NOBODY, THIRD, UNTIL + PERIOD), THIRD);
        vm.assertTrue(courses.wasTied(course, THIRD, UNTIL, UNTIL + PERIOD));
        vm.assertEq(_ask(NOBODY, THIRD, UNTIL + PERIOD + 1), 0);
        vm.assertFalse(courses.wasTied(course, THIRD, UNTIL + 1, UNTIL + 1 + PERIOD));
    }

    function test_GivenAMergerUndone_TheTieIsThePredecessorsAlone() external {
        _merge();
        _setStanding(SECOND, Standing.Active);
        vm.assertEq(_ask(THIRD, SECOND, UNTIL), SECOND);
        vm.assertFalse(courses.wasTied(course, THIRD, 0, UNTIL));
    }

    function test_GivenAnUnknownVersion_NobodyIsTied() external view {
        uint32[] memory members = new uint32[](1);
        members[0] = FIRST;
        vm.assertEq(courses.firstTied(DESCRIPTOR, members, 0, type(uint256).max), 0);
    }

    function _merge() internal {
        vm.prank(governance.account);
        institutions.setStanding(
            SECOND, 1, Standing.Merged, THIRD, 0, Ground.Merger, DOCUMENT, _direct(governance)
        );
    }
}
