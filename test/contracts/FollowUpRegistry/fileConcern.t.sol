// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IFollowUpRegistry} from "../../../contracts/interfaces/IFollowUpRegistry.sol";
import {Authorization, Part} from "../../../contracts/types/Types.sol";
import {FollowUpActs} from "./FollowUpActs.sol";
import {FollowUpFixture} from "./FollowUpFixture.sol";

/// @dev F4 of test/README.md.
contract FileConcern is FollowUpFixture {
    function test_GivenAnUntiedMember_ItFiles() external {
        _skip(1 days);
        bytes32 expected = keccak256(abi.encode(version, uint32(1)));
        vm.expectEmit(address(followUps));
        emit IFollowUpRegistry.ConcernFiled(expected, version, FIRST, 1, DOCUMENT);
        vm.assertEq(_file(1, FIRST), expected);
        IFollowUpRegistry.Concern memory filed = followUps.concern(expected);
        vm.assertEq(filed.version, version);
        vm.assertEq(filed.filedBy, FIRST);
        vm.assertEq(filed.filedAt, block.timestamp);
        vm.assertEq(filed.admittedBy, 0);
        vm.assertEq(filed.admittedAt, 0);
        vm.assertEq(filed.closedAt, 0);
    }

    function test_GivenSeveral_TheyAreNumberedByVersion() external {
        _file(1, FIRST);
        _skip(1);
        _file(2, FIRST);
        _file(3, SECOND);
        IFollowUpRegistry.Concern[] memory filed = followUps.concernsOf(version);
        vm.assertEq(filed.length, 3);
        vm.assertEq(filed[0].filedAt, START);
        vm.assertEq(filed[1].filedAt, START + 1);
        vm.assertEq(filed[1].filedBy, FIRST);
        vm.assertEq(filed[2].filedBy, SECOND);
        bytes32 first = version;
        version = _publishAfter(version, false, "next");
        vm.assertEq(followUps.concernsOf(version).length, 0);
        _file(1, RIVAL);
        vm.assertEq(followUps.concernsOf(version)[0].filedBy, RIVAL);
        vm.assertEq(followUps.concernsOf(first).length, 3);
    }

    function test_GivenAnyoneRelays_ItIsTheMembersAct() external {
        bytes32 hash = FollowUpActs.file(version, 1, FIRST, DOCUMENT);
        Authorization memory authorization = _signed(members[FIRST], address(followUps), hash);
        _expectForeignSignature();
        followUps.fileConcern(version, 1, FIRST, keccak256("other"), authorization);
        _expectForeignSignature();
        followUps.fileConcern(version, 1, SECOND, DOCUMENT, authorization);
        followUps.fileConcern(version, 1, FIRST, DOCUMENT, authorization);
        _expectWrongNumber(2, 1);
        followUps.fileConcern(version, 1, FIRST, DOCUMENT, authorization);
    }

    function test_RevertWhen_TheNumberIsNotTheNext() external {
        Authorization memory authorization = _direct(members[FIRST]);
        vm.startPrank(members[FIRST].account);
        _expectWrongNumber(1, 0);
        followUps.fileConcern(version, 0, FIRST, DOCUMENT, authorization);
        _expectWrongNumber(1, 2);
        followUps.fileConcern(version, 2, FIRST, DOCUMENT, authorization);
    }

    function test_RevertWhen_TheVersionIsUnknown() external {
        Authorization memory authorization = _direct(members[FIRST]);
        _expect(IFollowUpRegistry.FollowUp_UnknownVersion.selector, keccak256("unknown"));
        vm.prank(members[FIRST].account);
        followUps.fileConcern(keccak256("unknown"), 1, FIRST, DOCUMENT, authorization);
    }

    function test_RevertWhen_ThereIsNoDocument() external {
        Authorization memory authorization = _direct(members[FIRST]);
        vm.expectRevert(abi.encodeWithSelector(IFollowUpRegistry.FollowUp_NoDocument.selector));
        vm.prank(members[FIRST].account);
        followUps.fileConcern(version, 1, FIRST, 0, authorization);
    }

    function test_RevertWhen_AnotherActs() external {
        Authorization memory authorization = _direct(members[SECOND]);
        _expectNotAuthorised(FIRST, members[SECOND]);
        vm.prank(members[SECOND].account);
        followUps.fileConcern(version, 1, FIRST, DOCUMENT, authorization);
    }

    function test_RevertWhen_TheMemberOwnsOrDelivers() external {
        _expectTiedFiling(OWNER);
        _expectTiedFiling(DELIVERER);
    }

    function test_RevertWhen_ThePartEndedWithinThreeYears() external {
        _makeParty(FIRST, Part.Owner);
        _skip(1 days);
        _endPart(FIRST, Part.Owner);
        _skip(TIE_PERIOD);
        _expectTiedFiling(FIRST);
        _skip(1);
        _file(1, FIRST);
        vm.assertEq(followUps.concernsOf(version).length, 1);
    }

    function _expectTiedFiling(uint32 institution) internal {
        Authorization memory authorization = _direct(members[institution]);
        _expectTied(institution);
        vm.prank(members[institution].account);
        followUps.fileConcern(version, 1, institution, DOCUMENT, authorization);
    }

    function _expectWrongNumber(uint32 expected, uint32 actual) internal {
        vm.expectRevert(
            abi.encodeWithSelector(IFollowUpRegistry.FollowUp_WrongNumber.selector, expected, actual)
        );
    }
}
