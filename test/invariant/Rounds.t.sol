// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRoundRegistry} from "../../contracts/interfaces/IRoundRegistry.sol";
import {Purpose, Role, SeatFlags, Stage} from "../../contracts/types/Types.sol";
import {RoundFixture} from "../contracts/RoundRegistry/RoundFixture.sol";
import {RoundNetwork} from "../contracts/RoundRegistry/RoundNetwork.sol";
import {Test} from "../contracts/support/Test.sol";

/// @title What owners, conveners, reviewers and strangers try with rounds, in any order
/// @notice Keeps its own account of what was recorded when, and says in `broken` what should not have been.
contract RoundActors is RoundFixture {
    uint256 public constant ROUNDS = 3;
    uint8 public constant SEATS = 5;

    bytes32[] public ids;
    string public broken;
    mapping(bytes32 round => mapping(uint8 seat => bytes32)) public commitments;
    mapping(bytes32 round => mapping(uint8 seat => uint40)) public reviewedAt;
    mapping(bytes32 round => mapping(uint8 seat => uint256)) public lastRatings;
    mapping(bytes32 round => bytes32 hash) public ended;
    mapping(bytes32 round => uint256) internal _seals;
    mapping(bytes32 round => uint256) internal _lastSealAt;
    mapping(bytes32 round => uint256) internal _askedAt;

    constructor() {
        RoundNetwork.setUp();
        for (uint32 n = 1; n <= ROUNDS; ++n) {
            IRoundRegistry.Opening memory opening = _opening();
            opening.n = n;
            if (n == ROUNDS) opening.purpose = Purpose.Formative;
            _open(opening);
            ids.push(id);
            if (n == 1) continue;
            _accept();
            _appointPanel();
            _appoint(3, n == 2 ? SECOND : FIRST, Role.Chair);
        }
        vm.warp(PANEL_FROM);
        for (uint256 i = 1; i < ROUNDS; ++i) {
            id = ids[i];
            _setPanel(i == 1 ? 0 : 8);
        }
    }

    function registry() external view returns (IRoundRegistry) {
        return rounds;
    }

    function wait(uint256 seconds_) external {
        _skip(_bound(seconds_, 1, 6 days));
    }

    /// @dev Accepts, appoints, objects or sets the panel: whatever `act` says, whether it may be or not.
    function prepare(uint256 round_, uint256 act, uint8 seat, uint16 excluded) external {
        id = ids[round_ % ROUNDS];
        uint256 before = uint256(_stage());
        Actor memory owner = members[OWNER];
        if (act % 4 == 0) _acceptAs(act % 8 == 0 ? CONVENER : RIVAL);
        if (act % 4 == 1) {
            IRoundRegistry.Appointment memory appointment =
                _appointment(seat % SEATS, seat % 2 == 0 ? FIRST : SECOND, seat % SEATS == 2 ? Role.Learner : Role.SubjectExpert);
            vm.prank(members[appointment.institution].account);
            try rounds.appointSeat(appointment, _direct(members[appointment.institution])) {
                if (before != uint256(Stage.Accepted)) broken = "O7: appointed outside the stage";
            } catch {}
        }
        if (act % 4 == 2) {
            vm.prank(owner.account);
            try rounds.objectToSeat(id, seat % SEATS, OWNER, keccak256("objection"), _direct(owner)) {
                if (before != uint256(Stage.Accepted)) broken = "O8: objected outside the stage";
            } catch {}
        }
        if (act % 4 == 3) _setPanelOf(excluded % 4 == 0 ? excluded % 32 : 0);
    }

    function seal(uint256 round_, uint8 seat, uint8 by, uint256 level) external {
        id = ids[round_ % ROUNDS];
        seat = seat % SEATS;
        Actor memory actor = _reviewer(seat, by);
        IRoundRegistry.Sealing memory sealing = _sealing(seat, _rated(seat, level));
        IRoundRegistry.Round memory facts = rounds.round(id);
        vm.prank(actor.account);
        try rounds.seal(sealing, _direct(actor)) {
            if (commitments[id][seat] != 0) broken = "O9: sealed twice";
            if (actor.id != reviewers[seat].id) broken = "O3: sealed by another";
            if (facts.stage != Stage.Reviewing || block.timestamp > REVIEW_UNTIL) broken = "O9: sealed outside its phase";
            commitments[id][seat] = sealing.commitment;
            _lastSealAt[id] = block.timestamp;
            ++_seals[id];
        } catch {}
    }

    function submit(uint256 round_, uint8 seat, uint8 by, uint256 level, bool revises) external {
        id = ids[round_ % ROUNDS];
        seat = seat % SEATS;
        Actor memory actor = _reviewer(seat, by);
        uint256 ratings = _rated(seat, level);
        IRoundRegistry.Submission memory submission = revises ? _revision(seat, ratings) : _submission(seat, ratings);
        IRoundRegistry.Round memory facts = rounds.round(id);
        vm.prank(actor.account);
        try rounds.submit(submission, _direct(actor)) {
            if (actor.id != reviewers[seat].id) broken = "O3: reviewed by another";
            if (facts.stage != Stage.Reviewing) broken = "O3: reviewed outside its stage";
            lastRatings[id][seat] = ratings;
            if (revises) _checkRevision(seat, facts);
            else _checkReview(submission, facts);
        } catch {}
    }

    function reply(uint256 round_) external {
        id = ids[round_ % ROUNDS];
        IRoundRegistry.Round memory facts = rounds.round(id);
        vm.prank(members[OWNER].account);
        try rounds.reply(id, OWNER, keccak256(abi.encode(block.timestamp)), _direct(members[OWNER])) {
            if (facts.reply != 0) broken = "O6: replied twice";
            if (block.timestamp < facts.replyFrom || block.timestamp > facts.replyUntil) broken = "O6: replied outside";
        } catch {}
    }

    function addSeat(uint256 round_, bool fills) external {
        id = ids[round_ % ROUNDS];
        IRoundRegistry.Round memory facts = rounds.round(id);
        vm.prank(members[CONVENER].account);
        try rounds.addSeat(id, RIVAL, Role.Chair, _direct(members[CONVENER])) {
            if (_askedAt[id] != 0) broken = "O10: added twice";
            if (block.timestamp < facts.replyFrom || block.timestamp > facts.replyUntil) broken = "O10: added outside";
            _askedAt[id] = block.timestamp;
        } catch {}
        if (!fills || _askedAt[id] == 0 || facts.seatCount >= SEATS) return;
        IRoundRegistry.Appointment memory appointment = _appointment(facts.seatCount, RIVAL, Role.Chair);
        vm.prank(members[RIVAL].account);
        try rounds.appointSeat(appointment, _direct(members[RIVAL])) {} catch {}
    }

    function close(uint256 round_) external {
        id = ids[round_ % ROUNDS];
        IRoundRegistry.Round memory facts = rounds.round(id);
        try rounds.close(id) {
            if (facts.panelSetAt != 0 && block.timestamp <= facts.replyUntil) broken = "O6: closed inside the window";
            if (ended[id] != 0) broken = "O7: ended twice";
            ended[id] = hashOf(id);
        } catch {}
    }

    function abandon(uint256 round_, uint256 chance) external {
        if (chance % 8 != 0) return;
        id = ids[round_ % ROUNDS];
        vm.prank(members[CONVENER].account);
        try rounds.abandon(id, keccak256("ground"), _direct(members[CONVENER])) {
            if (ended[id] != 0) broken = "O7: ended twice";
            ended[id] = hashOf(id);
        } catch {}
    }

    /// @dev All that is answered about a round.
    function hashOf(bytes32 round_) public view returns (bytes32) {
        return keccak256(abi.encode(rounds.round(round_), rounds.seats(round_), rounds.panel(round_)));
    }

    function _acceptAs(uint32 institution) internal {
        vm.prank(members[institution].account);
        try rounds.accept(id, _direct(members[institution])) {
            if (institution != CONVENER) broken = "O1: accepted by another";
        } catch {}
    }

    function _setPanelOf(uint16 excluded) internal {
        IRoundRegistry.Round memory facts = rounds.round(id);
        vm.prank(members[CONVENER].account);
        try rounds.setPanel(id, facts.seatCount, excluded, _direct(members[CONVENER])) {
            if (block.timestamp < facts.panelFrom) broken = "O8: the objection period was cut short";
        } catch {}
    }

    function _checkReview(IRoundRegistry.Submission memory submission, IRoundRegistry.Round memory facts) internal {
        uint8 seat = submission.seat;
        if (reviewedAt[id][seat] != 0) broken = "O3: reviewed twice";
        reviewedAt[id][seat] = uint40(block.timestamp);
        if (facts.purpose == Purpose.Formative) {
            if (block.timestamp > REVIEW_UNTIL) broken = "O3: reviewed late";
            return;
        }
        bool all = _seals[id] == _panelCountOf();
        uint256 from = _askedAt[id] != 0 ? _askedAt[id] : all ? _lastSealAt[id] : REVIEW_UNTIL + 1;
        if (block.timestamp < from || block.timestamp > from + REVEAL) broken = "O9: revealed outside its phase";
        if (rounds.seats(id)[seat].flags & SeatFlags.ADDED != 0) return;
        bytes32 commitment =
            keccak256(abi.encode(id, seat, submission.reviewDigest, submission.ratings, submission.salt));
        if (commitment != commitments[id][seat]) broken = "O9: revealed what was not sealed";
    }

    function _checkRevision(uint8 seat, IRoundRegistry.Round memory facts) internal {
        if (reviewedAt[id][seat] == 0) broken = "O12: revised before it was revealed";
        if (block.timestamp > facts.replyUntil) broken = "O12: revised late";
        if (facts.purpose != Purpose.Summative) broken = "O12: revised in a formative round";
    }

    /// @dev Seats that were to seal: those of the panel but the added one.
    function _panelCountOf() internal view returns (uint256 seals) {
        IRoundRegistry.Seat[] memory list = rounds.seats(id);
        for (uint256 i = 0; i < list.length; ++i) {
            if (list[i].flags & (SeatFlags.EXCLUDED | SeatFlags.ADDED) == 0) ++seals;
        }
    }

    /// @dev Mostly the seat's own reviewer.
    function _reviewer(uint8 seat, uint8 by) internal view returns (Actor memory) {
        return by % 8 == 0 ? reviewers[(seat + 1) % SEATS] : reviewers[seat];
    }

    /// @dev Formative rounds take no ratings; one level in eight is another than was sealed.
    function _rated(uint8 seat, uint256 level) internal view returns (uint256) {
        if (id == ids[ROUNDS - 1]) return 0;
        return level % 8 == 0 ? _ratings(seat) & ~uint256(15) : _ratings(seat);
    }
}

/// @notice Three rounds, one of them formative, as `RoundActors` treats them.
/// @dev O3, O5 to O12 of test/README.md.
contract RoundsInvariant is Test {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    RoundActors internal actors;
    IRoundRegistry internal rounds;

    function setUp() public {
        actors = new RoundActors();
        rounds = actors.registry();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(actors);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        bytes4[] memory selectors = new bytes4[](8);
        selectors[0] = RoundActors.wait.selector;
        selectors[1] = RoundActors.prepare.selector;
        selectors[2] = RoundActors.seal.selector;
        selectors[3] = RoundActors.submit.selector;
        selectors[4] = RoundActors.reply.selector;
        selectors[5] = RoundActors.addSeat.selector;
        selectors[6] = RoundActors.close.selector;
        selectors[7] = RoundActors.abandon.selector;
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(actors), selectors);
    }

    /// @dev O3, O6, O8, O9, O10, O12: no act was recorded outside its phase, by another, or twice.
    /// hardhat-config: default.invariant.runs = 12
    /// hardhat-config: default.invariant.depth = 150
    /// hardhat-config: default.invariant.failOnRevert = true
    function invariant_NoActOutsideItsPhase() public view {
        require(bytes(actors.broken()).length == 0, actors.broken());
    }

    /// @dev O9, O12: a seal never vanishes, and a review is the last that its seat gave, with its first time.
    /// hardhat-config: default.invariant.runs = 12
    /// hardhat-config: default.invariant.depth = 150
    /// hardhat-config: default.invariant.failOnRevert = true
    function invariant_SealsAndReviewsStay() public view {
        for (uint256 i = 0; i < actors.ROUNDS(); ++i) {
            bytes32 id = actors.ids(i);
            IRoundRegistry.Seat[] memory seats = rounds.seats(id);
            for (uint8 s = 0; s < seats.length; ++s) {
                vm.assertEq(seats[s].isSealed, actors.commitments(id, s) != 0);
                vm.assertEq(seats[s].submittedAt, actors.reviewedAt(id, s));
                vm.assertEq(seats[s].ratings, actors.lastRatings(id, s));
                vm.assertEq(rounds.panel(id).ratings[s], actors.lastRatings(id, s));
            }
        }
    }

    /// @dev O5: a closed round has its quorum of distinct institutions, of seats that reviewed and were not left out.
    /// hardhat-config: default.invariant.runs = 12
    /// hardhat-config: default.invariant.depth = 150
    /// hardhat-config: default.invariant.failOnRevert = true
    function invariant_AClosedRoundHasItsQuorum() public view {
        for (uint256 i = 0; i < actors.ROUNDS(); ++i) {
            bytes32 id = actors.ids(i);
            if (rounds.round(id).stage != Stage.Closed) continue;
            IRoundRegistry.Seat[] memory seats = rounds.seats(id);
            (uint256 reviewed, uint256 institutions) = (0, 0);
            for (uint256 s = 0; s < seats.length; ++s) {
                if (seats[s].sequence == 0 || seats[s].flags & SeatFlags.EXCLUDED != 0) continue;
                ++reviewed;
                institutions |= uint256(1) << seats[s].institution;
            }
            require(reviewed >= 3, "closed with fewer than three reviews");
            require(institutions & (institutions - 1) != 0, "closed with one institution");
        }
    }

    /// @dev O7: what ended never changes.
    /// hardhat-config: default.invariant.runs = 12
    /// hardhat-config: default.invariant.depth = 150
    /// hardhat-config: default.invariant.failOnRevert = true
    function invariant_WhatEndedNeverChanges() public view {
        for (uint256 i = 0; i < actors.ROUNDS(); ++i) {
            bytes32 id = actors.ids(i);
            bytes32 hash = actors.ended(id);
            if (hash != 0) vm.assertEq(actors.hashOf(id), hash);
        }
    }
}
