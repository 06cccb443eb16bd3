// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IAuthorized} from "../interfaces/IAuthorized.sol";
import {Authorization} from "../types/Types.sol";
import {Signers} from "./Signers.sol";

/// @title Authorised acts
/// @notice See IAuthorized. Says who acts; what that signer may do is the contract's own question.
abstract contract Authorized is IAuthorized, EIP712 {
    /// @inheritdoc IAuthorized
    address public immutable verifier;

    /// @inheritdoc IAuthorized
    mapping(bytes32 signerId => uint256 next) public nonces;

    constructor(address verifier_) EIP712("Peerseal", "1") {
        verifier = verifier_;
    }

    /// @dev Checks an authorization and returns the id of the signer that acts.
    /// @param structHash EIP-712 struct hash of the act, `authorization.deadline` its last member.
    function _authorise(bytes32 structHash, Authorization calldata authorization)
        internal
        view
        returns (bytes32 signerId)
    {
        if (block.timestamp > authorization.deadline) {
            revert Authorization_Expired(authorization.deadline, block.timestamp);
        }
        bytes calldata signer = authorization.signer;
        signerId = Signers.signerId(signer, verifier);
        bytes calldata signature = authorization.signature;
        if (signature.length == 0) {
            // No id of a passkey is a padded address, so one comparison serves both forms.
            if (signerId != bytes32(uint256(uint160(msg.sender)))) {
                revert Authorization_SenderIsNotSigner(signer, msg.sender);
            }
            return signerId;
        }
        bytes32 digest = _hashTypedDataV4(structHash);
        if (!Signers.isValidSignature(signer, digest, signature)) {
            revert Authorization_InvalidSignature(signer, digest);
        }
    }

    /// @dev Uses up a signer's nonce; `nonce` must be its next.
    function _useNonce(bytes32 signerId, uint256 nonce) internal {
        uint256 expected = nonces[signerId];
        if (nonce != expected) revert Authorization_WrongNonce(signerId, expected, nonce);
        nonces[signerId] = expected + 1;
    }
}
