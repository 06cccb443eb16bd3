// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IInstitutionRegistry} from "../interfaces/IInstitutionRegistry.sol";
import {Signers} from "../libraries/Signers.sol";
import {Ground, Kind, Purposes, Standing} from "../types/Types.sol";
import {InstitutionReads} from "./InstitutionReads.sol";

/// @title How an institution becomes a member
/// @notice The founders while the registry is constructed, all others by governance.
abstract contract Admissions is InstitutionReads {
    uint8 internal constant FIELD_NAME = 0;
    uint8 internal constant FIELD_DOMAIN = 1;
    uint8 internal constant FIELD_COUNTRY = 2;
    uint8 internal constant FIELD_KIND = 3;
    uint8 internal constant FIELD_PURPOSES = 4;

    function _admit(uint32 id, Admission memory admission) internal {
        _checkAdmission(admission);
        count = id;
        Member storage member = _members[id];
        member.kind = admission.kind;
        member.country = admission.country;
        member.profileDigest = admission.profileDigest;
        member.name = admission.name;
        member.domain = admission.domain;
        emit InstitutionAdmitted(
            id, admission.name, admission.domain, admission.country, admission.kind, admission.profileDigest
        );
        _enter(id, Standing.Active, 0, 0, Ground.None, 0);
        bytes32 keyId = Signers.signerIdInMemory(admission.admin, verifier);
        _store(id, keyId, admission.admin, admission.purposes, _now(), 0);
    }

    function _checkAdmission(Admission memory admission) internal pure {
        if (bytes(admission.name).length == 0) revert Institution_InvalidField(FIELD_NAME);
        if (bytes(admission.domain).length == 0) revert Institution_InvalidField(FIELD_DOMAIN);
        if (!_isLetter(admission.country[0]) || !_isLetter(admission.country[1])) {
            revert Institution_InvalidField(FIELD_COUNTRY);
        }
        if (admission.kind == Kind.None) revert Institution_InvalidField(FIELD_KIND);
        if (admission.purposes > Purposes.ALL || admission.purposes & Purposes.ADMIN == 0) {
            revert Institution_InvalidField(FIELD_PURPOSES);
        }
        if (!Signers.isSigner(admission.admin.length)) revert Institution_MalformedKey(admission.admin);
    }

    function _isLetter(bytes1 character) internal pure returns (bool) {
        return character >= "A" && character <= "Z";
    }
}
