// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Struct hashes of the acts that follow a decision, written apart from the contract's own code
library FollowUpActs {
    uint40 private constant DEADLINE = type(uint40).max;

    function closeConditions(bytes32 round, bytes32 document) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256("CloseConditions(bytes32 round,bytes32 document,uint40 deadline)");
        return keccak256(abi.encode(typeHash, round, document, DEADLINE));
    }

    function carry(bytes32 round, bytes32 version) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256("CarryDecision(bytes32 round,bytes32 version,uint40 deadline)");
        return keccak256(abi.encode(typeHash, round, version, DEADLINE));
    }

    function rescind(bytes32 round, bytes32 ground) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256("RescindDecision(bytes32 round,bytes32 ground,uint40 deadline)");
        return keccak256(abi.encode(typeHash, round, ground, DEADLINE));
    }

    function file(bytes32 version, uint32 n, uint32 institution, bytes32 document) internal pure returns (bytes32) {
        bytes32 typeHash =
            keccak256("FileConcern(bytes32 version,uint32 n,uint32 institution,bytes32 document,uint40 deadline)");
        return keccak256(abi.encode(typeHash, version, n, institution, document, DEADLINE));
    }

    function admit(bytes32 concern, uint32 institution) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256("AdmitConcern(bytes32 concern,uint32 institution,uint40 deadline)");
        return keccak256(abi.encode(typeHash, concern, institution, DEADLINE));
    }

    function close(bytes32 concern, uint32 institution, bytes32 document) internal pure returns (bytes32) {
        bytes32 typeHash =
            keccak256("CloseConcern(bytes32 concern,uint32 institution,bytes32 document,uint40 deadline)");
        return keccak256(abi.encode(typeHash, concern, institution, document, DEADLINE));
    }
}
