// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Authorization} from "../../../contracts/types/Types.sol";
import {DirectoryFixture, EchoLens} from "./DirectoryFixture.sol";

/// @dev D4 of test/README.md.
contract Ask is DirectoryFixture {
    bytes32 internal constant VALUE = keccak256("value");

    function test_GivenALens_ItsAnswerComesBackAsItIs() external view {
        bytes memory answer = directory.ask(abi.encodeCall(EchoLens.echo, (VALUE)));
        vm.assertEq(answer, abi.encode(VALUE, address(directory)));
    }

    function test_GivenAnotherLens_ThatOneAnswers() external {
        Authorization memory authorization = _direct(governance);
        vm.prank(governance.account);
        directory.setLens(registries.rounds, 0, authorization);
        vm.assertEq(directory.ask(abi.encodeCall(EchoLens(lens).directory, ())), abi.encode(address(0)));
    }

    function test_RevertWhen_TheLensReverts() external {
        vm.expectRevert(abi.encodeWithSelector(EchoLens.Lens_Refused.selector, VALUE));
        directory.ask(abi.encodeCall(EchoLens.refuse, (VALUE)));
    }
}
