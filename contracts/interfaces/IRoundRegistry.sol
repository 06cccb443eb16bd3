// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Authorization, Basis, Purpose, Role, Route, Stage} from "../types/Types.sol";
import {IAuthorized} from "./IAuthorized.sol";

/// @title Review rounds: the procedure, seat by seat
/// @notice Round id = keccak256(abi.encode(version, rubric, uint32 n)). An owner opens, a convener without ties accepts,
/// institutions appoint reviewers to seats, the convener sets the panel, each seat submits once, the provider may reply,
/// anyone closes after the reply window. A round without its quorum ends as abandoned, and stays visible.
/// @dev A seat is two words: the signer id, and institution 32 | role 8 | flags 4 | sequence 4 | 208 bits, highest
/// first; the 208 bits after a review: time 40 | ratings 128 | low 40 bits of the review digest.
interface IRoundRegistry is IAuthorized {
    /// @notice What an owner opens. Times in Unix seconds.
    /// @param n One more than the rounds of this version and rubric so far. @param owner Institution that acts.
    /// @param convener Institution asked to convene. @param seats Seats wanted per role, SubjectExpert first.
    /// @param validity Seconds that a decision of this round will stand; within the rubric's header.
    /// @param reviewUntil Last second for reviews. @param document SHA-256 of the JCS form of the `round/1` document.
    struct Opening {
        bytes32 version;
        bytes32 rubric;
        uint32 n;
        uint32 owner;
        uint32 convener;
        Purpose purpose;
        Basis basis;
        Route route;
        uint8[5] seats;
        uint32 validity;
        uint40 reviewUntil;
        bytes32 document;
    }

    /// @notice What the registry answers about a round now. `replyFrom` 0: no panel is set. Otherwise the reply window is
    /// `[replyFrom, replyUntil]`, which begins with the last missing review or, if one stays away, after `reviewUntil`.
    struct Round {
        bytes32 version;
        bytes32 rubric;
        uint32 owner;
        uint32 convener;
        Stage stage;
        Purpose purpose;
        Basis basis;
        Route route;
        uint8[5] seats;
        uint8 seatCount;
        uint8 submittedCount;
        uint32 validity;
        uint40 openedAt;
        uint40 panelSetAt;
        uint40 reviewUntil;
        uint40 replyFrom;
        uint40 replyUntil;
        uint40 endedAt;
        bytes32 reply;
    }

    /// @notice A seat. `sequence` 0: not reviewed. `ratings`: criterion i at bits 4i..4i+3, 0 not rated, 1-4 level 0-3.
    struct Seat {
        bytes32 signer;
        uint32 institution;
        Role role;
        uint8 flags;
        uint8 sequence;
        uint40 submittedAt;
        uint128 ratings;
        uint40 digestTag;
    }

    /// @notice A review to submit. `ratings` as in `Seat`.
    struct Submission {
        bytes32 round;
        uint8 seat;
        bytes32 reviewDigest;
        uint256 ratings;
        uint32 sequence;
    }

    event RoundOpened(bytes32 indexed round, bytes32 indexed version, bytes32 indexed rubric, Opening opening);
    event RoundAccepted(bytes32 indexed round, uint32 indexed convener);
    event SeatAppointed(
        bytes32 indexed round,
        uint8 seat,
        uint32 indexed institution,
        Role role,
        uint32[] affiliations,
        bytes signer
    );
    event PanelSet(bytes32 indexed round, uint40 reviewUntil);
    event ReviewSubmitted(
        bytes32 indexed round, uint8 seat, uint32 sequence, bytes32 reviewDigest, uint256 ratings
    );
    event Replied(bytes32 indexed round, uint32 indexed owner, bytes32 replyDigest);
    event RoundClosed(bytes32 indexed round);
    /// @notice `ground` 0: nobody gave the round up, it was closed without its quorum or without a panel.
    event RoundAbandoned(bytes32 indexed round, bytes32 ground);

    error Round_Unknown(bytes32 round);
    /// @notice The round is at another stage than the act needs.
    error Round_WrongStage(bytes32 round, Stage expected, Stage actual);
    error Round_WrongNumber(uint32 expected, uint32 actual);
    error Round_NotOwner(bytes32 course, uint32 institution);
    /// @notice The version is retired.
    error Round_VersionRetired(bytes32 version);
    /// @notice A field of the opening is out of range: 0 purpose, 1 basis, 2 route, 3 seats, 4 validity, 5 deadline.
    error Round_InvalidOpening(uint8 field);
    /// @notice The institution owns or delivers the course, or did within three years.
    error Round_Tied(bytes32 round, uint32 institution, bytes32 course);
    error Round_WrongSeat(uint8 expected, uint8 actual);
    /// @notice At most 15 seats, and 8 affiliations a seat.
    error Round_TooMany(uint256 most, uint256 actual);
    error Round_InvalidRole(Role role);
    /// @notice This signer holds a seat of this round already.
    error Round_SignerSeated(bytes32 round, bytes32 signer);
    /// @notice The seats do not reach what the rubric and the opening ask: 0 seats, 1 institutions, 2-6 a role.
    error Round_PanelIncomplete(uint8 what, uint256 needed, uint256 actual);
    /// @notice The convener confirms another number of seats than there are now.
    error Round_PanelChanged(uint8 expected, uint8 actual);
    /// @notice Only the signer appointed to the seat may review from it.
    error Round_NotSeatSigner(bytes32 round, uint8 seat, bytes32 expected, bytes32 actual);
    error Round_DeadlinePassed(uint40 deadline, uint256 now_);
    error Round_TooEarly(uint40 from, uint256 now_);
    /// @notice The review of this sequence is recorded; `submitMany` says so only of one with other content.
    error Round_AlreadySubmitted(bytes32 round, uint8 seat, uint32 sequence);
    error Round_WrongSequence(uint32 expected, uint32 actual);
    /// @notice Ratings outside 0-4, beyond the rubric's criteria, outside the role's mask, missing where the role must
    /// rate, or present in a formative round. `criterion` is the first at fault.
    error Round_InvalidRating(uint8 criterion, uint8 value);
    error Round_AlreadyReplied(bytes32 round);
    /// @notice A convener that gives a round up says why.
    error Round_NoGround(bytes32 round);

    /// @notice Opens a round. By a PUBLISH key of `opening.owner`, an owner of the course.
    /// EIP-712: `OpenRound(Opening opening,uint40 deadline)Opening(bytes32 version,bytes32 rubric,uint32 n,
    /// uint32 owner,uint32 convener,uint8 purpose,uint8 basis,uint8 route,uint8[5] seats,uint32 validity,
    /// uint40 reviewUntil,bytes32 document)` (one line).
    function open(Opening calldata opening, Authorization calldata authorization) external returns (bytes32 round);

    /// @notice Accepts to convene. By a CONVENE key of the convener, which has no tie to the course.
    /// EIP-712: `AcceptRound(bytes32 round,uint40 deadline)`.
    function accept(bytes32 round, Authorization calldata authorization) external;

    /// @notice Appoints a reviewer. By an APPOINT key of `institution`. `seat` must be the next index. Neither
    /// `institution` nor any of `affiliations` (of the last three years) may be tied to the course, now or in the last
    /// three years. Stage Accepted.
    /// EIP-712: `AppointSeat(bytes32 round,uint8 seat,uint32 institution,uint8 role,uint32[] affiliations,bytes signer,
    /// uint40 deadline)` (one line).
    function appointSeat(
        bytes32 round,
        uint8 seat,
        uint32 institution,
        Role role,
        uint32[] calldata affiliations,
        bytes calldata signer,
        Authorization calldata authorization
    ) external;

    /// @notice Sets the panel: reviews may come. By a CONVENE key of the convener. `seatCount` must be the number of seats
    /// appointed: seats are never taken back, so that the convener's signature is over this panel, and a seat that
    /// slips in before it makes it fail. Ties of the seats' institutions are checked again.
    /// EIP-712: `SetPanel(bytes32 round,uint8 seatCount,uint40 deadline)`.
    function setPanel(bytes32 round, uint8 seatCount, Authorization calldata authorization) external;

    /// @notice Submits a review. By the seat's signer, while Reviewing and until `reviewUntil`.
    /// EIP-712: `Review(bytes32 round,uint8 seat,bytes32 reviewDigest,uint256 ratings,uint32 sequence,uint40 deadline)`.
    function submit(Submission calldata submission, Authorization calldata authorization) external;

    /// @notice Submits many, of one or several rounds, each with the authorization of the same index; a missing one is a
    /// panic. Those recorded identically already (ratings and low 40 bits of the digest, which is what a seat keeps) are
    /// skipped.
    function submitMany(Submission[] calldata submissions, Authorization[] calldata authorizations) external;

    /// @notice Records the provider's reply, once, inside the reply window. By a PUBLISH key of an owner.
    /// EIP-712: `Reply(bytes32 round,uint32 owner,bytes32 replyDigest,uint40 deadline)`.
    function reply(bytes32 round, uint32 owner, bytes32 replyDigest, Authorization calldata authorization) external;

    /// @notice Closes a round after its reply window; without its quorum it is abandoned, and so is one that has no panel
    /// when its review deadline has passed. By anyone.
    function close(bytes32 round) external;

    /// @notice Abandons a round before it is closed; it stays visible. By a CONVENE key of the convener. `ground` is a
    /// digest, never 0. EIP-712: `AbandonRound(bytes32 round,bytes32 ground,uint40 deadline)`.
    function abandon(bytes32 round, bytes32 ground, Authorization calldata authorization) external;

    function round(bytes32 id) external view returns (Round memory);

    function seats(bytes32 round) external view returns (Seat[] memory);

    /// @notice Rounds ever opened of a version, oldest first.
    function roundsOf(bytes32 version) external view returns (bytes32[] memory);

    /// @notice How many rounds were opened of a version against a rubric.
    function count(bytes32 version, bytes32 rubric) external view returns (uint32);

    /// @notice Length of the reply window in seconds on the panel and on the rapid route.
    function replyWindow() external view returns (uint32 panel, uint32 rapid);
}
