// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Authorized} from "../../../contracts/libraries/Authorized.sol";
import {Authorization} from "../../../contracts/types/Types.sol";

/// @title An act that only says who acted
contract AuthorizedHarness is Authorized {
    bytes32 internal constant ACT_TYPEHASH = keccak256("Act(uint256 value,uint40 deadline)");

    constructor(address verifier_) Authorized(verifier_) {}

    function act(uint256 value, Authorization calldata authorization) external view returns (bytes32 signerId) {
        return _authorise(keccak256(abi.encode(ACT_TYPEHASH, value, authorization.deadline)), authorization);
    }

    function actOnce(uint256 value, uint256 nonce, Authorization calldata authorization)
        external
        returns (bytes32 signerId)
    {
        signerId = _authorise(keccak256(abi.encode(ACT_TYPEHASH, value, authorization.deadline)), authorization);
        _useNonce(signerId, nonce);
    }
}
