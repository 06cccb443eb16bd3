// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IInstitutionRegistry} from "../interfaces/IInstitutionRegistry.sol";
import {IRoundRegistry} from "../interfaces/IRoundRegistry.sol";
import {Signers} from "../libraries/Signers.sol";
import {Authorization, Purpose, Purposes, Role, Route, SeatFlags, Stage} from "../types/Types.sol";
import {Openings} from "./Openings.sol";
import {Phases} from "./Phases.sol";
import {ProgressWord} from "./ProgressWord.sol";
import {Quorum} from "./Quorum.sol";
import {RoundActs} from "./RoundActs.sol";
import {RoundStore} from "./RoundStore.sol";
import {RubricHeader} from "./RubricHeader.sol";
import {SeatWord} from "./SeatWord.sol";
import {TermsWord} from "./TermsWord.sol";

/// @title Seats: who is appointed to a round, and who stays
abstract contract RoundPanels is RoundStore {
    using ProgressWord for ProgressWord.Progress;
    using RubricHeader for uint256[2];
    using SeatWord for uint256;
    using TermsWord for uint256;

    uint256 internal constant MAX_AFFILIATIONS = 8;

    /// @inheritdoc IRoundRegistry
    function appointSeat(Appointment calldata appointment, Authorization calldata authorization) external {
        if (!_appoint(appointment, authorization)) {
            revert Round_WrongSeat(_progress(appointment.round).seatCount, appointment.seat);
        }
    }

    /// @inheritdoc IRoundRegistry
    function appointMany(Appointment[] calldata appointments, Authorization[] calldata authorizations) external {
        for (uint256 i = 0; i < appointments.length; ++i) {
            _appoint(appointments[i], authorizations[i]);
        }
    }

    /// @inheritdoc IRoundRegistry
    function objectToSeat(
        bytes32 id,
        uint8 seat,
        uint32 owner,
        bytes32 document,
        Authorization calldata authorization
    ) external {
        ProgressWord.Progress memory progress = _at(id, Stage.Accepted);
        if (progress.has(ProgressWord.OBJECTED)) revert Round_AlreadyObjected(id);
        if (seat >= progress.seatCount) revert Round_UnknownSeat(id, seat);
        courses.requireOwner(_rounds[id].version, owner);
        _requireActor(
            owner,
            Purposes.PUBLISH,
            RoundActs.hashObject(id, seat, owner, document, authorization.deadline),
            authorization
        );
        progress.marks |= ProgressWord.OBJECTED;
        _rounds[id].progress = progress.pack();
        _seats[id][seat].word = _seats[id][seat].word.flagged(SeatFlags.OBJECTED);
        emit SeatObjected(id, seat, owner, document);
    }

    /// @inheritdoc IRoundRegistry
    function setPanel(bytes32 id, uint8 seatCount, uint16 excluded, Authorization calldata authorization) external {
        ProgressWord.Progress memory progress = _at(id, Stage.Accepted);
        uint256 terms = _rounds[id].terms;
        _requireUntil(progress.reviewUntil);
        if (seatCount != progress.seatCount || uint256(excluded) >> seatCount != 0) {
            revert Round_PanelChanged(progress.seatCount, seatCount);
        }
        _requireFrom(progress.appointedAt + _period(progress.route, OBJECTION) + 1);

        uint256[] memory words = _words(id, seatCount);
        for (uint256 i = 0; i < seatCount; ++i) {
            if ((excluded >> i) & 1 != 0) words[i] = words[i].flagged(SeatFlags.EXCLUDED);
        }
        _requireQuorum(progress, terms.seats(), words);
        bytes32 version = _rounds[id].version;
        // Convener and seats were found untied since the round was opened: again only if that may have changed.
        if (courses.tiesChangedAt(version) >= terms.openedAt()) {
            _requireUntied(id, version, _members(terms.convener(), words));
        }
        _requireActor(
            terms.convener(),
            Purposes.CONVENE,
            RoundActs.hashSetPanel(id, seatCount, excluded, authorization.deadline),
            authorization
        );
        for (uint256 i = 0; i < seatCount; ++i) {
            if (words[i].isExcluded()) _seats[id][i].word = words[i];
            else if (progress.purpose == Purpose.Summative) ++progress.unsealed;
        }
        progress.stage = Stage.Reviewing;
        progress.panelSetAt = uint40(block.timestamp);
        _rounds[id].progress = progress.pack();
        emit PanelSet(id, excluded);
    }

    /// @inheritdoc IRoundRegistry
    function addSeat(bytes32 id, uint32 institution, Role role, Authorization calldata authorization) external {
        ProgressWord.Progress memory progress = _at(id, Stage.Reviewing);
        _requireSummative(id, progress);
        if (progress.has(ProgressWord.ASKED)) revert Round_AlreadyAdded(id);
        _requireReplyWindow(id, progress);
        if (institution == 0) revert IInstitutionRegistry.Institution_Unknown(institution);
        _checkPlace(progress, role);
        uint256 terms = _rounds[id].terms;
        _requireActor(
            terms.convener(),
            Purposes.CONVENE,
            RoundActs.hashAddSeat(id, institution, role, authorization.deadline),
            authorization
        );
        progress.marks |= ProgressWord.ASKED;
        progress.revealFrom = uint40(block.timestamp);
        _rounds[id].progress = progress.pack();
        _rounds[id].terms = terms.withAdded(institution, role);
        emit SeatAdded(id, institution, role);
    }

    /// @dev Records an appointment. False, and nothing done, if it is recorded identically already.
    function _appoint(Appointment memory appointment, Authorization calldata authorization)
        internal
        returns (bool)
    {
        bytes32 id = appointment.round;
        bytes32 signer = Signers.signerIdInMemory(appointment.signer, verifier);
        ProgressWord.Progress memory progress = _progress(id);
        uint256 word = SeatWord.appointed(appointment.institution, appointment.role);
        if (appointment.seat < progress.seatCount) {
            SeatRecord storage seated = _seats[id][appointment.seat];
            bool same = seated.word >> 216 == word >> 216 && seated.signer == signer;
            if (same) return false;
        }
        bool added = progress.stage == Stage.Reviewing && progress.has(ProgressWord.ASKED);
        if (!added) _requireStage(id, progress.stage, Stage.Accepted);
        if (appointment.seat < progress.seatCount) revert Round_SeatTaken(id, appointment.seat);
        if (added) _checkAdded(appointment, progress);
        _checkPlace(progress, appointment.role);
        if (appointment.seat != progress.seatCount) revert Round_WrongSeat(progress.seatCount, appointment.seat);
        _checkMembers(appointment, progress);
        _requireNewSigner(id, progress.seatCount, signer);
        _requireActor(
            appointment.institution,
            Purposes.APPOINT,
            RoundActs.hashAppoint(appointment, authorization.deadline),
            authorization
        );
        ++progress.seatCount;
        if (added) {
            progress.marks |= ProgressWord.ADDED;
            word = word.flagged(SeatFlags.ADDED);
        } else {
            progress.appointedAt = uint40(block.timestamp);
        }
        _rounds[id].progress = progress.pack();
        _seats[id][appointment.seat] = SeatRecord({signer: signer, word: word});
        emit SeatAppointed(
            id,
            appointment.seat,
            appointment.institution,
            appointment.role,
            appointment.affiliations,
            appointment.signer
        );
        return true;
    }

    /// @dev The seat must be the one that the convener asked for, in time.
    function _checkAdded(Appointment memory appointment, ProgressWord.Progress memory progress) private view {
        uint256 terms = _rounds[appointment.round].terms;
        bool asked = !progress.has(ProgressWord.ADDED) && appointment.institution == terms.addedBy()
            && appointment.role == terms.addedRole();
        if (!asked) revert Round_SeatNotAsked(appointment.round, appointment.institution, appointment.role);
        _requireUntil(Phases.revealUntil(progress, _period(progress.route, REVEAL)));
    }

    /// @dev There must be room for a seat of this role.
    function _checkPlace(ProgressWord.Progress memory progress, Role role) private view {
        _requireAtMost(Openings.MAX_SEATS, uint256(progress.seatCount) + 1);
        bool fits = role != Role.None;
        if (progress.route == Route.Rapid) fits = fits && _header(progress).ratesAllRapid(uint256(role));
        if (!fits) revert Round_InvalidRole(role);
    }

    /// @dev Institution and affiliations must be untied and, in an appeal, the institution new.
    function _checkMembers(Appointment memory appointment, ProgressWord.Progress memory progress) private view {
        uint256 length = appointment.affiliations.length;
        _requireAtMost(MAX_AFFILIATIONS, length);
        uint32[] memory list = new uint32[](length + 1);
        list[0] = appointment.institution;
        for (uint256 i = 0; i < length; ++i) {
            list[i + 1] = appointment.affiliations[i];
        }
        _requireUntied(appointment.round, _rounds[appointment.round].version, list);
        if (progress.has(ProgressWord.APPEAL)) {
            _requireNotShared(_appealed[appointment.round], appointment.institution);
        }
    }

    /// @dev The institution neither convened nor appointed to the round that is appealed against.
    function _requireNotShared(bytes32 appealed, uint32 institution) internal view {
        bool shared = _rounds[appealed].terms.convener() == institution;
        uint256[] memory words = _words(appealed, _progress(appealed).seatCount);
        for (uint256 i = 0; i < words.length; ++i) {
            if (words[i].institution() == institution) shared = true;
        }
        if (shared) revert Round_SharedWithAppealed(appealed, institution);
    }

    function _requireNewSigner(bytes32 id, uint256 seatCount, bytes32 signer) private view {
        for (uint256 i = 0; i < seatCount; ++i) {
            if (_seats[id][i].signer == signer) revert Round_SignerSeated(id, signer);
        }
    }

    function _requireQuorum(ProgressWord.Progress memory progress, uint256 wanted, uint256[] memory words)
        private
        view
    {
        (bool reached, uint8 what, uint256 needed, uint256 actual) =
            Quorum.check(_quorumHeader(progress), progress.route == Route.Rapid, wanted, words);
        if (!reached) revert Round_PanelIncomplete(what, needed, actual);
    }

    function _requireAtMost(uint256 most, uint256 actual) private pure {
        if (actual > most) revert Round_TooMany(most, actual);
    }

    /// @dev The convener, then the institutions of the seats that stay; the convener again in the place of others.
    function _members(uint32 convener, uint256[] memory words) private pure returns (uint32[] memory list) {
        list = new uint32[](words.length + 1);
        list[0] = convener;
        for (uint256 i = 0; i < words.length; ++i) {
            list[i + 1] = words[i].isExcluded() ? convener : words[i].institution();
        }
    }
}
