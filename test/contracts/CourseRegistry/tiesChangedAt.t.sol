// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Authorization, Ground, Part, Standing} from "../../../contracts/types/Types.sol";
import {CourseFixture} from "./CourseFixture.sol";

/// @dev C10 of test/README.md.
contract TiesChangedAt is CourseFixture {
    bytes32 internal version;

    function setUp() public override {
        super.setUp();
        version = _publish(course, DESCRIPTOR);
        vm.warp(START + 10);
    }

    function _expectAt(uint40 time) internal view {
        vm.assertEq(courses.tiesChangedAt(version), time);
    }

    function test_GivenNoOtherParty_ItIs0() external view {
        _expectAt(0);
        vm.assertEq(courses.tiesChangedAt(DOCUMENT), 0);
    }

    function test_GivenAPart_ItIsWhenItBegan() external {
        _join(course, SECOND, second, Part.Deliverer);
        _expectAt(START + 10);
        bytes32 other = _register(THIRD, third, "other");
        vm.warp(START + 20);
        vm.prank(third.account);
        courses.inviteParty(other, THIRD, FIRST, Part.Owner, _direct(third));
        vm.prank(first.account);
        courses.acceptPart(other, FIRST, Part.Owner, _direct(first));
        _expectAt(START + 10);
    }

    function test_GivenAnInvitationOrAnEnd_NothingChanged() external {
        _join(course, SECOND, second, Part.Deliverer);
        vm.warp(START + 20);
        Authorization memory authorization = _direct(first);
        vm.startPrank(first.account);
        courses.inviteParty(course, FIRST, THIRD, Part.Owner, authorization);
        courses.endPart(course, FIRST, SECOND, Part.Deliverer, authorization);
        vm.stopPrank();
        _expectAt(START + 10);
    }

    function test_GivenAMergerOfAnyTwo_ItIsWhenTheyMerged() external {
        _join(course, SECOND, second, Part.Deliverer);
        vm.warp(START + 20);
        vm.prank(governance.account);
        institutions.setStanding(
            THIRD, 1, Standing.Merged, SECOND, 0, Ground.Merger, DOCUMENT, _direct(governance)
        );
        _expectAt(START + 20);
        vm.warp(START + 30);
        _setStanding(THIRD, Standing.Active);
        _expectAt(START + 20);
    }

    function test_GivenAPartInherited_ItIsWhenItWas() external {
        _setStanding(FIRST, Standing.Merged);
        vm.warp(START + 20);
        Authorization memory authorization = _direct(second);
        vm.prank(second.account);
        courses.inheritPart(course, SECOND, FIRST, Part.Owner, authorization);
        _expectAt(START + 20);
    }
}
