// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {IRoundRegistry} from "../../../contracts/interfaces/IRoundRegistry.sol";
import {Part, Purposes, Stage} from "../../../contracts/types/Types.sol";
import {Acts} from "./Acts.sol";
import {RoundFixture} from "./RoundFixture.sol";

/// @dev O1 of test/README.md.
contract RoundRegistryAcceptTest is RoundFixture {
    function setUp() public override {
        super.setUp();
        _bringTo(Stage.Opened);
    }

    function test_GivenTheConvener_ItAccepts() public {
        vm.expectEmit(address(rounds));
        emit IRoundRegistry.RoundAccepted(id, CONVENER);
        _accept();
        _expectStage(Stage.Accepted);
    }

    function test_GivenASignature_AnyoneMayRelayIt() public {
        rounds.accept(id, _signed(members[CONVENER], address(rounds), Acts.accept(id)));
        _expectStage(Stage.Accepted);
    }

    function test_RevertWhen_TheSignerIsNotTheConveners() public {
        vm.prank(members[RIVAL].account);
        vm.expectRevert(
            abi.encodeWithSelector(
                IInstitutionRegistry.Institution_NotAuthorised.selector, CONVENER, members[RIVAL].id, Purposes.CONVENE
            )
        );
        rounds.accept(id, _direct(members[RIVAL]));
    }

    function test_RevertWhen_TheConvenerDeliversTheCourse() public {
        _makeParty(CONVENER, Part.Deliverer);
        _expectTied();
    }

    function test_RevertWhen_TheConvenerDeliveredWithinThreeYears() public {
        _makeParty(CONVENER, Part.Deliverer);
        _skip(1 days);
        _endPart(CONVENER, Part.Deliverer);
        _skip(3 * 365 days - 1);
        _expectTied();
        _skip(2);
        _accept();
        _expectStage(Stage.Accepted);
    }

    function _expectTied() internal {
        vm.prank(members[CONVENER].account);
        vm.expectRevert(abi.encodeWithSelector(IRoundRegistry.Round_Tied.selector, id, CONVENER, version));
        rounds.accept(id, _direct(members[CONVENER]));
    }
}
