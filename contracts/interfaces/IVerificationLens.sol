// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Kind, Outcome} from "../types/Types.sol";
import {ICourseRegistry} from "./ICourseRegistry.sol";
import {IFollowUpRegistry} from "./IFollowUpRegistry.sol";
import {IInstitutionRegistry} from "./IInstitutionRegistry.sol";
import {INetworkDirectory} from "./INetworkDirectory.sol";
import {IRoundRegistry} from "./IRoundRegistry.sol";

/// @title Everything a verifier needs, in one call
/// @notice Holds no state and decides nothing: it collects facts with the block they are of.
interface IVerificationLens {
    /// @notice A credential to ask about. `size` 0: no receipt, the answer holds the status only.
    /// @param key Signer id that authorised the anchor. @param credentialKey SHA-256 of the key that signed the
    /// credential; 0: unknown.
    struct Query {
        uint32 institution;
        uint64 number;
        uint32 index;
        bytes32 root;
        uint32 size;
        bytes32 courseVersion;
        bytes32 key;
        bytes32 credentialKey;
    }

    /// @notice Answer to a query. `anchoredAt` 0: this institution anchored no such batch.
    /// @param matches Whether the receipt's values lead to the batch's commitment. @param statusBits 1 revocation,
    /// 2 suspension, 4 replacement. The last three are as of the anchor's time.
    struct Answer {
        uint40 anchoredAt;
        bool matches;
        uint8 statusBits;
        bool keyAuthorised;
        bool credentialKeyAuthorised;
        bool mayIssue;
    }

    struct DecisionFacts {
        address policy;
        bool listed;
        Outcome outcome;
        uint40 decidedAt;
        uint40 expiresAt;
    }

    /// @notice A round with its seats and the decisions that policies gave.
    struct RoundFacts {
        bytes32 id;
        bool rubricListed;
        IRoundRegistry.Round round;
        IRoundRegistry.Seat[] seats;
        DecisionFacts[] decisions;
        IFollowUpRegistry.FollowUp followUp;
    }

    /// @notice A round on an earlier version whose decision was carried to this one.
    struct CarriedFacts {
        IFollowUpRegistry.Carrying carrying;
        RoundFacts round;
    }

    struct VersionFacts {
        bytes32 id;
        bool exists;
        ICourseRegistry.Version version;
        RoundFacts[] rounds;
        CarriedFacts[] carried;
        IFollowUpRegistry.Concern[] concerns;
    }

    struct InstitutionFacts {
        uint32 id;
        string name;
        string domain;
        bytes2 country;
        Kind kind;
        IInstitutionRegistry.StandingEntry[] standings;
    }

    /// @notice All answers are of block `blockNumber`, `blockTime` in Unix seconds.
    /// @param versions One for each distinct version asked for. @param institutions Every institution that the answers
    /// mention, each once.
    struct Report {
        uint256 chainId;
        address directory;
        uint256 blockNumber;
        uint256 blockTime;
        Answer[] answers;
        VersionFacts[] versions;
        InstitutionFacts[] institutions;
    }

    /// @notice More than 200 queries.
    error Lens_TooMany(uint256 most, uint256 actual);

    /// @notice The directory that this lens reads.
    function directory() external view returns (INetworkDirectory);

    /// @notice Facts about up to 200 credentials, and about further versions and institutions, by anyone.
    /// @param alsoVersions Versions to report on beside those of the queries (a credential without receipt).
    function report(Query[] calldata queries, bytes32[] calldata alsoVersions) external view returns (Report memory);
}
