// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorized} from "../../../contracts/interfaces/IAuthorized.sol";
import {IFollowUpRegistry} from "../../../contracts/interfaces/IFollowUpRegistry.sol";
import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {IRoundRegistry} from "../../../contracts/interfaces/IRoundRegistry.sol";
import {FollowUpRegistry} from "../../../contracts/round/FollowUpRegistry.sol";
import {Authorization, Purposes} from "../../../contracts/types/Types.sol";
import {RoundFixture} from "../RoundRegistry/RoundFixture.sol";
import {Deployments} from "../support/Deployments.sol";

/// @title The network of RoundFixture with a registry of what follows decisions, and whole reviews in one call
abstract contract FollowUpFixture is RoundFixture {
    bytes32 internal constant DOCUMENT = keccak256("document");
    uint256 internal constant TIE_PERIOD = 3 * 365 days;

    FollowUpRegistry internal followUps;
    address internal verifier;

    function setUp() public virtual override {
        super.setUp();
        verifier = rounds.verifier();
        followUps = Deployments.followUpRegistry(verifier, institutions, courses, rounds);
    }

    /// @dev Publishes a version of the course that follows `previous`.
    function _publishAfter(bytes32 previous, bool minor, string memory name) internal returns (bytes32) {
        Authorization memory authorization = _direct(members[OWNER]);
        vm.prank(members[OWNER].account);
        return courses.publishVersion(course, OWNER, keccak256(bytes(name)), previous, minor, authorization);
    }

    /// @dev The next round of the version, with its panel set.
    function _reviewNext() internal {
        IRoundRegistry.Opening memory opening = _opening();
        opening.n = rounds.count(version, rubric) + 1;
        opening.reviewUntil = uint40(block.timestamp) + 30 days;
        _open(opening);
        _accept();
        _appointPanel();
        _setPanel();
    }

    function _closeNext() internal returns (bytes32) {
        _reviewNext();
        _submitAll();
        _close();
        return id;
    }

    /// @dev The expert of FIRST, the expert of SECOND and the learner give these ratings.
    function _closeWith(uint256 expert, uint256 other, uint256 learner) internal {
        _reviewNext();
        _seal(0, expert);
        _seal(1, other);
        _seal(2, learner);
        _submit(0, expert);
        _submit(1, other);
        _submit(2, learner);
        _close();
    }

    function _closeFormative() internal {
        _bringToFormative();
        for (uint8 seat = 0; seat < 3; ++seat) {
            IRoundRegistry.Submission memory submission = _submission(seat, 0);
            submission.salt = 0;
            _submit(submission);
        }
        _close();
    }

    function _closeConditions(bytes32 round) internal {
        Authorization memory authorization = _direct(members[CONVENER]);
        vm.prank(members[CONVENER].account);
        followUps.closeConditions(round, DOCUMENT, authorization);
    }

    function _carry(bytes32 round, bytes32 version_) internal {
        Authorization memory authorization = _direct(members[CONVENER]);
        vm.prank(members[CONVENER].account);
        followUps.carry(round, version_, authorization);
    }

    function _rescind(bytes32 round) internal {
        Authorization memory authorization = _direct(governance);
        vm.prank(governance.account);
        followUps.rescind(round, DOCUMENT, authorization);
    }

    function _file(uint32 n, uint32 institution) internal returns (bytes32) {
        Authorization memory authorization = _direct(members[institution]);
        vm.prank(members[institution].account);
        return followUps.fileConcern(version, n, institution, DOCUMENT, authorization);
    }

    function _admitConcern(bytes32 concern, uint32 institution) internal {
        Authorization memory authorization = _direct(members[institution]);
        vm.prank(members[institution].account);
        followUps.admitConcern(concern, institution, authorization);
    }

    function _closeConcern(bytes32 concern, uint32 institution) internal {
        Authorization memory authorization = _direct(members[institution]);
        vm.prank(members[institution].account);
        followUps.closeConcern(concern, institution, DOCUMENT, authorization);
    }

    /// @dev The next call reverts with an error of one word.
    function _expect(bytes4 selector, bytes32 argument) internal {
        vm.expectRevert(abi.encodeWithSelector(selector, argument));
    }

    function _expectNotAuthorised(uint32 institution, Actor memory actor) internal {
        vm.expectRevert(
            abi.encodeWithSelector(
                IInstitutionRegistry.Institution_NotAuthorised.selector, institution, actor.id, Purposes.CONVENE
            )
        );
    }

    function _expectTied(uint32 institution) internal {
        vm.expectRevert(abi.encodeWithSelector(IFollowUpRegistry.FollowUp_Tied.selector, version, institution));
    }

    /// @dev The next call reverts because the signature is of another act.
    function _expectForeignSignature() internal {
        vm.expectPartialRevert(IAuthorized.Authorization_InvalidSignature.selector);
    }
}
