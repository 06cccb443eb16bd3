// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRoundRegistry} from "../../../contracts/interfaces/IRoundRegistry.sol";
import {Basis, Purpose, Role, Route, Stage} from "../../../contracts/types/Types.sol";
import {BaselineRubric as B} from "../QualityPolicy/BaselineRubric.sol";
import {Acts} from "./Acts.sol";
import {RoundNetwork} from "./RoundNetwork.sol";

/// @title A round on the way
/// @notice Acts are sent by their signers, unless relayed.
abstract contract RoundFixture is RoundNetwork {
    /// @dev A summative panel round with the seats that the rubric asks.
    function _opening() internal view returns (IRoundRegistry.Opening memory) {
        return IRoundRegistry.Opening({
            version: version,
            rubric: rubric,
            n: 1,
            owner: OWNER,
            convener: CONVENER,
            purpose: Purpose.Summative,
            basis: Basis.Design,
            route: Route.Panel,
            seats: [2, 0, 0, 1, 0],
            validity: 365 days,
            reviewUntil: REVIEW_UNTIL,
            document: keccak256("round document")
        });
    }

    function _rapidOpening() internal view returns (IRoundRegistry.Opening memory opening) {
        opening = _opening();
        opening.route = Route.Rapid;
        opening.seats = [2, 0, 0, 0, 0];
        opening.validity = 90 days;
        opening.reviewUntil = START + 72 hours;
    }

    function _open(IRoundRegistry.Opening memory opening) internal {
        vm.prank(members[opening.owner].account);
        id = rounds.open(opening, _direct(members[opening.owner]));
    }

    function _accept() internal {
        Actor memory convener = members[rounds.round(id).convener];
        vm.prank(convener.account);
        rounds.accept(id, _direct(convener));
    }

    function _appoint(uint8 seat, uint32 institution, Role role) internal {
        _appoint(seat, institution, role, new uint32[](0));
    }

    function _appoint(uint8 seat, uint32 institution, Role role, uint32[] memory affiliations) internal {
        IRoundRegistry.Appointment memory appointment = _appointment(seat, institution, role);
        appointment.affiliations = affiliations;
        vm.prank(members[institution].account);
        rounds.appointSeat(appointment, _direct(members[institution]));
    }

    function _appointment(uint8 seat, uint32 institution, Role role)
        internal
        view
        returns (IRoundRegistry.Appointment memory)
    {
        return IRoundRegistry.Appointment({
            round: id,
            seat: seat,
            institution: institution,
            role: role,
            affiliations: new uint32[](0),
            signer: reviewers[seat].signer
        });
    }

    /// @dev Two subject experts of FIRST and SECOND, a learner of FIRST.
    function _appointPanel() internal {
        _appoint(0, FIRST, Role.SubjectExpert);
        _appoint(1, SECOND, Role.SubjectExpert);
        _appoint(2, FIRST, Role.Learner);
    }

    function _object(uint8 seat, uint32 owner) internal {
        vm.prank(members[owner].account);
        rounds.objectToSeat(id, seat, owner, keccak256("objection"), _direct(members[owner]));
    }

    /// @dev Sets the panel of all seats, in the first second that allows it.
    function _setPanel() internal {
        _setPanel(0);
    }

    function _setPanel(uint16 excluded) internal {
        IRoundRegistry.Round memory facts = rounds.round(id);
        if (block.timestamp < facts.panelFrom) vm.warp(facts.panelFrom);
        vm.prank(members[CONVENER].account);
        rounds.setPanel(id, facts.seatCount, excluded, _direct(members[CONVENER]));
    }

    /// @dev The seal of the review that `_submission` gives.
    function _sealing(uint8 seat, uint256 ratings) internal view returns (IRoundRegistry.Sealing memory) {
        bytes32 digest = _submission(seat, ratings).reviewDigest;
        return IRoundRegistry.Sealing(id, seat, keccak256(abi.encode(id, seat, digest, ratings, SALT)));
    }

    function _seal(uint8 seat, uint256 ratings) internal {
        IRoundRegistry.Sealing memory sealing = _sealing(seat, ratings);
        vm.prank(reviewers[seat].account);
        rounds.seal(sealing, _direct(reviewers[seat]));
    }

    function _submission(uint8 seat, uint256 ratings) internal view returns (IRoundRegistry.Submission memory) {
        return IRoundRegistry.Submission({
            round: id,
            seat: seat,
            reviewDigest: keccak256(abi.encode("review", id, seat)),
            ratings: ratings,
            sequence: 1,
            salt: SALT
        });
    }

    function _revision(uint8 seat, uint256 ratings) internal view returns (IRoundRegistry.Submission memory revision) {
        revision = _submission(seat, ratings);
        revision.reviewDigest = keccak256(abi.encode("revision", id, seat));
        revision.sequence = 2;
        revision.salt = 0;
    }

    function _submit(IRoundRegistry.Submission memory submission) internal {
        Actor memory reviewer = reviewers[submission.seat];
        vm.prank(reviewer.account);
        rounds.submit(submission, _direct(reviewer));
    }

    function _submit(uint8 seat, uint256 ratings) internal {
        _submit(_submission(seat, ratings));
    }

    function _revise(uint8 seat, uint256 ratings) internal {
        _submit(_revision(seat, ratings));
    }

    /// @dev The ratings that a seat of the usual panel gives: everything 2 that it may rate.
    function _ratings(uint8 seat) internal pure returns (uint256) {
        return seat == 2 ? _learnerRatings() : B.ratings(2);
    }

    function _sealAll() internal {
        for (uint8 i = 0; i < 3; ++i) {
            _seal(i, _ratings(i));
        }
    }

    function _revealAll() internal {
        for (uint8 i = 0; i < 3; ++i) {
            _submit(i, _ratings(i));
        }
    }

    /// @dev All three seats seal and reveal in this second.
    function _submitAll() internal {
        _sealAll();
        _revealAll();
    }

    function _addSeat(uint32 institution, Role role) internal {
        vm.prank(members[CONVENER].account);
        rounds.addSeat(id, institution, role, _direct(members[CONVENER]));
    }

    function _learnerRatings() internal pure returns (uint256) {
        return B.without(B.ratings(2), B.C1);
    }

    function _reply(uint32 owner) internal {
        vm.prank(members[owner].account);
        rounds.reply(id, owner, keccak256("reply"), _direct(members[owner]));
    }

    function _abandon() internal {
        vm.prank(members[CONVENER].account);
        rounds.abandon(id, keccak256("ground"), _direct(members[CONVENER]));
    }

    /// @dev Opens a round and brings it to a stage by the usual way.
    function _bringTo(Stage stage) internal {
        _open(_opening());
        if (stage == Stage.Opened) return;
        _accept();
        if (stage == Stage.Accepted) return;
        _appointPanel();
        _setPanel();
        if (stage == Stage.Reviewing) return;
        if (stage == Stage.Abandoned) return _abandon();
        _submitAll();
        _close();
    }

    /// @dev Closes in the first second that allows it.
    function _close() internal {
        vm.warp(rounds.round(id).replyUntil + 1);
        rounds.close(id);
    }

    /// @dev A formative panel round with its panel set.
    function _bringToFormative() internal {
        IRoundRegistry.Opening memory opening = _opening();
        (opening.purpose, opening.validity) = (Purpose.Formative, 0);
        _open(opening);
        _accept();
        _appointPanel();
        _setPanel();
    }

    /// @dev An appeal against a closed round, convened by RIVAL.
    function _appealOpening() internal view returns (IRoundRegistry.Opening memory opening) {
        opening = _opening();
        opening.n = rounds.count(version, rubric) + 1;
        opening.convener = RIVAL;
        opening.reviewUntil = uint40(block.timestamp) + 30 days;
    }

    function _openAppeal(bytes32 appealed, IRoundRegistry.Opening memory opening) internal {
        vm.prank(members[OWNER].account);
        id = rounds.openAppeal(appealed, opening, _direct(members[OWNER]));
    }

    function _stage() internal view returns (Stage) {
        return rounds.round(id).stage;
    }

    function _expectStage(Stage expected) internal view {
        vm.assertEq(uint256(_stage()), uint256(expected));
    }

    function _signedReview(Actor memory actor, IRoundRegistry.Submission memory submission)
        internal
        view
        returns (bytes memory)
    {
        return _signed(actor, address(rounds), Acts.review(submission)).signature;
    }
}
