// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IFollowUpRegistry} from "../../../contracts/interfaces/IFollowUpRegistry.sol";
import {Authorization, Part} from "../../../contracts/types/Types.sol";
import {FollowUpActs} from "./FollowUpActs.sol";
import {FollowUpFixture} from "./FollowUpFixture.sol";

/// @notice Given a concern that FIRST filed and SECOND admitted.
/// @dev F5 of test/README.md.
contract CloseConcern is FollowUpFixture {
    bytes32 internal concern;

    function setUp() public override {
        super.setUp();
        concern = _file(1, FIRST);
        _admitConcern(concern, SECOND);
        _skip(1 days);
    }

    function test_GivenBothMembersAgree_ItIsClosed() external {
        _closeBy(FIRST, SECOND);
    }

    function test_GivenTheAdmittingMemberAgreesFirst_ItIsClosedToo() external {
        _closeBy(SECOND, FIRST);
    }

    function test_GivenAMemberThatTookAPartSince_ItStillCloses() external {
        _makeParty(FIRST, Part.Deliverer);
        _closeBy(FIRST, SECOND);
    }

    function test_GivenAnyoneRelays_ItIsTheMembersAct() external {
        bytes32 other = _file(2, FIRST);
        _admitConcern(other, SECOND);
        Authorization memory authorization =
            _signed(members[FIRST], address(followUps), FollowUpActs.close(concern, FIRST, DOCUMENT));
        _expectForeignSignature();
        followUps.closeConcern(other, FIRST, DOCUMENT, authorization);
        _expectForeignSignature();
        followUps.closeConcern(concern, FIRST, keccak256("other"), authorization);
        followUps.closeConcern(concern, FIRST, DOCUMENT, authorization);
        _expectNotClosable(concern, FIRST);
        followUps.closeConcern(concern, FIRST, DOCUMENT, authorization);
    }

    function test_RevertWhen_TheSameMemberAgreesTwice() external {
        _closeConcern(concern, FIRST);
        _expectRefused(concern, FIRST);
        vm.assertEq(followUps.concern(concern).closedAt, 0);
    }

    function test_RevertWhen_ItIsClosed() external {
        _closeBy(FIRST, SECOND);
        _skip(1);
        _expectRefused(concern, FIRST);
        _expectRefused(concern, SECOND);
        vm.assertEq(followUps.concern(concern).closedAt, block.timestamp - 1);
    }

    function test_RevertWhen_TheMemberIsNoneOfTheTwo() external {
        _expectRefused(concern, RIVAL);
        _expectRefused(concern, OWNER);
    }

    function test_RevertWhen_ItIsNotAdmitted() external {
        _expectRefused(_file(2, FIRST), FIRST);
    }

    function test_RevertWhen_TheConcernIsUnknown() external {
        Authorization memory authorization = _direct(members[FIRST]);
        _expect(IFollowUpRegistry.FollowUp_UnknownConcern.selector, keccak256("unknown"));
        vm.prank(members[FIRST].account);
        followUps.closeConcern(keccak256("unknown"), FIRST, DOCUMENT, authorization);
    }

    function test_RevertWhen_ThereIsNoDocument() external {
        Authorization memory authorization = _direct(members[FIRST]);
        vm.expectRevert(abi.encodeWithSelector(IFollowUpRegistry.FollowUp_NoDocument.selector));
        vm.prank(members[FIRST].account);
        followUps.closeConcern(concern, FIRST, 0, authorization);
    }

    function test_RevertWhen_AnotherActs() external {
        Authorization memory authorization = _direct(members[SECOND]);
        _expectNotAuthorised(FIRST, members[SECOND]);
        vm.prank(members[SECOND].account);
        followUps.closeConcern(concern, FIRST, DOCUMENT, authorization);
    }

    function _closeBy(uint32 one, uint32 other) internal {
        vm.expectEmit(address(followUps));
        emit IFollowUpRegistry.ConcernClosing(concern, one, false, DOCUMENT);
        _closeConcern(concern, one);
        vm.assertEq(followUps.concern(concern).closedAt, 0);
        _skip(1 hours);
        vm.expectEmit(address(followUps));
        emit IFollowUpRegistry.ConcernClosing(concern, other, true, DOCUMENT);
        _closeConcern(concern, other);
        vm.assertEq(followUps.concern(concern).closedAt, block.timestamp);
        vm.assertEq(followUps.concern(concern).admittedBy, SECOND);
    }

    function _expectRefused(bytes32 id_, uint32 institution) internal {
        Authorization memory authorization = _direct(members[institution]);
        _expectNotClosable(id_, institution);
        vm.prank(members[institution].account);
        followUps.closeConcern(id_, institution, DOCUMENT, authorization);
    }

    function _expectNotClosable(bytes32 id_, uint32 institution) internal {
        vm.expectRevert(abi.encodeWithSelector(IFollowUpRegistry.FollowUp_NotClosable.selector, id_, institution));
    }
}
