// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICourseRegistry} from "../../../contracts/interfaces/ICourseRegistry.sol";
import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {IRoundRegistry} from "../../../contracts/interfaces/IRoundRegistry.sol";
import {IRubricRegistry} from "../../../contracts/interfaces/IRubricRegistry.sol";
import {Basis, Purpose, Purposes, Route, Stage} from "../../../contracts/types/Types.sol";
import {BaselineRubric as B} from "../QualityPolicy/BaselineRubric.sol";
import {Acts} from "./Acts.sol";
import {RoundFixture} from "./RoundFixture.sol";

/// @dev O1 of test/README.md.
contract RoundRegistryOpenTest is RoundFixture {
    function test_GivenAnOwner_ItRecordsTheRound() public {
        IRoundRegistry.Opening memory opening = _opening();
        bytes32 expected = keccak256(abi.encode(version, rubric, uint32(1)));
        vm.expectEmit(address(rounds));
        emit IRoundRegistry.RoundOpened(expected, version, rubric, opening);
        _open(opening);
        vm.assertEq(id, expected);
        IRoundRegistry.Round memory round = rounds.round(id);
        vm.assertEq(round.version, version);
        vm.assertEq(round.rubric, rubric);
        vm.assertEq(round.owner, OWNER);
        vm.assertEq(round.convener, CONVENER);
        vm.assertEq(uint256(round.stage), uint256(Stage.Opened));
        vm.assertEq(uint256(round.purpose), uint256(Purpose.Summative));
        vm.assertEq(uint256(round.basis), uint256(Basis.Design));
        vm.assertEq(uint256(round.route), uint256(Route.Panel));
        vm.assertEq(abi.encode(round.seats), abi.encode(opening.seats));
        vm.assertEq(round.validity, 365 days);
        vm.assertEq(round.openedAt, START);
        vm.assertEq(round.reviewUntil, REVIEW_UNTIL);
        vm.assertEq(round.appealOf, 0);
        vm.assertEq(uint256(round.panelFrom) + round.revealFrom + round.revealUntil + round.panelSetAt, 0);
        vm.assertEq(uint256(round.replyFrom) + round.replyUntil + round.endedAt, 0);
    }

    function test_GivenASignature_AnyoneMayRelayIt() public {
        IRoundRegistry.Opening memory opening = _opening();
        id = rounds.open(opening, _signed(members[OWNER], address(rounds), Acts.open(opening)));
        _expectStage(Stage.Opened);
    }

    function test_GivenSeveralRounds_ItListsThemOldestFirst() public {
        bytes32 second = _publishSecondRubric();
        bytes32[] memory expected = new bytes32[](6);
        for (uint32 i = 0; i < 6; ++i) {
            IRoundRegistry.Opening memory opening = _opening();
            opening.n = i < 2 ? i + 1 : i;
            if (i == 2) (opening.rubric, opening.n) = (second, 1);
            _open(opening);
            expected[i] = keccak256(abi.encode(version, opening.rubric, opening.n));
        }
        vm.assertEq(abi.encode(rounds.roundsOf(version)), abi.encode(expected));
        vm.assertEq(rounds.count(version, rubric), 5);
        vm.assertEq(rounds.count(version, second), 1);
        vm.assertEq(rounds.round(expected[2]).rubric, second);
        vm.assertEq(rounds.roundsOf(keccak256("unknown")).length, 0);
    }

    function test_RevertWhen_TheNumberIsNotTheNext() public {
        _open(_opening());
        uint32[3] memory wrong = [uint32(0), 1, 3];
        for (uint256 i = 0; i < 3; ++i) {
            IRoundRegistry.Opening memory opening = _opening();
            opening.n = wrong[i];
            _expectRevertOnOpen(
                opening, abi.encodeWithSelector(IRoundRegistry.Round_WrongNumber.selector, 2, wrong[i])
            );
        }
    }

    function test_RevertWhen_TheActorDoesNotOwnTheCourse() public {
        uint32[2] memory others = [DELIVERER, RIVAL];
        for (uint256 i = 0; i < 2; ++i) {
            IRoundRegistry.Opening memory opening = _opening();
            opening.owner = others[i];
            _expectRevertOnOpen(
                opening, abi.encodeWithSelector(ICourseRegistry.Course_NotOwner.selector, course, others[i])
            );
        }
    }

    function test_RevertWhen_TheSignerIsNotTheOwners() public {
        IRoundRegistry.Opening memory opening = _opening();
        vm.prank(members[RIVAL].account);
        vm.expectRevert(
            abi.encodeWithSelector(
                IInstitutionRegistry.Institution_NotAuthorised.selector, OWNER, members[RIVAL].id, Purposes.PUBLISH
            )
        );
        rounds.open(opening, _direct(members[RIVAL]));
    }

    function test_RevertWhen_TheVersionIsUnknown() public {
        IRoundRegistry.Opening memory opening = _opening();
        opening.version = keccak256("unknown");
        _expectRevertOnOpen(
            opening, abi.encodeWithSelector(ICourseRegistry.Course_UnknownVersion.selector, opening.version)
        );
    }

    function test_RevertWhen_TheVersionIsRetired() public {
        vm.prank(members[OWNER].account);
        courses.retireVersion(version, OWNER, START + 365 days, _direct(members[OWNER]));
        _expectRevertOnOpen(
            _opening(), abi.encodeWithSelector(IRoundRegistry.Round_VersionRetired.selector, version)
        );
    }

    function test_RevertWhen_TheRubricIsUnknown() public {
        IRoundRegistry.Opening memory opening = _opening();
        opening.rubric = keccak256("unknown");
        _expectRevertOnOpen(
            opening, abi.encodeWithSelector(IRubricRegistry.Rubric_Unknown.selector, opening.rubric)
        );
    }

    function test_RevertWhen_AFieldIsOutOfRange() public {
        IRoundRegistry.Opening memory opening = _opening();
        opening.purpose = Purpose.None;
        _expectInvalid(opening, 0);
        opening = _opening();
        opening.basis = Basis.None;
        _expectInvalid(opening, 1);
        opening = _opening();
        opening.route = Route.None;
        _expectInvalid(opening, 2);
        opening = _opening();
        opening.seats = [4, 4, 4, 4, 0];
        _expectInvalid(opening, 3);
        opening = _opening();
        opening.validity = B.LONGEST + 1;
        _expectInvalid(opening, 4);
        opening.validity = 0;
        _expectInvalid(opening, 4);
        opening = _opening();
        opening.reviewUntil = START;
        _expectInvalid(opening, 5);
        opening.reviewUntil = type(uint40).max;
        _expectInvalid(opening, 5);
    }

    function test_RevertWhen_ARapidRoundIsOutOfRange() public {
        IRoundRegistry.Opening memory opening = _rapidOpening();
        opening.seats = [1, 0, 0, 1, 0];
        _expectInvalid(opening, 3);
        opening = _rapidOpening();
        opening.validity = B.LONGEST_RAPID + 1;
        _expectInvalid(opening, 4);
        opening = _rapidOpening();
        opening.reviewUntil = START + 72 hours + 1;
        _expectInvalid(opening, 5);
        _open(_rapidOpening());
        _expectStage(Stage.Opened);
    }

    function _expectInvalid(IRoundRegistry.Opening memory opening, uint8 field) internal {
        _expectRevertOnOpen(opening, abi.encodeWithSelector(IRoundRegistry.Round_InvalidOpening.selector, field));
    }

    function _expectRevertOnOpen(IRoundRegistry.Opening memory opening, bytes memory reason) internal {
        Actor memory actor = members[opening.owner];
        vm.prank(actor.account);
        vm.expectRevert(reason);
        rounds.open(opening, _direct(actor));
    }

    function _publishSecondRubric() internal returns (bytes32) {
        vm.prank(members[RIVAL].account);
        return rubrics.publishRubric(RIVAL, keccak256("second rubric"), B.header(), _direct(members[RIVAL]));
    }
}
