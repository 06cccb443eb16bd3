// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRoundRegistry} from "../../../contracts/interfaces/IRoundRegistry.sol";
import {Authorization, Role, Stage} from "../../../contracts/types/Types.sol";
import {BaselineRubric as B} from "../QualityPolicy/BaselineRubric.sol";
import {RoundFixture} from "./RoundFixture.sol";

/// @notice Each act at each stage where it is forbidden. Whatever else is wrong, the stage is what is named.
/// @dev O7 of test/README.md.
contract RoundRegistryStagesTest is RoundFixture {
    uint256 internal constant OPEN_APPEAL = 0;
    uint256 internal constant ACCEPT = 1;
    uint256 internal constant APPOINT = 2;
    uint256 internal constant APPOINT_MANY = 3;
    uint256 internal constant OBJECT = 4;
    uint256 internal constant SET_PANEL = 5;
    uint256 internal constant SEAL = 6;
    uint256 internal constant SEAL_MANY = 7;
    uint256 internal constant SUBMIT = 8;
    uint256 internal constant SUBMIT_MANY = 9;
    uint256 internal constant REPLY_TO = 10;
    uint256 internal constant ADD_SEAT = 11;
    uint256 internal constant CLOSE = 12;
    uint256 internal constant ABANDON = 13;
    uint256 internal constant ACTS = 14;

    function test_RevertWhen_TheRoundIsUnknown() public {
        id = keccak256("unknown");
        bytes memory unknown = abi.encodeWithSelector(IRoundRegistry.Round_Unknown.selector, id);
        for (uint256 act = 0; act < ACTS; ++act) {
            vm.expectRevert(unknown);
            _act(act);
        }
        vm.assertEq(uint256(_stage()), uint256(Stage.None));
        vm.assertEq(rounds.seats(id).length, 0);
    }

    function test_RevertWhen_TheRoundIsOnlyOpened() public {
        _expectOnly(Stage.Opened);
    }

    function test_RevertWhen_TheRoundIsOnlyAccepted() public {
        _expectOnly(Stage.Accepted);
    }

    function test_RevertWhen_TheRoundIsReviewing() public {
        _expectOnly(Stage.Reviewing);
    }

    function test_RevertWhen_TheRoundIsClosed() public {
        _expectOnly(Stage.Closed);
    }

    function test_RevertWhen_TheRoundIsAbandoned() public {
        _expectOnly(Stage.Abandoned);
    }

    /// @dev All acts that belong to another stage name both stages and change nothing.
    function _expectOnly(Stage stage) internal {
        _bringTo(stage);
        bytes32 before = keccak256(abi.encode(rounds.round(id), rounds.seats(id), rounds.panel(id)));
        bool ended = stage == Stage.Closed || stage == Stage.Abandoned;
        for (uint256 act = 0; act < ACTS; ++act) {
            Stage needed = _needed(act);
            bool anyBeforeTheEnd = act == CLOSE || act == ABANDON;
            if (needed == stage || (anyBeforeTheEnd && !ended)) continue;
            vm.expectRevert(
                abi.encodeWithSelector(IRoundRegistry.Round_WrongStage.selector, id, needed, stage)
            );
            _act(act);
        }
        vm.assertEq(keccak256(abi.encode(rounds.round(id), rounds.seats(id), rounds.panel(id))), before);
    }

    /// @dev The one stage of an act; for CLOSE and ABANDON the one that is named.
    function _needed(uint256 act) internal pure returns (Stage) {
        if (act == ACCEPT) return Stage.Opened;
        if (act == OPEN_APPEAL) return Stage.Closed;
        return act <= SET_PANEL ? Stage.Accepted : Stage.Reviewing;
    }

    /// @dev Nothing is signed: the stage comes first.
    function _act(uint256 act) internal {
        Authorization memory none;
        if (act == OPEN_APPEAL) rounds.openAppeal(id, _opening(), none);
        if (act == ACCEPT) rounds.accept(id, none);
        if (act == APPOINT) rounds.appointSeat(_appointment(9, FIRST, Role.Chair), none);
        if (act == APPOINT_MANY) rounds.appointMany(_appointments(), new Authorization[](1));
        if (act == OBJECT) rounds.objectToSeat(id, 0, OWNER, keccak256("objection"), none);
        if (act == SET_PANEL) rounds.setPanel(id, 0, 0, none);
        if (act == SEAL) rounds.seal(_sealing(7, B.ratings(2)), none);
        if (act == SEAL_MANY) rounds.sealMany(_sealings(), new Authorization[](1));
        if (act == SUBMIT) rounds.submit(_submission(7, B.ratings(2)), none);
        if (act == SUBMIT_MANY) rounds.submitMany(_submissions(), new Authorization[](1));
        if (act == REPLY_TO) rounds.reply(id, OWNER, keccak256("reply"), none);
        if (act == ADD_SEAT) rounds.addSeat(id, RIVAL, Role.Chair, none);
        if (act == CLOSE) rounds.close(id);
        if (act == ABANDON) rounds.abandon(id, keccak256("ground"), none);
    }

    function _appointments() internal view returns (IRoundRegistry.Appointment[] memory list) {
        list = new IRoundRegistry.Appointment[](1);
        list[0] = _appointment(9, FIRST, Role.Chair);
    }

    function _sealings() internal view returns (IRoundRegistry.Sealing[] memory list) {
        list = new IRoundRegistry.Sealing[](1);
        list[0] = _sealing(7, B.ratings(2));
    }

    function _submissions() internal view returns (IRoundRegistry.Submission[] memory list) {
        list = new IRoundRegistry.Submission[](1);
        list[0] = _submission(7, B.ratings(2));
    }
}
