// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICourseRegistry} from "../../../contracts/interfaces/ICourseRegistry.sol";
import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {IRoundRegistry} from "../../../contracts/interfaces/IRoundRegistry.sol";
import {Part, Purposes, Stage} from "../../../contracts/types/Types.sol";
import {Acts} from "./Acts.sol";
import {RoundFixture} from "./RoundFixture.sol";

/// @dev O6 of test/README.md.
contract RoundRegistryReplyTest is RoundFixture {
    function setUp() public override {
        super.setUp();
        _bringTo(Stage.Reviewing);
    }

    function test_GivenCompleteReviews_TheOwnerMayReply() public {
        _skip(1 days);
        _submitAll();
        vm.expectEmit(address(rounds));
        emit IRoundRegistry.Replied(id, OWNER, keccak256("reply"));
        _reply(OWNER);
        vm.assertEq(rounds.round(id).reply, keccak256("reply"));
    }

    function test_GivenASignature_AnyoneMayRelayIt() public {
        _submitAll();
        bytes32 digest = keccak256("reply");
        rounds.reply(id, OWNER, digest, _signed(members[OWNER], address(rounds), Acts.reply(id, OWNER, digest)));
        vm.assertEq(rounds.round(id).reply, digest);
    }

    function test_GivenMissingReviews_ItMayComeFromTheSecondAfterTheRevealPeriod() public {
        uint40 last = REVIEW_UNTIL + 1 + REVEAL;
        vm.warp(last);
        _expectRevert(OWNER, abi.encodeWithSelector(IRoundRegistry.Round_TooEarly.selector, last + 1, last));
        vm.warp(last + 1);
        _reply(OWNER);
        vm.assertEq(rounds.round(id).reply, keccak256("reply"));
    }

    function test_GivenTheLastSecondOfTheWindow_ItIsRecorded() public {
        _submitAll();
        vm.warp(PANEL_FROM + REPLY);
        _reply(OWNER);
        vm.assertEq(rounds.round(id).reply, keccak256("reply"));
    }

    function test_RevertWhen_TheWindowIsOver() public {
        _submitAll();
        vm.warp(PANEL_FROM + REPLY + 1);
        _expectRevert(
            OWNER,
            abi.encodeWithSelector(
                IRoundRegistry.Round_DeadlinePassed.selector, PANEL_FROM + REPLY, PANEL_FROM + REPLY + 1
            )
        );
    }

    function test_RevertWhen_ThereIsAReply() public {
        _submitAll();
        _reply(OWNER);
        _expectRevert(OWNER, abi.encodeWithSelector(IRoundRegistry.Round_AlreadyReplied.selector, id));
    }

    function test_GivenAJointOwner_OneReplyServesAll() public {
        _makeParty(RIVAL, Part.Owner);
        _submitAll();
        _reply(RIVAL);
        _expectRevert(OWNER, abi.encodeWithSelector(IRoundRegistry.Round_AlreadyReplied.selector, id));
    }

    function test_RevertWhen_TheInstitutionDoesNotOwnTheCourse() public {
        _submitAll();
        _expectRevert(
            DELIVERER, abi.encodeWithSelector(ICourseRegistry.Course_NotOwner.selector, course, DELIVERER)
        );
    }

    function test_RevertWhen_TheSignerIsNotTheOwners() public {
        _submitAll();
        vm.prank(members[CONVENER].account);
        vm.expectRevert(
            abi.encodeWithSelector(
                IInstitutionRegistry.Institution_NotAuthorised.selector, OWNER, members[CONVENER].id, Purposes.PUBLISH
            )
        );
        rounds.reply(id, OWNER, keccak256("reply"), _direct(members[CONVENER]));
    }

    function _expectRevert(uint32 owner, bytes memory reason) internal {
        vm.prank(members[owner].account);
        vm.expectRevert(reason);
        rounds.reply(id, owner, keccak256("reply"), _direct(members[owner]));
    }
}
