// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorized} from "../../../contracts/interfaces/IAuthorized.sol";
import {INetworkDirectory} from "../../../contracts/interfaces/INetworkDirectory.sol";
import {Authorization} from "../../../contracts/types/Types.sol";
import {Hashes} from "../support/Hashes.sol";
import {DirectoryFixture} from "./DirectoryFixture.sol";

/// @dev D2 of test/README.md.
contract ListRubric is DirectoryFixture {
    bytes32 internal constant RUBRIC = keccak256("rubric");

    function test_GivenGovernance_ItListsAndUnlists() external {
        Authorization memory authorization = _direct(governance);
        vm.startPrank(governance.account);
        vm.expectEmit(address(directory));
        emit INetworkDirectory.RubricListed(RUBRIC, true);
        directory.listRubric(RUBRIC, true, 0, authorization);
        vm.assertTrue(directory.isListedRubric(RUBRIC));
        directory.listRubric(RUBRIC, false, 1, authorization);
        vm.assertFalse(directory.isListedRubric(RUBRIC));
    }

    function test_GivenAnyoneRelays_ItIsGovernancesActOnce() external {
        Authorization memory authorization =
            _signed(governance, address(directory), Hashes.listRubric(RUBRIC, true, 0));
        vm.prank(stranger.account);
        directory.listRubric(RUBRIC, true, 0, authorization);
        vm.expectRevert(
            abi.encodeWithSelector(
                IAuthorized.Authorization_WrongNonce.selector, governance.id, uint256(1), uint256(0)
            )
        );
        directory.listRubric(RUBRIC, true, 0, authorization);
    }

    function test_RevertWhen_AnotherActs() external {
        Authorization memory authorization = _direct(first);
        _expectNotGovernance(first.id);
        vm.prank(first.account);
        directory.listRubric(RUBRIC, true, 0, authorization);
    }
}
