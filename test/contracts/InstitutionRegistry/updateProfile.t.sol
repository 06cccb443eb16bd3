// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {Authorization, Purposes, Standing} from "../../../contracts/types/Types.sol";
import {Hashes} from "../support/Hashes.sol";
import {Network} from "../support/Network.sol";

/// @dev I1 of test/README.md.
contract UpdateProfile is Network {
    bytes32 internal constant PROFILE = keccak256("another profile");

    function test_GivenAnAdmin_ItReplacesTheDigest() external {
        Authorization memory authorization = _direct(first);
        vm.expectEmit(address(institutions));
        emit IInstitutionRegistry.ProfileUpdated(FIRST, 0, PROFILE);
        vm.prank(first.account);
        institutions.updateProfile(FIRST, 0, PROFILE, authorization);
        vm.assertEq(institutions.institution(FIRST).profileDigest, PROFILE);
        vm.assertEq(institutions.institution(FIRST).profileSequence, 1);
        vm.assertEq(institutions.institution(FIRST).standingCount, 1);
    }

    function test_GivenAnyoneRelays_ItIsTheAdminsActOnce() external {
        Authorization memory authorization =
            _signed(first, address(institutions), Hashes.updateProfile(FIRST, 0, PROFILE));
        vm.prank(stranger.account);
        institutions.updateProfile(FIRST, 0, PROFILE, authorization);
        vm.expectRevert(
            abi.encodeWithSelector(
                IInstitutionRegistry.Institution_WrongSequence.selector, FIRST, uint32(1), uint32(0)
            )
        );
        institutions.updateProfile(FIRST, 0, PROFILE, authorization);
    }

    function _expectNotAdmin(bytes32 actor) internal {
        vm.expectRevert(
            abi.encodeWithSelector(
                IInstitutionRegistry.Institution_NotAuthorised.selector, FIRST, actor, Purposes.ADMIN
            )
        );
    }

    function test_RevertWhen_TheKeyIsOfAnotherInstitution() external {
        Authorization memory authorization = _direct(second);
        _expectNotAdmin(second.id);
        vm.prank(second.account);
        institutions.updateProfile(FIRST, 0, PROFILE, authorization);
    }

    function test_RevertWhen_TheKeyHasEveryOtherPurpose() external {
        _addKey(FIRST, first, stranger.signer, Purposes.ALL - Purposes.ADMIN - Purposes.GOVERN);
        Authorization memory authorization = _direct(stranger);
        _expectNotAdmin(stranger.id);
        vm.prank(stranger.account);
        institutions.updateProfile(FIRST, 0, PROFILE, authorization);
    }

    function test_RevertWhen_TheInstitutionIsSuspended() external {
        _setStanding(FIRST, Standing.Suspended);
        Authorization memory authorization = _direct(first);
        _expectNotAdmin(first.id);
        vm.prank(first.account);
        institutions.updateProfile(FIRST, 0, PROFILE, authorization);
    }

    function test_RevertWhen_TheInstitutionIsUnknown() external {
        Authorization memory authorization = _direct(first);
        vm.expectRevert(abi.encodeWithSelector(IInstitutionRegistry.Institution_Unknown.selector, NOBODY));
        vm.prank(first.account);
        institutions.updateProfile(NOBODY, 0, PROFILE, authorization);
    }
}
