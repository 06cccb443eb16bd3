// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Authorised acts
/// @notice What every contract that takes an `Authorization` shares. EIP-712 domain
/// `{name: "Peerseal", version: "1", chainId, verifyingContract}`.
/// @dev Signatures are tried in this order: ECDSA recovery (65 and 64 bytes, low s only; serves accounts with EIP-7702
/// code too), ERC-1271 by a static call with 200,000 gas, the network's WebAuthn verifier with user verification.
interface IAuthorized {
    /// @notice The deadline has passed. Times in Unix seconds.
    error Authorization_Expired(uint40 deadline, uint256 now_);
    /// @notice The signature does not prove that `signer` signed this act for this contract on this chain.
    error Authorization_InvalidSignature(bytes signer, bytes32 digest);
    /// @notice An empty signature, and the sender is not the signer.
    error Authorization_SenderIsNotSigner(bytes signer, address sender);
    /// @notice Signer bytes are neither 20 (account) nor 84 (verifier and P-256 key) long.
    error Authorization_MalformedSigner(bytes signer);
    /// @notice The signer names another verifier contract than the network's own.
    error Authorization_ForeignVerifier(address expected, address actual);
    /// @notice The act carries a nonce that is not the signer's next.
    error Authorization_WrongNonce(bytes32 signerId, uint256 expected, uint256 actual);

    /// @notice The one WebAuthn verifier that passkey signers may name.
    function verifier() external view returns (address);

    /// @notice Next nonce of a signer in this contract; only acts without a state of their own use it.
    /// @param signerId Padded address, or keccak256 of the signer bytes.
    function nonces(bytes32 signerId) external view returns (uint256);
}
