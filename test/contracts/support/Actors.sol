// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {WebAuthn} from "@openzeppelin/contracts/utils/cryptography/WebAuthn.sol";
import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";
import {Authorization} from "../../../contracts/types/Types.sol";
import {Test} from "./Test.sol";

/// @title Who acts in the tests, and their signatures
/// @notice An act is authorised in one of three ways: `_direct` (the account sends it itself; prank it),
/// `_signed` (an account signs, anyone relays) and `_asserted` (a passkey signs, anyone relays).
abstract contract Actors is Test {
    /// @dev `account` is zero for passkeys.
    struct Actor {
        uint256 privateKey;
        address account;
        bytes signer;
        bytes32 id;
    }

    uint256 internal constant P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551;
    uint256 internal constant SECP256K1_ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
    bytes1 internal constant PRESENT_AND_VERIFIED = 0x05;
    bytes1 internal constant PRESENT_ONLY = 0x01;
    uint40 internal constant NEVER_EXPIRES = type(uint40).max;

    bytes32 private constant DOMAIN_TYPEHASH =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");

    function _account(string memory name) internal returns (Actor memory actor) {
        actor.privateKey = uint256(keccak256(bytes(name)));
        actor.account = vm.addr(actor.privateKey);
        actor.signer = abi.encodePacked(actor.account);
        actor.id = bytes32(uint256(uint160(actor.account)));
        vm.label(actor.account, name);
    }

    function _passkey(string memory name, address verifier) internal pure returns (Actor memory actor) {
        actor.privateKey = (uint256(keccak256(bytes(name))) % (P256_ORDER - 1)) + 1;
        (uint256 x, uint256 y) = vm.publicKeyP256(actor.privateKey);
        actor.signer = abi.encodePacked(verifier, x, y);
        actor.id = keccak256(actor.signer);
    }

    /// @dev The digest that is signed for a contract on this chain; written apart from the contracts' own code.
    function _digest(address target, bytes32 structHash) internal view returns (bytes32) {
        return _digestFor(block.chainid, target, structHash);
    }

    function _digestFor(uint256 chainId, address target, bytes32 structHash) internal pure returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(DOMAIN_TYPEHASH, keccak256(bytes("Peerseal")), keccak256(bytes("1")), chainId, target)
        );
        return keccak256(abi.encodePacked(bytes2(0x1901), domain, structHash));
    }

    function _direct(Actor memory actor) internal pure returns (Authorization memory) {
        return Authorization({signer: actor.signer, deadline: NEVER_EXPIRES, signature: ""});
    }

    /// @dev An account's authorization; `structHash` must end in the same deadline, `NEVER_EXPIRES` unless given.
    function _signed(Actor memory actor, address target, bytes32 structHash)
        internal
        view
        returns (Authorization memory)
    {
        return _signed(actor, target, structHash, NEVER_EXPIRES);
    }

    function _signed(Actor memory actor, address target, bytes32 structHash, uint40 deadline)
        internal
        view
        returns (Authorization memory)
    {
        return Authorization({
            signer: actor.signer,
            deadline: deadline,
            signature: _signature(actor.privateKey, _digest(target, structHash))
        });
    }

    /// @dev A passkey's authorization, present and verified.
    function _asserted(Actor memory actor, address target, bytes32 structHash)
        internal
        view
        returns (Authorization memory)
    {
        return Authorization({
            signer: actor.signer,
            deadline: NEVER_EXPIRES,
            signature: _assertion(actor.privateKey, _digest(target, structHash), PRESENT_AND_VERIFIED)
        });
    }

    /// @dev 65 bytes with a low s.
    function _signature(uint256 privateKey, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(privateKey, digest);
        return abi.encodePacked(r, s, v);
    }

    /// @dev The 64 bytes of EIP-2098.
    function _compactSignature(uint256 privateKey, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(privateKey, digest);
        return abi.encodePacked(r, bytes32(uint256(s) | (uint256(v - 27) << 255)));
    }

    /// @dev The same signature written with the other s, which ecrecover alone would accept.
    function _highSignature(uint256 privateKey, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(privateKey, digest);
        return abi.encodePacked(r, bytes32(SECP256K1_ORDER - uint256(s)), v == 27 ? uint8(28) : uint8(27));
    }

    /// @dev An encoded WebAuthn assertion of a relying party, as a browser returns it.
    function _assertion(uint256 privateKey, bytes32 challenge, bytes1 flags) internal pure returns (bytes memory) {
        string memory clientData = string.concat(
            '{"type":"webauthn.get","challenge":"',
            Base64.encodeURL(abi.encodePacked(challenge)),
            '","origin":"https://reviews.example","crossOrigin":false}'
        );
        bytes memory authenticatorData = abi.encodePacked(sha256("reviews.example"), flags, uint32(7));
        (bytes32 r, bytes32 s) =
            vm.signP256(privateKey, sha256(abi.encodePacked(authenticatorData, sha256(bytes(clientData)))));
        if (uint256(s) > P256_ORDER / 2) s = bytes32(P256_ORDER - uint256(s));
        // Members one by one: an encoded struct would begin with an offset.
        WebAuthn.WebAuthnAuth memory auth = WebAuthn.WebAuthnAuth(r, s, 23, 1, authenticatorData, clientData);
        return abi.encode(
            auth.r, auth.s, auth.challengeIndex, auth.typeIndex, auth.authenticatorData, auth.clientDataJSON
        );
    }
}
