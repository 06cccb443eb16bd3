// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {IInstitutionRegistry} from "../interfaces/IInstitutionRegistry.sol";
import {INetworkDirectory} from "../interfaces/INetworkDirectory.sol";
import {IVerificationLens} from "../interfaces/IVerificationLens.sol";
import {Authorized} from "../libraries/Authorized.sol";
import {Authorization} from "../types/Types.sol";

/// @title The one address by which a network is found
/// @notice See INetworkDirectory. The registries are fixed at deployment; so is governance, which is theirs.
contract NetworkDirectory is INetworkDirectory, Authorized {
    bytes32 internal constant SET_LENS = keccak256("SetLens(address lens,uint256 nonce,uint40 deadline)");
    bytes32 internal constant LIST_POLICY =
        keccak256("ListPolicy(address policy,bool listed,uint256 nonce,uint40 deadline)");
    bytes32 internal constant LIST_RUBRIC =
        keccak256("ListRubric(bytes32 rubric,bool listed,uint256 nonce,uint40 deadline)");

    /// @inheritdoc INetworkDirectory
    bytes32 public immutable governance;

    address internal immutable _institutions;
    address internal immutable _courses;
    address internal immutable _rubrics;
    address internal immutable _rounds;
    address internal immutable _credentials;
    address internal immutable _followUps;

    /// @inheritdoc INetworkDirectory
    address public lens;
    /// @dev Oldest listing first.
    address[] internal _policies;
    /// @inheritdoc INetworkDirectory
    mapping(address policy => bool listed) public isListedPolicy;
    /// @inheritdoc INetworkDirectory
    mapping(bytes32 rubric => bool listed) public isListedRubric;

    /// @param lens_ The lens of this very directory, whose address it was given beforehand.
    /// @param policies_ Policies listed from the start, oldest first. @param rubrics_ Rubrics listed from the start.
    constructor(
        address verifier_,
        Registries memory registries_,
        address lens_,
        address[] memory policies_,
        bytes32[] memory rubrics_
    ) Authorized(verifier_) {
        _requireContract(registries_.institutions);
        _requireContract(registries_.courses);
        _requireContract(registries_.rubrics);
        _requireContract(registries_.rounds);
        _requireContract(registries_.credentials);
        _requireContract(registries_.followUps);
        governance = IInstitutionRegistry(registries_.institutions).governance();
        _institutions = registries_.institutions;
        _courses = registries_.courses;
        _rubrics = registries_.rubrics;
        _rounds = registries_.rounds;
        _credentials = registries_.credentials;
        _followUps = registries_.followUps;

        _setLens(lens_);
        address named = address(IVerificationLens(lens_).directory());
        if (named != address(this)) revert Network_ForeignLens(lens_, named);
        for (uint256 i = 0; i < policies_.length; ++i) {
            _listPolicy(policies_[i], true);
        }
        for (uint256 i = 0; i < rubrics_.length; ++i) {
            _listRubric(rubrics_[i], true);
        }
    }

    /// @inheritdoc INetworkDirectory
    function setLens(address lens_, uint256 nonce, Authorization calldata authorization) external {
        _govern(keccak256(abi.encode(SET_LENS, lens_, nonce, authorization.deadline)), nonce, authorization);
        _setLens(lens_);
    }

    /// @inheritdoc INetworkDirectory
    function listPolicy(address policy, bool listed, uint256 nonce, Authorization calldata authorization) external {
        bytes32 structHash = keccak256(abi.encode(LIST_POLICY, policy, listed, nonce, authorization.deadline));
        _govern(structHash, nonce, authorization);
        _listPolicy(policy, listed);
    }

    /// @inheritdoc INetworkDirectory
    function listRubric(bytes32 rubric, bool listed, uint256 nonce, Authorization calldata authorization) external {
        bytes32 structHash = keccak256(abi.encode(LIST_RUBRIC, rubric, listed, nonce, authorization.deadline));
        _govern(structHash, nonce, authorization);
        _listRubric(rubric, listed);
    }

    /// @inheritdoc INetworkDirectory
    function ask(bytes calldata question) external view returns (bytes memory answer) {
        return Address.functionStaticCall(lens, question);
    }

    /// @inheritdoc INetworkDirectory
    function registries() external view returns (Registries memory) {
        return Registries(_institutions, _courses, _rubrics, _rounds, _credentials, _followUps);
    }

    /// @inheritdoc INetworkDirectory
    function policies() external view returns (address[] memory) {
        return _policies;
    }

    function _setLens(address lens_) internal {
        _requireContract(lens_);
        lens = lens_;
        emit LensSet(lens_);
    }

    function _listPolicy(address policy, bool listed) internal {
        if (listed) _requireContract(policy);
        // A policy that is listed again becomes the current one.
        if (isListedPolicy[policy]) _removePolicy(policy);
        if (listed) _policies.push(policy);
        isListedPolicy[policy] = listed;
        emit PolicyListed(policy, listed);
    }

    function _listRubric(bytes32 rubric, bool listed) internal {
        isListedRubric[rubric] = listed;
        emit RubricListed(rubric, listed);
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
