// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRoundRegistry} from "../interfaces/IRoundRegistry.sol";
import {Purpose, Route, Stage} from "../types/Types.sol";
import {Phases} from "./Phases.sol";
import {ProgressWord} from "./ProgressWord.sol";
import {RoundStore} from "./RoundStore.sol";
import {SeatWord} from "./SeatWord.sol";
import {TermsWord} from "./TermsWord.sol";

/// @title The questions about rounds
abstract contract RoundViews is RoundStore {
    using ProgressWord for ProgressWord.Progress;
    using SeatWord for uint256;
    using TermsWord for uint256;

    /// @inheritdoc IRoundRegistry
    function round(bytes32 id) external view returns (Round memory facts) {
        ProgressWord.Progress memory progress = _progress(id);
        uint256 terms = _rounds[id].terms;
        facts.version = _rounds[id].version;
        facts.rubric = _rubrics[progress.rubric].id;
        if (progress.has(ProgressWord.APPEAL)) facts.appealOf = _appealed[id];
        facts.owner = terms.owner();
        facts.convener = terms.convener();
        facts.stage = progress.stage;
        facts.purpose = progress.purpose;
        facts.basis = progress.basis;
        facts.route = progress.route;
        for (uint256 i = 0; i < 5; ++i) {
            facts.seats[i] = uint8(terms.seats() >> (8 * i));
        }
        facts.seatCount = progress.seatCount;
        facts.objected = progress.has(ProgressWord.OBJECTED);
        facts.addedBy = terms.addedBy();
        facts.addedRole = terms.addedRole();
        facts.validity = terms.validity();
        facts.openedAt = terms.openedAt();
        facts.panelSetAt = progress.panelSetAt;
        facts.reviewUntil = progress.reviewUntil;
        facts.endedAt = terms.endedAt();
        if (progress.has(ProgressWord.REPLIED)) facts.reply = _rounds[id].reply;
        uint256[] memory words = _words(id, progress.seatCount);
        _count(facts, words);
        _time(facts, progress, words);
    }

    /// @inheritdoc IRoundRegistry
    function seats(bytes32 id) external view returns (Seat[] memory list) {
        ProgressWord.Progress memory progress = _progress(id);
        list = new Seat[](progress.seatCount);
        for (uint256 i = 0; i < list.length; ++i) {
            uint256 word = _seats[id][i].word;
            list[i].signer = _seats[id][i].signer;
            list[i].institution = word.institution();
            list[i].role = word.role();
            list[i].flags = word.flags();
            list[i].isSealed = _isSealed(progress.purpose, word);
            if (word.sequence() == 0) continue;
            list[i].sequence = word.sequence();
            list[i].submittedAt = word.submittedAt();
            list[i].ratings = word.ratings();
            list[i].digestTag = word.digestTag();
        }
    }

    /// @inheritdoc IRoundRegistry
    function panel(bytes32 id) external view returns (Panel memory facts) {
        ProgressWord.Progress memory progress = _progress(id);
        facts.version = _rounds[id].version;
        facts.rubric = _rubrics[progress.rubric].id;
        facts.stage = progress.stage;
        facts.purpose = progress.purpose;
        facts.route = progress.route;
        facts.validity = _rounds[id].terms.validity();
        facts.header = _header(progress);
        uint256[] memory words = _words(id, progress.seatCount);
        facts.roles = new uint8[](words.length);
        facts.ratings = new uint256[](words.length);
        for (uint256 i = 0; i < words.length; ++i) {
            facts.roles[i] = uint8(words[i].role());
            if (words[i].sequence() != 0) facts.ratings[i] = words[i].ratings();
        }
    }

    /// @inheritdoc IRoundRegistry
    function summary(bytes32 id)
        external
        view
        returns (bytes32 version, uint32 convener, Stage stage, Purpose purpose)
    {
        ProgressWord.Progress memory progress = _progress(id);
        return (_rounds[id].version, _rounds[id].terms.convener(), progress.stage, progress.purpose);
    }

    /// @inheritdoc IRoundRegistry
    function appealTo(bytes32 id) external view returns (bytes32) {
        return _appeals[id];
    }

    /// @inheritdoc IRoundRegistry
    function roundsOf(bytes32 version) external view returns (bytes32[] memory ids) {
        uint256 length = _rosterLength(version);
        ids = new bytes32[](length);
        for (uint256 i = 0; i < length; ++i) {
            uint64 entry = uint64(_rosters[version][i / 4] >> (64 * (i % 4)));
            ids[i] = keccak256(abi.encode(version, _rubrics[entry >> 32].id, uint32(entry)));
        }
    }

    /// @inheritdoc IRoundRegistry
    function count(bytes32 version, bytes32 rubric) public view returns (uint32 n) {
        while (_exists(keccak256(abi.encode(version, rubric, n + 1)))) ++n;
    }

    /// @inheritdoc IRoundRegistry
    function periods(Route route) external view returns (Periods memory) {
        return Periods({
            objection: uint32(_period(route, OBJECTION)),
            reveal: uint32(_period(route, REVEAL)),
            reply: uint32(_period(route, REPLY)),
            appeal: uint32(_period(route, APPEAL))
        });
    }

    function _count(Round memory facts, uint256[] memory words) private pure {
        for (uint256 i = 0; i < words.length; ++i) {
            uint256 word = words[i];
            if (word.isExcluded()) continue;
            ++facts.panelCount;
            if (_isSealed(facts.purpose, word)) ++facts.sealedCount;
            if (word.sequence() != 0) ++facts.submittedCount;
        }
    }

    function _time(Round memory facts, ProgressWord.Progress memory progress, uint256[] memory words) private view {
        if (progress.appointedAt != 0) {
            facts.panelFrom = progress.appointedAt + _period(progress.route, OBJECTION) + 1;
        }
        if (progress.panelSetAt == 0) return;
        if (progress.purpose == Purpose.Summative) facts.revealFrom = Phases.revealFrom(progress);
        facts.revealUntil = Phases.revealUntil(progress, _period(progress.route, REVEAL));
        (facts.replyFrom, facts.replyUntil) = _replyWindow(progress, words);
    }

    /// @dev A review of a summative round that was not added was sealed before.
    function _isSealed(Purpose purpose, uint256 word) private pure returns (bool) {
        return purpose == Purpose.Summative && !word.isAdded() && (word.sequence() != 0 || word.seal() != 0);
    }
}
