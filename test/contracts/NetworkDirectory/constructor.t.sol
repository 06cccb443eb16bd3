// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {INetworkDirectory} from "../../../contracts/interfaces/INetworkDirectory.sol";
import {NetworkDirectory} from "../../../contracts/network/NetworkDirectory.sol";
import {DirectoryFixture} from "./DirectoryFixture.sol";

/// @dev D1 of test/README.md.
contract Constructor is DirectoryFixture {
    function test_GivenFiveContracts_ItNamesThem() external view {
        INetworkDirectory.Registries memory named = directory.registries();
        vm.assertEq(named.institutions, address(institutions));
        vm.assertEq(named.courses, address(courses));
        vm.assertEq(named.rubrics, address(rubrics));
        vm.assertEq(named.rounds, registries.rounds);
        vm.assertEq(named.credentials, registries.credentials);
        vm.assertEq(directory.governance(), governance.id);
        vm.assertEq(directory.verifier(), verifier);
        vm.assertEq(directory.lens(), address(0));
        vm.assertEq(directory.policies().length, 0);
    }

    function test_RevertWhen_ARegistryIsNoContract() external {
        for (uint256 i = 0; i < 5; ++i) {
            INetworkDirectory.Registries memory named = registries;
            if (i == 0) named.institutions = stranger.account;
            if (i == 1) named.courses = stranger.account;
            if (i == 2) named.rubrics = stranger.account;
            if (i == 3) named.rounds = stranger.account;
            if (i == 4) named.credentials = stranger.account;
            _expectNotAContract(stranger.account);
            new NetworkDirectory(verifier, governance.id, named);
        }
    }
}
