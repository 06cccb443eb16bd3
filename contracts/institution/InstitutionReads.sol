// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {IInstitutionRegistry} from "../interfaces/IInstitutionRegistry.sol";
import {Authorized} from "../libraries/Authorized.sol";
import {Purposes, Standing} from "../types/Types.sol";
import {MemberStore} from "./MemberStore.sol";
import {Predecessors} from "./Predecessors.sol";

/// @title What is asked about institutions
/// @notice See IInstitutionRegistry.
abstract contract InstitutionReads is MemberStore {
    using Checkpoints for Checkpoints.Trace208;

    /// @inheritdoc IInstitutionRegistry
    bytes32 public immutable governance;

    constructor(address verifier_, bytes32 governance_) Authorized(verifier_) {
        governance = governance_;
    }

    /// @inheritdoc IInstitutionRegistry
    function isAuthorised(uint32 id, bytes32 key_, uint8 purpose, uint256 time) public view returns (bool) {
        KeyRecord storage record = _keys[id][key_];
        if (time > block.timestamp || !_covers(record, purpose, time)) return false;
        if (time == block.timestamp && record.signs) return !record.held;
        Member storage member = _members[id];
        if (time >= member.since) return member.standing == Standing.Active;
        return standingAt(id, time).standing == Standing.Active;
    }

    /// @inheritdoc IInstitutionRegistry
    function requireAuthorised(uint32 id, bytes32 key_, uint8 purpose) public view {
        if (!isAuthorised(id, key_, purpose, block.timestamp)) revert Institution_NotAuthorised(id, key_, purpose);
    }

    /// @inheritdoc IInstitutionRegistry
    function votesOf(address account, uint256 time) external view returns (uint256) {
        uint32 id = governedBy[account];
        if (!isAuthorised(id, bytes32(uint256(uint160(account))), Purposes.GOVERN, time)) return 0;
        return _hasVote(id) ? 1 : 0;
    }

    /// @inheritdoc IInstitutionRegistry
    function voterCount(uint256 time) external view returns (uint256) {
        return _voterCounts.upperLookupRecent(time > type(uint48).max ? type(uint48).max : uint48(time));
    }

    /// @inheritdoc IInstitutionRegistry
    function predecessors(uint32 id) external view returns (uint32[] memory) {
        return Predecessors.toArray(_members[id].predecessors);
    }

    /// @inheritdoc IInstitutionRegistry
    function standingAt(uint32 id, uint256 time) public view returns (StandingEntry memory entry) {
        StandingEntry[] storage entries = _standings[id];
        // Entries before `low` began by `time`; those from `high` on, after it. Of several in one second the last counts.
        uint256 low = 0;
        uint256 high = entries.length;
        while (low < high) {
            uint256 middle = (low + high) / 2;
            if (entries[middle].since <= time) low = middle + 1;
            else high = middle;
        }
        if (low != 0) entry = entries[low - 1];
    }

    /// @inheritdoc IInstitutionRegistry
    function institution(uint32 id) external view returns (Institution memory) {
        Member storage member = _members[id];
        return Institution({
            name: member.name,
            domain: member.domain,
            country: member.country,
            kind: member.kind,
            profileDigest: member.profileDigest,
            profileSequence: member.profileSequence,
            standingCount: member.standingCount,
            standing: member.standing,
            standingSince: member.since,
            successor: member.successor,
            recordsKeeper: member.recordsKeeper
        });
    }

    /// @inheritdoc IInstitutionRegistry
    function standings(uint32 id) external view returns (StandingEntry[] memory) {
        return _standings[id];
    }

    /// @inheritdoc IInstitutionRegistry
    function key(uint32 id, bytes32 key_) external view returns (Key memory) {
        KeyRecord memory record = _keys[id][key_];
        return Key(record.purposes, record.from, record.until, record.compromisedSince);
    }
}
