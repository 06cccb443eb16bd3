// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICourseRegistry} from "../../../contracts/interfaces/ICourseRegistry.sol";
import {Authorization, Part, Purposes} from "../../../contracts/types/Types.sol";
import {Hashes} from "../support/Hashes.sol";
import {CourseFixture} from "./CourseFixture.sol";

/// @dev C1 of test/README.md.
contract RegisterCourse is CourseFixture {
    function test_GivenAPublishKey_TheInstitutionIsTheFirstOwner() external {
        bytes32 expected = keccak256(abi.encode(SECOND, keccak256("new-course")));
        vm.expectEmit(address(courses));
        emit ICourseRegistry.CourseRegistered(expected, SECOND, "new-course");
        bytes32 id = _register(SECOND, second, "new-course");
        vm.assertEq(id, expected);
        vm.assertEq(courses.ownerCount(id), 1);
        vm.assertEq(courses.windows(id, SECOND).ownerFrom, START);
        vm.assertEq(courses.windows(id, SECOND).delivererFrom, 0);
        vm.assertTrue(courses.isParty(id, SECOND, Part.Owner, START));
    }

    function test_GivenTwoInstitutions_EachHasACourseOfTheSameCode() external {
        vm.assertNotEq(_register(SECOND, second, CODE), course);
    }

    function test_GivenAnyoneRelays_ItIsTheInstitutionsAct() external {
        Authorization memory authorization =
            _signed(second, address(courses), Hashes.registerCourse(SECOND, "relayed"));
        vm.prank(stranger.account);
        courses.registerCourse(SECOND, "relayed", authorization);
        vm.assertEq(courses.ownerCount(keccak256(abi.encode(SECOND, keccak256("relayed")))), 1);
    }

    function test_GivenTheLongestCode_ItIsTaken() external {
        string memory longest = "0123456789-abcdefghijklmnopqrstuvwxyz-0123456789-abcdefghijklmn";
        vm.assertEq(bytes(longest).length, 63);
        _register(SECOND, second, longest);
        _register(SECOND, second, "9-");
    }

    function test_RevertWhen_TheCodeIsMalformed() external {
        string[8] memory codes = [
            "",
            "-a",
            "Data",
            "data_basics",
            "data basics",
            unicode"データ",
            "a/b",
            "0123456789-abcdefghijklmnopqrstuvwxyz-0123456789-abcdefghijklmno"
        ];
        for (uint256 i = 0; i < codes.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(ICourseRegistry.Course_InvalidCode.selector, codes[i]));
            _register(SECOND, second, codes[i]);
        }
    }

    function test_RevertWhen_TheCourseExists() external {
        vm.expectRevert(abi.encodeWithSelector(ICourseRegistry.Course_Taken.selector, course));
        _register(FIRST, first, CODE);
    }

    function test_RevertWhen_TheKeyMayNotPublish() external {
        _addKey(FIRST, first, stranger.signer, Purposes.ALL - Purposes.PUBLISH - Purposes.GOVERN);
        _expectNotPublisher(FIRST, stranger.id);
        _register(FIRST, stranger, "other");
    }
}
