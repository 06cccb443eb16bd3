// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICourseRegistry} from "../interfaces/ICourseRegistry.sol";
import {ICredentialRegistry} from "../interfaces/ICredentialRegistry.sol";
import {IInstitutionRegistry} from "../interfaces/IInstitutionRegistry.sol";
import {Authorized} from "../libraries/Authorized.sol";
import {Signers} from "../libraries/Signers.sol";
import {Authorization, Purposes, StatusAction} from "../types/Types.sol";
import {BatchWord} from "./BatchWord.sol";

/// @title Anchored batches and credential status
/// @notice See ICredentialRegistry. Facts only, no owner.
contract CredentialRegistry is ICredentialRegistry, Authorized {
    bytes32 internal constant ANCHOR = keccak256(
        "Anchor(uint32 institution,uint64 number,bytes32 root,uint32 size,bytes32 courseVersion,uint40 deadline)"
    );
    bytes32 internal constant SET_STATUS = keccak256(
        "SetStatus(uint32 institution,uint64 number,uint8 action,uint32[] words,uint256[] masks,uint256 nonce,uint40 deadline)"
    );
    uint256 internal constant MAX_SIZE = 1 << 20;
    uint256 internal constant MAX_WORDS = 1 << 12;

    IInstitutionRegistry public immutable institutions;
    ICourseRegistry public immutable courses;

    mapping(bytes32 batch => uint256 word) internal _batches;
    /// @dev Bit of an index: `index & 255` of word `index >> 8`.
    mapping(bytes32 batch => mapping(uint256 word => uint256 bits)) internal _revoked;
    mapping(bytes32 batch => mapping(uint256 word => uint256 bits)) internal _suspended;
    mapping(bytes32 batch => mapping(uint256 word => uint256 bits)) internal _replaced;

    constructor(address verifier, IInstitutionRegistry institutions_, ICourseRegistry courses_) Authorized(verifier) {
        institutions = institutions_;
        courses = courses_;
    }

    /// @inheritdoc ICredentialRegistry
    function anchor(Anchor calldata batch_, Authorization calldata authorization) external {
        bytes32 id = BatchWord.id(batch_.institution, batch_.number);
        uint256 used = _batches[id];
        if (used != 0) revert Credential_BatchUsed(batch_.institution, batch_.number, used);
        _anchor(id, batch_, authorization);
    }

    /// @inheritdoc ICredentialRegistry
    function anchorMany(Anchor[] calldata batches, Authorization[] calldata authorizations) external {
        for (uint256 i = 0; i < batches.length; ++i) {
            Anchor calldata batch_ = batches[i];
            bytes32 id = BatchWord.id(batch_.institution, batch_.number);
            uint256 used = _batches[id];
            if (used == 0) {
                _anchor(id, batch_, authorizations[i]);
                continue;
            }
            uint256 same = BatchWord.commitment(
                batch_.root, batch_.size, batch_.courseVersion, Signers.signerId(authorizations[i].signer, verifier)
            );
            if (uint216(used) != same) revert Credential_BatchUsed(batch_.institution, batch_.number, used);
        }
    }

    /// @inheritdoc ICredentialRegistry
    function setStatus(
        uint32 institution,
        uint64 number,
        StatusAction action,
        uint32[] calldata words,
        uint256[] calldata masks,
        uint256 nonce,
        Authorization calldata authorization
    ) external {
        if (action == StatusAction.None || words.length == 0 || words.length != masks.length) {
            revert Credential_InvalidStatusChange();
        }
        bytes32 id = BatchWord.id(institution, number);
        if (_batches[id] == 0) revert Credential_UnknownBatch(institution, number);
        bytes32 signer = _authorise(
            _hashStatus(institution, number, action, words, masks, nonce, authorization.deadline), authorization
        );
        institutions.requireAuthorised(institution, signer, Purposes.ISSUE);
        bool recorded = _useStatusNonce(signer, action, nonce);
        bool changed = _apply(id, action, words, masks);
        if (recorded || changed) emit StatusChanged(institution, number, action, words, masks, signer);
    }

    /// @inheritdoc ICredentialRegistry
    function batch(uint32 institution, uint64 number) external view returns (uint256 word) {
        return _batches[BatchWord.id(institution, number)];
    }

    /// @inheritdoc ICredentialRegistry
    function status(uint32 institution, uint64 number, uint32 index) external view returns (uint8 bits) {
        bytes32 id = BatchWord.id(institution, number);
        uint256 word = index >> 8;
        uint256 bit = index & 255;
        bits = uint8((_revoked[id][word] >> bit) & 1);
        bits |= uint8(((_suspended[id][word] >> bit) & 1) << 1);
        // Only together with a revocation is there a replacement bit.
        if (bits & 1 != 0) bits |= uint8(((_replaced[id][word] >> bit) & 1) << 2);
    }

    function _anchor(bytes32 id, Anchor calldata batch_, Authorization calldata authorization) internal {
        if (batch_.size == 0 || batch_.size > MAX_SIZE) revert Credential_InvalidSize(batch_.size);
        bytes32 structHash = keccak256(
            abi.encode(
                ANCHOR,
                batch_.institution,
                batch_.number,
                batch_.root,
                batch_.size,
                batch_.courseVersion,
                authorization.deadline
            )
        );
        bytes32 key = _authorise(structHash, authorization);
        institutions.requireAuthorised(batch_.institution, key, Purposes.ISSUE);
        if (!courses.mayIssue(batch_.courseVersion, batch_.institution, block.timestamp)) {
            revert Credential_MayNotIssue(batch_.institution, batch_.courseVersion);
        }
        _batches[id] = (block.timestamp << 216)
            | BatchWord.commitment(batch_.root, batch_.size, batch_.courseVersion, key);
        emit BatchAnchored(batch_.institution, batch_.number, batch_.root, batch_.size, batch_.courseVersion, key);
    }

    /// @dev Whether the act used up a nonce. Acts that only add bits for ever may be repeated harmlessly and need none.
    function _useStatusNonce(bytes32 signer, StatusAction action, uint256 nonce) internal returns (bool) {
        if (action == StatusAction.Suspend || action == StatusAction.Reinstate) {
            _useNonce(signer, nonce);
            return true;
        }
        if (nonce != 0) revert Authorization_WrongNonce(signer, 0, nonce);
        return false;
    }

    /// @dev Whether a bit changed.
    function _apply(bytes32 id, StatusAction action, uint32[] calldata words, uint256[] calldata masks)
        internal
        returns (bool changed)
    {
        for (uint256 i = 0; i < words.length; ++i) {
            uint256 word = words[i];
            uint256 mask = masks[i];
            if (word >= MAX_WORDS) revert Credential_InvalidStatusChange();
            if (action == StatusAction.Suspend || action == StatusAction.Reinstate) {
                bool set = action == StatusAction.Suspend;
                if (_write(_suspended[id], word, mask, set)) changed = true;
            } else {
                if (_write(_revoked[id], word, mask, true)) changed = true;
                if (action == StatusAction.Replace && _write(_replaced[id], word, mask, true)) changed = true;
            }
        }
    }

    /// @dev Sets or clears the bits of a mask; whether one changed.
    function _write(mapping(uint256 word => uint256 bits) storage bitmap, uint256 word, uint256 mask, bool set)
        internal
        returns (bool)
    {
        uint256 before = bitmap[word];
        uint256 bits = set ? before | mask : before & ~mask;
        if (bits == before) return false;
        bitmap[word] = bits;
        return true;
    }

    function _hashStatus(
        uint32 institution,
        uint64 number,
        StatusAction action,
        uint32[] calldata words,
        uint256[] calldata masks,
        uint256 nonce,
        uint40 deadline
    ) internal pure returns (bytes32) {
        bytes32 wordsHash = keccak256(abi.encodePacked(words));
        bytes32 masksHash = keccak256(abi.encodePacked(masks));
        return keccak256(
            abi.encode(SET_STATUS, institution, number, action, wordsHash, masksHash, nonce, deadline)
        );
    }
}
