// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {IRoundRegistry} from "../../../contracts/interfaces/IRoundRegistry.sol";
import {Purposes, Stage} from "../../../contracts/types/Types.sol";
import {Acts} from "./Acts.sol";
import {RoundFixture} from "./RoundFixture.sol";

/// @dev O7 of test/README.md.
contract RoundRegistryAbandonTest is RoundFixture {
    function test_GivenAnyStageBeforeTheEnd_TheConvenerMayAbandon() public {
        Stage[3] memory stages = [Stage.Opened, Stage.Accepted, Stage.Reviewing];
        for (uint32 i = 0; i < 3; ++i) {
            IRoundRegistry.Opening memory opening = _opening();
            opening.n = i + 1;
            _open(opening);
            if (stages[i] != Stage.Opened) _accept();
            if (stages[i] == Stage.Reviewing) {
                _appointPanel();
                _setPanel();
            }
            vm.expectEmit(address(rounds));
            emit IRoundRegistry.RoundAbandoned(id, keccak256("ground"));
            _abandon();
            _expectStage(Stage.Abandoned);
            vm.assertEq(rounds.round(id).endedAt, block.timestamp);
        }
    }

    /// @dev A round that goes badly may be abandoned, but neither it nor its reviews disappear, and the next round
    /// counts on from it.
    function test_GivenReviews_TheRoundStaysVisible() public {
        _bringTo(Stage.Reviewing);
        _seal(0, 1);
        _seal(1, _ratings(1));
        _seal(2, _ratings(2));
        _submit(0, 1);
        bytes32 abandoned = id;
        _abandon();
        vm.assertEq(rounds.seats(abandoned)[0].ratings, 1);
        vm.assertTrue(rounds.seats(abandoned)[1].isSealed);
        IRoundRegistry.Opening memory opening = _opening();
        vm.prank(members[OWNER].account);
        vm.expectRevert(abi.encodeWithSelector(IRoundRegistry.Round_WrongNumber.selector, 2, 1));
        rounds.open(opening, _direct(members[OWNER]));
        opening.n = 2;
        _open(opening);
        vm.assertEq(rounds.roundsOf(version)[0], abandoned);
        vm.assertEq(rounds.roundsOf(version)[1], id);
    }

    function test_GivenASignature_AnyoneMayRelayIt() public {
        _bringTo(Stage.Reviewing);
        bytes32 act = Acts.abandon(id, keccak256("ground"));
        rounds.abandon(id, keccak256("ground"), _signed(members[CONVENER], address(rounds), act));
        _expectStage(Stage.Abandoned);
    }

    /// @dev Without a ground an abandoned round would look like one that was closed without its quorum.
    function test_RevertWhen_NoGroundIsGiven() public {
        _bringTo(Stage.Reviewing);
        vm.prank(members[CONVENER].account);
        vm.expectRevert(abi.encodeWithSelector(IRoundRegistry.Round_NoGround.selector, id));
        rounds.abandon(id, 0, _direct(members[CONVENER]));
    }

    function test_RevertWhen_TheSignerIsNotTheConveners() public {
        _bringTo(Stage.Reviewing);
        vm.prank(members[OWNER].account);
        vm.expectRevert(
            abi.encodeWithSelector(
                IInstitutionRegistry.Institution_NotAuthorised.selector, CONVENER, members[OWNER].id, Purposes.CONVENE
            )
        );
        rounds.abandon(id, keccak256("ground"), _direct(members[OWNER]));
    }
}
