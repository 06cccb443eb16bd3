// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SoleGovernor} from "../../../contracts/governance/SoleGovernor.sol";
import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {MemberRegistry} from "../../../contracts/network/MemberRegistry.sol";
import {Ground, Kind, Purposes, Standing} from "../../../contracts/types/Types.sol";
import {Network} from "../support/Network.sol";

/// @dev I1, I15 of test/README.md.
contract MemberRegistryConstructor is Network {
    IInstitutionRegistry.Admission[] internal founders;

    function _predicted(uint256 ahead) internal view returns (address) {
        return vm.computeCreateAddress(address(this), vm.getNonce(address(this)) + ahead);
    }

    function test_GivenFounders_ItAdmitsThemAsGovernanceWould() external {
        founders.push(_admission(first));
        founders.push(_admission(_passkey("second founder", verifier)));
        founders[1].kind = Kind.Agency;
        founders[1].purposes = Purposes.ADMIN;
        address predicted = _predicted(1);
        SoleGovernor governor = new SoleGovernor(governance.account, predicted);
        for (uint32 i = 0; i < 2; ++i) {
            IInstitutionRegistry.Admission memory founder = founders[i];
            vm.expectEmit(predicted);
            emit IInstitutionRegistry.InstitutionAdmitted(
                i + 1, founder.name, founder.domain, founder.country, founder.kind, founder.profileDigest
            );
            vm.expectEmit(predicted);
            emit IInstitutionRegistry.StandingChanged(i + 1, 0, Standing.Active, 0, 0, Ground.None, 0);
            bytes32 id = i == 0 ? first.id : keccak256(founder.admin);
            vm.expectEmit(predicted);
            emit IInstitutionRegistry.KeyAdded(i + 1, id, founder.purposes, START, 0, founder.admin);
        }
        MemberRegistry made = new MemberRegistry(verifier, governor, founders);

        vm.assertEq(address(made), predicted);
        vm.assertEq(made.count(), 2);
        vm.assertEq(made.governance(), governance.id);
        vm.assertEq(made.voterCount(START), 1);
        vm.assertTrue(made.isAuthorised(1, first.id, Purposes.ALL, START));
        vm.assertTrue(made.isAuthorised(2, keccak256(founders[1].admin), Purposes.ADMIN, START));
        vm.assertEq(governor.timelock(), governance.account);
    }

    function test_GivenNoFounders_ItIsEmpty() external {
        MemberRegistry made = new MemberRegistry(verifier, new SoleGovernor(governance.account, _predicted(1)), founders);
        vm.assertEq(made.count(), 0);
        vm.assertEq(made.voterCount(START), 0);
    }

    function test_TheDeployerIsNobody() external {
        bytes32 deployer = bytes32(uint256(uint160(address(this))));
        vm.expectRevert(
            abi.encodeWithSelector(IInstitutionRegistry.Institution_NotGovernance.selector, governance.id, deployer)
        );
        Actor memory self;
        self.signer = abi.encodePacked(address(this));
        institutions.admit(4, _admission(stranger), _direct(self));
    }

    function test_TheRegistrarsOwnStorageIsNobodys() external {
        vm.assertEq(registry.registrar().count(), 0);
        vm.assertEq(registry.registrar().governance(), governance.id);
        vm.assertEq(registry.registrar().verifier(), verifier);
    }

    function test_RevertWhen_TheGovernorNamesAnotherRegistry() external {
        SoleGovernor governor = new SoleGovernor(governance.account, address(registry));
        vm.expectRevert(
            abi.encodeWithSelector(
                IInstitutionRegistry.Institution_ForeignGovernor.selector, address(governor), address(registry)
            )
        );
        new MemberRegistry(verifier, governor, founders);
    }

    function test_RevertWhen_AFounderIsInvalid() external {
        founders.push(_admission(first));
        founders[0].kind = Kind.None;
        SoleGovernor governor = new SoleGovernor(governance.account, _predicted(1));
        vm.expectRevert(abi.encodeWithSelector(IInstitutionRegistry.Institution_InvalidField.selector, uint8(3)));
        new MemberRegistry(verifier, governor, founders);
    }
}
