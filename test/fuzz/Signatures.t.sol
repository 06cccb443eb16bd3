// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Authorization} from "../../contracts/types/Types.sol";
import {AuthorizedHarness} from "../contracts/Authorized/AuthorizedHarness.sol";
import {Actors} from "../contracts/support/Actors.sol";
import {Deployments} from "../contracts/support/Deployments.sol";

/// @dev A1 to A5 of test/README.md.
contract Signatures is Actors {
    AuthorizedHarness internal harness;
    address internal verifier;

    function setUp() public {
        vm.warp(START);
        verifier = Deployments.passkeyVerifier();
        harness = new AuthorizedHarness(verifier);
    }

    function _account(uint256 seed) internal pure returns (Actor memory actor) {
        actor.privateKey = _bound(seed, 1, SECP256K1_ORDER - 1);
        actor.account = vm.addr(actor.privateKey);
        actor.signer = abi.encodePacked(actor.account);
        actor.id = bytes32(uint256(uint160(actor.account)));
    }

    function _hash(uint256 value, uint40 deadline) internal pure returns (bytes32) {
        return keccak256(abi.encode(keccak256("Act(uint256 value,uint40 deadline)"), value, deadline));
    }

    function _acts(uint256 value, Authorization memory authorization) internal view returns (bool) {
        try harness.act(value, authorization) returns (bytes32) {
            return true;
        } catch {
            return false;
        }
    }

    function testFuzz_BothEncodingsOfALowSAct(uint256 seed, uint256 value) external view {
        Actor memory actor = _account(seed);
        bytes32 digest = _digest(address(harness), _hash(value, NEVER_EXPIRES));
        Authorization memory authorization = _direct(actor);
        authorization.signature = _signature(actor.privateKey, digest);
        vm.assertEq(harness.act(value, authorization), actor.id);
        authorization.signature = _compactSignature(actor.privateKey, digest);
        vm.assertEq(harness.act(value, authorization), actor.id);
        authorization.signature = _highSignature(actor.privateKey, digest);
        vm.assertFalse(_acts(value, authorization));
    }

    function testFuzz_NoOtherActContractChainOrSignerPasses(
        uint256 seed,
        uint256 value,
        uint256 otherSeed,
        uint256 otherValue,
        address otherContract,
        uint64 otherChain
    ) external view {
        Actor memory actor = _account(seed);
        Actor memory other = _account(otherSeed);
        vm.assume(actor.account != other.account && value != otherValue);
        vm.assume(otherContract != address(harness) && otherChain != block.chainid);
        bytes32 structHash = _hash(value, NEVER_EXPIRES);
        Authorization memory authorization = _signed(actor, address(harness), structHash);
        vm.assertTrue(_acts(value, authorization));
        vm.assertFalse(_acts(otherValue, authorization));
        authorization.signer = other.signer;
        vm.assertFalse(_acts(value, authorization));
        vm.assertFalse(_acts(value, _signed(actor, otherContract, structHash)));
        authorization.signer = actor.signer;
        authorization.signature =
            _signature(actor.privateKey, _digestFor(otherChain, address(harness), structHash));
        vm.assertFalse(_acts(value, authorization));
    }

    function testFuzz_ADeadlineCountsToItsSecond(uint256 seed, uint40 deadline, uint40 time) external {
        Actor memory actor = _account(seed);
        vm.warp(time);
        Authorization memory authorization = _signed(actor, address(harness), _hash(1, deadline), deadline);
        vm.assertEq(_acts(1, authorization), time <= deadline);
    }

    function testFuzz_AChangedSignatureNeverPasses(uint256 seed, uint256 position, uint8 bit) external view {
        Actor memory actor = _account(seed);
        Authorization memory authorization = _signed(actor, address(harness), _hash(1, NEVER_EXPIRES));
        authorization.signature[position % 65] ^= bytes1(uint8(1 << (bit % 8)));
        vm.assertFalse(_acts(1, authorization));
    }

    function testFuzz_ArbitraryBytesNeverPass(bytes calldata signer, bytes calldata signature) external view {
        vm.assume(signature.length != 0);
        vm.assertFalse(_acts(1, Authorization(signer, NEVER_EXPIRES, signature)));
        bytes memory account = abi.encodePacked(address(uint160(uint256(keccak256(signer)))));
        vm.assertFalse(_acts(1, Authorization(account, NEVER_EXPIRES, signature)));
        bytes memory passkey = abi.encodePacked(verifier, keccak256(signer), keccak256(signature));
        vm.assertFalse(_acts(1, Authorization(passkey, NEVER_EXPIRES, signature)));
    }

    function testFuzz_APasskeyActsIfPresentAndVerified(uint256 seed, uint256 value, bytes1 flags) external view {
        Actor memory actor;
        actor.privateKey = _bound(seed, 1, P256_ORDER - 1);
        (uint256 x, uint256 y) = vm.publicKeyP256(actor.privateKey);
        actor.signer = abi.encodePacked(verifier, x, y);
        bytes32 digest = _digest(address(harness), _hash(value, NEVER_EXPIRES));
        Authorization memory authorization = _direct(actor);
        authorization.signature = _assertion(actor.privateKey, digest, flags);
        // Bits of the authenticator's flags: 1 present, 4 verified, 8 may be backed up, 16 is backed up.
        bool expected = uint8(flags) & 5 == 5 && (uint8(flags) & 8 != 0 || uint8(flags) & 16 == 0);
        vm.assertEq(_acts(value, authorization), expected);
    }
}
