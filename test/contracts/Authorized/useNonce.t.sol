// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorized} from "../../../contracts/interfaces/IAuthorized.sol";
import {Authorization} from "../../../contracts/types/Types.sol";
import {Actors} from "../support/Actors.sol";
import {AuthorizedHarness} from "./AuthorizedHarness.sol";
import {Deployments} from "../support/Deployments.sol";

/// @dev A6 of test/README.md.
contract UseNonce is Actors {
    AuthorizedHarness internal harness;
    Actor internal account;

    function setUp() public {
        vm.warp(START);
        harness = new AuthorizedHarness(Deployments.passkeyVerifier());
        account = _account("account");
    }

    function test_GivenTheNextNonce_ItIsUsedUp() external {
        Authorization memory authorization = _direct(account);
        vm.startPrank(account.account);
        harness.actOnce(1, 0, authorization);
        harness.actOnce(1, 1, authorization);
        vm.assertEq(harness.nonces(account.id), 2);
    }

    function test_RevertWhen_TheNonceWasUsed() external {
        Authorization memory authorization = _direct(account);
        vm.startPrank(account.account);
        harness.actOnce(1, 0, authorization);
        vm.expectRevert(
            abi.encodeWithSelector(
                IAuthorized.Authorization_WrongNonce.selector, account.id, uint256(1), uint256(0)
            )
        );
        harness.actOnce(1, 0, authorization);
    }

    function test_RevertWhen_TheNonceIsAhead() external {
        Authorization memory authorization = _direct(account);
        vm.expectRevert(
            abi.encodeWithSelector(
                IAuthorized.Authorization_WrongNonce.selector, account.id, uint256(0), uint256(1)
            )
        );
        vm.prank(account.account);
        harness.actOnce(1, 1, authorization);
    }

    function test_GivenTwoSigners_EachHasItsOwn() external {
        Actor memory other = _account("other");
        vm.prank(account.account);
        harness.actOnce(1, 0, _direct(account));
        vm.assertEq(harness.nonces(other.id), 0);
        vm.prank(other.account);
        harness.actOnce(1, 0, _direct(other));
        vm.assertEq(harness.nonces(other.id), 1);
    }
}
