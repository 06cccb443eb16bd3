// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Authorization, Ground, Kind, Standing} from "../types/Types.sol";
import {IAuthorized} from "./IAuthorized.sol";

/// @title Institutions, their standing and their keys over time
/// @notice Facts only. Governance admits and sanctions; an institution's admin keys look after its keys. Nothing is
/// erased: every question has a time, and a change counts from the second of the block that records it. The founding
/// members are admitted by the constructor; from then on governance is the timelock of the members' own governor.
/// @dev One deployed contract, MemberRegistry, answers this interface, ICourseRegistry and ICredentialRegistry.
interface IInstitutionRegistry is IAuthorized {
    /// @notice An institution as governance attested it.
    /// @param name Official name. @param domain DNS name whose control was shown. @param country ISO 3166-1 alpha-2.
    /// @param profileDigest SHA-256 of the JCS form of its `institution/1` document.
    /// @param admin Bytes of its first key: a signer (20 or 84 bytes). @param purposes Purposes of that key; includes
    /// ADMIN.
    struct Admission {
        string name;
        string domain;
        bytes2 country;
        Kind kind;
        bytes32 profileDigest;
        bytes admin;
        uint8 purposes;
    }

    /// @notice What the registry answers about an institution now.
    struct Institution {
        string name;
        string domain;
        bytes2 country;
        Kind kind;
        bytes32 profileDigest;
        uint32 profileSequence;
        uint32 standingCount;
        Standing standing;
        uint40 standingSince;
        uint32 successor;
        uint32 recordsKeeper;
    }

    /// @notice One entry of an institution's history. @param since Unix seconds.
    struct StandingEntry {
        Standing standing;
        uint40 since;
        uint32 successor;
        uint32 recordsKeeper;
    }

    /// @notice A key and its window. Times in Unix seconds; `until` 0: open; `compromisedSince` 0: not reported.
    struct Key {
        uint8 purposes;
        uint40 from;
        uint40 until;
        uint40 compromisedSince;
    }

    event InstitutionAdmitted(
        uint32 indexed institution, string name, string domain, bytes2 country, Kind kind, bytes32 profileDigest
    );
    event StandingChanged(
        uint32 indexed institution,
        uint32 sequence,
        Standing standing,
        uint32 successor,
        uint32 recordsKeeper,
        Ground ground,
        bytes32 document
    );
    /// @notice An institution appealed against the standing of this sequence. `document`: digest of its reasons.
    event StandingAppealed(uint32 indexed institution, uint32 sequence, bytes32 document);
    event ProfileUpdated(uint32 indexed institution, uint32 sequence, bytes32 profileDigest);
    event KeyAdded(
        uint32 indexed institution, bytes32 indexed key, uint8 purposes, uint40 from, uint40 until, bytes data
    );
    event KeyRetired(uint32 indexed institution, bytes32 indexed key, uint40 until);
    event KeyCompromised(uint32 indexed institution, bytes32 indexed key, uint40 since);

    /// @notice The governor named at deployment answers to another registry.
    error Institution_ForeignGovernor(address governor, address members);
    /// @notice The signer is not the network's governance.
    error Institution_NotGovernance(bytes32 expected, bytes32 actual);
    /// @notice The institution id is not the next one: the admission was recorded, or another came first.
    error Institution_NotNext(uint32 expected, uint32 actual);
    error Institution_Unknown(uint32 institution);
    /// @notice A field of the admission is empty or out of range: 0 name, 1 domain, 2 country, 3 kind, 4 purposes,
    /// 5 successor (unknown, the institution itself, or merged too), 6 standing, 7 ground or its document.
    error Institution_InvalidField(uint8 field);
    /// @notice The sequence of a standing or profile change is not the next one.
    error Institution_WrongSequence(uint32 institution, uint32 expected, uint32 actual);
    /// @notice The institution holds, or once held, this key.
    error Institution_KeyTaken(uint32 institution, bytes32 key);
    /// @notice At most 32 signers of an institution have windows that are open or still to come.
    error Institution_TooManyKeys(uint32 institution, uint256 most);
    /// @notice GOVERN is for accounts (20 bytes), one at a time: another's window is not over, or the account votes, or
    /// once voted, for another institution (`taken`).
    error Institution_GovernKeyTaken(uint32 institution, bytes32 key, uint32 taken);
    /// @notice A passkey cannot vote by itself: an account contract that it controls can.
    error Institution_GovernNeedsAccount(bytes data);
    /// @notice The successor would have more institutions merged into it, directly or through each other, than `most`.
    error Institution_TooManyPredecessors(uint32 institution, uint256 most);
    /// @notice Only the latest standing can be appealed, once, and not Active.
    error Institution_NotAppealable(uint32 institution, uint32 sequence);
    error Institution_UnknownKey(uint32 institution, bytes32 key);
    /// @notice A window must start now or later, end after it starts, and may only shorten. Unix seconds.
    error Institution_InvalidWindow(uint40 from, uint40 until, uint256 now_);
    /// @notice Key bytes are neither a signer nor an Ed25519 (0xed01) or P-256 (0x8024) multikey.
    error Institution_MalformedKey(bytes data);
    /// @notice A credential key signs credentials only: its one purpose is ISSUE.
    error Institution_CredentialKeyPurposes(uint8 purposes);
    /// @notice A report reaches further back than 30 days, into the future, or is later than an earlier report.
    error Institution_InvalidReport(uint40 since, uint40 earliest, uint256 now_);
    /// @notice The key does not act for the institution with this purpose now.
    error Institution_NotAuthorised(uint32 institution, bytes32 key, uint8 purpose);

    /// @notice Admits an institution. By governance. `institution` must be `count() + 1`.
    /// EIP-712: `Admit(uint32 institution,string name,string domain,bytes2 country,uint8 kind,bytes32 profileDigest,
    /// bytes admin,uint8 purposes,uint40 deadline)` (one line).
    function admit(uint32 institution, Admission calldata admission, Authorization calldata authorization) external;

    /// @notice Changes an institution's standing. By governance. `sequence` must be its `standingCount`.
    /// EIP-712: `SetStanding(uint32 institution,uint32 sequence,uint8 standing,uint32 successor,uint32 recordsKeeper,
    /// uint8 ground,bytes32 document,uint40 deadline)` (one line). `successor` is required for Merged and refused
    /// otherwise. `ground` is never None, `document` a digest of the reasons, never 0. Notice is the timelock's delay.
    function setStanding(
        uint32 institution,
        uint32 sequence,
        Standing standing,
        uint32 successor,
        uint32 recordsKeeper,
        Ground ground,
        bytes32 document,
        Authorization calldata authorization
    ) external;

    /// @notice Appeals against the institution's present standing, once. By an ADMIN key inside its window, whatever the
    /// standing. Governance answers by the next standing, with ground AppealUpheld or AppealDismissed. `sequence`: of the
    /// entry appealed, the latest. EIP-712:
    /// `AppealStanding(uint32 institution,uint32 sequence,bytes32 document,uint40 deadline)`.
    function appealStanding(
        uint32 institution,
        uint32 sequence,
        bytes32 document,
        Authorization calldata authorization
    ) external;

    /// @notice Replaces the profile digest. By an ADMIN key. `sequence` must be the institution's `profileSequence`.
    /// EIP-712: `UpdateProfile(uint32 institution,uint32 sequence,bytes32 profileDigest,uint40 deadline)`.
    function updateProfile(
        uint32 institution,
        uint32 sequence,
        bytes32 profileDigest,
        Authorization calldata authorization
    ) external;

    /// @notice Adds a key. By an ADMIN key; or by governance, which may seat a new admin only: `purposes` include ADMIN.
    /// `from` 0 means now; otherwise now or later. `until` 0 means open. At most 32 signers with windows not over.
    /// EIP-712: `AddKey(uint32 institution,bytes data,uint8 purposes,uint40 from,uint40 until,uint40 deadline)`.
    /// Key id: of a signer its signer id; of a credential key SHA-256 of its multikey bytes.
    function addKey(
        uint32 institution,
        bytes calldata data,
        uint8 purposes,
        uint40 from,
        uint40 until,
        Authorization calldata authorization
    ) external;

    /// @notice Ends a key's window at `until` (0: now), which may only shorten it: `until` is the first second that is
    /// no longer in it, and a window that has not begun may become empty. By an ADMIN key.
    /// EIP-712: `RetireKey(uint32 institution,bytes32 key,uint40 until,uint40 deadline)`.
    function retireKey(uint32 institution, bytes32 key, uint40 until, Authorization calldata authorization) external;

    /// @notice Reports a key compromised since a time. By an ADMIN key, at most 30 days back, or by governance, any.
    /// It may only move back. EIP-712: `ReportCompromise(uint32 institution,bytes32 key,uint40 since,uint40 deadline)`.
    function reportCompromise(uint32 institution, bytes32 key, uint40 since, Authorization calldata authorization)
        external;

    /// @notice Whether a key acted for an institution with a purpose (one bit) at a time: a member in Active standing,
    /// inside the key's window `[from, until)`, not compromised since then or earlier. `time` in Unix seconds; of the
    /// future nothing is known: false.
    function isAuthorised(uint32 institution, bytes32 key, uint8 purpose, uint256 time) external view returns (bool);

    /// @notice Votes of an account at a time: 1 if it was then the account with GOVERN of an Active provider or employer,
    /// otherwise 0. `time` in Unix seconds, of the future: 0.
    function votesOf(address account, uint256 time) external view returns (uint256);

    /// @notice Institutions that could vote at a time: Active providers and employers; of the future, as many as now.
    function voterCount(uint256 time) external view returns (uint256);

    /// @notice Institution that an account votes, or voted, for; 0: none.
    function governedBy(address account) external view returns (uint32);

    /// @notice Institutions that are merged into this one, directly or through each other, oldest first; at most 8.
    function predecessors(uint32 institution) external view returns (uint32[] memory);

    /// @notice Reverts `Institution_NotAuthorised` unless `isAuthorised` now.
    function requireAuthorised(uint32 institution, bytes32 key, uint8 purpose) external view;

    /// @notice Standing at a time; None before admission or for an unknown id.
    function standingAt(uint32 institution, uint256 time) external view returns (StandingEntry memory);

    function institution(uint32 id) external view returns (Institution memory);

    function standings(uint32 id) external view returns (StandingEntry[] memory);

    function key(uint32 institution, bytes32 key_) external view returns (Key memory);

    /// @notice How many institutions were ever admitted; ids are 1 to `count()`.
    function count() external view returns (uint32);

    /// @notice Signer id of governance: the padded address of the governor's timelock.
    function governance() external view returns (bytes32);
}
