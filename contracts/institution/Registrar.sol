// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IInstitutionRegistry} from "../interfaces/IInstitutionRegistry.sol";
import {Signers} from "../libraries/Signers.sol";
import {Authorization, Ground, Purposes, Standing} from "../types/Types.sol";
import {Admissions} from "./Admissions.sol";
import {InstitutionActs} from "./InstitutionActs.sol";
import {InstitutionReads} from "./InstitutionReads.sol";

/// @title The code of the acts on institutions
/// @notice The registry's second half, since a contract's code is limited to 24,576 bytes. The registry deploys it in its
/// constructor and runs it on its own storage, for ever. Its own storage stays empty and nobody reads it.
contract Registrar is Admissions {
    /// @dev How far back an institution may report its own key: else a stolen admin key voids the past.
    uint256 internal constant REPORT_PERIOD = 30 days;

    uint8 internal constant FIELD_SUCCESSOR = 5;
    uint8 internal constant FIELD_STANDING = 6;
    uint8 internal constant FIELD_GROUND = 7;

    constructor(address verifier, bytes32 governance) InstitutionReads(verifier, governance) {}

    /// @notice Admits the founders as institutions 1 to n. Run by the registry's constructor; the registry passes no call on to
    /// it afterwards.
    function found(Admission[] calldata founders) external {
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

    function _checkKey(bytes calldata data, uint8 purposes) internal view returns (bytes32) {
        if (purposes == 0 || purposes > Purposes.ALL) revert Institution_InvalidField(FIELD_PURPOSES);
        if (Signers.isSigner(data.length)) return Signers.signerId(data, verifier);
        if (!Signers.isCredentialKey(data)) revert Institution_MalformedKey(data);
        if (purposes != Purposes.ISSUE) revert Institution_CredentialKeyPurposes(purposes);
        return Signers.credentialKeyId(data);
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
