// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRoundRegistry} from "../interfaces/IRoundRegistry.sol";
import {Authorization, Purpose, Role, Route, Stage} from "../types/Types.sol";
import {Phases} from "./Phases.sol";
import {ProgressWord} from "./ProgressWord.sol";
import {Ratings} from "./Ratings.sol";
import {RoundActs} from "./RoundActs.sol";
import {RoundStore} from "./RoundStore.sol";
import {RubricHeader} from "./RubricHeader.sol";
import {SeatWord} from "./SeatWord.sol";

/// @title What the seats of a round say
abstract contract RoundReviews is RoundStore {
    using ProgressWord for ProgressWord.Progress;
    using RubricHeader for uint256[2];
    using SeatWord for uint256;

    /// @inheritdoc IRoundRegistry
    function seal(Sealing calldata sealing, Authorization calldata authorization) external {
        if (!_seal(sealing, authorization)) revert Round_InvalidSeal(sealing.round, sealing.seat);
    }

    /// @inheritdoc IRoundRegistry
    function sealMany(Sealing[] calldata sealings, Authorization[] calldata authorizations) external {
        for (uint256 i = 0; i < sealings.length; ++i) {
            _seal(sealings[i], authorizations[i]);
        }
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

    /// @dev Records a seal. False, and nothing done, if it is recorded already and not revealed.
    function _seal(Sealing memory sealing, Authorization calldata authorization) internal returns (bool) {
        (bytes32 id, uint8 index) = (sealing.round, sealing.seat);
        SeatRecord storage seat = _seats[id][index];
        uint256 word = seat.word;
        uint208 value = uint208(uint256(sealing.commitment));
        bool fresh = word.sequence() == 0 && word.seal() == 0;
        if (!fresh && word.sequence() == 0 && word.seal() == value) return false;

        ProgressWord.Progress memory progress = _at(id, Stage.Reviewing);
        _requireSummative(id, progress);
        _checkSeat(id, index, word);
        if (!fresh || word.isAdded() || value == 0) revert Round_InvalidSeal(id, index);
        _requireUntil(progress.reviewUntil);
        _requireSigner(id, index, seat.signer, RoundActs.hashSeal(sealing, authorization.deadline), authorization);

        seat.word = word.withSeal(value);
        --progress.unsealed;
        if (progress.unsealed == 0) progress.revealFrom = uint40(block.timestamp);
        _rounds[id].progress = progress.pack();
        emit ReviewSealed(id, index, sealing.commitment);
        return true;
    }

    /// @dev Records a review. False, and nothing done, if it is recorded identically already.
    function _submit(Submission memory submission, Authorization calldata authorization) internal returns (bool) {
        (bytes32 id, uint8 index) = (submission.round, submission.seat);
        SeatRecord storage seat = _seats[id][index];
        uint256 word = seat.word;
        if (_isRecorded(submission, word)) return false;

        ProgressWord.Progress memory progress = _at(id, Stage.Reviewing);
        _checkSeat(id, index, word);
        _checkSequence(submission, word.sequence());
        uint40 firstAt = uint40(block.timestamp);
        if (submission.sequence == 1) {
            _checkFirst(submission, progress, word);
        } else {
            _checkRevision(id, progress);
            firstAt = word.submittedAt();
        }
        _requireSigner(id, index, seat.signer, RoundActs.hashReview(submission, authorization.deadline), authorization);
        _checkRatings(progress, word.role(), submission.ratings);

        seat.word = word.submitted(submission.sequence, firstAt, submission.ratings, submission.reviewDigest);
        emit ReviewSubmitted(id, index, submission.sequence, submission.reviewDigest, submission.ratings);
        return true;
    }

    /// @dev The seat reveals what it sealed; or it was added, or the round is formative, and it says it openly.
    function _checkFirst(Submission memory submission, ProgressWord.Progress memory progress, uint256 word)
        private
        view
    {
        bool opened = progress.purpose == Purpose.Formative || word.isAdded();
        if (!opened) _requireFrom(Phases.revealFrom(progress));
        _requireUntil(Phases.revealUntil(progress, _period(progress.route, REVEAL)));
        if (opened) return;
        if (word.seal() == 0) revert Round_NotSealed(submission.round, submission.seat);
        if (word.seal() != uint208(uint256(RoundActs.commitment(submission)))) {
            revert Round_SealBroken(submission.round, submission.seat);
        }
    }

    /// @dev Reviews are revised until the round may close.
    function _checkRevision(bytes32 id, ProgressWord.Progress memory progress) private view {
        _requireSummative(id, progress);
        (, uint40 until) = _replyWindow(progress, _words(id, progress.seatCount));
        _requireUntil(until);
    }

    /// @dev Ratings that the role may give, and all that it must; none in a formative round.
    function _checkRatings(ProgressWord.Progress memory progress, Role role, uint256 ratings) private view {
        uint256 may;
        uint256 must;
        if (progress.purpose == Purpose.Summative) {
            uint256[2] memory header;
            // The other word says nothing about ratings: a review does not pay for reading it.
            header[0] = _rubrics[progress.rubric].header[0];
            may = header.roleMask(uint256(role));
            if (role == Role.Practitioner) must = header.practitionerMask();
            if (progress.route == Route.Rapid) must &= header.rapidMask();
        }
        (bool faulty, uint8 criterion, uint8 value) = Ratings.fault(ratings, may, must);
        if (faulty) revert Round_InvalidRating(criterion, value);
    }

    function _requireSigner(
        bytes32 id,
        uint8 index,
        bytes32 expected,
        bytes32 structHash,
        Authorization calldata authorization
    ) private view {
        bytes32 signer = _authorise(structHash, authorization);
        if (signer != expected) revert Round_NotSeatSigner(id, index, expected, signer);
    }

    function _checkSeat(bytes32 id, uint8 index, uint256 word) private pure {
        if (word == 0) revert Round_UnknownSeat(id, index);
        if (word.isExcluded()) revert Round_SeatExcluded(id, index);
    }

    /// @dev The sequence must be the next, and 2 the last.
    function _checkSequence(Submission memory submission, uint8 sequence) private pure {
        if (submission.sequence != 0 && submission.sequence <= sequence) {
            revert Round_AlreadySubmitted(submission.round, submission.seat, submission.sequence);
        }
        uint32 expected = sequence == 0 ? 1 : 2;
        if (submission.sequence != expected) revert Round_WrongSequence(expected, submission.sequence);
    }

    function _isRecorded(Submission memory submission, uint256 word) private pure returns (bool) {
        return submission.sequence != 0 && submission.sequence == word.sequence()
            && word.ratings() == submission.ratings && word.digestTag() == uint40(uint256(submission.reviewDigest));
    }
}
