// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICourseRegistry} from "../interfaces/ICourseRegistry.sol";
import {IInstitutionRegistry} from "../interfaces/IInstitutionRegistry.sol";
import {IRoundRegistry} from "../interfaces/IRoundRegistry.sol";
import {IRubricRegistry} from "../interfaces/IRubricRegistry.sol";
import {Authorized} from "../libraries/Authorized.sol";
import {Signers} from "../libraries/Signers.sol";
import {Authorization, Part, Purpose, Purposes, Role, Route, Stage} from "../types/Types.sol";
import {Openings} from "./Openings.sol";
import {Quorum} from "./Quorum.sol";
import {Ratings} from "./Ratings.sol";
import {RoundActs} from "./RoundActs.sol";
import {RoundStore} from "./RoundStore.sol";
import {RubricHeader} from "./RubricHeader.sol";
import {SeatWord} from "./SeatWord.sol";

/// @title Review rounds
/// @notice See IRoundRegistry. Facts only, no owner: what a round means is a policy's matter.
contract RoundRegistry is RoundStore, Authorized {
    using RubricHeader for uint256[2];
    using SeatWord for uint256;

    uint256 internal constant MAX_AFFILIATIONS = 8;
    /// @dev How long a former owner, deliverer or employee counts as tied.
    uint256 internal constant TIE_PERIOD = 3 * 365 days;

    IInstitutionRegistry public immutable institutions;
    ICourseRegistry public immutable courses;
    IRubricRegistry public immutable rubrics;

    constructor(
        address verifier,
        IInstitutionRegistry institutions_,
        ICourseRegistry courses_,
        IRubricRegistry rubrics_,
        uint32 replyWindow_,
        uint32 rapidReplyWindow_
    ) RoundStore(replyWindow_, rapidReplyWindow_) Authorized(verifier) {
        institutions = institutions_;
        courses = courses_;
        rubrics = rubrics_;
    }

    /// @inheritdoc IRoundRegistry
    function open(Opening calldata opening, Authorization calldata authorization) external returns (bytes32 id) {
        id = keccak256(abi.encode(opening.version, opening.rubric, opening.n));
        _requireNext(opening.version, opening.rubric, opening.n, id);
        uint256 wanted = Openings.check(opening, rubrics.header(opening.rubric));
        _checkVersion(opening.version, opening.owner);
        bytes32 structHash = RoundActs.hashOpen(opening, authorization.deadline);
        _requireActor(opening.owner, Purposes.PUBLISH, structHash, authorization);
        _store(id, opening, wanted);
        emit RoundOpened(id, opening.version, opening.rubric, opening);
    }

    /// @inheritdoc IRoundRegistry
    function accept(bytes32 id, Authorization calldata authorization) external {
        Record storage record = _at(id, Stage.Opened);
        uint32 convener = record.terms.convener;
        _requireUntied(id, _courseOf(record.version), convener);
        _requireActor(convener, Purposes.CONVENE, RoundActs.hashAccept(id, authorization.deadline), authorization);
        record.progress.stage = Stage.Accepted;
        emit RoundAccepted(id, convener);
    }

    /// @inheritdoc IRoundRegistry
    function appointSeat(
        bytes32 id,
        uint8 seat,
        uint32 institution,
        Role role,
        uint32[] calldata affiliations,
        bytes calldata signer,
        Authorization calldata authorization
    ) external {
        _checkSeat(id, seat, role, affiliations.length);
        _checkTies(id, institution, affiliations);
        bytes32 signerId = Signers.signerId(signer, verifier);
        _requireNewSigner(id, seat, signerId);
        _requireActor(
            institution,
            Purposes.APPOINT,
            RoundActs.hashAppoint(id, seat, institution, role, affiliations, signer, authorization.deadline),
            authorization
        );
        _rounds[id].progress.seatCount = seat + 1;
        _seats[id][seat] = SeatRecord({signer: signerId, word: SeatWord.appointed(institution, role)});
        emit SeatAppointed(id, seat, institution, role, affiliations, signer);
    }

    /// @inheritdoc IRoundRegistry
    function setPanel(bytes32 id, uint8 seatCount, Authorization calldata authorization) external {
        Record storage record = _at(id, Stage.Accepted);
        Progress memory progress = _progress(id);
        Terms memory terms = record.terms;
        if (block.timestamp > progress.reviewUntil) revert Round_DeadlinePassed(progress.reviewUntil, block.timestamp);
        if (seatCount != progress.seatCount) revert Round_PanelChanged(progress.seatCount, seatCount);
        uint256[] memory words = _words(id, seatCount);
        (bool reached, uint8 what, uint256 needed, uint256 actual) =
            Quorum.check(_headerOf(progress), progress.route == Route.Rapid, terms.seats, words, false);
        if (!reached) revert Round_PanelIncomplete(what, needed, actual);
        bytes32 course = _courseOf(record.version);
        _requireUntied(id, course, terms.convener);
        for (uint256 i = 0; i < words.length; ++i) {
            _requireUntied(id, course, words[i].institution());
        }
        _requireActor(
            terms.convener,
            Purposes.CONVENE,
            RoundActs.hashSetPanel(id, seatCount, authorization.deadline),
            authorization
        );
        record.progress.stage = Stage.Reviewing;
        record.progress.panelSetAt = uint40(block.timestamp);
        emit PanelSet(id, progress.reviewUntil);
    }

    /// @inheritdoc IRoundRegistry
    function submit(Submission calldata submission, Authorization calldata authorization) external {
        if (!_submit(submission, authorization)) {
            revert Round_AlreadySubmitted(submission.round, submission.seat, submission.sequence);
        }
    }

    /// @inheritdoc IRoundRegistry
    function submitMany(Submission[] calldata submissions, Authorization[] calldata authorizations) external {
        for (uint256 i = 0; i < submissions.length; ++i) {
            _submit(submissions[i], authorizations[i]);
        }
    }

    /// @inheritdoc IRoundRegistry
    function reply(bytes32 id, uint32 owner, bytes32 replyDigest, Authorization calldata authorization) external {
        Record storage record = _at(id, Stage.Reviewing);
        Progress memory progress = _progress(id);
        if (progress.replied) revert Round_AlreadyReplied(id);
        (uint40 from, uint40 until) = _replyTimes(progress);
        if (block.timestamp < from) revert Round_TooEarly(from, block.timestamp);
        if (block.timestamp > until) revert Round_DeadlinePassed(until, block.timestamp);
        _requireOwner(_courseOf(record.version), owner);
        _requireActor(
            owner, Purposes.PUBLISH, RoundActs.hashReply(id, owner, replyDigest, authorization.deadline), authorization
        );
        record.progress.replied = true;
        record.reply = replyDigest;
        emit Replied(id, owner, replyDigest);
    }

    /// @inheritdoc IRoundRegistry
    function close(bytes32 id) external {
        Record storage record = _unended(id);
        Progress memory progress = _progress(id);
        uint40 until = progress.reviewUntil;
        bool reached = progress.stage == Stage.Reviewing;
        if (reached) (, until) = _replyTimes(progress);
        if (block.timestamp <= until) revert Round_TooEarly(until + 1, block.timestamp);
        // A convener that lost its standing or its interest can neither set a panel nor abandon: the clock does.
        if (reached) {
            (reached,,,) = Quorum.check(
                _headerOf(progress),
                progress.route == Route.Rapid,
                record.terms.seats,
                _words(id, progress.seatCount),
                true
            );
        }
        record.progress.stage = reached ? Stage.Closed : Stage.Abandoned;
        record.terms.endedAt = uint40(block.timestamp);
        if (reached) emit RoundClosed(id);
        else emit RoundAbandoned(id, 0);
    }

    /// @inheritdoc IRoundRegistry
    function abandon(bytes32 id, bytes32 ground, Authorization calldata authorization) external {
        Record storage record = _unended(id);
        if (ground == 0) revert Round_NoGround(id);
        _requireActor(
            record.terms.convener,
            Purposes.CONVENE,
            RoundActs.hashAbandon(id, ground, authorization.deadline),
            authorization
        );
        record.progress.stage = Stage.Abandoned;
        record.terms.endedAt = uint40(block.timestamp);
        emit RoundAbandoned(id, ground);
    }

    /// @dev Records a review. False, and nothing done, if it is recorded identically already.
    function _submit(Submission calldata submission, Authorization calldata authorization) internal returns (bool) {
        SeatRecord storage seat = _seats[submission.round][submission.seat];
        uint256 word = seat.word;
        if (submission.sequence != 1) revert Round_WrongSequence(1, submission.sequence);
        if (word.sequence() != 0) {
            if (
                word.ratings() == submission.ratings
                    && word.digestTag() == uint40(uint256(submission.reviewDigest))
            ) return false;
            revert Round_AlreadySubmitted(submission.round, submission.seat, submission.sequence);
        }
        Record storage record = _at(submission.round, Stage.Reviewing);
        Progress memory progress = _progress(submission.round);
        if (block.timestamp > progress.reviewUntil) revert Round_DeadlinePassed(progress.reviewUntil, block.timestamp);

        bytes32 signer = _authorise(RoundActs.hashReview(submission, authorization.deadline), authorization);
        if (signer != seat.signer) {
            revert Round_NotSeatSigner(submission.round, submission.seat, seat.signer, signer);
        }
        _checkRatings(progress, word.role(), submission.ratings);

        seat.word =
            word.submitted(submission.sequence, block.timestamp, submission.ratings, submission.reviewDigest);
        record.progress.submittedCount = progress.submittedCount + 1;
        if (progress.submittedCount + 1 == progress.seatCount) record.progress.completedAt = uint40(block.timestamp);
        emit ReviewSubmitted(
            submission.round, submission.seat, submission.sequence, submission.reviewDigest, submission.ratings
        );
        return true;
    }

    /// @dev Ratings that the role may give, and all that it must; none in a formative round.
    function _checkRatings(Progress memory progress, Role role, uint256 ratings) internal view {
        uint256 may;
        uint256 must;
        if (progress.purpose == Purpose.Summative) {
            uint256[2] memory header = _headerOf(progress);
            may = header.roleMask(uint256(role));
            if (role == Role.Practitioner) must = header.practitionerMask();
            if (progress.route == Route.Rapid) must &= header.rapidMask();
        }
        (bool faulty, uint8 criterion, uint8 value) = Ratings.fault(ratings, may, must);
        if (faulty) revert Round_InvalidRating(criterion, value);
    }

    function _checkVersion(bytes32 version, uint32 owner) internal view {
        ICourseRegistry.Version memory facts = courses.version(version);
        if (facts.publishedAt == 0) revert ICourseRegistry.Course_UnknownVersion(version);
        if (facts.retiredAt != 0) revert Round_VersionRetired(version);
        _requireOwner(facts.course, owner);
    }

    function _checkSeat(bytes32 id, uint8 seat, Role role, uint256 affiliations) internal view {
        _at(id, Stage.Accepted);
        Progress memory progress = _progress(id);
        if (progress.seatCount == Openings.MAX_SEATS) revert Round_TooMany(Openings.MAX_SEATS, Openings.MAX_SEATS + 1);
        if (seat != progress.seatCount) revert Round_WrongSeat(progress.seatCount, seat);
        if (affiliations > MAX_AFFILIATIONS) revert Round_TooMany(MAX_AFFILIATIONS, affiliations);
        if (role == Role.None) revert Round_InvalidRole(role);
        if (progress.route == Route.Rapid) {
            uint256[2] memory header = _headerOf(progress);
            if (!header.ratesAllRapid(uint256(role))) revert Round_InvalidRole(role);
        }
    }

    function _checkTies(bytes32 id, uint32 institution, uint32[] calldata affiliations) internal view {
        bytes32 course = _courseOf(_rounds[id].version);
        _requireUntied(id, course, institution);
        for (uint256 i = 0; i < affiliations.length; ++i) {
            if (affiliations[i] != institution) _requireUntied(id, course, affiliations[i]);
        }
    }

    function _headerOf(Progress memory progress) internal view returns (uint256[2] memory) {
        return rubrics.header(_rubrics[progress.rubric]);
    }

    function _courseOf(bytes32 version) internal view returns (bytes32) {
        return courses.courseOf(version);
    }

    function _requireOwner(bytes32 course, uint32 institution) internal view {
        bool owns = courses.isParty(course, institution, Part.Owner, block.timestamp);
        if (!owns) revert Round_NotOwner(course, institution);
    }

    function _requireUntied(bytes32 id, bytes32 course, uint32 institution) internal view {
        if (courses.wasTied(course, institution, block.timestamp - TIE_PERIOD, block.timestamp)) {
            revert Round_Tied(id, institution, course);
        }
    }

    /// @dev The act is signed, and by a key that acts for the institution with this purpose now.
    function _requireActor(uint32 institution, uint8 purpose, bytes32 structHash, Authorization calldata authorization)
        internal
        view
    {
        institutions.requireAuthorised(institution, _authorise(structHash, authorization), purpose);
    }
}
