// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRoundRegistry} from "../interfaces/IRoundRegistry.sol";
import {Basis, Purpose, Route, Stage} from "../types/Types.sol";
import {SeatWord} from "./SeatWord.sol";

/// @title Where rounds lie in storage, and the questions about them
/// @notice An opened round is three words and, once in four rounds of a version, one of the version's roster.
abstract contract RoundStore is IRoundRegistry {
    using SeatWord for uint256;

    /// @dev One word: all that a review reads and writes of its round. Times in Unix seconds.
    /// `rubric`: place in `_rubrics`. `completedAt`: when the last missing review came, 0 if one is missing.
    struct Progress {
        Stage stage;
        Purpose purpose;
        Basis basis;
        Route route;
        uint32 rubric;
        uint8 seatCount;
        uint8 submittedCount;
        bool replied;
        uint40 reviewUntil;
        uint40 panelSetAt;
        uint40 completedAt;
    }

    /// @dev One word: what rarely matters. `seats`: wanted per role, a byte each, SubjectExpert lowest.
    struct Terms {
        uint32 owner;
        uint32 convener;
        uint32 validity;
        uint40 seats;
        uint40 openedAt;
        uint40 endedAt;
    }

    /// @dev Slot 0 version, 1 progress, 2 terms, 3 reply (written once, if at all).
    struct Record {
        bytes32 version;
        Progress progress;
        Terms terms;
        bytes32 reply;
    }

    /// @dev Slot 0 signer id, 1 SeatWord.
    struct SeatRecord {
        bytes32 signer;
        uint256 word;
    }

    uint32 internal immutable _panelWindow;
    uint32 internal immutable _rapidWindow;

    mapping(bytes32 round => Record) internal _rounds;
    mapping(bytes32 round => mapping(uint256 seat => SeatRecord)) internal _seats;
    /// @dev Rounds of a version, oldest first, four a page, lowest first: place of the rubric 32 | n 32. 0: none.
    mapping(bytes32 version => mapping(uint256 page => uint256)) internal _rosters;
    /// @dev Rubrics ever used; places count from 1.
    mapping(bytes32 rubric => uint32 place) internal _places;
    mapping(uint256 place => bytes32 rubric) internal _rubrics;
    uint32 internal _rubricCount;

    constructor(uint32 panelWindow, uint32 rapidWindow) {
        _panelWindow = panelWindow;
        _rapidWindow = rapidWindow;
    }

    /// @inheritdoc IRoundRegistry
    function round(bytes32 id) external view returns (Round memory facts) {
        Record storage record = _rounds[id];
        Progress memory progress = _progress(id);
        Terms memory terms = record.terms;
        facts.version = record.version;
        facts.rubric = _rubrics[progress.rubric];
        facts.owner = terms.owner;
        facts.convener = terms.convener;
        facts.stage = progress.stage;
        facts.purpose = progress.purpose;
        facts.basis = progress.basis;
        facts.route = progress.route;
        for (uint256 i = 0; i < 5; ++i) {
            facts.seats[i] = uint8(terms.seats >> (8 * i));
        }
        facts.seatCount = progress.seatCount;
        facts.submittedCount = progress.submittedCount;
        facts.validity = terms.validity;
        facts.openedAt = terms.openedAt;
        facts.panelSetAt = progress.panelSetAt;
        facts.reviewUntil = progress.reviewUntil;
        (facts.replyFrom, facts.replyUntil) = _replyTimes(progress);
        facts.endedAt = terms.endedAt;
        if (progress.replied) facts.reply = record.reply;
    }

    /// @inheritdoc IRoundRegistry
    function seats(bytes32 id) external view returns (Seat[] memory list) {
        list = new Seat[](_rounds[id].progress.seatCount);
        for (uint256 i = 0; i < list.length; ++i) {
            SeatRecord storage record = _seats[id][i];
            uint256 word = record.word;
            list[i] = Seat({
                signer: record.signer,
                institution: word.institution(),
                role: word.role(),
                flags: word.flags(),
                sequence: word.sequence(),
                submittedAt: word.submittedAt(),
                ratings: word.ratings(),
                digestTag: word.digestTag()
            });
        }
    }

    /// @inheritdoc IRoundRegistry
    function roundsOf(bytes32 version) external view returns (bytes32[] memory ids) {
        uint256 length = _rosterLength(version);
        ids = new bytes32[](length);
        for (uint256 i = 0; i < length; ++i) {
            uint64 entry = uint64(_rosters[version][i / 4] >> (64 * (i % 4)));
            ids[i] = keccak256(abi.encode(version, _rubrics[entry >> 32], uint32(entry)));
        }
    }

    /// @inheritdoc IRoundRegistry
    function count(bytes32 version, bytes32 rubric) public view returns (uint32 n) {
        while (_exists(keccak256(abi.encode(version, rubric, n + 1)))) ++n;
    }

    /// @inheritdoc IRoundRegistry
    function replyWindow() external view returns (uint32 panel, uint32 rapid) {
        return (_panelWindow, _rapidWindow);
    }

    /// @dev Writes an opened round. `wanted`: see Terms.
    function _store(bytes32 id, Opening calldata opening, uint256 wanted) internal {
        uint32 place = _placeOf(opening.rubric);
        Record storage record = _rounds[id];
        record.version = opening.version;
        record.progress = Progress({
            stage: Stage.Opened,
            purpose: opening.purpose,
            basis: opening.basis,
            route: opening.route,
            rubric: place,
            seatCount: 0,
            submittedCount: 0,
            replied: false,
            reviewUntil: opening.reviewUntil,
            panelSetAt: 0,
            completedAt: 0
        });
        record.terms = Terms({
            owner: opening.owner,
            convener: opening.convener,
            validity: opening.validity,
            seats: uint40(wanted),
            openedAt: uint40(block.timestamp),
            endedAt: 0
        });
        uint256 length = _rosterLength(opening.version);
        _rosters[opening.version][length / 4] |= ((uint256(place) << 32) | opening.n) << (64 * (length % 4));
    }

    /// @dev The rubric's place, given on its first use.
    function _placeOf(bytes32 rubric) internal returns (uint32 place) {
        place = _places[rubric];
        if (place != 0) return place;
        place = ++_rubricCount;
        _places[rubric] = place;
        _rubrics[place] = rubric;
    }

    /// @dev A copy of the round's progress; one place for it, because the compiler writes the copying out at each.
    function _progress(bytes32 id) internal view returns (Progress memory) {
        return _rounds[id].progress;
    }

    /// @dev The round must be at this stage.
    function _at(bytes32 id, Stage expected) internal view returns (Record storage record) {
        record = _rounds[id];
        Stage stage = record.progress.stage;
        if (stage == Stage.None) revert Round_Unknown(id);
        if (stage != expected) revert Round_WrongStage(id, expected, stage);
    }

    /// @dev The round must be neither closed nor abandoned.
    function _unended(bytes32 id) internal view returns (Record storage record) {
        record = _rounds[id];
        Stage stage = record.progress.stage;
        if (stage == Stage.None) revert Round_Unknown(id);
        if (stage == Stage.Closed || stage == Stage.Abandoned) revert Round_WrongStage(id, Stage.Reviewing, stage);
    }

    /// @dev `id` is the round of number `n`, which must be one more than the rounds so far.
    function _requireNext(bytes32 version, bytes32 rubric, uint32 n, bytes32 id) internal view {
        bool next = n != 0 && !_exists(id) && (n == 1 || _exists(keccak256(abi.encode(version, rubric, n - 1))));
        if (!next) revert Round_WrongNumber(count(version, rubric) + 1, n);
    }

    function _requireNewSigner(bytes32 id, uint256 seat, bytes32 signer) internal view {
        for (uint256 i = 0; i < seat; ++i) {
            if (_seats[id][i].signer == signer) revert Round_SignerSeated(id, signer);
        }
    }

    /// @dev First and last second of the reply window; 0 until the panel is set. While reviews are missing, the window
    /// starts after the review deadline.
    function _replyTimes(Progress memory progress) internal view returns (uint40 from, uint40 until) {
        if (progress.panelSetAt == 0) return (0, 0);
        from = progress.completedAt == 0 ? progress.reviewUntil + 1 : progress.completedAt;
        until = from + (progress.route == Route.Rapid ? _rapidWindow : _panelWindow);
    }

    /// @dev Second words of a round's seats.
    function _words(bytes32 id, uint256 seatCount) internal view returns (uint256[] memory words) {
        words = new uint256[](seatCount);
        for (uint256 i = 0; i < seatCount; ++i) {
            words[i] = _seats[id][i].word;
        }
    }

    function _exists(bytes32 id) internal view returns (bool) {
        return _rounds[id].progress.stage != Stage.None;
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
}
