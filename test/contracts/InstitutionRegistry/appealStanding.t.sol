// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {Authorization, Purposes, Standing} from "../../../contracts/types/Types.sol";
import {Hashes} from "../support/Hashes.sol";
import {Network} from "../support/Network.sol";

/// @dev I11 of test/README.md.
contract AppealStanding is Network {
    bytes32 internal constant REASONS = keccak256("reasons of the appeal");

    function _appeal(uint32 institution, uint32 sequence, Actor memory actor) internal {
        Authorization memory authorization = _direct(actor);
        vm.prank(actor.account);
        institutions.appealStanding(institution, sequence, REASONS, authorization);
    }

    function _expectNotAppealable(uint32 sequence) internal {
        vm.expectRevert(
            abi.encodeWithSelector(IInstitutionRegistry.Institution_NotAppealable.selector, FIRST, sequence)
        );
    }

    function _expectNotAdmin(Actor memory actor) internal {
        vm.expectRevert(
            abi.encodeWithSelector(
                IInstitutionRegistry.Institution_NotAuthorised.selector, FIRST, actor.id, Purposes.ADMIN
            )
        );
    }

    function test_GivenAnyStandingButActive_ItsAdminAppeals() external {
        for (uint8 standing = uint8(Standing.Suspended); standing <= uint8(Standing.Merged); ++standing) {
            uint32 sequence = institutions.institution(FIRST).standingCount;
            _setStanding(FIRST, Standing(standing));
            vm.expectEmit(address(institutions));
            emit IInstitutionRegistry.StandingAppealed(FIRST, sequence, REASONS);
            _appeal(FIRST, sequence, first);
        }
    }

    function test_GivenAnyoneRelays_ItCountsOnce() external {
        _setStanding(FIRST, Standing.Suspended);
        bytes32 structHash = Hashes.appealStanding(FIRST, 1, REASONS);
        Authorization memory authorization = _signed(first, address(institutions), structHash);
        institutions.appealStanding(FIRST, 1, REASONS, authorization);
        _expectNotAppealable(1);
        institutions.appealStanding(FIRST, 1, REASONS, authorization);
    }

    function test_RevertWhen_TheStandingIsActive() external {
        _expectNotAppealable(0);
        _appeal(FIRST, 0, first);
    }

    function test_RevertWhen_TheEntryIsNotTheLatest() external {
        _setStanding(FIRST, Standing.Suspended);
        _setStanding(FIRST, Standing.Closed);
        uint32[3] memory sequences = [uint32(1), 3, type(uint32).max];
        for (uint256 i = 0; i < sequences.length; ++i) {
            _expectNotAppealable(sequences[i]);
            _appeal(FIRST, sequences[i], first);
        }
    }

    function test_RevertWhen_TheInstitutionIsUnknown() external {
        vm.expectRevert(abi.encodeWithSelector(IInstitutionRegistry.Institution_Unknown.selector, NOBODY));
        _appeal(NOBODY, 0, first);
    }

    function test_RevertWhen_TheSignerIsNoAdmin() external {
        Actor memory issuer = _account("issuer");
        _addKey(FIRST, first, issuer.signer, Purposes.ISSUE);
        _setStanding(FIRST, Standing.Suspended);
        _expectNotAdmin(issuer);
        _appeal(FIRST, 1, issuer);
        _expectNotAdmin(second);
        _appeal(FIRST, 1, second);
        _expectNotAdmin(governance);
        _appeal(FIRST, 1, governance);
    }

    function test_RevertWhen_TheKeysWindowIsOver() external {
        Authorization memory authorization = _direct(first);
        vm.prank(first.account);
        institutions.retireKey(FIRST, first.id, START + 10, authorization);
        _setStanding(FIRST, Standing.Suspended);
        vm.warp(START + 10);
        _expectNotAdmin(first);
        _appeal(FIRST, 1, first);
        vm.warp(START + 9);
        _appeal(FIRST, 1, first);
    }

    function test_RevertWhen_TheKeyIsReported() external {
        _setStanding(FIRST, Standing.Suspended);
        Authorization memory authorization = _direct(governance);
        vm.prank(governance.account);
        institutions.reportCompromise(FIRST, first.id, START, authorization);
        _expectNotAdmin(first);
        _appeal(FIRST, 1, first);
    }
}
