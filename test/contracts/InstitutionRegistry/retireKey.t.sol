// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {Authorization, Purposes} from "../../../contracts/types/Types.sol";
import {Hashes} from "../support/Hashes.sol";
import {Network} from "../support/Network.sol";

/// @dev I4 of test/README.md.
contract RetireKey is Network {
    Actor internal issuer;

    function setUp() public override {
        super.setUp();
        issuer = _account("issuer");
        _addKey(FIRST, first, issuer.signer, Purposes.ISSUE);
    }

    function _retire(bytes32 key, uint40 until) internal {
        Authorization memory authorization = _direct(first);
        vm.prank(first.account);
        institutions.retireKey(FIRST, key, until, authorization);
    }

    function _expectWindow(uint40 from, uint40 until) internal {
        vm.expectRevert(
            abi.encodeWithSelector(
                IInstitutionRegistry.Institution_InvalidWindow.selector, from, until, block.timestamp
            )
        );
    }

    function test_GivenUntil0_TheWindowEndsNow() external {
        vm.warp(START + 10);
        vm.expectEmit(address(institutions));
        emit IInstitutionRegistry.KeyRetired(FIRST, issuer.id, START + 10);
        _retire(issuer.id, 0);
        vm.assertTrue(institutions.isAuthorised(FIRST, issuer.id, Purposes.ISSUE, START + 9));
        vm.assertFalse(institutions.isAuthorised(FIRST, issuer.id, Purposes.ISSUE, START + 10));
    }

    function test_GivenALaterEnd_ItMayStillMoveForward() external {
        _retire(issuer.id, START + 100);
        _retire(issuer.id, START + 99);
        vm.assertEq(institutions.key(FIRST, issuer.id).until, START + 99);
        vm.warp(START + 98);
        vm.assertTrue(institutions.isAuthorised(FIRST, issuer.id, Purposes.ISSUE, START + 98));
        vm.warp(START + 99);
        vm.assertFalse(institutions.isAuthorised(FIRST, issuer.id, Purposes.ISSUE, START + 99));
    }

    function test_GivenAWindowThatHasNotBegun_ItNeverBegins() external {
        Actor memory planned = _account("planned");
        Authorization memory authorization = _direct(first);
        vm.prank(first.account);
        institutions.addKey(FIRST, planned.signer, Purposes.ISSUE, START + 50, 0, authorization);
        _retire(planned.id, 0);
        vm.warp(START + 1000);
        for (uint256 time = START; time <= START + 100; time += 10) {
            vm.assertFalse(institutions.isAuthorised(FIRST, planned.id, Purposes.ISSUE, time));
        }
    }

    function test_GivenAnyoneRelays_ItIsTheAdminsAct() external {
        Authorization memory authorization =
            _signed(first, address(institutions), Hashes.retireKey(FIRST, issuer.id, START + 7));
        vm.prank(stranger.account);
        institutions.retireKey(FIRST, issuer.id, START + 7, authorization);
        vm.assertEq(institutions.key(FIRST, issuer.id).until, START + 7);
    }

    function test_RevertWhen_TheWindowWouldNotShorten() external {
        _retire(issuer.id, START + 100);
        uint40[2] memory ends = [START + 100, START + 101];
        for (uint256 i = 0; i < ends.length; ++i) {
            _expectWindow(START, ends[i]);
            _retire(issuer.id, ends[i]);
        }
    }

    function test_RevertWhen_TheEndIsInThePast() external {
        vm.warp(START + 10);
        _expectWindow(START, START + 9);
        _retire(issuer.id, START + 9);
    }

    function test_RevertWhen_ARetirementNowIsReplayed() external {
        Authorization memory authorization =
            _signed(first, address(institutions), Hashes.retireKey(FIRST, issuer.id, 0));
        institutions.retireKey(FIRST, issuer.id, 0, authorization);
        _skip(10);
        _expectWindow(START, START + 10);
        institutions.retireKey(FIRST, issuer.id, 0, authorization);
        vm.assertEq(institutions.key(FIRST, issuer.id).until, START);
    }

    function test_RevertWhen_TheKeyIsUnknown() external {
        vm.expectRevert(
            abi.encodeWithSelector(IInstitutionRegistry.Institution_UnknownKey.selector, FIRST, second.id)
        );
        _retire(second.id, 0);
    }

    function test_RevertWhen_TheActorIsNoAdmin() external {
        Authorization memory authorization = _direct(issuer);
        vm.expectRevert(
            abi.encodeWithSelector(
                IInstitutionRegistry.Institution_NotAuthorised.selector, FIRST, issuer.id, Purposes.ADMIN
            )
        );
        vm.prank(issuer.account);
        institutions.retireKey(FIRST, first.id, 0, authorization);
    }
}
