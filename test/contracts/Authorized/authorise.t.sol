// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorized} from "../../../contracts/interfaces/IAuthorized.sol";
import {Authorization} from "../../../contracts/types/Types.sol";
import {Actors} from "../support/Actors.sol";
import {BombWallet, EchoWallet, SlowWallet, Wallet, WritingWallet, YesVerifier} from "../support/Wallets.sol";
import {AuthorizedHarness} from "./AuthorizedHarness.sol";
import {Deployments} from "../support/Deployments.sol";

/// @dev A1 to A6 of test/README.md.
contract Authorise is Actors {
    uint256 internal constant VALUE = 42;

    AuthorizedHarness internal harness;
    address internal verifier;
    Actor internal account;
    Actor internal passkey;
    Actor internal other;

    function setUp() public {
        vm.warp(START);
        verifier = Deployments.passkeyVerifier();
        harness = new AuthorizedHarness(verifier);
        account = _account("account");
        other = _account("other");
        passkey = _passkey("passkey", verifier);
    }

    function _hash(uint256 value, uint40 deadline) internal pure returns (bytes32) {
        return keccak256(abi.encode(keccak256("Act(uint256 value,uint40 deadline)"), value, deadline));
    }

    function _hash() internal pure returns (bytes32) {
        return _hash(VALUE, NEVER_EXPIRES);
    }

    function _with(bytes memory signer, bytes memory signature) internal pure returns (Authorization memory) {
        return Authorization({signer: signer, deadline: NEVER_EXPIRES, signature: signature});
    }

    function _expectInvalid(bytes memory signer, bytes32 digest) internal {
        vm.expectRevert(
            abi.encodeWithSelector(IAuthorized.Authorization_InvalidSignature.selector, signer, digest)
        );
    }

    function _digest() internal view returns (bytes32) {
        return _digest(address(harness), _hash());
    }

    // Given an account.

    function test_GivenTheSignerSends_WhenTheSignatureIsEmpty_ItActs() external {
        vm.prank(account.account);
        vm.assertEq(harness.act(VALUE, _direct(account)), account.id);
    }

    function test_RevertWhen_AnotherSendsWithAnEmptySignature() external {
        Authorization memory authorization = _direct(account);
        vm.expectRevert(
            abi.encodeWithSelector(
                IAuthorized.Authorization_SenderIsNotSigner.selector, account.signer, other.account
            )
        );
        vm.prank(other.account);
        harness.act(VALUE, authorization);
    }

    function test_GivenAnyoneRelays_When65BytesAreSigned_ItActs() external {
        Authorization memory authorization = _signed(account, address(harness), _hash());
        vm.assertEq(authorization.signature.length, 65);
        vm.prank(other.account);
        vm.assertEq(harness.act(VALUE, authorization), account.id);
    }

    function test_GivenAnyoneRelays_When64BytesAreSigned_ItActs() external view {
        bytes memory signature = _compactSignature(account.privateKey, _digest());
        vm.assertEq(signature.length, 64);
        vm.assertEq(harness.act(VALUE, _with(account.signer, signature)), account.id);
    }

    function test_RevertWhen_SIsHigh() external {
        bytes memory signature = _highSignature(account.privateKey, _digest());
        _expectInvalid(account.signer, _digest());
        harness.act(VALUE, _with(account.signer, signature));
    }

    function test_RevertWhen_AnotherSigned() external {
        bytes memory signature = _signature(other.privateKey, _digest());
        _expectInvalid(account.signer, _digest());
        harness.act(VALUE, _with(account.signer, signature));
    }

    function test_RevertWhen_TheSignatureIsCutOff() external {
        bytes memory signature = hex"00";
        _expectInvalid(account.signer, _digest());
        harness.act(VALUE, _with(account.signer, signature));
    }

    function test_RevertWhen_NothingIsRecoveredAndTheSignerIsZeroOrFull() external {
        bytes memory signature = abi.encodePacked(bytes32(0), bytes32(0), uint8(27));
        bytes memory zero = abi.encodePacked(address(0));
        _expectInvalid(zero, _digest());
        harness.act(VALUE, _with(zero, signature));
        bytes memory full = abi.encodePacked(address(type(uint160).max));
        _expectInvalid(full, _digest());
        harness.act(VALUE, _with(full, signature));
    }

    function test_RevertWhen_AnotherValueWasSigned() external {
        Authorization memory authorization = _signed(account, address(harness), _hash(VALUE + 1, NEVER_EXPIRES));
        _expectInvalid(account.signer, _digest());
        harness.act(VALUE, authorization);
    }

    function test_RevertWhen_ItWasSignedForAnotherContract() external {
        Authorization memory authorization = _signed(account, address(this), _hash());
        _expectInvalid(account.signer, _digest());
        harness.act(VALUE, authorization);
    }

    function test_RevertWhen_ItWasSignedForAnotherChain() external {
        bytes32 foreign = _digestFor(block.chainid + 1, address(harness), _hash());
        bytes memory signature = _signature(account.privateKey, foreign);
        _expectInvalid(account.signer, _digest());
        harness.act(VALUE, _with(account.signer, signature));
    }

    function test_RevertWhen_TheChainForkedAway() external {
        Authorization memory authorization = _signed(account, address(harness), _hash());
        harness.act(VALUE, authorization);
        vm.chainId(block.chainid + 1);
        vm.expectPartialRevert(IAuthorized.Authorization_InvalidSignature.selector);
        harness.act(VALUE, authorization);
    }

    // Given a deadline.

    function test_GivenTheDeadlinesSecond_ItActs() external view {
        Authorization memory authorization = _signed(account, address(harness), _hash(VALUE, START), START);
        vm.assertEq(harness.act(VALUE, authorization), account.id);
    }

    function test_RevertWhen_TheDeadlinePassed() external {
        Authorization memory authorization = _signed(account, address(harness), _hash(VALUE, START), START);
        vm.warp(START + 1);
        vm.expectRevert(
            abi.encodeWithSelector(IAuthorized.Authorization_Expired.selector, START, uint256(START) + 1)
        );
        harness.act(VALUE, authorization);
    }

    function test_RevertWhen_TheDeadlineWasMoved() external {
        Authorization memory authorization = _signed(account, address(harness), _hash(VALUE, START), START);
        authorization.deadline = NEVER_EXPIRES;
        _expectInvalid(account.signer, _digest());
        harness.act(VALUE, authorization);
    }

    function test_RevertWhen_TheSenderItselfIsLate() external {
        Authorization memory authorization = _direct(account);
        authorization.deadline = START - 1;
        vm.expectPartialRevert(IAuthorized.Authorization_Expired.selector);
        vm.prank(account.account);
        harness.act(VALUE, authorization);
    }

    // Given a wallet contract.

    function test_GivenAWallet_WhenItAcceptsTheSignature_ItActs() external {
        bytes memory signature = "of any length";
        Wallet wallet = new Wallet(_digest(), signature);
        bytes32 id = harness.act(VALUE, _with(abi.encodePacked(wallet), signature));
        vm.assertEq(id, bytes32(uint256(uint160(address(wallet)))));
    }

    function test_GivenAWallet_When130BytesOfTwoOwners_ItActs() external {
        bytes memory signature = bytes.concat(
            _signature(account.privateKey, _digest()), _signature(other.privateKey, _digest())
        );
        Wallet wallet = new Wallet(_digest(), signature);
        harness.act(VALUE, _with(abi.encodePacked(wallet), signature));
    }

    function test_RevertWhen_TheWalletRefuses() external {
        bytes memory signer = abi.encodePacked(new Wallet(_digest(), "good"));
        _expectInvalid(signer, _digest());
        harness.act(VALUE, _with(signer, "bad"));
    }

    function test_GivenACodeOfEip7702_WhenTheAccountsKeySigned_ItActs() external {
        EchoWallet refusing = new EchoWallet(abi.encode(bytes4(0xffffffff)));
        vm.etch(account.account, address(refusing).code);
        Authorization memory authorization = _signed(account, address(harness), _hash());
        vm.assertEq(harness.act(VALUE, authorization), account.id);
    }

    function test_RevertWhen_TheWalletReturnsLessThanAWord() external {
        bytes memory signer = abi.encodePacked(new EchoWallet(abi.encodePacked(bytes4(0x1626ba7e))));
        _expectInvalid(signer, _digest());
        harness.act(VALUE, _with(signer, "any"));
    }

    function test_RevertWhen_TheWalletReturnsMoreThanTheMagic() external {
        bytes memory signer = abi.encodePacked(new EchoWallet(abi.encode(bytes32(hex"1626ba7e01"))));
        _expectInvalid(signer, _digest());
        harness.act(VALUE, _with(signer, "any"));
    }

    function test_GivenAWallet_WhenItSpendsLessThanItMay_ItActs() external {
        harness.act(VALUE, _with(abi.encodePacked(new SlowWallet(190_000)), "any"));
    }

    function test_RevertWhen_TheWalletSpendsMoreThanItMay() external {
        bytes memory signer = abi.encodePacked(new SlowWallet(200_000));
        bytes32 digest = _digest();
        _expectInvalid(signer, digest);
        harness.act(VALUE, _with(signer, "any"));
    }

    function test_GivenAWalletThatBurnsAllItGets_ItCostsTheRelayerNoMoreThanTheLimit() external {
        bytes memory signer = abi.encodePacked(new SlowWallet(type(uint256).max));
        uint256 before = gasleft();
        try harness.act(VALUE, _with(signer, "any")) {
            revert("the wallet cannot have said yes");
        } catch {}
        vm.assertLt(before - gasleft(), 240_000);
    }

    function test_GivenAWalletThatReturnsMuch_ItsBytesAreNotCopied() external {
        bytes memory signer = abi.encodePacked(new BombWallet());
        uint256 before = gasleft();
        harness.act(VALUE, _with(signer, "any"));
        // 170,000 bytes cost 72,000 gas in the wallet and would cost as much again here.
        vm.assertLt(before - gasleft(), 120_000);
    }

    function test_RevertWhen_TheWalletWrites() external {
        WritingWallet wallet = new WritingWallet();
        bytes memory signer = abi.encodePacked(wallet);
        _expectInvalid(signer, _digest());
        harness.act(VALUE, _with(signer, "any"));
        vm.assertEq(wallet.asked(), 0);
    }

    // Given a passkey.

    function test_GivenAPasskey_WhenPresentAndVerified_ItActs() external {
        Authorization memory authorization = _asserted(passkey, address(harness), _hash());
        vm.prank(other.account);
        vm.assertEq(harness.act(VALUE, authorization), passkey.id);
    }

    function test_RevertWhen_TheUserWasNotVerified() external {
        bytes memory signature = _assertion(passkey.privateKey, _digest(), PRESENT_ONLY);
        _expectInvalid(passkey.signer, _digest());
        harness.act(VALUE, _with(passkey.signer, signature));
    }

    function test_RevertWhen_ThePasskeyAssertedAnotherChallenge() external {
        bytes memory signature = _assertion(passkey.privateKey, keccak256("another"), PRESENT_AND_VERIFIED);
        _expectInvalid(passkey.signer, _digest());
        harness.act(VALUE, _with(passkey.signer, signature));
    }

    function test_RevertWhen_AnotherPasskeyAsserted() external {
        Actor memory another = _passkey("another", verifier);
        bytes memory signature = _assertion(another.privateKey, _digest(), PRESENT_AND_VERIFIED);
        _expectInvalid(passkey.signer, _digest());
        harness.act(VALUE, _with(passkey.signer, signature));
    }

    function test_RevertWhen_TheAssertionIsNoAssertion() external {
        _expectInvalid(passkey.signer, _digest());
        harness.act(VALUE, _with(passkey.signer, "no assertion"));
        bytes memory offsetsBeyond = abi.encode(uint256(1), 2, 3, 4, type(uint256).max, type(uint256).max);
        _expectInvalid(passkey.signer, _digest());
        harness.act(VALUE, _with(passkey.signer, offsetsBeyond));
    }

    function test_RevertWhen_APasskeysSignatureIsEmpty() external {
        vm.expectRevert(
            abi.encodeWithSelector(
                IAuthorized.Authorization_SenderIsNotSigner.selector, passkey.signer, address(this)
            )
        );
        harness.act(VALUE, _with(passkey.signer, ""));
    }

    function test_RevertWhen_TheVerifierIsForeign() external {
        address foreign = address(new YesVerifier());
        bytes memory signer = abi.encodePacked(foreign, bytes32(uint256(1)), bytes32(uint256(2)));
        vm.expectRevert(
            abi.encodeWithSelector(IAuthorized.Authorization_ForeignVerifier.selector, verifier, foreign)
        );
        harness.act(VALUE, _with(signer, "yes"));
    }

    // Given other bytes.

    function test_RevertWhen_TheSignerIsMalformed() external {
        bytes[4] memory signers = [bytes(""), new bytes(19), new bytes(21), new bytes(85)];
        for (uint256 i = 0; i < signers.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IAuthorized.Authorization_MalformedSigner.selector, signers[i]));
            harness.act(VALUE, _with(signers[i], "any"));
        }
    }

    /// @dev A5: a verifier that fails says no.
    function test_RevertWhen_TheVerifierFails() external {
        AuthorizedHarness failing = new AuthorizedHarness(address(this));
        bytes memory signer = abi.encodePacked(address(this), bytes32(uint256(1)), bytes32(uint256(2)));
        Authorization memory authorization = _with(signer, "no");
        vm.expectPartialRevert(IAuthorized.Authorization_InvalidSignature.selector);
        failing.act(VALUE, authorization);
    }
}
