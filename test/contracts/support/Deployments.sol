// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {RubricRegistry} from "../../../contracts/course/RubricRegistry.sol";
import {InstitutionAccount} from "../../../contracts/governance/InstitutionAccount.sol";
import {InstitutionGovernor} from "../../../contracts/governance/InstitutionGovernor.sol";
import {SoleGovernor} from "../../../contracts/governance/SoleGovernor.sol";
import {ICourseRegistry} from "../../../contracts/interfaces/ICourseRegistry.sol";
import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {IMembersGovernor} from "../../../contracts/interfaces/IMembersGovernor.sol";
import {INetworkDirectory} from "../../../contracts/interfaces/INetworkDirectory.sol";
import {IRoundRegistry} from "../../../contracts/interfaces/IRoundRegistry.sol";
import {MemberRegistry} from "../../../contracts/network/MemberRegistry.sol";
import {NetworkDirectory} from "../../../contracts/network/NetworkDirectory.sol";
import {VerificationLens} from "../../../contracts/network/VerificationLens.sol";
import {FollowUpRegistry} from "../../../contracts/round/FollowUpRegistry.sol";
import {QualityPolicy} from "../../../contracts/round/QualityPolicy.sol";
import {RoundRegistry} from "../../../contracts/round/RoundRegistry.sol";
import {Vm} from "./Vm.sol";

/// @title Deploys contracts by their names
/// @notice As they are deployed to networks. `new` would put their code into that of each test contract, which took most
/// of the time in which the tests compile.
library Deployments {
    Vm private constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    function passkeyVerifier() internal returns (address) {
        return _deploy("contracts/libraries/PasskeyVerifier.sol:PasskeyVerifier", "");
    }

    function soleGovernor(address account, address members) internal returns (SoleGovernor) {
        bytes memory arguments = abi.encode(account, members);
        return SoleGovernor(_deploy("contracts/governance/SoleGovernor.sol:SoleGovernor", arguments));
    }

    function institutionGovernor(IInstitutionRegistry members, InstitutionGovernor.Settings memory settings)
        internal
        returns (InstitutionGovernor)
    {
        string memory name = "contracts/governance/InstitutionGovernor.sol:InstitutionGovernor";
        return InstitutionGovernor(payable(_deploy(name, abi.encode(members, settings))));
    }

    function institutionAccount(address verifier, bytes[] memory signers, uint64 threshold)
        internal
        returns (InstitutionAccount)
    {
        string memory name = "contracts/governance/InstitutionAccount.sol:InstitutionAccount";
        return InstitutionAccount(payable(_deploy(name, abi.encode(verifier, signers, threshold))));
    }

    function memberRegistry(
        address verifier,
        IMembersGovernor governor,
        IInstitutionRegistry.Admission[] memory founders
    ) internal returns (MemberRegistry) {
        bytes memory arguments = abi.encode(verifier, governor, founders);
        return MemberRegistry(_deploy("contracts/network/MemberRegistry.sol:MemberRegistry", arguments));
    }

    function rubricRegistry(address verifier, IInstitutionRegistry institutions) internal returns (RubricRegistry) {
        bytes memory arguments = abi.encode(verifier, institutions);
        return RubricRegistry(_deploy("contracts/course/RubricRegistry.sol:RubricRegistry", arguments));
    }

    function roundRegistry(
        address verifier,
        IInstitutionRegistry institutions,
        ICourseRegistry courses,
        RubricRegistry rubrics,
        IRoundRegistry.Periods memory panel,
        IRoundRegistry.Periods memory rapid
    ) internal returns (RoundRegistry) {
        bytes memory arguments = abi.encode(verifier, institutions, courses, rubrics, panel, rapid);
        return RoundRegistry(_deploy("contracts/round/RoundRegistry.sol:RoundRegistry", arguments));
    }

    function qualityPolicy(IRoundRegistry rounds) internal returns (QualityPolicy) {
        return QualityPolicy(_deploy("contracts/round/QualityPolicy.sol:QualityPolicy", abi.encode(rounds)));
    }

    function followUpRegistry(
        address verifier,
        IInstitutionRegistry institutions,
        ICourseRegistry courses,
        IRoundRegistry rounds
    ) internal returns (FollowUpRegistry) {
        bytes memory arguments = abi.encode(verifier, institutions, courses, rounds);
        return FollowUpRegistry(_deploy("contracts/round/FollowUpRegistry.sol:FollowUpRegistry", arguments));
    }

    function verificationLens(INetworkDirectory directory) internal returns (VerificationLens) {
        bytes memory arguments = abi.encode(directory);
        return VerificationLens(_deploy("contracts/network/VerificationLens.sol:VerificationLens", arguments));
    }

    function networkDirectory(
        address verifier,
        INetworkDirectory.Registries memory registries,
        address lens,
        address[] memory policies,
        bytes32[] memory rubrics
    ) internal returns (NetworkDirectory) {
        bytes memory arguments = abi.encode(verifier, registries, lens, policies, rubrics);
        return NetworkDirectory(_deploy("contracts/network/NetworkDirectory.sol:NetworkDirectory", arguments));
    }

    function _deploy(string memory name, bytes memory arguments) private returns (address made) {
        bytes memory code = bytes.concat(vm.getCode(name), arguments);
        assembly ("memory-safe") {
            made := create(0, add(code, 0x20), mload(code))
        }
        vm.assertTrue(made != address(0), name);
    }
}
