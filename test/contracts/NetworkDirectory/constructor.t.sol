// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {INetworkDirectory} from "../../../contracts/interfaces/INetworkDirectory.sol";
import {NetworkDirectory} from "../../../contracts/network/NetworkDirectory.sol";
import {DirectoryFixture, EchoLens} from "./DirectoryFixture.sol";

/// @dev D1, D5, D6 of test/README.md.
contract Constructor is DirectoryFixture {
    bytes32 internal constant RUBRIC = keccak256("rubric");

    address[] internal policies;
    bytes32[] internal listedRubrics;

    function test_GivenSixContracts_ItNamesThem() external view {
        vm.assertEq(abi.encode(directory.registries()), abi.encode(registries));
        vm.assertEq(directory.registries().followUps, registries.followUps);
        vm.assertEq(directory.governance(), governance.id);
        vm.assertEq(directory.verifier(), verifier);
        vm.assertEq(directory.lens(), lens);
        vm.assertEq(directory.policies().length, 0);
    }

    function test_GivenPoliciesAndRubrics_ItListsThem() external {
        policies = [registries.rounds, registries.followUps];
        listedRubrics = [RUBRIC, keccak256("second rubric")];
        address own = address(new EchoLens(_nextAddress(1)));
        vm.expectEmit(_nextAddress(0));
        emit INetworkDirectory.LensSet(own);
        vm.expectEmit(_nextAddress(0));
        emit INetworkDirectory.PolicyListed(policies[0], true);
        vm.expectEmit(_nextAddress(0));
        emit INetworkDirectory.PolicyListed(policies[1], true);
        vm.expectEmit(_nextAddress(0));
        emit INetworkDirectory.RubricListed(RUBRIC, true);
        vm.expectEmit(_nextAddress(0));
        emit INetworkDirectory.RubricListed(listedRubrics[1], true);
        NetworkDirectory named = new NetworkDirectory(verifier, registries, own, policies, listedRubrics);
        vm.assertEq(abi.encode(named.policies()), abi.encode(policies));
        vm.assertTrue(named.isListedPolicy(policies[0]) && named.isListedPolicy(policies[1]));
        vm.assertTrue(named.isListedRubric(RUBRIC) && named.isListedRubric(listedRubrics[1]));
        vm.assertFalse(named.isListedRubric(0));
    }

    function test_GivenTheDeployment_ItsAccountHoldsNothing() external {
        vm.assertNotEq(directory.governance(), bytes32(uint256(uint160(address(this)))));
        bytes32 self = bytes32(uint256(uint160(address(this))));
        Actor memory deployer = Actor(0, address(this), abi.encodePacked(address(this)), self);
        _expectNotGovernance(self);
        directory.setLens(lens, 0, _direct(deployer));
    }

    function test_RevertWhen_ARegistryIsNoContract() external {
        for (uint256 i = 0; i < 6; ++i) {
            INetworkDirectory.Registries memory named = registries;
            if (i == 0) named.institutions = stranger.account;
            if (i == 1) named.courses = stranger.account;
            if (i == 2) named.rubrics = stranger.account;
            if (i == 3) named.rounds = stranger.account;
            if (i == 4) named.credentials = stranger.account;
            if (i == 5) named.followUps = stranger.account;
            _expectNotAContract(stranger.account);
            new NetworkDirectory(verifier, named, lens, policies, listedRubrics);
        }
    }

    function test_RevertWhen_TheLensIsNoContract() external {
        _expectNotAContract(address(0));
        new NetworkDirectory(verifier, registries, address(0), policies, listedRubrics);
    }

    function test_RevertWhen_TheLensIsOfAnotherDirectory() external {
        vm.expectRevert(
            abi.encodeWithSelector(INetworkDirectory.Network_ForeignLens.selector, lens, address(directory))
        );
        new NetworkDirectory(verifier, registries, lens, policies, listedRubrics);
    }

    function test_RevertWhen_APolicyIsNoContract() external {
        policies = [registries.rounds, stranger.account];
        address own = address(new EchoLens(_nextAddress(1)));
        _expectNotAContract(stranger.account);
        new NetworkDirectory(verifier, registries, own, policies, listedRubrics);
    }
}
