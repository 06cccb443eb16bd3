// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {IERC7913SignatureVerifier} from "@openzeppelin/contracts/interfaces/IERC7913.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {IAuthorized} from "../interfaces/IAuthorized.sol";

/// @title Who signs, in bytes and as an id, and whether a signature is theirs
/// @notice A signer is the 20 bytes of an account, or the 20 bytes of the network's WebAuthn verifier and a P-256 key of
/// 64. A credential key is the multikey form of an Ed25519 or a P-256 public key; it signs credentials, never acts.
library Signers {
    uint256 internal constant ACCOUNT_LENGTH = 20;
    uint256 internal constant PASSKEY_LENGTH = 84;
    /// @dev What a wallet contract may spend on saying yes or no; a relayer pays for it.
    uint256 internal constant WALLET_GAS = 200_000;

    bytes2 private constant ED25519_PREFIX = 0xed01;
    bytes2 private constant P256_PREFIX = 0x8024;

    /// @notice Id of a signer: its padded address, or keccak256 of its bytes. Reverts `Authorization_MalformedSigner`
    /// and `Authorization_ForeignVerifier`.
    function signerId(bytes calldata signer, address verifier) internal pure returns (bytes32) {
        if (signer.length == ACCOUNT_LENGTH) return bytes32(uint256(uint160(bytes20(signer))));
        return _passkeyId(signer, verifier);
    }

    /// @notice `signerId` of bytes in memory.
    function signerIdInMemory(bytes memory signer, address verifier) internal pure returns (bytes32) {
        if (signer.length == ACCOUNT_LENGTH) return bytes32(uint256(uint160(bytes20(signer))));
        return _passkeyId(signer, verifier);
    }

    /// @notice Whether bytes of a length are a signer.
    function isSigner(uint256 length) internal pure returns (bool) {
        return length == ACCOUNT_LENGTH || length == PASSKEY_LENGTH;
    }

    /// @notice Whether bytes are a multikey: 0xed01 and 32 bytes, or 0x8024 and a compressed point of 33.
    function isCredentialKey(bytes calldata data) internal pure returns (bool) {
        if (data.length == 34) return bytes2(data) == ED25519_PREFIX;
        return data.length == 35 && bytes2(data) == P256_PREFIX && (data[2] == 0x02 || data[2] == 0x03);
    }

    /// @notice Id of a credential key: SHA-256 of its multikey bytes.
    function credentialKeyId(bytes calldata data) internal pure returns (bytes32) {
        return sha256(data);
    }

    /// @notice Whether the signature of `digest` is the signer's. The signer's form is checked already (`signerId`).
    function isValidSignature(bytes calldata signer, bytes32 digest, bytes calldata signature)
        internal
        view
        returns (bool)
    {
        if (signer.length == PASSKEY_LENGTH) return _isValidPasskey(signer, digest, signature);
        address account = address(bytes20(signer));
        // Recovery comes before any look at code: an account that delegates its code (EIP-7702) keeps its key.
        return _isValidEcdsa(account, digest, signature) || _isValidWallet(account, digest, signature);
    }

    function _passkeyId(bytes memory signer, address verifier) private pure returns (bytes32) {
        if (signer.length != PASSKEY_LENGTH) revert IAuthorized.Authorization_MalformedSigner(signer);
        address named = address(bytes20(signer));
        if (named != verifier) revert IAuthorized.Authorization_ForeignVerifier(verifier, named);
        return keccak256(signer);
    }

    /// @dev Whether the account's own key signed, in 65 bytes or the 64 of EIP-2098, with a low s.
    function _isValidEcdsa(address account, bytes32 digest, bytes calldata signature) private pure returns (bool) {
        address recovered;
        ECDSA.RecoverError fault = ECDSA.RecoverError.InvalidSignatureLength;
        if (signature.length == 65) {
            (recovered, fault,) = ECDSA.tryRecoverCalldata(digest, signature);
        } else if (signature.length == 64) {
            (recovered, fault,) = ECDSA.tryRecover(digest, bytes32(signature), bytes32(signature[32:]));
        }
        return fault == ECDSA.RecoverError.NoError && recovered == account;
    }

    function _isValidPasskey(bytes calldata signer, bytes32 digest, bytes calldata signature)
        private
        view
        returns (bool)
    {
        IERC7913SignatureVerifier verifier = IERC7913SignatureVerifier(address(bytes20(signer)));
        try verifier.verify(signer[ACCOUNT_LENGTH:], digest, signature) returns (bytes4 magic) {
            return magic == IERC7913SignatureVerifier.verify.selector;
        } catch {
            return false;
        }
    }

    function _isValidWallet(address wallet, bytes32 digest, bytes calldata signature) private view returns (bool) {
        bytes memory question = abi.encodeCall(IERC1271.isValidSignature, (digest, signature));
        bool answered;
        bytes32 answer;
        // Safety: reads `question` only, writes the first scratch word only, and never copies more than 32 bytes of what
        // the wallet returns, so that a wallet can neither spend the relayer's gas nor fill its memory. The answer
        // counts only if the call succeeded and returned a whole word.
        assembly ("memory-safe") {
            answered := staticcall(WALLET_GAS, wallet, add(question, 0x20), mload(question), 0x00, 0x20)
            answered := and(answered, gt(returndatasize(), 0x1f))
            answer := mload(0x00)
        }
        return answered && answer == bytes32(IERC1271.isValidSignature.selector);
    }
}
