// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Authorization} from "../types/Types.sol";
import {IAuthorized} from "./IAuthorized.sol";

/// @title What follows a decision
/// @notice Conditions that the convener found closed, decisions carried to a minor version, rescission by governance, and
/// concerns of members about a version. Facts only: none of them changes a decision; a reader applies them.
/// @dev Concern id = keccak256(abi.encode(bytes32 version, uint32 n)).
interface IFollowUpRegistry is IAuthorized {
    /// @notice Times in Unix seconds; 0: not so. `conditions`: digest that the convener gave when it closed them.
    struct FollowUp {
        uint40 rescindedAt;
        uint40 conditionsClosedAt;
        bytes32 conditions;
    }

    /// @notice A decision of a round carried to a version. `steps` 1 to 3; 0: not carried.
    struct Carrying {
        uint40 carriedAt;
        uint8 steps;
    }

    /// @notice A concern. `admittedAt` 0: filed by one member only. `closedAt` 0: not closed by its two members; a later
    /// decision closes it as well.
    struct Concern {
        bytes32 version;
        uint32 filedBy;
        uint32 admittedBy;
        uint40 filedAt;
        uint40 admittedAt;
        uint40 closedAt;
    }

    event ConditionsClosed(bytes32 indexed round, uint32 indexed convener, bytes32 document);
    event DecisionCarried(bytes32 indexed round, bytes32 indexed version, uint32 indexed convener, uint8 steps);
    event DecisionRescinded(bytes32 indexed round, bytes32 ground);
    event ConcernFiled(
        bytes32 indexed concern, bytes32 indexed version, uint32 indexed institution, uint32 n, bytes32 document
    );
    event ConcernAdmitted(bytes32 indexed concern, uint32 indexed institution);
    /// @notice One of the two members agreed to close; `closed` when both did.
    event ConcernClosing(bytes32 indexed concern, uint32 indexed institution, bool closed, bytes32 document);

    error FollowUp_NotGovernance(bytes32 expected, bytes32 actual);
    /// @notice Only a closed summative round has a decision to follow up.
    error FollowUp_NoDecision(bytes32 round);
    error FollowUp_ConditionsClosed(bytes32 round);
    /// @notice The decisions of this round are rescinded: nothing follows them any more.
    error FollowUp_AlreadyRescinded(bytes32 round);
    error FollowUp_AlreadyCarried(bytes32 round, bytes32 version);
    /// @notice The version is no minor change of the round's version, or of one that the decision was carried to.
    error FollowUp_NotMinor(bytes32 round, bytes32 version);
    /// @notice A decision is carried over three minor versions at most.
    error FollowUp_TooManySteps(bytes32 round, uint256 most);
    error FollowUp_UnknownVersion(bytes32 version);
    error FollowUp_WrongNumber(uint32 expected, uint32 actual);
    error FollowUp_UnknownConcern(bytes32 concern);
    /// @notice The institution owns or delivers the course, or did within three years.
    error FollowUp_Tied(bytes32 version, uint32 institution);
    /// @notice The institution filed this concern, so that another must admit it; or it is admitted already.
    error FollowUp_NotAdmissible(bytes32 concern, uint32 institution);
    /// @notice Only the two members of an admitted concern close it, each once.
    error FollowUp_NotClosable(bytes32 concern, uint32 institution);
    /// @notice A document's digest is never 0.
    error FollowUp_NoDocument();

    /// @notice Says that the conditions of a decision are met; the decision is unchanged. Once. By a CONVENE key of the
    /// round's convener. EIP-712: `CloseConditions(bytes32 round,bytes32 document,uint40 deadline)`.
    function closeConditions(bytes32 round, bytes32 document, Authorization calldata authorization) external;

    /// @notice Carries the decision of a round to a minor version: its previous version is the round's, or one that the
    /// decision was carried to; three steps at most. By a CONVENE key of the round's convener, which so signs the change as
    /// minor. EIP-712: `CarryDecision(bytes32 round,bytes32 version,uint40 deadline)`.
    function carry(bytes32 round, bytes32 version, Authorization calldata authorization) external;

    /// @notice Rescinds the decisions of a round, for ever. By governance. `ground` is a digest, never 0.
    /// EIP-712: `RescindDecision(bytes32 round,bytes32 ground,uint40 deadline)`.
    function rescind(bytes32 round, bytes32 ground, Authorization calldata authorization) external;

    /// @notice Files a concern about a version. By a CONVENE key of an institution without ties to the course (three years).
    /// `n`: one more than the concerns of this version so far.
    /// EIP-712: `FileConcern(bytes32 version,uint32 n,uint32 institution,bytes32 document,uint40 deadline)`.
    function fileConcern(
        bytes32 version,
        uint32 n,
        uint32 institution,
        bytes32 document,
        Authorization calldata authorization
    ) external returns (bytes32 concern);

    /// @notice Admits a concern: from now on it is open. By a CONVENE key of a second institution without ties.
    /// EIP-712: `AdmitConcern(bytes32 concern,uint32 institution,uint40 deadline)`.
    function admitConcern(bytes32 concern, uint32 institution, Authorization calldata authorization) external;

    /// @notice Agrees to close a concern; when both its members did, it is closed. By a CONVENE key of one of them.
    /// EIP-712: `CloseConcern(bytes32 concern,uint32 institution,bytes32 document,uint40 deadline)`.
    function closeConcern(
        bytes32 concern,
        uint32 institution,
        bytes32 document,
        Authorization calldata authorization
    ) external;

    function followUp(bytes32 round) external view returns (FollowUp memory);

    function carrying(bytes32 round, bytes32 version) external view returns (Carrying memory);

    function concern(bytes32 id) external view returns (Concern memory);

    /// @notice Concerns ever filed about a version, by `n`.
    function concernsOf(bytes32 version) external view returns (Concern[] memory);
}
