// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {IInstitutionRegistry} from "../interfaces/IInstitutionRegistry.sol";
import {IMembersGovernor} from "../interfaces/IMembersGovernor.sol";
import {Authorized} from "../libraries/Authorized.sol";
import {Signers} from "../libraries/Signers.sol";
import {Authorization, Ground, Kind, Purposes, Standing} from "../types/Types.sol";
import {InstitutionActs} from "./InstitutionActs.sol";
import {MemberStore} from "./MemberStore.sol";
import {Predecessors} from "./Predecessors.sol";

/// @title Institutions, their standing and their keys over time
/// @notice See IInstitutionRegistry. No part can be replaced and no entry erased; governance is fixed at deployment.
abstract contract InstitutionRegistry is MemberStore {
    using Checkpoints for Checkpoints.Trace208;

    /// @dev How far back an institution may report its own key: else a stolen admin key voids the past.
    uint256 internal constant REPORT_PERIOD = 30 days;

    uint8 internal constant FIELD_NAME = 0;
    uint8 internal constant FIELD_DOMAIN = 1;
    uint8 internal constant FIELD_COUNTRY = 2;
    uint8 internal constant FIELD_KIND = 3;
    uint8 internal constant FIELD_PURPOSES = 4;
    uint8 internal constant FIELD_SUCCESSOR = 5;
    uint8 internal constant FIELD_STANDING = 6;
    uint8 internal constant FIELD_GROUND = 7;

    /// @inheritdoc IInstitutionRegistry
    bytes32 public immutable governance;

    constructor(address verifier_, IMembersGovernor governor, Admission[] memory founders) Authorized(verifier_) {
        address members = governor.members();
        if (members != address(this)) revert Institution_ForeignGovernor(address(governor), members);
        governance = bytes32(uint256(uint160(governor.timelock())));
        for (uint256 i = 0; i < founders.length; ++i) {
            _admit(uint32(i + 1), founders[i]);
        }
    }

    /// @inheritdoc IInstitutionRegistry
    function admit(uint32 id, Admission calldata admission, Authorization calldata authorization) external {
        _requireGovernance(_authorise(InstitutionActs.hashAdmit(id, admission, authorization.deadline), authorization));
        if (id != count + 1) revert Institution_NotNext(count + 1, id);
        _admit(id, admission);
    }

    /// @inheritdoc IInstitutionRegistry
    function setStanding(
        uint32 id,
        uint32 sequence,
        Standing standing,
        uint32 successor,
        uint32 recordsKeeper,
        Ground ground,
        bytes32 document,
        Authorization calldata authorization
    ) external {
        bytes32 structHash = keccak256(
            abi.encode(
                InstitutionActs.SET_STANDING,
                id,
                sequence,
                standing,
                successor,
                recordsKeeper,
                ground,
                document,
                authorization.deadline
            )
        );
        _requireGovernance(_authorise(structHash, authorization));
        _requireKnown(id);
        uint32 expected = _members[id].standingCount;
        if (sequence != expected) revert Institution_WrongSequence(id, expected, sequence);
        if (standing == Standing.None) revert Institution_InvalidField(FIELD_STANDING);
        if (ground == Ground.None || document == 0) revert Institution_InvalidField(FIELD_GROUND);
        if (standing == Standing.Merged ? !_maySucceed(id, successor) : successor != 0) {
            revert Institution_InvalidField(FIELD_SUCCESSOR);
        }
        if (recordsKeeper != 0) _requireKnown(recordsKeeper);
        _enter(id, standing, successor, recordsKeeper, ground, document);
    }

    /// @inheritdoc IInstitutionRegistry
    function appealStanding(uint32 id, uint32 sequence, bytes32 document, Authorization calldata authorization)
        external
    {
        bytes32 structHash =
            keccak256(abi.encode(InstitutionActs.APPEAL_STANDING, id, sequence, document, authorization.deadline));
        bytes32 actor = _authorise(structHash, authorization);
        _requireKnown(id);
        // Who was suspended is heard: its admin keys count here whatever the standing.
        if (!_covers(_keys[id][actor], Purposes.ADMIN, block.timestamp)) {
            revert Institution_NotAuthorised(id, actor, Purposes.ADMIN);
        }
        Member storage member = _members[id];
        bool latest = uint256(sequence) + 1 == member.standingCount;
        if (!latest || member.standing == Standing.Active || member.appealed) {
            revert Institution_NotAppealable(id, sequence);
        }
        member.appealed = true;
        emit StandingAppealed(id, sequence, document);
    }

    /// @inheritdoc IInstitutionRegistry
    function updateProfile(uint32 id, uint32 sequence, bytes32 profileDigest, Authorization calldata authorization)
        external
    {
        bytes32 structHash = keccak256(
            abi.encode(InstitutionActs.UPDATE_PROFILE, id, sequence, profileDigest, authorization.deadline)
        );
        _requireAdmin(id, _authorise(structHash, authorization));
        Member storage member = _members[id];
        uint32 expected = member.profileSequence;
        if (sequence != expected) revert Institution_WrongSequence(id, expected, sequence);
        member.profileSequence = expected + 1;
        member.profileDigest = profileDigest;
        emit ProfileUpdated(id, sequence, profileDigest);
    }

    /// @inheritdoc IInstitutionRegistry
    function addKey(
        uint32 id,
        bytes calldata data,
        uint8 purposes,
        uint40 from,
        uint40 until,
        Authorization calldata authorization
    ) external {
        bytes32 actor = _authorise(
            InstitutionActs.hashAddKey(id, data, purposes, from, until, authorization.deadline), authorization
        );
        // Governance may put an institution back into its own hands, and nothing else.
        if (actor == governance && purposes & Purposes.ADMIN != 0) _requireKnown(id);
        else _requireAdmin(id, actor);

        bytes32 keyId = _checkKey(data, purposes);
        if (_keys[id][keyId].purposes != 0) revert Institution_KeyTaken(id, keyId);
        uint40 start = from == 0 ? _now() : from;
        if (start < block.timestamp || (until != 0 && until <= start)) {
            revert Institution_InvalidWindow(start, until, block.timestamp);
        }
        _store(id, keyId, data, purposes, start, until);
    }

    /// @inheritdoc IInstitutionRegistry
    function retireKey(uint32 id, bytes32 key_, uint40 until, Authorization calldata authorization) external {
        bytes32 structHash =
            keccak256(abi.encode(InstitutionActs.RETIRE_KEY, id, key_, until, authorization.deadline));
        _requireAdmin(id, _authorise(structHash, authorization));
        KeyRecord storage record = _knownKey(id, key_);
        uint40 end = until == 0 ? _now() : until;
        if (end < block.timestamp || (record.until != 0 && end >= record.until)) {
            revert Institution_InvalidWindow(record.from, end, block.timestamp);
        }
        record.until = end;
        emit KeyRetired(id, key_, end);
    }

    /// @inheritdoc IInstitutionRegistry
    function reportCompromise(uint32 id, bytes32 key_, uint40 since, Authorization calldata authorization) external {
        bytes32 structHash =
            keccak256(abi.encode(InstitutionActs.REPORT_COMPROMISE, id, key_, since, authorization.deadline));
        bytes32 actor = _authorise(structHash, authorization);
        uint40 earliest = 1;
        if (actor != governance) {
            _requireAdmin(id, actor);
            earliest = uint40(block.timestamp - REPORT_PERIOD);
        }
        KeyRecord storage record = _knownKey(id, key_);
        bool moved = record.compromisedSince == 0 || since < record.compromisedSince;
        if (since < earliest || since > block.timestamp || !moved) {
            revert Institution_InvalidReport(since, earliest, block.timestamp);
        }
        record.compromisedSince = since;
        emit KeyCompromised(id, key_, since);
    }

    /// @inheritdoc IInstitutionRegistry
    function isAuthorised(uint32 id, bytes32 key_, uint8 purpose, uint256 time) public view returns (bool) {
        KeyRecord memory record = _keys[id][key_];
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

    function _admit(uint32 id, Admission memory admission) internal {
        _checkAdmission(admission);
        count = id;
        Member storage member = _members[id];
        member.kind = admission.kind;
        member.country = admission.country;
        member.profileDigest = admission.profileDigest;
        member.name = admission.name;
        member.domain = admission.domain;
        emit InstitutionAdmitted(
            id, admission.name, admission.domain, admission.country, admission.kind, admission.profileDigest
        );
        _enter(id, Standing.Active, 0, 0, Ground.None, 0);
        bytes32 keyId = Signers.signerIdInMemory(admission.admin, verifier);
        _store(id, keyId, admission.admin, admission.purposes, _now(), 0);
    }

    function _checkAdmission(Admission memory admission) internal pure {
        if (bytes(admission.name).length == 0) revert Institution_InvalidField(FIELD_NAME);
        if (bytes(admission.domain).length == 0) revert Institution_InvalidField(FIELD_DOMAIN);
        if (!_isLetter(admission.country[0]) || !_isLetter(admission.country[1])) {
            revert Institution_InvalidField(FIELD_COUNTRY);
        }
        if (admission.kind == Kind.None) revert Institution_InvalidField(FIELD_KIND);
        if (admission.purposes > Purposes.ALL || admission.purposes & Purposes.ADMIN == 0) {
            revert Institution_InvalidField(FIELD_PURPOSES);
        }
        if (!Signers.isSigner(admission.admin.length)) revert Institution_MalformedKey(admission.admin);
    }

    function _checkKey(bytes calldata data, uint8 purposes) internal view returns (bytes32) {
        if (purposes == 0 || purposes > Purposes.ALL) revert Institution_InvalidField(FIELD_PURPOSES);
        if (Signers.isSigner(data.length)) return Signers.signerId(data, verifier);
        if (!Signers.isCredentialKey(data)) revert Institution_MalformedKey(data);
        if (purposes != Purposes.ISSUE) revert Institution_CredentialKeyPurposes(purposes);
        return Signers.credentialKeyId(data);
    }

    function _isLetter(bytes1 character) internal pure returns (bool) {
        return character >= "A" && character <= "Z";
    }

    function _knownKey(uint32 id, bytes32 key_) internal view returns (KeyRecord storage record) {
        record = _keys[id][key_];
        if (record.purposes == 0) revert Institution_UnknownKey(id, key_);
    }

    function _requireKnown(uint32 id) internal view {
        if (id == 0 || id > count) revert Institution_Unknown(id);
    }

    function _requireGovernance(bytes32 actor) internal view {
        if (actor != governance) revert Institution_NotGovernance(governance, actor);
    }

    function _requireAdmin(uint32 id, bytes32 actor) internal view {
        _requireKnown(id);
        requireAuthorised(id, actor, Purposes.ADMIN);
    }

    /// @dev A successor is another institution that is merged into none.
    function _maySucceed(uint32 id, uint32 successor) internal view returns (bool) {
        return successor != 0 && successor <= count && successor != id && _members[successor].successor == 0;
    }
}
