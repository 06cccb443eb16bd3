// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title EIP-712 types of the acts on a course
library CourseActs {
    bytes32 internal constant REGISTER_COURSE =
        keccak256("RegisterCourse(uint32 institution,string code,uint40 deadline)");
    bytes32 internal constant INVITE_PARTY =
        keccak256("InviteParty(bytes32 course,uint32 by,uint32 institution,uint8 part,uint40 deadline)");
    bytes32 internal constant ACCEPT_PART =
        keccak256("AcceptPart(bytes32 course,uint32 institution,uint8 part,uint40 deadline)");
    bytes32 internal constant END_PART =
        keccak256("EndPart(bytes32 course,uint32 by,uint32 institution,uint8 part,uint40 deadline)");
    bytes32 internal constant INHERIT_PART =
        keccak256("InheritPart(bytes32 course,uint32 institution,uint32 predecessor,uint8 part,uint40 deadline)");
    bytes32 internal constant PUBLISH_VERSION = keccak256(
        "PublishVersion(bytes32 course,uint32 by,bytes32 descriptorDigest,bytes32 previous,bool minor,uint40 deadline)"
    );
    bytes32 internal constant RETIRE_VERSION =
        keccak256("RetireVersion(bytes32 version,uint32 by,uint40 teachOutUntil,uint40 deadline)");
}
