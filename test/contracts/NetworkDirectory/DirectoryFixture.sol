// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {INetworkDirectory} from "../../../contracts/interfaces/INetworkDirectory.sol";
import {NetworkDirectory} from "../../../contracts/network/NetworkDirectory.sol";
import {Network} from "../support/Network.sol";

/// @title A lens that says what it was asked and by whom
contract EchoLens {
    error Lens_Refused(bytes32 reason);

    function echo(bytes32 value) external view returns (bytes32, address) {
        return (value, msg.sender);
    }

    function refuse(bytes32 reason) external pure {
        revert Lens_Refused(reason);
    }
}

/// @title A directory of five contracts
abstract contract DirectoryFixture is Network {
    NetworkDirectory internal directory;
    INetworkDirectory.Registries internal registries;

    function setUp() public virtual override {
        super.setUp();
        registries = INetworkDirectory.Registries({
            institutions: address(institutions),
            courses: address(courses),
            rubrics: address(rubrics),
            rounds: address(new EchoLens()),
            credentials: address(new EchoLens())
        });
        directory = new NetworkDirectory(verifier, governance.id, registries);
    }

    function _expectNotGovernance(bytes32 actor) internal {
        vm.expectRevert(
            abi.encodeWithSelector(INetworkDirectory.Network_NotGovernance.selector, governance.id, actor)
        );
    }

    function _expectNotAContract(address address_) internal {
        vm.expectRevert(abi.encodeWithSelector(INetworkDirectory.Network_NotAContract.selector, address_));
    }
}
