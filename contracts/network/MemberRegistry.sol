// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CredentialRegistry} from "../credential/CredentialRegistry.sol";
import {InstitutionRegistry} from "../institution/InstitutionRegistry.sol";
import {IMembersGovernor} from "../interfaces/IMembersGovernor.sol";

/// @title Members, their courses and their credentials
/// @notice The contract that a network deploys for IInstitutionRegistry, ICourseRegistry and ICredentialRegistry, so that
/// who may act is read from its own storage. No owner, no upgrade.
contract MemberRegistry is CredentialRegistry {
    /// @param governor Reverts `Institution_ForeignGovernor` unless its members are this registry.
    /// @param founders Admitted as institutions 1 to n.
    constructor(address verifier, IMembersGovernor governor, Admission[] memory founders)
        InstitutionRegistry(verifier, governor, founders)
    {}
}
