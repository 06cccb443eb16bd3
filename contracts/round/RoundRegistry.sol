// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICourseRegistry} from "../interfaces/ICourseRegistry.sol";
import {IInstitutionRegistry} from "../interfaces/IInstitutionRegistry.sol";
import {IRoundRegistry} from "../interfaces/IRoundRegistry.sol";
import {IRubricRegistry} from "../interfaces/IRubricRegistry.sol";
import {Authorized} from "../libraries/Authorized.sol";
import {Authorization, Purpose, Purposes, Route, Stage} from "../types/Types.sol";
import {Openings} from "./Openings.sol";
import {ProgressWord} from "./ProgressWord.sol";
import {Quorum} from "./Quorum.sol";
import {RoundActs} from "./RoundActs.sol";
import {RoundPanels} from "./RoundPanels.sol";
import {RoundReviews} from "./RoundReviews.sol";
import {RoundStore} from "./RoundStore.sol";
import {RoundViews} from "./RoundViews.sol";
import {TermsWord} from "./TermsWord.sol";

/// @title Review rounds
/// @notice See IRoundRegistry. Facts only, no owner: what a round means is a policy's matter.
contract RoundRegistry is RoundViews, RoundPanels, RoundReviews {
    using ProgressWord for ProgressWord.Progress;
    using TermsWord for uint256;

    constructor(
        address verifier,
        IInstitutionRegistry institutions,
        ICourseRegistry courses,
        IRubricRegistry rubrics,
        Periods memory panel,
        Periods memory rapid
    ) Authorized(verifier) RoundStore(institutions, courses, rubrics, panel, rapid) {}

    /// @inheritdoc IRoundRegistry
    function open(Opening memory opening, Authorization calldata authorization) external returns (bytes32) {
        return _open(opening, RoundActs.hashOpen(opening, authorization.deadline), authorization);
    }

    /// @inheritdoc IRoundRegistry
    function openAppeal(bytes32 appealed, Opening memory opening, Authorization calldata authorization)
        external
        returns (bytes32 id)
    {
        _requireAppealable(appealed, opening);
        id = _open(opening, RoundActs.hashOpenAppeal(appealed, opening, authorization.deadline), authorization);
        _rounds[id].progress = ProgressWord.marked(_rounds[id].progress, ProgressWord.APPEAL);
        _appeals[appealed] = id;
        _appealed[id] = appealed;
        emit AppealOpened(id, appealed);
    }

    /// @inheritdoc IRoundRegistry
    function accept(bytes32 id, Authorization calldata authorization) external {
        ProgressWord.Progress memory progress = _at(id, Stage.Opened);
        uint32[] memory convener = new uint32[](1);
        convener[0] = _rounds[id].terms.convener();
        _requireUntied(id, _rounds[id].version, convener);
        _requireActor(convener[0], Purposes.CONVENE, RoundActs.hashAccept(id, authorization.deadline), authorization);
        progress.stage = Stage.Accepted;
        _rounds[id].progress = progress.pack();
        emit RoundAccepted(id, convener[0]);
    }

    /// @inheritdoc IRoundRegistry
    function reply(bytes32 id, uint32 owner, bytes32 replyDigest, Authorization calldata authorization) external {
        ProgressWord.Progress memory progress = _at(id, Stage.Reviewing);
        if (progress.has(ProgressWord.REPLIED)) revert Round_AlreadyReplied(id);
        _requireReplyWindow(id, progress);
        courses.requireOwner(_rounds[id].version, owner);
        _requireActor(
            owner, Purposes.PUBLISH, RoundActs.hashReply(id, owner, replyDigest, authorization.deadline), authorization
        );
        progress.marks |= ProgressWord.REPLIED;
        _rounds[id].progress = progress.pack();
        _rounds[id].reply = replyDigest;
        emit Replied(id, owner, replyDigest);
    }

    /// @inheritdoc IRoundRegistry
    function close(bytes32 id) external {
        ProgressWord.Progress memory progress = _unended(id);
        uint40 until = progress.reviewUntil;
        // A convener that lost its standing or its interest can neither set a panel nor abandon: the clock does.
        bool reached = progress.stage == Stage.Reviewing;
        if (reached) {
            uint256[] memory words = _words(id, progress.seatCount);
            (, until) = _replyWindow(progress, words);
            (reached,,,) = Quorum.check(
                _quorumHeader(progress), progress.route == Route.Rapid, _rounds[id].terms.seats(), Quorum.reviewed(words)
            );
        }
        _requireFrom(until + 1);
        _end(id, progress, reached ? Stage.Closed : Stage.Abandoned);
        if (reached) emit RoundClosed(id);
        else emit RoundAbandoned(id, 0);
    }

    /// @inheritdoc IRoundRegistry
    function abandon(bytes32 id, bytes32 ground, Authorization calldata authorization) external {
        ProgressWord.Progress memory progress = _unended(id);
        if (ground == 0) revert Round_NoGround(id);
        _requireActor(
            _rounds[id].terms.convener(),
            Purposes.CONVENE,
            RoundActs.hashAbandon(id, ground, authorization.deadline),
            authorization
        );
        _end(id, progress, Stage.Abandoned);
        emit RoundAbandoned(id, ground);
    }

    function _open(Opening memory opening, bytes32 structHash, Authorization calldata authorization)
        private
        returns (bytes32 id)
    {
        id = keccak256(abi.encode(opening.version, opening.rubric, opening.n));
        _requireNext(opening, id);
        ProgressWord.Progress memory progress;
        progress.rubric = _placeOf(opening.rubric);
        bool rapid = opening.route == Route.Rapid;
        uint256 wanted = Openings.check(opening, rapid ? _header(progress) : _quorumHeader(progress));
        if (courses.requireOwner(opening.version, opening.owner)) revert Round_VersionRetired(opening.version);
        _requireActor(opening.owner, Purposes.PUBLISH, structHash, authorization);

        progress.stage = Stage.Opened;
        progress.purpose = opening.purpose;
        progress.basis = opening.basis;
        progress.route = opening.route;
        progress.reviewUntil = opening.reviewUntil;
        uint256 terms =
            TermsWord.opened(opening.owner, opening.convener, opening.validity, wanted, block.timestamp);
        _store(id, opening.version, opening.n, progress, terms);
        emit RoundOpened(id, opening.version, opening.rubric, opening);
    }

    /// @dev `id` is the round of number `n`, which must be one more than the rounds so far.
    function _requireNext(Opening memory opening, bytes32 id) private view {
        (bytes32 version, bytes32 rubric, uint32 n) = (opening.version, opening.rubric, opening.n);
        bool next = n != 0 && !_exists(id) && (n == 1 || _exists(keccak256(abi.encode(version, rubric, n - 1))));
        if (!next) revert Round_WrongNumber(count(version, rubric) + 1, n);
    }

    /// @dev An appeal asks another convener for a decision on the same question, once, in time.
    function _requireAppealable(bytes32 appealed, Opening memory opening) private view {
        ProgressWord.Progress memory progress = _at(appealed, Stage.Closed);
        bytes32 appeal = _appeals[appealed];
        bool standing = appeal != 0 && ProgressWord.stageOf(_rounds[appeal].progress) != Stage.Abandoned;
        bool appealable = !standing && progress.purpose == Purpose.Summative && opening.purpose == Purpose.Summative
            && !progress.has(ProgressWord.APPEAL) && opening.version == _rounds[appealed].version
            && opening.rubric == _rubrics[progress.rubric].id;
        if (!appealable) revert Round_NotAppealable(appealed, appeal);
        _requireUntil(_rounds[appealed].terms.endedAt() + _period(progress.route, APPEAL));
        _requireNotShared(appealed, opening.convener);
    }
}
