// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CourseRegistry} from "../course/CourseRegistry.sol";
import {ICredentialRegistry} from "../interfaces/ICredentialRegistry.sol";
import {Signers} from "../libraries/Signers.sol";
import {Authorization, Purposes, Standing, StatusAction} from "../types/Types.sol";
import {BatchWord} from "./BatchWord.sol";
import {CredentialActs} from "./CredentialActs.sol";

/// @title Anchored batches and credential status
/// @notice See ICredentialRegistry. Facts only, no owner.
abstract contract CredentialRegistry is ICredentialRegistry, CourseRegistry {
    uint256 internal constant MAX_SIZE = 1 << 20;
    uint256 internal constant MAX_WORDS = 1 << 12;

    /// @dev By `BatchWord.place`.
    mapping(uint256 place => uint256 word) internal _batches;
    /// @dev By `BatchWord.statusPlace`; bit of an index: `index & 255` of word `index >> 8`.
    mapping(uint256 place => uint256 bits) internal _revoked;
    mapping(uint256 place => uint256 bits) internal _suspended;
    mapping(uint256 place => uint256 bits) internal _replaced;

    /// @inheritdoc ICredentialRegistry
    function anchor(Anchor calldata batch_, Authorization calldata authorization) external {
        uint256 used = _batches[BatchWord.place(batch_.institution, batch_.number)];
        if (used != 0) revert Credential_BatchUsed(batch_.institution, batch_.number, used);
        _anchor(batch_, authorization);
    }

    /// @inheritdoc ICredentialRegistry
    function anchorMany(Anchor[] calldata batches, Authorization[] calldata authorizations) external {
        for (uint256 i = 0; i < batches.length; ++i) {
            Anchor calldata batch_ = batches[i];
            uint256 used = _batches[BatchWord.place(batch_.institution, batch_.number)];
            if (used == 0) {
                _anchor(batch_, authorizations[i]);
                continue;
            }
            bytes32 key = Signers.signerId(authorizations[i].signer, verifier);
            if (uint216(used) != BatchWord.commitment(batch_.root, batch_.size, batch_.courseVersion, key)) {
                revert Credential_BatchUsed(batch_.institution, batch_.number, used);
            }
        }
    }

    /// @inheritdoc ICredentialRegistry
    function anchorBatches(uint32 issuer, Batch[] calldata batches, Authorization calldata authorization) external {
        bytes32 key = _authorise(
            CredentialActs.hashAnchorBatches(issuer, batches, authorization.deadline), authorization
        );
        requireAuthorised(issuer, key, Purposes.ISSUE);
        bytes32 checked = 0;
        for (uint256 i = 0; i < batches.length; ++i) {
            Batch calldata batch_ = batches[i];
            (uint64 number, uint32 size) = (batch_.number, batch_.size);
            uint256 commitment = BatchWord.commitment(batch_.root, size, batch_.courseVersion, key);
            uint256 place = BatchWord.place(issuer, number);
            uint256 used = _batches[place];
            if (used != 0) {
                if (uint216(used) != commitment) revert Credential_BatchUsed(issuer, number, used);
                continue;
            }
            // No version has the id 0.
            if (checked == 0 || batch_.courseVersion != checked) {
                checked = batch_.courseVersion;
                _requireMayIssue(issuer, checked);
            }
            _requireSize(size);
            _batches[place] = (block.timestamp << 216) | commitment;
            emit BatchAnchored(issuer, number, batch_.root, size, batch_.courseVersion, key);
        }
    }

    /// @inheritdoc ICredentialRegistry
    function setStatus(
        uint32 issuer,
        uint64 number,
        StatusAction action,
        uint32[] calldata words,
        uint256[] calldata masks,
        uint256 nonce,
        Authorization calldata authorization
    ) external {
        bytes32 key = _authorise(
            CredentialActs.hashSetStatus(issuer, number, action, words, masks, nonce, authorization.deadline),
            authorization
        );
        requireAuthorised(issuer, key, Purposes.ISSUE);
        bool recorded = _useStatusNonce(key, action, nonce);
        bool changed = _apply(BatchWord.place(issuer, number), action, words, masks);
        if (recorded || changed) emit StatusChanged(issuer, number, action, words, masks, key);
    }

    /// @inheritdoc ICredentialRegistry
    function setStatusOf(
        uint32 issuer,
        uint64 number,
        uint32 index,
        StatusAction action,
        uint256 nonce,
        Authorization calldata authorization
    ) external {
        bytes32 structHash = keccak256(
            abi.encode(CredentialActs.SET_STATUS_OF, issuer, number, index, action, nonce, authorization.deadline)
        );
        bytes32 key = _authorise(structHash, authorization);
        requireAuthorised(issuer, key, Purposes.ISSUE);
        if (action == StatusAction.None) revert Credential_InvalidStatusChange();
        bool recorded = _useStatusNonce(key, action, nonce);
        bool changed = _applyTo(BatchWord.place(issuer, number), action, index >> 8, 1 << (index & 255));
        if (recorded || changed) emit CredentialStatusChanged(issuer, number, index, action, key);
    }

    /// @inheritdoc ICredentialRegistry
    function setStatusFor(
        uint32 keeper,
        uint32 issuer,
        uint64 number,
        StatusAction action,
        uint32[] calldata words,
        uint256[] calldata masks,
        uint256 nonce,
        Authorization calldata authorization
    ) external {
        bytes32 key = _authorise(
            CredentialActs.hashSetStatusFor(
                keeper, issuer, number, action, words, masks, nonce, authorization.deadline
            ),
            authorization
        );
        requireAuthorised(keeper, key, Purposes.ISSUE);
        _requireKeeper(issuer, keeper);
        bool recorded = _useStatusNonce(key, action, nonce);
        bool changed = _apply(BatchWord.place(issuer, number), action, words, masks);
        if (recorded || changed) emit StatusChanged(issuer, number, action, words, masks, key);
    }

    /// @inheritdoc ICredentialRegistry
    function batch(uint32 issuer, uint64 number) external view returns (uint256 word) {
        return _batches[BatchWord.place(issuer, number)];
    }

    /// @inheritdoc ICredentialRegistry
    function status(uint32 issuer, uint64 number, uint32 index) external view returns (uint8 bits) {
        uint256 place = BatchWord.statusPlace(issuer, number, index >> 8);
        uint256 bit = index & 255;
        bits = uint8((_revoked[place] >> bit) & 1);
        bits |= uint8(((_suspended[place] >> bit) & 1) << 1);
        // Only together with a revocation is there a replacement bit.
        if (bits & 1 != 0) bits |= uint8(((_replaced[place] >> bit) & 1) << 2);
    }

    function _anchor(Anchor calldata batch_, Authorization calldata authorization) internal {
        bytes32 key = _authorise(CredentialActs.hashAnchor(batch_, authorization.deadline), authorization);
        (uint32 issuer, uint64 number, uint32 size) = (batch_.institution, batch_.number, batch_.size);
        requireAuthorised(issuer, key, Purposes.ISSUE);
        _requireMayIssue(issuer, batch_.courseVersion);
        _requireSize(size);
        _batches[BatchWord.place(issuer, number)] =
            (block.timestamp << 216) | BatchWord.commitment(batch_.root, size, batch_.courseVersion, key);
        emit BatchAnchored(issuer, number, batch_.root, size, batch_.courseVersion, key);
    }

    function _requireSize(uint32 size) internal pure {
        if (size == 0 || size > MAX_SIZE) revert Credential_InvalidSize(size);
    }

    function _requireMayIssue(uint32 issuer, bytes32 courseVersion) internal view {
        if (!_mayIssue(courseVersion, issuer, block.timestamp)) revert Credential_MayNotIssue(issuer, courseVersion);
    }

    /// @dev A keeper looks after the records of an institution that is gone, and of no other.
    function _requireKeeper(uint32 issuer, uint32 keeper) internal view {
        Member storage member = _members[issuer];
        Standing standing = member.standing;
        bool gone = standing == Standing.Left || standing == Standing.Closed || standing == Standing.Merged;
        if (!gone || (member.successor != keeper && member.recordsKeeper != keeper)) {
            revert Credential_NotKeeper(issuer, keeper);
        }
    }

    /// @dev Whether the act used up a nonce. Acts that only add bits for ever may be repeated harmlessly and need none.
    function _useStatusNonce(bytes32 key, StatusAction action, uint256 nonce) internal returns (bool) {
        if (action == StatusAction.Suspend || action == StatusAction.Reinstate) {
            _useNonce(key, nonce);
            return true;
        }
        if (nonce != 0) revert Authorization_WrongNonce(key, 0, nonce);
        return false;
    }

    /// @dev Whether a bit changed.
    function _apply(uint256 batch_, StatusAction action, uint32[] calldata words, uint256[] calldata masks)
        internal
        returns (bool changed)
    {
        if (action == StatusAction.None || words.length == 0 || words.length != masks.length) {
            revert Credential_InvalidStatusChange();
        }
        for (uint256 i = 0; i < words.length; ++i) {
            if (_applyTo(batch_, action, words[i], masks[i])) changed = true;
        }
    }

    /// @dev Whether a bit of the word changed. `batch_`: place of the batch.
    function _applyTo(uint256 batch_, StatusAction action, uint256 word, uint256 mask) internal returns (bool changed) {
        if (word >= MAX_WORDS) revert Credential_InvalidStatusChange();
        uint256 place = (batch_ << 32) | word;
        if (action == StatusAction.Suspend || action == StatusAction.Reinstate) {
            return _write(_suspended, place, mask, action == StatusAction.Suspend);
        }
        changed = _write(_revoked, place, mask, true);
        if (action == StatusAction.Replace && _write(_replaced, place, mask, true)) changed = true;
    }

    /// @dev Sets or clears the bits of a mask; whether one changed.
    function _write(mapping(uint256 place => uint256 bits) storage bitmap, uint256 place, uint256 mask, bool set)
        internal
        returns (bool)
    {
        uint256 before = bitmap[place];
        uint256 bits = set ? before | mask : before & ~mask;
        if (bits == before) return false;
        bitmap[place] = bits;
        return true;
    }
}
