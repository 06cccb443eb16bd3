// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Authorization} from "../types/Types.sol";
import {IAuthorized} from "./IAuthorized.sol";

/// @title The one address by which a network is found
/// @notice The registries are fixed; the lens and the lists of policies and rubrics are governance's. The first of each are
/// named by the constructor.
interface INetworkDirectory is IAuthorized {
    struct Registries {
        address institutions;
        address courses;
        address rubrics;
        address rounds;
        address credentials;
        address followUps;
    }

    event LensSet(address lens);
    event PolicyListed(address indexed policy, bool listed);
    event RubricListed(bytes32 indexed rubric, bool listed);

    error Network_NotGovernance(bytes32 expected, bytes32 actual);
    error Network_NotAContract(address address_);
    /// @notice The lens named at deployment is of another directory.
    error Network_ForeignLens(address lens, address directory);

    /// @notice Sets the lens. By governance. EIP-712: `SetLens(address lens,uint256 nonce,uint40 deadline)`.
    function setLens(address lens, uint256 nonce, Authorization calldata authorization) external;

    /// @notice Lists or unlists a quality policy; the policy listed last is the current one. By governance.
    /// EIP-712: `ListPolicy(address policy,bool listed,uint256 nonce,uint40 deadline)`.
    function listPolicy(address policy, bool listed, uint256 nonce, Authorization calldata authorization) external;

    /// @notice Lists or unlists a rubric. By governance.
    /// EIP-712: `ListRubric(bytes32 rubric,bool listed,uint256 nonce,uint40 deadline)`.
    function listRubric(bytes32 rubric, bool listed, uint256 nonce, Authorization calldata authorization) external;

    /// @notice Forwards a question to the current lens and returns its answer, ABI-encoded as the lens returns it, so
    /// that one call to the directory's address is enough. Reverts with the lens's reason.
    /// @param question Calldata of a view function of IVerificationLens.
    function ask(bytes calldata question) external view returns (bytes memory answer);

    function registries() external view returns (Registries memory);

    /// @notice Signer id of governance: that of the InstitutionRegistry.
    function governance() external view returns (bytes32);

    function lens() external view returns (address);

    /// @notice Listed policies, oldest first.
    function policies() external view returns (address[] memory);

    function isListedPolicy(address policy) external view returns (bool);

    function isListedRubric(bytes32 rubric) external view returns (bool);
}
