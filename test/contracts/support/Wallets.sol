// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {IERC7913SignatureVerifier} from "@openzeppelin/contracts/interfaces/IERC7913.sol";

/// @title A wallet that accepts one signature, whatever its length
contract Wallet is IERC1271 {
    bytes32 internal immutable _digest;
    bytes32 internal immutable _signatureHash;

    constructor(bytes32 digest, bytes memory signature) {
        _digest = digest;
        _signatureHash = keccak256(signature);
    }

    function isValidSignature(bytes32 digest, bytes calldata signature) external view returns (bytes4) {
        bool good = digest == _digest && keccak256(signature) == _signatureHash;
        return good ? IERC1271.isValidSignature.selector : bytes4(0xffffffff);
    }
}

/// @title A wallet that answers every question with its own bytes
contract EchoWallet {
    bytes internal _answer;

    constructor(bytes memory answer) {
        _answer = answer;
    }

    fallback(bytes calldata) external returns (bytes memory) {
        return _answer;
    }
}

/// @title A wallet that says yes only after it has spent a sum of gas
contract SlowWallet is IERC1271 {
    uint256 internal immutable _spend;

    constructor(uint256 spend) {
        _spend = spend;
    }

    function isValidSignature(bytes32, bytes calldata) external view returns (bytes4) {
        uint256 before = gasleft();
        while (before - gasleft() < _spend) {}
        return IERC1271.isValidSignature.selector;
    }
}

/// @title A wallet that returns as much memory as its gas can buy
contract BombWallet {
    fallback() external {
        assembly ("memory-safe") {
            mstore(0x00, shl(224, 0x1626ba7e))
            return(0x00, 170000)
        }
    }
}

/// @title A wallet that tries to write while it is asked
contract WritingWallet {
    uint256 public asked;

    fallback(bytes calldata) external returns (bytes memory) {
        asked += 1;
        return abi.encode(bytes32(IERC1271.isValidSignature.selector));
    }
}

/// @title A verifier that says yes to everything
contract YesVerifier is IERC7913SignatureVerifier {
    function verify(bytes calldata, bytes32, bytes calldata) external pure returns (bytes4) {
        return IERC7913SignatureVerifier.verify.selector;
    }
}
