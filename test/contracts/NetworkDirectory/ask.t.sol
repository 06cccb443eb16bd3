// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {INetworkDirectory} from "../../../contracts/interfaces/INetworkDirectory.sol";
import {Authorization} from "../../../contracts/types/Types.sol";
import {DirectoryFixture, EchoLens} from "./DirectoryFixture.sol";

/// @dev D4 of test/README.md.
contract Ask is DirectoryFixture {
    function _setLens() internal {
        Authorization memory authorization = _direct(governance);
        vm.prank(governance.account);
        directory.setLens(registries.rounds, 0, authorization);
    }

    function test_GivenALens_ItsAnswerComesBackAsItIs() external {
        _setLens();
        bytes memory answer = directory.ask(abi.encodeCall(EchoLens.echo, (GROUND)));
        vm.assertEq(answer, abi.encode(GROUND, address(directory)));
    }

    function test_RevertWhen_TheLensReverts() external {
        _setLens();
        vm.expectRevert(abi.encodeWithSelector(EchoLens.Lens_Refused.selector, GROUND));
        directory.ask(abi.encodeCall(EchoLens.refuse, (GROUND)));
    }

    function test_RevertWhen_ThereIsNoLens() external {
        vm.expectRevert(abi.encodeWithSelector(INetworkDirectory.Network_NoLens.selector));
        directory.ask(abi.encodeCall(EchoLens.echo, (GROUND)));
    }
}
