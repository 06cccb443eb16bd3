// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorized} from "../../../contracts/interfaces/IAuthorized.sol";
import {INetworkDirectory} from "../../../contracts/interfaces/INetworkDirectory.sol";
import {Authorization} from "../../../contracts/types/Types.sol";
import {Hashes} from "../support/Hashes.sol";
import {DirectoryFixture, EchoLens} from "./DirectoryFixture.sol";

/// @dev D2, D3 of test/README.md.
contract ListPolicy is DirectoryFixture {
    address[3] internal policies;

    function setUp() public override {
        super.setUp();
        for (uint256 i = 0; i < policies.length; ++i) {
            policies[i] = address(new EchoLens(address(directory)));
        }
    }

    function _list(address policy, bool listed) internal {
        uint256 nonce = directory.nonces(governance.id);
        Authorization memory authorization = _direct(governance);
        vm.prank(governance.account);
        directory.listPolicy(policy, listed, nonce, authorization);
    }

    function _expectListed(address[] memory expected) internal view {
        vm.assertEq(keccak256(abi.encode(directory.policies())), keccak256(abi.encode(expected)));
        for (uint256 i = 0; i < policies.length; ++i) {
            bool listed = false;
            for (uint256 j = 0; j < expected.length; ++j) {
                listed = listed || expected[j] == policies[i];
            }
            vm.assertEq(directory.isListedPolicy(policies[i]), listed);
        }
    }

    function _one(address a) internal pure returns (address[] memory list) {
        list = new address[](1);
        list[0] = a;
    }

    function _two(address a, address b) internal pure returns (address[] memory list) {
        list = new address[](2);
        (list[0], list[1]) = (a, b);
    }

    function _three(address a, address b, address c) internal pure returns (address[] memory list) {
        list = new address[](3);
        (list[0], list[1], list[2]) = (a, b, c);
    }

    function test_GivenSeveral_TheOldestIsFirst() external {
        vm.expectEmit(address(directory));
        emit INetworkDirectory.PolicyListed(policies[0], true);
        _list(policies[0], true);
        _list(policies[1], true);
        _list(policies[2], true);
        _expectListed(_three(policies[0], policies[1], policies[2]));
    }

    function test_GivenOneIsListedAgain_ItBecomesTheCurrentOne() external {
        _list(policies[0], true);
        _list(policies[1], true);
        _list(policies[2], true);
        _list(policies[0], true);
        _expectListed(_three(policies[1], policies[2], policies[0]));
        _list(policies[0], true);
        _expectListed(_three(policies[1], policies[2], policies[0]));
    }

    function test_GivenOneIsUnlisted_TheOthersKeepTheirOrder() external {
        _list(policies[0], true);
        _list(policies[1], true);
        _list(policies[2], true);
        vm.expectEmit(address(directory));
        emit INetworkDirectory.PolicyListed(policies[1], false);
        _list(policies[1], false);
        _expectListed(_two(policies[0], policies[2]));
        _list(policies[1], false);
        _list(policies[0], false);
        _expectListed(_one(policies[2]));
        _list(policies[2], false);
        _expectListed(new address[](0));
    }

    function test_GivenAnyoneRelays_ItIsGovernancesActOnce() external {
        Authorization memory authorization =
            _signed(governance, address(directory), Hashes.listPolicy(policies[0], true, 0));
        vm.prank(stranger.account);
        directory.listPolicy(policies[0], true, 0, authorization);
        vm.expectRevert(
            abi.encodeWithSelector(
                IAuthorized.Authorization_WrongNonce.selector, governance.id, uint256(1), uint256(0)
            )
        );
        directory.listPolicy(policies[0], true, 0, authorization);
    }

    function test_RevertWhen_AnotherActs() external {
        Authorization memory authorization = _direct(first);
        _expectNotGovernance(first.id);
        vm.prank(first.account);
        directory.listPolicy(policies[0], true, 0, authorization);
    }

    function test_RevertWhen_ThePolicyIsNoContract() external {
        Authorization memory authorization = _direct(governance);
        _expectNotAContract(stranger.account);
        vm.prank(governance.account);
        directory.listPolicy(stranger.account, true, 0, authorization);
    }
}
