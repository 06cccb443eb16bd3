// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Authorization, Part} from "../../contracts/types/Types.sol";
import {Network} from "../contracts/support/Network.sol";

/// @dev C1, C4, C6 of test/README.md.
contract Courses is Network {
    bytes internal constant ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789-";

    function _tryRegister(string memory code) internal returns (bool taken, bytes32 course) {
        Authorization memory authorization = _direct(first);
        vm.prank(first.account);
        try courses.registerCourse(FIRST, code, authorization) returns (bytes32 id) {
            return (true, id);
        } catch {
            return (false, bytes32(0));
        }
    }

    /// @dev The rule of a course code, read letter by letter from its regular expression.
    function _matches(bytes memory code) internal pure returns (bool) {
        if (code.length < 1 || code.length > 63) return false;
        for (uint256 i = 0; i < code.length; ++i) {
            bool found = false;
            for (uint256 j = 0; j < (i == 0 ? 36 : 37); ++j) {
                found = found || code[i] == ALPHABET[j];
            }
            if (!found) return false;
        }
        return true;
    }

    function testFuzz_ACodeIsTakenIfItMatches(bytes calldata code) external {
        (bool taken,) = _tryRegister(string(code));
        vm.assertEq(taken, _matches(code));
    }

    function testFuzz_AMatchingCodeGivesItsId(bytes calldata letters, uint8 change, uint8 place) external {
        vm.assume(letters.length != 0);
        bytes memory code = new bytes(letters.length > 63 ? 63 : letters.length);
        for (uint256 i = 0; i < code.length; ++i) {
            code[i] = ALPHABET[uint8(letters[i]) % (i == 0 ? 36 : 37)];
        }
        // Half of the codes get one byte of any value.
        if (change % 2 == 1) code[place % code.length] = bytes1(change);
        (bool taken, bytes32 course) = _tryRegister(string(code));
        vm.assertEq(taken, _matches(code));
        if (taken) vm.assertEq(course, keccak256(abi.encode(FIRST, keccak256(code))));
    }

    function testFuzz_ATieIsASecondInWhichThePartWasHeld(uint8 start, uint8 length, uint8 from, uint8 to, bool owner) external {
        (, bytes32 course) = _tryRegister("course");
        Part part = owner ? Part.Owner : Part.Deliverer;
        vm.warp(START + start);
        _join(course, SECOND, second, part);
        vm.warp(START + start + length);
        Authorization memory authorization = _direct(second);
        vm.prank(second.account);
        courses.endPart(course, SECOND, SECOND, part, authorization);

        bool tied = false;
        for (uint256 second_ = from; second_ <= to; ++second_) {
            bool held = second_ >= start && second_ < uint256(start) + length;
            vm.assertEq(courses.isParty(course, SECOND, part, START + second_), held);
            tied = tied || held || second_ == uint256(start) + length;
        }
        vm.assertEq(courses.wasTied(course, SECOND, START + uint256(from), START + uint256(to)), tied);
    }

    function testFuzz_IssuingFollowsFromPartPublicationAndTeachOut(
        uint8 publishedAt,
        uint8 retiredAfter,
        uint8 teachOut,
        uint8 endedAfter,
        uint16 time
    ) external {
        (, bytes32 course) = _tryRegister("course");
        _join(course, SECOND, second, Part.Deliverer);
        uint40 published = START + publishedAt;
        vm.warp(published);
        bytes32 version = _publish(course, DESCRIPTOR);
        uint40 retired = published + retiredAfter;
        uint40 lastSecond = retired + teachOut;
        vm.warp(retired);
        Authorization memory authorization = _direct(first);
        vm.prank(first.account);
        courses.retireVersion(version, FIRST, lastSecond, authorization);
        uint40 ended = retired + endedAfter;
        vm.warp(ended);
        vm.prank(first.account);
        courses.endPart(course, FIRST, SECOND, Part.Deliverer, authorization);

        uint40 asked = START + (time % 1100);
        bool live = asked >= published && asked <= lastSecond;
        vm.assertEq(courses.mayIssue(version, FIRST, asked), live);
        vm.assertEq(courses.mayIssue(version, SECOND, asked), live && asked < ended);
        vm.assertFalse(courses.mayIssue(version, THIRD, asked));
    }
}
