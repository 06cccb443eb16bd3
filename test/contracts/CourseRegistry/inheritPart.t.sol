// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICourseRegistry} from "../../../contracts/interfaces/ICourseRegistry.sol";
import {Authorization, Ground, Part, Standing} from "../../../contracts/types/Types.sol";
import {Hashes} from "../support/Hashes.sol";
import {CourseFixture} from "./CourseFixture.sol";

/// @dev C3, C4, C7 of test/README.md. FIRST, the owner, merges into SECOND.
contract InheritPart is CourseFixture {
    function setUp() public override {
        super.setUp();
        _join(course, FIRST, first, Part.Deliverer);
        vm.warp(START + 10);
    }

    function _inherit(Actor memory actor, uint32 institution, uint32 predecessor, Part part) internal {
        Authorization memory authorization = _direct(actor);
        vm.prank(actor.account);
        courses.inheritPart(course, institution, predecessor, part, authorization);
    }

    function _expectNotHeir(uint32 institution, uint32 predecessor) internal {
        vm.expectRevert(
            abi.encodeWithSelector(ICourseRegistry.Course_NotHeir.selector, course, institution, predecessor)
        );
    }

    function test_GivenAMerger_TheSuccessorTakesEachPartOver() external {
        _setStanding(FIRST, Standing.Merged);
        vm.expectEmit(address(courses));
        emit ICourseRegistry.PartyInherited(course, SECOND, Part.Owner, FIRST);
        _inherit(second, SECOND, FIRST, Part.Owner);
        vm.assertEq(courses.ownerCount(course), 1);
        ICourseRegistry.Windows memory left = courses.windows(course, FIRST);
        ICourseRegistry.Windows memory taken = courses.windows(course, SECOND);
        vm.assertEq(left.ownerFrom, START);
        vm.assertEq(left.ownerUntil, START + 10);
        vm.assertEq(left.delivererUntil, 0);
        vm.assertEq(taken.ownerFrom, START + 10);
        vm.assertEq(taken.ownerUntil, 0);
        vm.assertEq(taken.delivererFrom, 0);

        _inherit(second, SECOND, FIRST, Part.Deliverer);
        vm.assertEq(courses.windows(course, FIRST).delivererUntil, START + 10);
        vm.assertEq(courses.windows(course, SECOND).delivererFrom, START + 10);
    }

    function test_GivenAChain_TheLastSuccessorInherits() external {
        _setStanding(FIRST, Standing.Merged);
        uint32 sequence = institutions.institution(SECOND).standingCount;
        vm.prank(governance.account);
        institutions.setStanding(
            SECOND, sequence, Standing.Merged, THIRD, 0, Ground.Merger, DOCUMENT, _direct(governance)
        );
        _inherit(third, THIRD, FIRST, Part.Owner);
        vm.assertTrue(courses.isParty(course, THIRD, Part.Owner, START + 10));
    }

    function test_GivenAnyoneRelays_ItIsTheSuccessorsAct() external {
        _setStanding(FIRST, Standing.Merged);
        bytes32 structHash = Hashes.inheritPart(course, SECOND, FIRST, Part.Owner);
        Authorization memory authorization = _signed(second, address(courses), structHash);
        courses.inheritPart(course, SECOND, FIRST, Part.Owner, authorization);
        _expectNotHeir(SECOND, FIRST);
        courses.inheritPart(course, SECOND, FIRST, Part.Owner, authorization);
    }

    function test_RevertWhen_ThereWasNoMerger() external {
        _join(course, THIRD, third, Part.Deliverer);
        _expectNotHeir(SECOND, FIRST);
        _inherit(second, SECOND, FIRST, Part.Owner);
        _setStanding(FIRST, Standing.Merged);
        _expectNotHeir(SECOND, THIRD);
        _inherit(second, SECOND, THIRD, Part.Deliverer);
        _expectNotHeir(THIRD, FIRST);
        _inherit(third, THIRD, FIRST, Part.Owner);
        _setStanding(FIRST, Standing.Active);
        _expectNotHeir(SECOND, FIRST);
        _inherit(second, SECOND, FIRST, Part.Owner);
    }

    function test_RevertWhen_ThePredecessorHasNotThePart() external {
        _invite(THIRD, Part.Deliverer);
        uint32 sequence = institutions.institution(THIRD).standingCount;
        vm.prank(governance.account);
        institutions.setStanding(
            THIRD, sequence, Standing.Merged, SECOND, 0, Ground.Merger, DOCUMENT, _direct(governance)
        );
        _expectNotHeir(SECOND, THIRD);
        _inherit(second, SECOND, THIRD, Part.Deliverer);
        _expectNotHeir(SECOND, THIRD);
        _inherit(second, SECOND, THIRD, Part.Owner);
    }

    function _invite(uint32 institution, Part part) internal {
        vm.prank(first.account);
        courses.inviteParty(course, FIRST, institution, part, _direct(first));
    }

    function test_RevertWhen_TheSuccessorHasOrHadThePart() external {
        _invite(SECOND, Part.Deliverer);
        _setStanding(FIRST, Standing.Merged);
        vm.expectRevert(
            abi.encodeWithSelector(ICourseRegistry.Course_PartTaken.selector, course, SECOND, Part.Deliverer)
        );
        _inherit(second, SECOND, FIRST, Part.Deliverer);
    }

    function test_RevertWhen_ThePartIsNone() external {
        _setStanding(FIRST, Standing.Merged);
        vm.expectRevert(abi.encodeWithSelector(ICourseRegistry.Course_InvalidPart.selector, Part.None));
        _inherit(second, SECOND, FIRST, Part.None);
    }

    function test_RevertWhen_TheCourseIsUnknown() external {
        Authorization memory authorization = _direct(second);
        vm.expectRevert(abi.encodeWithSelector(ICourseRegistry.Course_Unknown.selector, DESCRIPTOR));
        vm.prank(second.account);
        courses.inheritPart(DESCRIPTOR, SECOND, FIRST, Part.Owner, authorization);
    }

    function test_RevertWhen_TheSignerIsNotTheSuccessors() external {
        _setStanding(FIRST, Standing.Merged);
        _expectNotPublisher(SECOND, third.id);
        _inherit(third, SECOND, FIRST, Part.Owner);
    }
}
