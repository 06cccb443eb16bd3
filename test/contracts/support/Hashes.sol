// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {Ground, Part, Standing} from "../../../contracts/types/Types.sol";

/// @title EIP-712 struct hashes, written from the interfaces and apart from the contracts' own code
/// @notice Every hash has the deadline `type(uint40).max`, the one of `Actors._signed`.
library Hashes {
    uint40 internal constant DEADLINE = type(uint40).max;

    function admit(uint32 institution, IInstitutionRegistry.Admission memory admission)
        internal
        pure
        returns (bytes32)
    {
        bytes32 typeHash = keccak256(
            bytes.concat(
                "Admit(uint32 institution,string name,string domain,bytes2 country,uint8 kind,",
                "bytes32 profileDigest,bytes admin,uint8 purposes,uint40 deadline)"
            )
        );
        bytes memory head = abi.encode(
            typeHash,
            institution,
            keccak256(bytes(admission.name)),
            keccak256(bytes(admission.domain)),
            admission.country,
            uint8(admission.kind)
        );
        bytes memory tail =
            abi.encode(admission.profileDigest, keccak256(admission.admin), admission.purposes, DEADLINE);
        return keccak256(bytes.concat(head, tail));
    }

    function setStanding(
        uint32 institution,
        uint32 sequence,
        Standing standing,
        uint32 successor,
        uint32 recordsKeeper,
        Ground ground,
        bytes32 document
    ) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256(
            bytes.concat(
                "SetStanding(uint32 institution,uint32 sequence,uint8 standing,uint32 successor,",
                "uint32 recordsKeeper,uint8 ground,bytes32 document,uint40 deadline)"
            )
        );
        bytes memory head = abi.encode(typeHash, institution, sequence, uint8(standing), successor, recordsKeeper);
        return keccak256(bytes.concat(head, abi.encode(uint8(ground), document, DEADLINE)));
    }

    function appealStanding(uint32 institution, uint32 sequence, bytes32 document) internal pure returns (bytes32) {
        bytes32 typeHash =
            keccak256("AppealStanding(uint32 institution,uint32 sequence,bytes32 document,uint40 deadline)");
        return keccak256(abi.encode(typeHash, institution, sequence, document, DEADLINE));
    }

    function updateProfile(uint32 institution, uint32 sequence, bytes32 profileDigest)
        internal
        pure
        returns (bytes32)
    {
        bytes32 typeHash =
            keccak256("UpdateProfile(uint32 institution,uint32 sequence,bytes32 profileDigest,uint40 deadline)");
        return keccak256(abi.encode(typeHash, institution, sequence, profileDigest, DEADLINE));
    }

    function addKey(uint32 institution, bytes memory data, uint8 purposes, uint40 from, uint40 until)
        internal
        pure
        returns (bytes32)
    {
        bytes32 typeHash =
            keccak256("AddKey(uint32 institution,bytes data,uint8 purposes,uint40 from,uint40 until,uint40 deadline)");
        return keccak256(abi.encode(typeHash, institution, keccak256(data), purposes, from, until, DEADLINE));
    }

    function retireKey(uint32 institution, bytes32 key, uint40 until) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256("RetireKey(uint32 institution,bytes32 key,uint40 until,uint40 deadline)");
        return keccak256(abi.encode(typeHash, institution, key, until, DEADLINE));
    }

    function reportCompromise(uint32 institution, bytes32 key, uint40 since) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256("ReportCompromise(uint32 institution,bytes32 key,uint40 since,uint40 deadline)");
        return keccak256(abi.encode(typeHash, institution, key, since, DEADLINE));
    }

    function registerCourse(uint32 institution, string memory code) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256("RegisterCourse(uint32 institution,string code,uint40 deadline)");
        return keccak256(abi.encode(typeHash, institution, keccak256(bytes(code)), DEADLINE));
    }

    function inviteParty(bytes32 course, uint32 by, uint32 institution, Part part) internal pure returns (bytes32) {
        bytes32 typeHash =
            keccak256("InviteParty(bytes32 course,uint32 by,uint32 institution,uint8 part,uint40 deadline)");
        return keccak256(abi.encode(typeHash, course, by, institution, uint8(part), DEADLINE));
    }

    function acceptPart(bytes32 course, uint32 institution, Part part) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256("AcceptPart(bytes32 course,uint32 institution,uint8 part,uint40 deadline)");
        return keccak256(abi.encode(typeHash, course, institution, uint8(part), DEADLINE));
    }

    function endPart(bytes32 course, uint32 by, uint32 institution, Part part) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256("EndPart(bytes32 course,uint32 by,uint32 institution,uint8 part,uint40 deadline)");
        return keccak256(abi.encode(typeHash, course, by, institution, uint8(part), DEADLINE));
    }

    function inheritPart(bytes32 course, uint32 institution, uint32 predecessor, Part part)
        internal
        pure
        returns (bytes32)
    {
        bytes32 typeHash =
            keccak256("InheritPart(bytes32 course,uint32 institution,uint32 predecessor,uint8 part,uint40 deadline)");
        return keccak256(abi.encode(typeHash, course, institution, predecessor, uint8(part), DEADLINE));
    }

    function publishVersion(bytes32 course, uint32 by, bytes32 descriptorDigest, bytes32 previous, bool minor)
        internal
        pure
        returns (bytes32)
    {
        bytes32 typeHash = keccak256(
            bytes.concat(
                "PublishVersion(bytes32 course,uint32 by,bytes32 descriptorDigest,",
                "bytes32 previous,bool minor,uint40 deadline)"
            )
        );
        return keccak256(abi.encode(typeHash, course, by, descriptorDigest, previous, minor, DEADLINE));
    }

    function retireVersion(bytes32 version, uint32 by, uint40 teachOutUntil) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256("RetireVersion(bytes32 version,uint32 by,uint40 teachOutUntil,uint40 deadline)");
        return keccak256(abi.encode(typeHash, version, by, teachOutUntil, DEADLINE));
    }

    function publishRubric(uint32 publisher, bytes32 digest, uint256[2] memory header)
        internal
        pure
        returns (bytes32)
    {
        bytes32 typeHash =
            keccak256("PublishRubric(uint32 publisher,bytes32 digest,uint256[2] header,uint40 deadline)");
        return keccak256(
            abi.encode(typeHash, publisher, digest, keccak256(abi.encode(header[0], header[1])), DEADLINE)
        );
    }

    function setLens(address lens, uint256 nonce) internal pure returns (bytes32) {
        return keccak256(
            abi.encode(keccak256("SetLens(address lens,uint256 nonce,uint40 deadline)"), lens, nonce, DEADLINE)
        );
    }

    function listPolicy(address policy, bool listed, uint256 nonce) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256("ListPolicy(address policy,bool listed,uint256 nonce,uint40 deadline)");
        return keccak256(abi.encode(typeHash, policy, listed, nonce, DEADLINE));
    }

    function listRubric(bytes32 rubric, bool listed, uint256 nonce) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256("ListRubric(bytes32 rubric,bool listed,uint256 nonce,uint40 deadline)");
        return keccak256(abi.encode(typeHash, rubric, listed, nonce, DEADLINE));
    }
}
