// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Authorization, Part} from "../../../contracts/types/Types.sol";
import {CourseFixture} from "./CourseFixture.sol";

/// @dev C4 of test/README.md.
contract WasTied is CourseFixture {
    uint40 internal constant FROM = START + 100;
    uint40 internal constant UNTIL = START + 200;

    function setUp() public override {
        super.setUp();
        vm.warp(FROM);
        _join(course, SECOND, second, Part.Owner);
        _join(course, THIRD, third, Part.Deliverer);
        vm.warp(UNTIL);
        _end(SECOND, Part.Owner);
        _end(THIRD, Part.Deliverer);
        vm.warp(UNTIL + 100);
    }

    function _end(uint32 institution, Part part) internal {
        Authorization memory authorization = _direct(first);
        vm.prank(first.account);
        courses.endPart(course, FIRST, institution, part, authorization);
    }

    function test_GivenAWindow_TheTieHasItsSeconds() external view {
        uint32[2] memory parties = [SECOND, THIRD];
        for (uint256 i = 0; i < parties.length; ++i) {
            vm.assertFalse(courses.wasTied(course, parties[i], 0, FROM - 1));
            vm.assertTrue(courses.wasTied(course, parties[i], 0, FROM));
            vm.assertTrue(courses.wasTied(course, parties[i], FROM, FROM));
            vm.assertTrue(courses.wasTied(course, parties[i], FROM + 10, FROM + 20));
            vm.assertTrue(courses.wasTied(course, parties[i], UNTIL - 1, UNTIL + 50));
            vm.assertTrue(courses.wasTied(course, parties[i], UNTIL, UNTIL + 50));
            vm.assertFalse(courses.wasTied(course, parties[i], UNTIL + 1, UNTIL + 50));
            vm.assertFalse(courses.wasTied(course, parties[i], FROM + 20, FROM + 10));
        }
    }

    function test_GivenAnOpenWindow_TheTieLasts() external view {
        vm.assertTrue(courses.wasTied(course, FIRST, UNTIL + 1000, UNTIL + 2000));
        vm.assertFalse(courses.wasTied(course, FIRST, 0, START - 1));
    }

    function test_GivenAPartThatEndedInItsFirstSecond_ThatSecondIsATie() external {
        Actor memory fourth = _account("fourth");
        _admit(THIRD + 1, fourth);
        _join(course, THIRD + 1, fourth, Part.Deliverer);
        _end(THIRD + 1, Part.Deliverer);
        vm.assertFalse(courses.isParty(course, THIRD + 1, Part.Deliverer, UNTIL + 100));
        vm.assertTrue(courses.wasTied(course, THIRD + 1, 0, type(uint256).max));
        vm.assertTrue(courses.wasTied(course, THIRD + 1, UNTIL + 100, UNTIL + 100));
        vm.assertFalse(courses.wasTied(course, THIRD + 1, UNTIL + 101, type(uint256).max));
    }

    function test_GivenAnotherInstitutionOrCourse_ThereWasNoTie() external view {
        vm.assertFalse(courses.wasTied(course, NOBODY, 0, type(uint256).max));
        vm.assertFalse(courses.wasTied(DOCUMENT, FIRST, 0, type(uint256).max));
    }
}
