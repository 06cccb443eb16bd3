// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {IInstitutionRegistry} from "../interfaces/IInstitutionRegistry.sol";
import {Authorized} from "../libraries/Authorized.sol";
import {Signers} from "../libraries/Signers.sol";
import {Ground, Kind, Purposes, Standing} from "../types/Types.sol";
import {Predecessors} from "./Predecessors.sol";

/// @title What is kept of institutions, and how a standing, a key and a merger enter
/// @notice `held` of a signer's key mirrors "its institution is not Active", so that who acts now is read from one word.
/// A key whose window is over, or that is reported, never acts again; its mirror no longer matters.
abstract contract MemberStore is IInstitutionRegistry, Authorized {
    using Checkpoints for Checkpoints.Trace208;

    /// @dev An institution.
    struct Member {
        // word 0: the latest standing and the counters (208 bits)
        Standing standing;
        uint40 since;
        uint32 successor;
        uint32 recordsKeeper;
        uint32 standingCount;
        bool appealed;
        uint32 profileSequence;
        Kind kind;
        bytes2 country;
        // word 1: see Predecessors
        uint256 predecessors;
        // words 2 to 4
        bytes32 profileDigest;
        string name;
        string domain;
    }

    /// @dev A key: one word (144 bits). `signs`: it authorises acts; a credential key does not, and has no mirror.
    struct KeyRecord {
        uint8 purposes;
        uint40 from;
        uint40 until;
        uint40 compromisedSince;
        bool signs;
        bool held;
    }

    uint256 internal constant MAX_SIGNERS = 32;

    /// @inheritdoc IInstitutionRegistry
    uint32 public count;
    /// @dev When an institution last merged into another.
    uint40 internal _mergedAt;

    mapping(uint32 institution => Member) internal _members;
    /// @dev Every entry, the latest included, by time.
    mapping(uint32 institution => StandingEntry[]) internal _standings;
    mapping(uint32 institution => mapping(bytes32 key => KeyRecord)) internal _keys;
    /// @dev Signers that may still act, with some that no longer can, which others replace.
    mapping(uint32 institution => bytes32[]) internal _signers;
    /// @dev Latest key with GOVERN.
    mapping(uint32 institution => bytes32 key) internal _voters;

    /// @inheritdoc IInstitutionRegistry
    mapping(address account => uint32 institution) public governedBy;
    Checkpoints.Trace208 internal _voterCounts;

    function _enter(
        uint32 id,
        Standing standing,
        uint32 successor,
        uint32 recordsKeeper,
        Ground ground,
        bytes32 document
    ) internal {
        Member storage member = _members[id];
        if (member.successor != 0) _separate(id);
        if (successor != 0) _merge(id, successor);
        bool active = standing == Standing.Active;
        if (active != (member.standing == Standing.Active)) _mirror(id, active);

        uint32 sequence = member.standingCount;
        member.standing = standing;
        member.since = _now();
        member.successor = successor;
        member.recordsKeeper = recordsKeeper;
        member.standingCount = sequence + 1;
        member.appealed = false;
        _standings[id].push(StandingEntry(standing, _now(), successor, recordsKeeper));
        emit StandingChanged(id, sequence, standing, successor, recordsKeeper, ground, document);
    }

    function _store(uint32 id, bytes32 keyId, bytes memory data, uint8 purposes, uint40 from, uint40 until) internal {
        bool signs = Signers.isSigner(data.length);
        bool held = signs && _members[id].standing != Standing.Active;
        if (purposes & Purposes.GOVERN != 0) _seatVoter(id, keyId, data);
        if (signs) _enlist(id, keyId);
        _keys[id][keyId] = KeyRecord(purposes, from, until, 0, signs, held);
        emit KeyAdded(id, keyId, purposes, from, until, data);
    }

    /// @dev Whether a key has a purpose at a time, by its own word: standing aside.
    function _covers(KeyRecord storage record, uint8 purpose, uint256 time) internal view returns (bool) {
        return record.purposes & purpose == purpose && purpose != 0 && time >= record.from
            && (record.until == 0 || time < record.until)
            && (record.compromisedSince == 0 || time < record.compromisedSince);
    }

    /// @dev Whether a key can never act again.
    function _isOver(uint32 id, bytes32 keyId) internal view returns (bool) {
        KeyRecord storage record = _keys[id][keyId];
        return record.compromisedSince != 0 || (record.until != 0 && record.until <= block.timestamp);
    }

    function _now() internal view returns (uint40) {
        return uint40(block.timestamp);
    }

    /// @dev Writes into every signer's word, and into the number of voters, that the institution is Active or no longer is.
    function _mirror(uint32 id, bool active) private {
        bytes32[] storage signers = _signers[id];
        for (uint256 i = 0; i < signers.length; ++i) {
            _keys[id][signers[i]].held = !active;
        }
        if (!_hasVote(id)) return;
        uint208 voters = _voterCounts.latest();
        _voterCounts.push(uint48(block.timestamp), active ? voters + 1 : voters - 1);
    }

    function _hasVote(uint32 id) internal view returns (bool) {
        Kind kind = _members[id].kind;
        return kind == Kind.Provider || kind == Kind.Employer;
    }

    function _enlist(uint32 id, bytes32 keyId) private {
        bytes32[] storage signers = _signers[id];
        if (signers.length < MAX_SIGNERS) {
            signers.push(keyId);
            return;
        }
        for (uint256 i = 0; i < MAX_SIGNERS; ++i) {
            if (_isOver(id, signers[i])) {
                signers[i] = keyId;
                return;
            }
        }
        revert Institution_TooManyKeys(id, MAX_SIGNERS);
    }

    function _seatVoter(uint32 id, bytes32 keyId, bytes memory data) private {
        if (data.length != Signers.ACCOUNT_LENGTH) revert Institution_GovernNeedsAccount(data);
        address account = address(uint160(uint256(keyId)));
        uint32 taken = governedBy[account];
        bytes32 present = _voters[id];
        if (taken == 0 && present != 0 && !_isOver(id, present)) taken = id;
        if (taken != 0) revert Institution_GovernKeyTaken(id, keyId, taken);
        governedBy[account] = id;
        _voters[id] = keyId;
    }

    /// @dev Adds an institution, behind all that merged into it, to its successor's. The successor is merged into none.
    function _merge(uint32 id, uint32 successor) private {
        _mergedAt = _now();
        uint256 moved = _members[id].predecessors;
        uint256 list = _members[successor].predecessors;
        if (Predecessors.count(list) + Predecessors.count(moved) >= Predecessors.MOST) {
            revert Institution_TooManyPredecessors(successor, Predecessors.MOST);
        }
        _members[successor].predecessors = Predecessors.append(Predecessors.append(list, moved), id);
    }

    /// @dev Takes an institution, and all that merged into it, from its successor and that one's successors.
    function _separate(uint32 id) private {
        uint256 moved = Predecessors.append(_members[id].predecessors, id);
        for (uint32 heir = _members[id].successor; heir != 0; heir = _members[heir].successor) {
            uint256 list = _members[heir].predecessors;
            for (uint256 rest = moved; rest != 0; rest >>= 32) {
                list = Predecessors.remove(list, uint32(rest));
            }
            _members[heir].predecessors = list;
        }
    }
}
