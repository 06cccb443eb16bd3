// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {INetworkDirectory} from "../../../contracts/interfaces/INetworkDirectory.sol";
import {NetworkDirectory} from "../../../contracts/network/NetworkDirectory.sol";
import {Network} from "../support/Network.sol";
import {Deployments} from "../support/Deployments.sol";

/// @title A lens that says what it was asked and by whom
contract EchoLens {
    error Lens_Refused(bytes32 reason);

    address public immutable directory;

    constructor(address directory_) {
        directory = directory_;
    }

    function echo(bytes32 value) external view returns (bytes32, address) {
        return (value, msg.sender);
    }

    function refuse(bytes32 reason) external pure {
        revert Lens_Refused(reason);
    }
}

/// @title A directory with its lens, and empty lists
abstract contract DirectoryFixture is Network {
    NetworkDirectory internal directory;
    INetworkDirectory.Registries internal registries;
    address internal lens;

    function setUp() public virtual override {
        super.setUp();
        registries = INetworkDirectory.Registries({
            institutions: address(institutions),
            courses: address(courses),
            rubrics: address(rubrics),
            rounds: address(new EchoLens(address(0))),
            credentials: address(credentials),
            followUps: address(new EchoLens(address(0)))
        });
        lens = address(new EchoLens(_nextAddress(1)));
        directory = Deployments.networkDirectory(verifier, registries, lens, new address[](0), new bytes32[](0));
    }

    /// @dev Address of the contract that this one creates next, but for `others`.
    function _nextAddress(uint64 others) internal view returns (address) {
        return vm.computeCreateAddress(address(this), vm.getNonce(address(this)) + others);
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
