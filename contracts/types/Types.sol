// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Who acts, until when, and the proof of it. Stands last in every state-changing function that needs a person
/// or an institution. The signature is over the EIP-712 struct of the act, whose last member is `deadline`.
/// @param signer ERC-7913 bytes: 20 bytes of an account, or the network's WebAuthn verifier (20) and a P-256 key (64).
/// @param deadline Last second, Unix time, in which the act may be recorded.
/// @param signature Empty: `msg.sender` is the signer. Otherwise 64- or 65-byte ECDSA, ERC-1271 bytes or an encoded
/// WebAuthn assertion.
struct Authorization {
    bytes signer;
    uint40 deadline;
    bytes signature;
}

/// @notice Kinds of institution. Agencies observe: they have no vote.
enum Kind {
    None,
    Provider,
    Employer,
    Agency
}

/// @notice Standing of an institution in the network.
enum Standing {
    None,
    Active,
    Suspended,
    Left,
    Closed,
    Merged
}

/// @notice What an institution is to a course.
enum Part {
    None,
    Owner,
    Deliverer
}

/// @notice Role of a seat; the rubric's role masks follow this order, subject expert first.
enum Role {
    None,
    SubjectExpert,
    Education,
    Practitioner,
    Learner,
    Chair
}

/// @notice A formative round shows round, seats and count only; a summative one ends in a decision.
enum Purpose {
    None,
    Formative,
    Summative
}

/// @notice What was reviewed: the design of the course, or the course as delivered.
enum Basis {
    None,
    Design,
    Delivered
}

/// @notice The full panel, or the rapid route of two seats and a provisional outcome.
enum Route {
    None,
    Panel,
    Rapid
}

/// @notice Stage of a round. Within `Reviewing` the phases (seal, reveal, revise, reply) follow from the seats and the
/// clock: see IRoundRegistry.
enum Stage {
    None,
    Opened,
    Accepted,
    Reviewing,
    Closed,
    Abandoned
}

/// @notice Outcome of a decision.
enum Outcome {
    None,
    Met,
    Conditional,
    NotMet,
    Provisional
}

/// @notice Changes of credential status. `Replace` sets the revocation and the replacement bit.
enum StatusAction {
    None,
    Revoke,
    Suspend,
    Reinstate,
    Replace
}

/// @notice Why a standing changed. The document behind it is named by its digest.
enum Ground {
    None,
    OwnRequest,
    Closure,
    Merger,
    FalseStatement,
    HiddenTie,
    KeyMisuse,
    Unresponsive,
    AppealUpheld,
    AppealDismissed,
    Other
}

/// @notice Marks of a seat, as bits.
library SeatFlags {
    /// @dev The provider objected to it.
    uint8 internal constant OBJECTED = 1;
    /// @dev The convener left it out of the panel.
    uint8 internal constant EXCLUDED = 2;
    /// @dev The convener added it after the reviews were revealed; it reviews unsealed.
    uint8 internal constant ADDED = 4;
}

/// @notice Key purposes, as bits.
library Purposes {
    uint8 internal constant ADMIN = 1;
    uint8 internal constant PUBLISH = 2;
    uint8 internal constant APPOINT = 4;
    uint8 internal constant CONVENE = 8;
    uint8 internal constant ISSUE = 16;
    uint8 internal constant RECOGNISE = 32;
    uint8 internal constant GOVERN = 64;
    uint8 internal constant ALL = 127;
}
