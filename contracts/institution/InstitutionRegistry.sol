// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IInstitutionRegistry} from "../interfaces/IInstitutionRegistry.sol";
import {Authorized} from "../libraries/Authorized.sol";
import {Signers} from "../libraries/Signers.sol";
import {Authorization, Kind, Purposes, Standing} from "../types/Types.sol";
import {InstitutionActs} from "./InstitutionActs.sol";

/// @title Institutions, their standing and their keys over time
/// @notice See IInstitutionRegistry. No part can be replaced and no entry erased; governance is fixed at deployment.
contract InstitutionRegistry is IInstitutionRegistry, Authorized {
    /// @dev An institution. The first word answers every question about now.
    struct Member {
        // word 0: the latest standing and the counters (200 bits)
        Standing standing;
        uint40 since;
        uint32 successor;
        uint32 recordsKeeper;
        uint32 standingCount;
        uint32 profileSequence;
        Kind kind;
        bytes2 country;
        // words 1 to 3
        bytes32 profileDigest;
        string name;
        string domain;
    }

    /// @dev How far back an institution may report its own key: else a stolen admin key voids the past.
    uint256 internal constant REPORT_PERIOD = 30 days;

    uint8 internal constant FIELD_NAME = 0;
    uint8 internal constant FIELD_DOMAIN = 1;
    uint8 internal constant FIELD_COUNTRY = 2;
    uint8 internal constant FIELD_KIND = 3;
    uint8 internal constant FIELD_PURPOSES = 4;
    uint8 internal constant FIELD_SUCCESSOR = 5;
    uint8 internal constant FIELD_STANDING = 6;

    /// @inheritdoc IInstitutionRegistry
    bytes32 public immutable governance;

    /// @inheritdoc IInstitutionRegistry
    uint32 public count;

    mapping(uint32 institution => Member) internal _members;
    /// @dev Every entry, the latest included, by time.
    mapping(uint32 institution => StandingEntry[]) internal _standings;
    mapping(uint32 institution => mapping(bytes32 key => Key)) internal _keys;

    constructor(address verifier_, bytes32 governance_) Authorized(verifier_) {
        governance = governance_;
    }

    /// @inheritdoc IInstitutionRegistry
    function admit(uint32 id, Admission calldata admission, Authorization calldata authorization) external {
        _requireGovernance(_authorise(InstitutionActs.hashAdmit(id, admission, authorization.deadline), authorization));
        if (id != count + 1) revert Institution_NotNext(count + 1, id);
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
        _enter(id, Standing.Active, 0, 0, bytes32(0));
        _store(id, Signers.signerId(admission.admin, verifier), admission.admin, admission.purposes, _now(), 0);
    }

    /// @inheritdoc IInstitutionRegistry
    function setStanding(
        uint32 id,
        uint32 sequence,
        Standing standing,
        uint32 successor,
        uint32 recordsKeeper,
        bytes32 ground,
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
                authorization.deadline
            )
        );
        _requireGovernance(_authorise(structHash, authorization));
        _requireKnown(id);
        uint32 expected = _members[id].standingCount;
        if (sequence != expected) revert Institution_WrongSequence(id, expected, sequence);
        if (standing == Standing.None) revert Institution_InvalidField(FIELD_STANDING);
        bool succeeded = successor != 0 && successor <= count && successor != id;
        if (standing == Standing.Merged ? !succeeded : successor != 0) {
            revert Institution_InvalidField(FIELD_SUCCESSOR);
        }
        if (recordsKeeper != 0) _requireKnown(recordsKeeper);
        _enter(id, standing, successor, recordsKeeper, ground);
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
        Key storage record = _knownKey(id, key_);
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
        Key storage record = _knownKey(id, key_);
        bool moved = record.compromisedSince == 0 || since < record.compromisedSince;
        if (since < earliest || since > block.timestamp || !moved) {
            revert Institution_InvalidReport(since, earliest, block.timestamp);
        }
        record.compromisedSince = since;
        emit KeyCompromised(id, key_, since);
    }

    /// @inheritdoc IInstitutionRegistry
    function isAuthorised(uint32 id, bytes32 key_, uint8 purpose, uint256 time) public view returns (bool) {
        if (time > block.timestamp || purpose == 0) return false;
        Key memory record = _keys[id][key_];
        if (record.purposes & purpose != purpose || time < record.from) return false;
        if (record.until != 0 && time >= record.until) return false;
        if (record.compromisedSince != 0 && time >= record.compromisedSince) return false;
        Member storage member = _members[id];
        if (time >= member.since) return member.standing == Standing.Active;
        return standingAt(id, time).standing == Standing.Active;
    }

    /// @inheritdoc IInstitutionRegistry
    function requireAuthorised(uint32 id, bytes32 key_, uint8 purpose) public view {
        if (!isAuthorised(id, key_, purpose, block.timestamp)) revert Institution_NotAuthorised(id, key_, purpose);
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
        return _keys[id][key_];
    }

    function _enter(uint32 id, Standing standing, uint32 successor, uint32 recordsKeeper, bytes32 ground) internal {
        Member storage member = _members[id];
        uint32 sequence = member.standingCount;
        member.standing = standing;
        member.since = _now();
        member.successor = successor;
        member.recordsKeeper = recordsKeeper;
        member.standingCount = sequence + 1;
        _standings[id].push(StandingEntry(standing, _now(), successor, recordsKeeper));
        emit StandingChanged(id, sequence, standing, successor, recordsKeeper, ground);
    }

    function _store(uint32 id, bytes32 keyId, bytes calldata data, uint8 purposes, uint40 from, uint40 until) internal {
        _keys[id][keyId] = Key({purposes: purposes, from: from, until: until, compromisedSince: 0});
        emit KeyAdded(id, keyId, purposes, from, until, data);
    }

    function _checkAdmission(Admission calldata admission) internal pure {
        if (bytes(admission.name).length == 0) revert Institution_InvalidField(FIELD_NAME);
        if (bytes(admission.domain).length == 0) revert Institution_InvalidField(FIELD_DOMAIN);
        if (!_isLetter(admission.country[0]) || !_isLetter(admission.country[1])) {
            revert Institution_InvalidField(FIELD_COUNTRY);
        }
        if (admission.kind == Kind.None) revert Institution_InvalidField(FIELD_KIND);
        if (admission.purposes > Purposes.ALL || admission.purposes & Purposes.ADMIN == 0) {
            revert Institution_InvalidField(FIELD_PURPOSES);
        }
        if (!Signers.isSigner(admission.admin)) revert Institution_MalformedKey(admission.admin);
    }

    function _checkKey(bytes calldata data, uint8 purposes) internal view returns (bytes32) {
        if (purposes == 0 || purposes > Purposes.ALL) revert Institution_InvalidField(FIELD_PURPOSES);
        if (Signers.isSigner(data)) return Signers.signerId(data, verifier);
        if (!Signers.isCredentialKey(data)) revert Institution_MalformedKey(data);
        if (purposes != Purposes.ISSUE) revert Institution_CredentialKeyPurposes(purposes);
        return Signers.credentialKeyId(data);
    }

    function _isLetter(bytes1 character) internal pure returns (bool) {
        return character >= "A" && character <= "Z";
    }

    function _knownKey(uint32 id, bytes32 key_) internal view returns (Key storage record) {
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

    function _now() internal view returns (uint40) {
        return uint40(block.timestamp);
    }
}
