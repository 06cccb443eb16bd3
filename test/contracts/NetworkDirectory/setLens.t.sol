// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorized} from "../../../contracts/interfaces/IAuthorized.sol";
import {INetworkDirectory} from "../../../contracts/interfaces/INetworkDirectory.sol";
import {Authorization} from "../../../contracts/types/Types.sol";
import {Hashes} from "../support/Hashes.sol";
import {DirectoryFixture} from "./DirectoryFixture.sol";

/// @dev D2 of test/README.md.
contract SetLens is DirectoryFixture {
    function test_GivenGovernance_ItReplacesTheLens() external {
        Authorization memory authorization = _direct(governance);
        vm.startPrank(governance.account);
        directory.setLens(registries.rounds, 0, authorization);
        vm.expectEmit(address(directory));
        emit INetworkDirectory.LensSet(registries.credentials);
        directory.setLens(registries.credentials, 1, authorization);
        vm.assertEq(directory.lens(), registries.credentials);
    }

    function test_GivenAnyoneRelays_ItIsGovernancesActOnce() external {
        Authorization memory authorization =
            _signed(governance, address(directory), Hashes.setLens(registries.rounds, 0));
        vm.prank(stranger.account);
        directory.setLens(registries.rounds, 0, authorization);
        vm.expectRevert(
            abi.encodeWithSelector(
                IAuthorized.Authorization_WrongNonce.selector, governance.id, uint256(1), uint256(0)
            )
        );
        directory.setLens(registries.rounds, 0, authorization);
    }

    function test_RevertWhen_AnotherActs() external {
        Authorization memory authorization = _direct(first);
        _expectNotGovernance(first.id);
        vm.prank(first.account);
        directory.setLens(registries.rounds, 0, authorization);
    }

    function test_RevertWhen_TheLensIsNoContract() external {
        Authorization memory authorization = _direct(governance);
        _expectNotAContract(address(0));
        vm.prank(governance.account);
        directory.setLens(address(0), 0, authorization);
    }
}
