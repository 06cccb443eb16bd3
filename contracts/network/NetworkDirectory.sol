// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {INetworkDirectory} from "../interfaces/INetworkDirectory.sol";
import {Authorized} from "../libraries/Authorized.sol";
import {Authorization} from "../types/Types.sol";

/// @title The one address by which a network is found
/// @notice See INetworkDirectory. The registries are fixed at deployment; so is governance.
contract NetworkDirectory is INetworkDirectory, Authorized {
    bytes32 internal constant SET_LENS = keccak256("SetLens(address lens,uint256 nonce,uint40 deadline)");
    bytes32 internal constant LIST_POLICY =
        keccak256("ListPolicy(address policy,bool listed,uint256 nonce,uint40 deadline)");
    bytes32 internal constant LIST_RUBRIC =
        keccak256("ListRubric(bytes32 rubric,bool listed,uint256 nonce,uint40 deadline)");

    /// @notice Signer id of governance.
    bytes32 public immutable governance;

    address internal immutable _institutions;
    address internal immutable _courses;
    address internal immutable _rubrics;
    address internal immutable _rounds;
    address internal immutable _credentials;

    /// @inheritdoc INetworkDirectory
    address public lens;
    /// @dev Oldest listing first.
    address[] internal _policies;
    /// @inheritdoc INetworkDirectory
    mapping(address policy => bool listed) public isListedPolicy;
    /// @inheritdoc INetworkDirectory
    mapping(bytes32 rubric => bool listed) public isListedRubric;

    constructor(address verifier_, bytes32 governance_, Registries memory registries_) Authorized(verifier_) {
        _requireContract(registries_.institutions);
        _requireContract(registries_.courses);
        _requireContract(registries_.rubrics);
        _requireContract(registries_.rounds);
        _requireContract(registries_.credentials);
        governance = governance_;
        _institutions = registries_.institutions;
        _courses = registries_.courses;
        _rubrics = registries_.rubrics;
        _rounds = registries_.rounds;
        _credentials = registries_.credentials;
    }

    /// @inheritdoc INetworkDirectory
    function setLens(address lens_, uint256 nonce, Authorization calldata authorization) external {
        _govern(keccak256(abi.encode(SET_LENS, lens_, nonce, authorization.deadline)), nonce, authorization);
        _requireContract(lens_);
        lens = lens_;
        emit LensSet(lens_);
    }

    /// @inheritdoc INetworkDirectory
    function listPolicy(address policy, bool listed, uint256 nonce, Authorization calldata authorization) external {
        _govern(keccak256(abi.encode(LIST_POLICY, policy, listed, nonce, authorization.deadline)), nonce, authorization);
        if (listed) _requireContract(policy);
        // A policy that is listed again becomes the current one.
        if (isListedPolicy[policy]) _removePolicy(policy);
        if (listed) _policies.push(policy);
        isListedPolicy[policy] = listed;
        emit PolicyListed(policy, listed);
    }

    /// @inheritdoc INetworkDirectory
    function listRubric(bytes32 rubric, bool listed, uint256 nonce, Authorization calldata authorization) external {
        _govern(keccak256(abi.encode(LIST_RUBRIC, rubric, listed, nonce, authorization.deadline)), nonce, authorization);
        isListedRubric[rubric] = listed;
        emit RubricListed(rubric, listed);
    }

    /// @inheritdoc INetworkDirectory
    function ask(bytes calldata question) external view returns (bytes memory answer) {
        if (lens == address(0)) revert Network_NoLens();
        return Address.functionStaticCall(lens, question);
    }

    /// @inheritdoc INetworkDirectory
    function registries() external view returns (Registries memory) {
        return Registries(_institutions, _courses, _rubrics, _rounds, _credentials);
    }

    /// @inheritdoc INetworkDirectory
    function policies() external view returns (address[] memory) {
        return _policies;
    }

    /// @dev Keeps the order of the others.
    function _removePolicy(address policy) internal {
        uint256 last = _policies.length - 1;
        bool found = false;
        for (uint256 i = 0; i < last; ++i) {
            found = found || _policies[i] == policy;
            if (found) _policies[i] = _policies[i + 1];
        }
        _policies.pop();
    }

    function _govern(bytes32 structHash, uint256 nonce, Authorization calldata authorization) internal {
        bytes32 actor = _authorise(structHash, authorization);
        if (actor != governance) revert Network_NotGovernance(governance, actor);
        _useNonce(actor, nonce);
    }

    function _requireContract(address address_) internal view {
        if (address_.code.length == 0) revert Network_NotAContract(address_);
    }
}
