// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Authorization, StatusAction} from "../types/Types.sol";
import {IAuthorized} from "./IAuthorized.sol";

/// @title Anchored batches and the status of their credentials
/// @notice Batch id = keccak256(abi.encode(uint32 institution, uint64 number)). One word a batch:
/// `time << 216 | low 216 bits of keccak256(abi.encode(bytes32 root, uint32 size, bytes32 courseVersion, bytes32 key))`,
/// `key` the signer id that authorised the anchor. Three bitmaps a batch, 256 credentials a word: revocation (for
/// ever), suspension, replacement.
interface ICredentialRegistry is IAuthorized {
    /// @notice A batch to anchor. `size` 1 to 2^20.
    struct Anchor {
        uint32 institution;
        uint64 number;
        bytes32 root;
        uint32 size;
        bytes32 courseVersion;
    }

    /// @notice A batch among several of one institution that one signature anchors; members as in `Anchor`.
    struct Batch {
        uint64 number;
        bytes32 root;
        uint32 size;
        bytes32 courseVersion;
    }

    event BatchAnchored(
        uint32 indexed institution,
        uint64 indexed number,
        bytes32 root,
        uint32 size,
        bytes32 indexed courseVersion,
        bytes32 key
    );
    /// @notice `key`: signer id that authorised the change. A Suspend or Reinstate used up one of its nonces.
    event StatusChanged(
        uint32 indexed institution,
        uint64 indexed number,
        StatusAction action,
        uint32[] words,
        uint256[] masks,
        bytes32 key
    );

    /// @notice The same of one credential.
    event CredentialStatusChanged(
        uint32 indexed institution, uint64 indexed number, uint32 index, StatusAction action, bytes32 key
    );

    /// @notice The number was used. `word` is the batch's word: who knows root, size, version and key sees whether it
    /// is its own.
    error Credential_BatchUsed(uint32 institution, uint64 number, uint256 word);
    error Credential_InvalidSize(uint32 size);
    /// @notice The institution neither owns nor delivers the course of the version, or its teach-out is over.
    error Credential_MayNotIssue(uint32 institution, bytes32 courseVersion);
    /// @notice The acting institution does not keep the other's records: it is neither the successor nor the records keeper
    /// of an institution that left, closed or merged.
    error Credential_NotKeeper(uint32 institution, uint32 keeper);
    /// @notice Lengths differ, are 0, an action is None, or an index is beyond 2^20 - 1.
    error Credential_InvalidStatusChange();

    /// @notice Anchors a batch. By an ISSUE key of the institution. EIP-712:
    /// `Anchor(uint32 institution,uint64 number,bytes32 root,uint32 size,bytes32 courseVersion,uint40 deadline)`.
    function anchor(Anchor calldata batch, Authorization calldata authorization) external;

    /// @notice Anchors many, of one or several institutions, each with the authorization of the same index; a missing one
    /// is a panic. Those recorded identically already, by the same key, are skipped.
    function anchorMany(Anchor[] calldata batches, Authorization[] calldata authorizations) external;

    /// @notice Anchors many of one institution by one signature. Those recorded identically already, by the same key, are
    /// skipped. EIP-712: `AnchorBatches(uint32 institution,Batch[] batches,uint40 deadline)Batch(uint64 number,bytes32 root,
    /// uint32 size,bytes32 courseVersion)` (one line).
    function anchorBatches(uint32 institution, Batch[] calldata batches, Authorization calldata authorization) external;

    /// @notice Changes the status of one credential. Nonce and authority as in `setStatus`.
    /// EIP-712: `SetStatusOf(uint32 institution,uint64 number,uint32 index,uint8 action,uint256 nonce,uint40 deadline)`.
    function setStatusOf(
        uint32 institution,
        uint64 number,
        uint32 index,
        StatusAction action,
        uint256 nonce,
        Authorization calldata authorization
    ) external;

    /// @notice As `setStatus`, for an institution that left, closed or merged, by an ISSUE key of its successor or records
    /// keeper. EIP-712: `SetStatusFor(uint32 keeper,uint32 institution,uint64 number,uint8 action,uint32[] words,
    /// uint256[] masks,uint256 nonce,uint40 deadline)` (one line).
    function setStatusFor(
        uint32 keeper,
        uint32 institution,
        uint64 number,
        StatusAction action,
        uint32[] calldata words,
        uint256[] calldata masks,
        uint256 nonce,
        Authorization calldata authorization
    ) external;

    /// @notice Changes the status of credentials: bit `index & 255` of word `index >> 8`. By an ISSUE key of the
    /// institution. Suspend and Reinstate consume the signer's `nonce`; Revoke and Replace only add bits, and their
    /// nonce is 0: one that adds nothing, a replay for example, passes without an event. A status may stand before its batch
    /// is anchored; whether the number is one of the institution's own batches, its software checks.
    /// EIP-712: `SetStatus(uint32 institution,uint64 number,uint8 action,uint32[] words,uint256[] masks,uint256 nonce,
    /// uint40 deadline)` (one line).
    function setStatus(
        uint32 institution,
        uint64 number,
        StatusAction action,
        uint32[] calldata words,
        uint256[] calldata masks,
        uint256 nonce,
        Authorization calldata authorization
    ) external;

    /// @notice The batch's word; 0: not anchored.
    function batch(uint32 institution, uint64 number) external view returns (uint256 word);

    /// @notice Status bits of a credential: 1 revocation, 2 suspension, 4 replacement. Of a batch that was never anchored
    /// it knows nothing and answers 0: ask `batch` too.
    function status(uint32 institution, uint64 number, uint32 index) external view returns (uint8 bits);
}
