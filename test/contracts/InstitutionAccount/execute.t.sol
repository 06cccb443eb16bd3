// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IInstitutionAccount} from "../../../contracts/interfaces/IInstitutionAccount.sol";
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

/// @dev G9 of test/README.md.
contract ExecuteAsAccount is GovernanceFixture {
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

    function _dated(uint40 deadline) private view returns (bytes32) {
        bytes32 typeHash =
            keccak256("Execute(address target,uint256 value,bytes data,uint256 nonce,uint40 deadline)");
        return _digest(
            address(account), keccak256(abi.encode(typeHash, target, 0, keccak256(data), 0, deadline))
        );
    }
}
