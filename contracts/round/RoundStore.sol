// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICourseRegistry} from "../interfaces/ICourseRegistry.sol";
import {IInstitutionRegistry} from "../interfaces/IInstitutionRegistry.sol";
import {IRoundRegistry} from "../interfaces/IRoundRegistry.sol";
import {IRubricRegistry} from "../interfaces/IRubricRegistry.sol";
import {Authorized} from "../libraries/Authorized.sol";
import {Authorization, Purpose, Route, Stage} from "../types/Types.sol";
import {Phases} from "./Phases.sol";
import {ProgressWord} from "./ProgressWord.sol";
import {TermsWord} from "./TermsWord.sol";

/// @title Where rounds lie in storage
/// @notice An opened round is three words and, once in four rounds of a version, one of the version's roster. A rubric's
/// header is copied on its first use, so that a review asks no other contract.
abstract contract RoundStore is IRoundRegistry, Authorized {
    using ProgressWord for ProgressWord.Progress;
    using TermsWord for uint256;

    /// @dev Slot 0 version, 1 ProgressWord, 2 TermsWord, 3 reply (written once, if at all).
    struct Record {
        bytes32 version;
        uint256 progress;
        uint256 terms;
        bytes32 reply;
    }

    /// @dev Slot 0 signer id, 1 SeatWord.
    struct SeatRecord {
        bytes32 signer;
        uint256 word;
    }

    /// @dev Slot 0 rubric id, 1 and 2 its header.
    struct RubricRecord {
        bytes32 id;
        uint256[2] header;
    }

    /// @dev How long a former owner, deliverer or employee counts as tied.
    uint256 internal constant TIE_PERIOD = 3 * 365 days;
    /// @dev Where each period lies in the word of a route.
    uint256 internal constant OBJECTION = 0;
    uint256 internal constant REVEAL = 32;
    uint256 internal constant REPLY = 64;
    uint256 internal constant APPEAL = 96;

    IInstitutionRegistry public immutable institutions;
    ICourseRegistry public immutable courses;
    IRubricRegistry public immutable rubrics;
    uint256 internal immutable _panelPeriods;
    uint256 internal immutable _rapidPeriods;

    mapping(bytes32 round => Record) internal _rounds;
    mapping(bytes32 round => mapping(uint256 seat => SeatRecord)) internal _seats;
    /// @dev Rounds of a version, oldest first, four a page, lowest first: place of the rubric 32 | n 32. 0: none.
    mapping(bytes32 version => mapping(uint256 page => uint256)) internal _rosters;
    /// @dev Rubrics ever used; places count from 1.
    mapping(bytes32 rubric => uint32 place) internal _places;
    mapping(uint256 place => RubricRecord) internal _rubrics;
    uint32 internal _rubricCount;
    mapping(bytes32 round => bytes32 appeal) internal _appeals;
    /// @dev Only rounds that are marked as appeals have an entry.
    mapping(bytes32 appeal => bytes32 round) internal _appealed;

    constructor(
        IInstitutionRegistry institutions_,
        ICourseRegistry courses_,
        IRubricRegistry rubrics_,
        Periods memory panel_,
        Periods memory rapid_
    ) {
        institutions = institutions_;
        courses = courses_;
        rubrics = rubrics_;
        _panelPeriods = _pack(panel_);
        _rapidPeriods = _pack(rapid_);
    }

    /// @dev Writes an opened round.
    function _store(bytes32 id, bytes32 version, uint32 n, ProgressWord.Progress memory progress, uint256 terms)
        internal
    {
        Record storage record = _rounds[id];
        record.version = version;
        record.progress = progress.pack();
        record.terms = terms;
        uint256 length = _rosterLength(version);
        uint256 entry = (uint256(progress.rubric) << 32) | n;
        _rosters[version][length / 4] |= entry << (64 * (length % 4));
    }

    /// @dev The rubric's place, given on its first use.
    function _placeOf(bytes32 rubric) internal returns (uint32 place) {
        place = _places[rubric];
        if (place != 0) return place;
        place = ++_rubricCount;
        _places[rubric] = place;
        uint256[2] memory header = rubrics.header(rubric);
        RubricRecord storage record = _rubrics[place];
        record.id = rubric;
        (record.header[0], record.header[1]) = (header[0], header[1]);
    }

    /// @dev Ends a round.
    function _end(bytes32 id, ProgressWord.Progress memory progress, Stage stage) internal {
        progress.stage = stage;
        _rounds[id].progress = progress.pack();
        _rounds[id].terms = _rounds[id].terms.withEnd(block.timestamp);
    }

    /// @dev One place for it, because the compiler writes the unpacking out at each.
    function _progress(bytes32 id) internal view returns (ProgressWord.Progress memory) {
        return ProgressWord.unpack(_rounds[id].progress);
    }

    /// @dev The round must be at this stage.
    function _at(bytes32 id, Stage expected) internal view returns (ProgressWord.Progress memory progress) {
        progress = _progress(id);
        _requireStage(id, progress.stage, expected);
    }

    function _requireStage(bytes32 id, Stage stage, Stage expected) internal pure {
        if (stage == expected) return;
        if (stage == Stage.None) revert Round_Unknown(id);
        revert Round_WrongStage(id, expected, stage);
    }

    /// @dev The round must be neither closed nor abandoned.
    function _unended(bytes32 id) internal view returns (ProgressWord.Progress memory progress) {
        progress = _progress(id);
        if (progress.stage == Stage.None) revert Round_Unknown(id);
        bool ended = progress.stage == Stage.Closed || progress.stage == Stage.Abandoned;
        if (ended) revert Round_WrongStage(id, Stage.Reviewing, progress.stage);
    }

    /// @dev Second words of a round's seats.
    function _words(bytes32 id, uint256 seatCount) internal view returns (uint256[] memory words) {
        words = new uint256[](seatCount);
        for (uint256 i = 0; i < seatCount; ++i) {
            words[i] = _seats[id][i].word;
        }
    }

    function _header(ProgressWord.Progress memory progress) internal view returns (uint256[2] memory header) {
        RubricRecord storage record = _rubrics[progress.rubric];
        (header[0], header[1]) = (record.header[0], record.header[1]);
    }

    /// @dev The header without its first word, the masks: a cold word that quorums and periods do not need.
    function _quorumHeader(ProgressWord.Progress memory progress) internal view returns (uint256[2] memory header) {
        header[1] = _rubrics[progress.rubric].header[1];
    }

    /// @dev First and last second of the reply window of a round with a panel.
    function _replyWindow(ProgressWord.Progress memory progress, uint256[] memory words)
        internal
        view
        returns (uint40 from, uint40 until)
    {
        from = Phases.replyFrom(progress, words, _period(progress.route, REVEAL));
        until = from + _period(progress.route, REPLY);
    }

    /// @dev Now must be inside the reply window.
    function _requireReplyWindow(bytes32 id, ProgressWord.Progress memory progress) internal view {
        (uint40 from, uint40 until) = _replyWindow(progress, _words(id, progress.seatCount));
        _requireFrom(from);
        _requireUntil(until);
    }

    function _requireFrom(uint40 first) internal view {
        if (block.timestamp < first) revert Round_TooEarly(first, block.timestamp);
    }

    function _requireUntil(uint40 last) internal view {
        if (block.timestamp > last) revert Round_DeadlinePassed(last, block.timestamp);
    }

    function _requireSummative(bytes32 id, ProgressWord.Progress memory progress) internal pure {
        if (progress.purpose != Purpose.Summative) revert Round_WrongPurpose(id, progress.purpose);
    }

    function _exists(bytes32 id) internal view returns (bool) {
        return _rounds[id].progress != 0;
    }

    function _rosterLength(bytes32 version) internal view returns (uint256 length) {
        uint256 page = _rosters[version][0];
        for (uint256 i = 1; page >> 192 != 0; ++i) {
            length += 4;
            page = _rosters[version][i];
        }
        while (page != 0) {
            ++length;
            page >>= 64;
        }
    }

    /// @dev None of the institutions is tied to the version's course.
    function _requireUntied(bytes32 id, bytes32 version, uint32[] memory list) internal view {
        uint32 tied = courses.firstTied(version, list, block.timestamp - TIE_PERIOD, block.timestamp);
        if (tied != 0) revert Round_Tied(id, tied, version);
    }

    /// @dev The act is signed, and by a key that acts for the institution with this purpose now.
    function _requireActor(uint32 institution, uint8 purpose, bytes32 structHash, Authorization calldata authorization)
        internal
        view
    {
        institutions.requireAuthorised(institution, _authorise(structHash, authorization), purpose);
    }

    /// @param which OBJECTION, REVEAL, REPLY or APPEAL.
    function _period(Route route, uint256 which) internal view returns (uint40) {
        return uint32((route == Route.Rapid ? _rapidPeriods : _panelPeriods) >> which);
    }

    function _pack(Periods memory periods_) private pure returns (uint256) {
        return (uint256(periods_.objection) << OBJECTION) | (uint256(periods_.reveal) << REVEAL)
            | (uint256(periods_.reply) << REPLY) | (uint256(periods_.appeal) << APPEAL);
    }
}
