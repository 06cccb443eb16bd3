// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MultiSignerERC7913} from "@openzeppelin/contracts/utils/cryptography/signers/MultiSignerERC7913.sol";
import {InstitutionAccount} from "../../../contracts/governance/InstitutionAccount.sol";
import {IInstitutionAccount} from "../../../contracts/interfaces/IInstitutionAccount.sol";
import {YesVerifier} from "../support/Wallets.sol";
import {GovernanceFixture} from "../InstitutionGovernor/GovernanceFixture.sol";

/// @dev G10 of test/README.md: addSigners, removeSigners, setThreshold and the constructor.
contract SignersOfAccount is GovernanceFixture {
    function _list(bytes memory signer) private pure returns (bytes[] memory signers) {
        signers = new bytes[](1);
        signers[0] = signer;
    }

    /// Invariant G10.
    function test_GivenAnActOfItsOwn_ItChangesItsPasskeys() external {
        Actor memory fresh = _passkey("fresh", verifier);
        _actByAccount(address(account), abi.encodeCall(account.addSigners, (_list(fresh.signer))));
        vm.assertTrue(account.isSigner(fresh.signer));
        _actByAccount(address(account), abi.encodeCall(account.removeSigners, (_list(spare.signer))));
        vm.assertFalse(account.isSigner(spare.signer));
        _actByAccount(address(account), abi.encodeCall(account.setThreshold, (3)));
        vm.assertEq(account.threshold(), 3);
    }

    /// Invariant G10.
    function testFuzz_RevertWhen_AnotherChangesItsPasskeys(address sender) external {
        vm.assume(sender != address(account));
        bytes[] memory signers = _list(spare.signer);
        bytes memory refusal = abi.encodeWithSelector(IInstitutionAccount.Account_NotSelf.selector, sender);
        vm.expectRevert(refusal);
        vm.prank(sender);
        account.addSigners(signers);
        vm.expectRevert(refusal);
        vm.prank(sender);
        account.removeSigners(signers);
        vm.expectRevert(refusal);
        vm.prank(sender);
        account.setThreshold(1);
    }

    /// Invariant G10: a foreign verifier could say yes to everything.
    function test_RevertWhen_ASignerIsNoPasskeyOfTheNetwork() external {
        address foreign = address(new YesVerifier());
        bytes[3] memory wrong = [
            abi.encodePacked(foreign, bytes32(uint256(1)), bytes32(uint256(2))),
            first.signer,
            bytes.concat(office.signer, hex"00")
        ];
        for (uint256 i = 0; i < wrong.length; ++i) {
            bytes memory refusal =
                abi.encodeWithSelector(IInstitutionAccount.Account_NotPasskey.selector, wrong[i], verifier);
            vm.expectRevert(refusal);
            new InstitutionAccount(verifier, _list(wrong[i]), 1);
            bytes memory act = abi.encodeCall(account.addSigners, (_list(wrong[i])));
            bytes memory signature = _bothSign(office, deputy, _executionDigest(address(account), act, 0));
            vm.expectRevert(refusal);
            account.execute(address(account), 0, act, 0, NEVER_EXPIRES, signature);
        }
    }

    /// Invariant G10: it never loses the passkeys that its threshold needs.
    function test_RevertWhen_TheThresholdCannotBeReached() external {
        bytes memory act = abi.encodeCall(account.setThreshold, (4));
        bytes memory signature = _bothSign(office, deputy, _executionDigest(address(account), act, 0));
        vm.expectRevert(
            abi.encodeWithSelector(MultiSignerERC7913.MultiSignerERC7913UnreachableThreshold.selector, 3, 4)
        );
        account.execute(address(account), 0, act, 0, NEVER_EXPIRES, signature);
        vm.expectRevert(abi.encodeWithSelector(MultiSignerERC7913.MultiSignerERC7913ZeroThreshold.selector));
        new InstitutionAccount(verifier, _list(office.signer), 0);
    }
}
