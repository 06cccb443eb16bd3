// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Authorization, Basis, Purpose, Role, Route, Stage} from "../types/Types.sol";
import {IAuthorized} from "./IAuthorized.sol";

/// @title Review rounds: the procedure, seat by seat
/// @notice Round id = keccak256(abi.encode(version, rubric, uint32 n)). An owner opens; a convener without ties accepts;
/// institutions appoint reviewers to seats; the provider may object to one; after the objection period the convener sets
/// the panel. In a summative round each seat seals a commitment, reveals it once all have sealed or the review deadline
/// has passed, and may revise once; in a formative round it submits a digest without ratings. Then the provider may
/// reply, the convener may add one seat, once, and after the reply period anyone closes. A round without its quorum ends
/// as abandoned. Nothing is ever taken back, and every round stays visible.
/// @dev A seat is two words: the signer id, and institution 32 | role 8 | flags 4 | sequence 4 | 208 bits, highest
/// first; the 208 bits hold the low 208 bits of the seal until the reveal, and then: time of the reveal 40 |
/// ratings 128 | low 40 bits of the latest review digest.
interface IRoundRegistry is IAuthorized {
    /// @notice What an owner opens. Times in Unix seconds.
    /// @param n One more than the rounds of this version and rubric so far. @param owner Institution that acts.
    /// @param convener Institution asked to convene. @param seats Seats wanted per role, SubjectExpert first.
    /// @param validity Seconds that a decision of this round will stand; within the rubric's header.
    /// @param reviewUntil Last second for seals, or for the reviews of a formative round.
    /// @param document SHA-256 of the JCS form of the `round/1` document.
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

    /// @notice Fixed at deployment for each route, in seconds. `objection`: from the last appointment until a panel may be
    /// set. `reveal`: from the last seal, or the review deadline, or the addition of a seat. `reply`: from the last
    /// reveal, or the end of the reveal period. `appeal`: from the end of a round.
    struct Periods {
        uint32 objection;
        uint32 reveal;
        uint32 reply;
        uint32 appeal;
    }

    /// @notice What the registry answers about a round now. Windows are `[from, until]`; 0: not known yet. While seals or
    /// reviews are missing, a window lies where it comes to lie if they stay missing.
    /// @param appealOf The round that this one appeals against; 0: none. @param seats Wanted per role.
    /// @param panelCount Seats of the panel: appointed and not excluded. @param sealedCount Seats that sealed.
    /// @param submittedCount Seats of the panel that reviewed. @param addedBy Institution asked for an added seat; 0: none.
    /// @param panelFrom First second in which the panel may be set.
    /// @param revealUntil Last second for reveals; of a formative round `reviewUntil`.
    struct Round {
        bytes32 version;
        bytes32 rubric;
        bytes32 appealOf;
        uint32 owner;
        uint32 convener;
        Stage stage;
        Purpose purpose;
        Basis basis;
        Route route;
        uint8[5] seats;
        uint8 seatCount;
        uint8 panelCount;
        uint8 sealedCount;
        uint8 submittedCount;
        bool objected;
        uint32 addedBy;
        Role addedRole;
        uint32 validity;
        uint40 openedAt;
        uint40 panelFrom;
        uint40 panelSetAt;
        uint40 reviewUntil;
        uint40 revealFrom;
        uint40 revealUntil;
        uint40 replyFrom;
        uint40 replyUntil;
        uint40 endedAt;
        bytes32 reply;
    }

    /// @notice A seat. `flags`: SeatFlags. `isSealed`: whether it sealed. `sequence` 0: not reviewed, 1 reviewed, 2 revised.
    /// `submittedAt`: time of the first review. `ratings`, the latest: criterion i at bits 4i..4i+3, 0 not rated, 1-4
    /// level 0-3. `digestTag`: low 40 bits of the latest digest.
    struct Seat {
        bytes32 signer;
        uint32 institution;
        Role role;
        uint8 flags;
        bool isSealed;
        uint8 sequence;
        uint40 submittedAt;
        uint128 ratings;
        uint40 digestTag;
    }

    /// @notice What a policy decides from. `roles[i]` and `ratings[i]` are of seat i; ratings 0: excluded, or no review.
    struct Panel {
        bytes32 version;
        bytes32 rubric;
        Stage stage;
        Purpose purpose;
        Route route;
        uint32 validity;
        uint256[2] header;
        uint8[] roles;
        uint256[] ratings;
    }

    /// @notice An appointment. `seat`: the next index. `affiliations`: institutions of the last three years, at most 8.
    struct Appointment {
        bytes32 round;
        uint8 seat;
        uint32 institution;
        Role role;
        uint32[] affiliations;
        bytes signer;
    }

    /// @notice A seal to record.
    struct Sealing {
        bytes32 round;
        uint8 seat;
        bytes32 commitment;
    }

    /// @notice A review to submit. `ratings` as in `Seat`. `sequence` 1: the review, 2: its revision. `salt`: of the seal; 0
    /// for revisions, added seats and formative rounds.
    struct Submission {
        bytes32 round;
        uint8 seat;
        bytes32 reviewDigest;
        uint256 ratings;
        uint32 sequence;
        bytes32 salt;
    }

    event RoundOpened(bytes32 indexed round, bytes32 indexed version, bytes32 indexed rubric, Opening opening);
    /// @notice Follows the `RoundOpened` of a round that appeals against `appealed`.
    event AppealOpened(bytes32 indexed round, bytes32 indexed appealed);
    event RoundAccepted(bytes32 indexed round, uint32 indexed convener);
    event SeatAppointed(
        bytes32 indexed round,
        uint8 seat,
        uint32 indexed institution,
        Role role,
        uint32[] affiliations,
        bytes signer
    );
    event SeatObjected(bytes32 indexed round, uint8 seat, uint32 indexed owner, bytes32 document);
    /// @notice `excluded`: bit i, seat i is left out.
    event PanelSet(bytes32 indexed round, uint16 excluded);
    event ReviewSealed(bytes32 indexed round, uint8 seat, bytes32 commitment);
    event ReviewSubmitted(
        bytes32 indexed round, uint8 seat, uint32 sequence, bytes32 reviewDigest, uint256 ratings
    );
    event Replied(bytes32 indexed round, uint32 indexed owner, bytes32 replyDigest);
    /// @notice The convener asked an institution to appoint one more reviewer.
    event SeatAdded(bytes32 indexed round, uint32 indexed institution, Role role);
    event RoundClosed(bytes32 indexed round);
    /// @notice `ground` 0: nobody gave the round up, it was closed without its quorum or without a panel.
    event RoundAbandoned(bytes32 indexed round, bytes32 ground);

    error Round_Unknown(bytes32 round);
    /// @notice The round is at another stage than the act needs.
    error Round_WrongStage(bytes32 round, Stage expected, Stage actual);
    /// @notice The act is for rounds of the other purpose: sealing for summative ones.
    error Round_WrongPurpose(bytes32 round, Purpose actual);
    error Round_WrongNumber(uint32 expected, uint32 actual);
    /// @notice The version is retired.
    error Round_VersionRetired(bytes32 version);
    /// @notice A field of the opening is out of range: 0 purpose, 1 basis, 2 route, 3 seats, 4 validity, 5 deadline.
    error Round_InvalidOpening(uint8 field);
    /// @notice An appeal is against a closed summative round of the same version and rubric that is no appeal itself, and
    /// has no other appeal but abandoned ones. `round` is the one appealed against, `appeal` the latest against it; 0: none.
    error Round_NotAppealable(bytes32 round, bytes32 appeal);
    /// @notice The institution convened, or appointed to, the round that is appealed against.
    error Round_SharedWithAppealed(bytes32 appealed, uint32 institution);
    /// @notice The institution owns or delivers the course, or did within three years.
    error Round_Tied(bytes32 round, uint32 institution, bytes32 version);
    error Round_WrongSeat(uint8 expected, uint8 actual);
    /// @notice At most 15 seats, and 8 affiliations a seat.
    error Round_TooMany(uint256 most, uint256 actual);
    error Round_InvalidRole(Role role);
    /// @notice This signer holds a seat of this round already.
    error Round_SignerSeated(bytes32 round, bytes32 signer);
    /// @notice The seat is recorded with other content.
    error Round_SeatTaken(bytes32 round, uint8 seat);
    /// @notice An added seat is for the institution and role that the convener asked for, one alone.
    error Round_SeatNotAsked(bytes32 round, uint32 institution, Role role);
    error Round_UnknownSeat(bytes32 round, uint8 seat);
    /// @notice A provider objects to one seat of a round, once.
    error Round_AlreadyObjected(bytes32 round);
    /// @notice The seats do not reach what the rubric and the opening ask: 0 seats, 1 institutions, 2-6 a role.
    error Round_PanelIncomplete(uint8 what, uint256 needed, uint256 actual);
    /// @notice The convener confirms another number of seats than there are now, or excludes one beyond them.
    error Round_PanelChanged(uint8 expected, uint8 actual);
    /// @notice The seat was left out of the panel.
    error Round_SeatExcluded(bytes32 round, uint8 seat);
    /// @notice Only the signer appointed to the seat may act from it.
    error Round_NotSeatSigner(bytes32 round, uint8 seat, bytes32 expected, bytes32 actual);
    error Round_DeadlinePassed(uint40 deadline, uint256 now_);
    error Round_TooEarly(uint40 from, uint256 now_);
    /// @notice The seat sealed already, or its low 208 bits would be 0.
    error Round_InvalidSeal(bytes32 round, uint8 seat);
    /// @notice The seat did not seal in time: it has no review to reveal.
    error Round_NotSealed(bytes32 round, uint8 seat);
    /// @notice Digest, ratings and salt do not lead to the seal.
    error Round_SealBroken(bytes32 round, uint8 seat);
    /// @notice The review of this sequence is recorded; `submitMany` says so only of one with other content.
    error Round_AlreadySubmitted(bytes32 round, uint8 seat, uint32 sequence);
    error Round_WrongSequence(uint32 expected, uint32 actual);
    /// @notice Ratings outside 0-4, beyond the rubric's criteria, outside the role's mask, missing where the role must
    /// rate, or present in a formative round. `criterion` is the first at fault.
    error Round_InvalidRating(uint8 criterion, uint8 value);
    error Round_AlreadyReplied(bytes32 round);
    /// @notice The convener added a seat already.
    error Round_AlreadyAdded(bytes32 round);
    /// @notice A convener that gives a round up says why.
    error Round_NoGround(bytes32 round);

    /// @notice Opens a round. By a PUBLISH key of `opening.owner`, an owner of the course.
    /// EIP-712: `OpenRound(Opening opening,uint40 deadline)Opening(bytes32 version,bytes32 rubric,uint32 n,
    /// uint32 owner,uint32 convener,uint8 purpose,uint8 basis,uint8 route,uint8[5] seats,uint32 validity,
    /// uint40 reviewUntil,bytes32 document)` (one line).
    function open(Opening calldata opening, Authorization calldata authorization) external returns (bytes32 round);

    /// @notice Opens an appeal: a round on the round `appealed`, within the appeal period after its end, of the same version and
    /// rubric, with another convener. By a PUBLISH key of an owner.
    /// EIP-712: `OpenAppeal(bytes32 appealed,Opening opening,uint40 deadline)Opening(...)` (one line, as in `open`).
    function openAppeal(bytes32 appealed, Opening calldata opening, Authorization calldata authorization)
        external
        returns (bytes32 round);

    /// @notice Accepts to convene. By a CONVENE key of the convener, which has no tie to the course.
    /// EIP-712: `AcceptRound(bytes32 round,uint40 deadline)`.
    function accept(bytes32 round, Authorization calldata authorization) external;

    /// @notice Appoints a reviewer. By an APPOINT key of its institution. Neither that institution nor any of the
    /// affiliations may be tied to the course, now or in the last three years; in an appeal it appointed nobody to the
    /// first round. Stage Accepted; or Reviewing, once, for the seat that the convener added, until `revealUntil`.
    /// EIP-712: `AppointSeat(bytes32 round,uint8 seat,uint32 institution,uint8 role,uint32[] affiliations,bytes signer,
    /// uint40 deadline)` (one line).
    function appointSeat(Appointment calldata appointment, Authorization calldata authorization) external;

    /// @notice Appoints many, of one or several rounds, each with the authorization of the same index. Those recorded
    /// identically already (institution, role, signer) are skipped.
    function appointMany(Appointment[] calldata appointments, Authorization[] calldata authorizations) external;

    /// @notice Objects to a seat, once a round, before the panel is set. By a PUBLISH key of an owner.
    /// EIP-712: `ObjectToSeat(bytes32 round,uint8 seat,uint32 owner,bytes32 document,uint40 deadline)`.
    function objectToSeat(
        bytes32 round,
        uint8 seat,
        uint32 owner,
        bytes32 document,
        Authorization calldata authorization
    ) external;

    /// @notice Sets the panel: seals may come. By a CONVENE key of the convener, once the objection period after the last
    /// appointment is over. `seatCount` must be the number of seats appointed, so that the convener's signature is over
    /// this panel; `excluded` are those it leaves out, bit i for seat i. A seat objected to and not excluded stays: the
    /// objection is dismissed. No institution of the panel, nor the convener, may be tied by now.
    /// EIP-712: `SetPanel(bytes32 round,uint8 seatCount,uint16 excluded,uint40 deadline)`.
    function setPanel(bytes32 round, uint8 seatCount, uint16 excluded, Authorization calldata authorization) external;

    /// @notice Seals a review, once. By the seat's signer, in a summative round, until `reviewUntil`.
    /// `commitment` = keccak256(abi.encode(round, uint8 seat, reviewDigest, ratings, bytes32 salt)).
    /// EIP-712: `Seal(bytes32 round,uint8 seat,bytes32 commitment,uint40 deadline)`.
    function seal(Sealing calldata sealing, Authorization calldata authorization) external;

    /// @notice Seals many, each with the authorization of the same index; those recorded identically are skipped.
    function sealMany(Sealing[] calldata sealings, Authorization[] calldata authorizations) external;

    /// @notice Submits a review. By the seat's signer. Sequence 1 of a sealed seat reveals its seal, inside
    /// `[revealFrom, revealUntil]`; of an added seat until `revealUntil`; in a formative round until `reviewUntil`.
    /// Sequence 2 revises a revealed review, once, until `replyUntil`.
    /// EIP-712: `Review(bytes32 round,uint8 seat,bytes32 reviewDigest,uint256 ratings,uint32 sequence,uint40 deadline)`.
    function submit(Submission calldata submission, Authorization calldata authorization) external;

    /// @notice Submits many, of one or several rounds, each with the authorization of the same index; a missing one is a
    /// panic. Those recorded identically already (ratings and low 40 bits of the digest, which is what a seat keeps) are
    /// skipped.
    function submitMany(Submission[] calldata submissions, Authorization[] calldata authorizations) external;

    /// @notice Records the provider's reply, once, inside the reply window. By a PUBLISH key of an owner.
    /// EIP-712: `Reply(bytes32 round,uint32 owner,bytes32 replyDigest,uint40 deadline)`.
    function reply(bytes32 round, uint32 owner, bytes32 replyDigest, Authorization calldata authorization) external;

    /// @notice Asks one more institution to appoint a reviewer, once, inside the reply window of a summative round. By a
    /// CONVENE key of the convener. A new reveal period begins, then a new reply window. The seat reviews unsealed.
    /// EIP-712: `AddSeat(bytes32 round,uint32 institution,uint8 role,uint40 deadline)`.
    function addSeat(bytes32 round, uint32 institution, Role role, Authorization calldata authorization) external;

    /// @notice Closes a round after its reply window; without its quorum it is abandoned, and so is one that has no panel
    /// when its review deadline has passed. By anyone.
    function close(bytes32 round) external;

    /// @notice Abandons a round before it is closed; it stays visible. By a CONVENE key of the convener. `ground` is a
    /// digest, never 0. EIP-712: `AbandonRound(bytes32 round,bytes32 ground,uint40 deadline)`.
    function abandon(bytes32 round, bytes32 ground, Authorization calldata authorization) external;

    function round(bytes32 id) external view returns (Round memory);

    function seats(bytes32 round) external view returns (Seat[] memory);

    /// @notice What a policy needs of a round, in one call.
    function panel(bytes32 round) external view returns (Panel memory);

    /// @notice Version, convener, stage and purpose of a round; all 0 for an unknown one.
    function summary(bytes32 round)
        external
        view
        returns (bytes32 version, uint32 convener, Stage stage, Purpose purpose);

    /// @notice The latest appeal against a round; 0: none.
    function appealTo(bytes32 round) external view returns (bytes32);

    /// @notice Rounds ever opened of a version, oldest first.
    function roundsOf(bytes32 version) external view returns (bytes32[] memory);

    /// @notice How many rounds were opened of a version against a rubric.
    function count(bytes32 version, bytes32 rubric) external view returns (uint32);

    function periods(Route route) external view returns (Periods memory);
}
