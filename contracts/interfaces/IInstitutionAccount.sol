// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

/// @title An account that an institution holds by passkeys
/// @notice Gives an institution without wallets an address: to vote (GOVERN is for accounts), to propose, to act. It
/// acts when `threshold` of its passkeys signed; anyone carries the act and pays. No owner, no upgrade: passkeys and
/// threshold change by an act of the account itself. EIP-712 domain
/// `{name: "Peerseal", version: "1", chainId, verifyingContract}`.
///
/// A signature is `abi.encode(bytes[] signers, bytes[] signatures)`: at least `threshold` distinct passkeys of the
/// account, best in order of keccak256, and an encoded WebAuthn assertion of each, with user verification.
interface IInstitutionAccount is IERC1271 {
    event Executed(uint256 indexed nonce, address indexed target, uint256 value, bytes data);

    /// @notice The deadline has passed. Times in Unix seconds.
    error Account_Expired(uint40 deadline, uint256 now_);
    error Account_WrongNonce(uint256 expected, uint256 actual);
    /// @notice Not signed by `threshold` of the account's passkeys.
    error Account_InvalidSignature(bytes32 digest);
    /// @notice The signer is no passkey of 84 bytes that names the network's verifier.
    error Account_NotPasskey(bytes signer, address verifier);
    /// @notice Only the account itself, through `execute`.
    error Account_NotSelf(address sender);

    /// @notice Calls a contract, or sends money, as the account. By anyone, with the account's signature over EIP-712
    /// `Execute(address target,uint256 value,bytes data,uint256 nonce,uint40 deadline)`. If the call reverts, so does
    /// this, with the same data, and the act stays open until its deadline.
    /// @param nonce Must be `nonce()`. @param deadline Last second, Unix time, in which it may be carried out.
    /// @return What the call returned.
    function execute(
        address target,
        uint256 value,
        bytes calldata data,
        uint256 nonce,
        uint40 deadline,
        bytes calldata signature
    ) external payable returns (bytes memory);

    /// @notice Adds passkeys. By the account itself. Reverts if one is there already.
    function addSigners(bytes[] calldata signers) external;

    /// @notice Removes passkeys. By the account itself. Reverts if fewer than `threshold` would be left.
    function removeSigners(bytes[] calldata signers) external;

    /// @notice Sets how many passkeys must sign, 1 to all. By the account itself.
    function setThreshold(uint64 threshold) external;

    /// @notice ERC-1271. The passkeys sign EIP-712 `Approve(bytes32 hash)` of this account, so that their signature
    /// serves no other account of the same passkeys, nor a passkey that acts for itself.
    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4);

    /// @notice The one WebAuthn verifier that its passkeys name.
    function verifier() external view returns (address);

    /// @notice Nonce of the next act.
    function nonce() external view returns (uint256);
}
