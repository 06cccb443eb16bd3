// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorized} from "../../../contracts/interfaces/IAuthorized.sol";
import {IFollowUpRegistry} from "../../../contracts/interfaces/IFollowUpRegistry.sol";
import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {FollowUpRegistry} from "../../../contracts/round/FollowUpRegistry.sol";
import {Authorization, Purposes, Stage} from "../../../contracts/types/Types.sol";
import {ReviewFixture} from "./ReviewFixture.sol";

/// @title The network of ReviewFixture with a registry of what follows decisions
abstract contract FollowUpFixture is ReviewFixture {
    bytes32 internal constant DOCUMENT = keccak256("document");
    uint256 internal constant TIE_PERIOD = 3 * 365 days;

    FollowUpRegistry internal followUps;

    function setUp() public virtual override {
        super.setUp();
        followUps = new FollowUpRegistry(verifier, institutions, courses, rounds);
    }

    /// @dev Another closed round of the same version.
    function _closeSecond() internal returns (bytes32) {
        _bringTo(Stage.Closed);
        return id;
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
