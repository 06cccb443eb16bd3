// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {IInstitutionRegistry} from "../interfaces/IInstitutionRegistry.sol";
import {IMembersGovernor} from "../interfaces/IMembersGovernor.sol";
import {Authorization, Ground, Standing} from "../types/Types.sol";
import {InstitutionReads} from "./InstitutionReads.sol";
import {Registrar} from "./Registrar.sol";

/// @title Institutions, their standing and their keys over time
/// @notice See IInstitutionRegistry. No part can be replaced and no entry erased; governance is fixed at deployment. The
/// acts are those of the Registrar that the constructor deploys: same storage, same address, same signatures.
abstract contract InstitutionRegistry is InstitutionReads {
    /// @notice Holds the code of the acts on institutions.
    Registrar public immutable registrar;

    constructor(address verifier_, IMembersGovernor governor, Admission[] memory founders)
        InstitutionReads(verifier_, bytes32(uint256(uint160(governor.timelock()))))
    {
        address members = governor.members();
        if (members != address(this)) revert Institution_ForeignGovernor(address(governor), members);
        registrar = new Registrar(verifier_, governance);
        Address.functionDelegateCall(address(registrar), abi.encodeCall(Registrar.found, (founders)));
    }

    /// @inheritdoc IInstitutionRegistry
    function admit(uint32, Admission calldata, Authorization calldata) external {
        _passOn();
    }

    /// @inheritdoc IInstitutionRegistry
    function setStanding(uint32, uint32, Standing, uint32, uint32, Ground, bytes32, Authorization calldata) external {
        _passOn();
    }

    /// @inheritdoc IInstitutionRegistry
    function appealStanding(uint32, uint32, bytes32, Authorization calldata) external {
        _passOn();
    }

    /// @inheritdoc IInstitutionRegistry
    function updateProfile(uint32, uint32, bytes32, Authorization calldata) external {
        _passOn();
    }

    /// @inheritdoc IInstitutionRegistry
    function addKey(uint32, bytes calldata, uint8, uint40, uint40, Authorization calldata) external {
        _passOn();
    }

    /// @inheritdoc IInstitutionRegistry
    function retireKey(uint32, bytes32, uint40, Authorization calldata) external {
        _passOn();
    }

    /// @inheritdoc IInstitutionRegistry
    function reportCompromise(uint32, bytes32, uint40, Authorization calldata) external {
        _passOn();
    }

    /// @dev Runs the registrar's code, which nobody can change, with this call's data, sender and storage.
    function _passOn() private {
        Address.functionDelegateCall(address(registrar), msg.data);
    }
}
