// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRoundRegistry} from "../../../contracts/interfaces/IRoundRegistry.sol";
import {Authorization, Role, Stage} from "../../../contracts/types/Types.sol";
import {BaselineRubric as B} from "../QualityPolicy/BaselineRubric.sol";
import {RoundFixture} from "./RoundFixture.sol";

/// @notice Each act at each stage where it is forbidden. Whatever else is wrong, the stage is what is named.
/// @dev O7 of test/README.md.
contract RoundRegistryStagesTest is RoundFixture {
    function test_RevertWhen_TheRoundIsUnknown() public {
        id = keccak256("unknown");
        bytes memory unknown = abi.encodeWithSelector(IRoundRegistry.Round_Unknown.selector, id);
        for (uint256 act = 0; act < 7; ++act) {
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
        bytes32 before = keccak256(abi.encode(rounds.round(id), rounds.seats(id)));
        bool ended = stage == Stage.Closed || stage == Stage.Abandoned;
        for (uint256 act = 0; act < 7; ++act) {
            Stage needed = _needed(act);
            if (needed == stage || (act > 4 && !ended)) continue;
            vm.expectRevert(
                abi.encodeWithSelector(IRoundRegistry.Round_WrongStage.selector, id, needed, stage)
            );
            _act(act);
        }
        vm.assertEq(keccak256(abi.encode(rounds.round(id), rounds.seats(id))), before);
    }

    function _needed(uint256 act) internal pure returns (Stage) {
        if (act == 0) return Stage.Opened;
        return act < 3 ? Stage.Accepted : Stage.Reviewing;
    }

    /// @dev accept, appointSeat, setPanel, submit, reply, close, abandon. Nothing is signed: the stage comes first.
    function _act(uint256 act) internal {
        Authorization memory authorization;
        if (act == 0) rounds.accept(id, authorization);
        if (act == 1) rounds.appointSeat(id, 0, FIRST, Role.Chair, new uint32[](0), "", authorization);
        if (act == 2) rounds.setPanel(id, 0, authorization);
        if (act == 3) rounds.submit(_submission(7, B.ratings(2)), authorization);
        if (act == 4) rounds.reply(id, OWNER, keccak256("reply"), authorization);
        if (act == 5) rounds.close(id);
        if (act == 6) rounds.abandon(id, keccak256("ground"), authorization);
    }
}
