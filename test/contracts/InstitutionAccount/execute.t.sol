// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {MultiSignerERC7913} from "@openzeppelin/contracts/utils/cryptography/signers/MultiSignerERC7913.sol";
import {InstitutionAccount} from "../../../contracts/governance/InstitutionAccount.sol";
import {IInstitutionAccount} from "../../../contracts/interfaces/IInstitutionAccount.sol";
import {YesVerifier} from "../support/Wallets.sol";
import {GovernanceFixture} from "../InstitutionGovernor/GovernanceFixture.sol";

/// @title What an account calls in these tests
contract Target {
    error Target_Refused(uint256 value);

    uint256 public value;
    address public sender;

    function set(uint256 value_) external payable returns (uint256) {
        if (value_ == 0) revert Target_Refused(value_);
        value = value_;
        sender = msg.sender;
        return value_ + 1;
    }
}

/// @dev G9 and G10 of test/README.md.
contract AccountTest is GovernanceFixture {
    Target internal target;
    bytes internal data;

    function setUp() public override {
        super.setUp();
        target = new Target();
        data = abi.encodeCall(target.set, (5));
    }

    function _expectInvalid(bytes32 digest) private {
        vm.expectRevert(
            abi.encodeWithSelector(IInstitutionAccount.Account_InvalidSignature.selector, digest)
        );
    }

    function _list(bytes memory signer) private pure returns (bytes[] memory signers) {
        signers = new bytes[](1);
        signers[0] = signer;
    }

    // execute.

    function test_GivenTwoPasskeysSigned_AnyoneCarriesTheAct() external {
        bytes memory signature = _bothSign(office, spare, _executionDigest(address(target), data, 0));
        vm.expectEmit(address(account));
        emit IInstitutionAccount.Executed(0, address(target), 0, data);
        vm.prank(stranger.account);
        bytes memory result = account.execute(address(target), 0, data, 0, NEVER_EXPIRES, signature);
        vm.assertEq(abi.decode(result, (uint256)), 6);
        vm.assertEq(target.sender(), address(account));
        vm.assertEq(account.nonce(), 1);
    }

    /// Invariant G9.
    function test_RevertWhen_TheActIsCarriedTwice() external {
        bytes memory signature = _bothSign(office, spare, _executionDigest(address(target), data, 0));
        account.execute(address(target), 0, data, 0, NEVER_EXPIRES, signature);
        vm.expectRevert(abi.encodeWithSelector(IInstitutionAccount.Account_WrongNonce.selector, 1, 0));
        account.execute(address(target), 0, data, 0, NEVER_EXPIRES, signature);
    }

    /// Invariant G9.
    function test_RevertWhen_AnotherActWasSigned() external {
        bytes memory signature = _bothSign(office, spare, _executionDigest(address(target), data, 0));
        bytes memory other = abi.encodeCall(target.set, (6));
        _expectInvalid(_executionDigest(address(target), other, 0));
        account.execute(address(target), 0, other, 0, NEVER_EXPIRES, signature);
        _expectInvalid(_executionDigest(address(registry), data, 0));
        account.execute(address(registry), 0, data, 0, NEVER_EXPIRES, signature);
    }

    /// Invariant G9: one passkey, or one twice, is not two.
    function test_RevertWhen_FewerThanTheThresholdSigned() external {
        bytes32 digest = _executionDigest(address(target), data, 0);
        bytes memory twice = _bothSign(office, office, digest);
        _expectInvalid(digest);
        account.execute(address(target), 0, data, 0, NEVER_EXPIRES, twice);
        bytes[] memory signatures = _list(_assertion(office.privateKey, digest, PRESENT_AND_VERIFIED));
        _expectInvalid(digest);
        account.execute(address(target), 0, data, 0, NEVER_EXPIRES, abi.encode(_list(office.signer), signatures));
        _expectInvalid(digest);
        account.execute(address(target), 0, data, 0, NEVER_EXPIRES, "");
    }

    /// Invariant G9.
    function test_RevertWhen_AForeignPasskeySigned() external {
        Actor memory foreign = _passkey("foreign", verifier);
        bytes32 digest = _executionDigest(address(target), data, 0);
        bytes memory signature = _bothSign(office, foreign, digest);
        _expectInvalid(digest);
        account.execute(address(target), 0, data, 0, NEVER_EXPIRES, signature);
    }

    function test_GivenItsDeadline_TheLastSecondCounts() external {
        uint40 deadline = uint40(block.timestamp);
        bytes memory signature = _bothSign(office, spare, _dated(deadline));
        vm.warp(deadline + 1);
        vm.expectRevert(
            abi.encodeWithSelector(IInstitutionAccount.Account_Expired.selector, deadline, deadline + 1)
        );
        account.execute(address(target), 0, data, 0, deadline, signature);
        vm.warp(deadline);
        account.execute(address(target), 0, data, 0, deadline, signature);
    }

    function test_RevertWhen_TheCallReverts_WithItsReason() external {
        bytes memory refused = abi.encodeCall(target.set, (0));
        bytes memory signature = _bothSign(office, spare, _executionDigest(address(target), refused, 0));
        vm.expectRevert(abi.encodeWithSelector(Target.Target_Refused.selector, 0));
        account.execute(address(target), 0, refused, 0, NEVER_EXPIRES, signature);
        vm.assertEq(account.nonce(), 0);
    }

    function test_GivenMoney_TheAccountSendsIt() external {
        vm.deal(stranger.account, 5);
        vm.prank(stranger.account);
        (bool taken,) = address(account).call{value: 5}("");
        vm.assertTrue(taken);
        bytes32 typeHash =
            keccak256("Execute(address target,uint256 value,bytes data,uint256 nonce,uint40 deadline)");
        bytes32 structHash = keccak256(abi.encode(typeHash, target, 3, keccak256(data), 0, NEVER_EXPIRES));
        bytes memory signature = _bothSign(office, spare, _digest(address(account), structHash));
        account.execute(address(target), 3, data, 0, NEVER_EXPIRES, signature);
        vm.assertEq(address(target).balance, 3);
        vm.assertEq(address(account).balance, 2);
    }

    // isValidSignature.

    /// Invariant G9.
    function test_GivenTwoPasskeysApproved_ItSaysYes() external view {
        bytes32 hash = keccak256("asked");
        bytes memory signature = _bothSign(office, deputy, _approval(hash));
        vm.assertEq(account.isValidSignature(hash, signature), IERC1271.isValidSignature.selector);
    }

    /// Invariant G9: what the passkeys sign for themselves, or for another account of theirs, says nothing here.
    function test_GivenTheHashItselfWasSigned_ItSaysNo() external {
        bytes32 hash = keccak256("asked");
        vm.assertEq(account.isValidSignature(hash, _bothSign(office, deputy, hash)), bytes4(0xffffffff));
        bytes[] memory signers = new bytes[](2);
        (signers[0], signers[1]) = (office.signer, deputy.signer);
        InstitutionAccount other = new InstitutionAccount(verifier, signers, 2);
        bytes memory signature = _bothSign(office, deputy, _approval(hash));
        vm.assertEq(other.isValidSignature(hash, signature), bytes4(0xffffffff));
        vm.assertEq(account.isValidSignature(hash, "no signature"), bytes4(0xffffffff));
    }

    // Its passkeys.

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

    function _dated(uint40 deadline) private view returns (bytes32) {
        bytes32 typeHash =
            keccak256("Execute(address target,uint256 value,bytes data,uint256 nonce,uint40 deadline)");
        return _digest(
            address(account), keccak256(abi.encode(typeHash, target, 0, keccak256(data), 0, deadline))
        );
    }
}
