// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IInstitutionRegistry} from "../interfaces/IInstitutionRegistry.sol";

/// @title EIP-712 types of the acts on an institution
library InstitutionActs {
    bytes32 internal constant ADMIT = keccak256(
        "Admit(uint32 institution,string name,string domain,bytes2 country,uint8 kind,bytes32 profileDigest,bytes admin,uint8 purposes,uint40 deadline)"
    );
    bytes32 internal constant SET_STANDING = keccak256(
        "SetStanding(uint32 institution,uint32 sequence,uint8 standing,uint32 successor,uint32 recordsKeeper,uint8 ground,bytes32 document,uint40 deadline)"
    );
    bytes32 internal constant APPEAL_STANDING =
        keccak256("AppealStanding(uint32 institution,uint32 sequence,bytes32 document,uint40 deadline)");
    bytes32 internal constant UPDATE_PROFILE =
        keccak256("UpdateProfile(uint32 institution,uint32 sequence,bytes32 profileDigest,uint40 deadline)");
    bytes32 internal constant ADD_KEY =
        keccak256("AddKey(uint32 institution,bytes data,uint8 purposes,uint40 from,uint40 until,uint40 deadline)");
    bytes32 internal constant RETIRE_KEY =
        keccak256("RetireKey(uint32 institution,bytes32 key,uint40 until,uint40 deadline)");
    bytes32 internal constant REPORT_COMPROMISE =
        keccak256("ReportCompromise(uint32 institution,bytes32 key,uint40 since,uint40 deadline)");

    function hashAdmit(uint32 institution, IInstitutionRegistry.Admission calldata admission, uint40 deadline)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(
            abi.encode(
                ADMIT,
                institution,
                keccak256(bytes(admission.name)),
                keccak256(bytes(admission.domain)),
                admission.country,
                admission.kind,
                admission.profileDigest,
                keccak256(admission.admin),
                admission.purposes,
                deadline
            )
        );
    }

    function hashAddKey(
        uint32 institution,
        bytes calldata data,
        uint8 purposes,
        uint40 from,
        uint40 until,
        uint40 deadline
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(ADD_KEY, institution, keccak256(data), purposes, from, until, deadline));
    }
}
