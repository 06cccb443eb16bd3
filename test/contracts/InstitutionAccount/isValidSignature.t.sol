// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {InstitutionAccount} from "../../../contracts/governance/InstitutionAccount.sol";
import {GovernanceFixture} from "../InstitutionGovernor/GovernanceFixture.sol";
import {Deployments} from "../support/Deployments.sol";

/// @dev G9 of test/README.md.
contract IsValidSignature is GovernanceFixture {
    /// Invariant G9.
    function test_GivenTwoPasskeysApproved_ItSaysYes() external view {
        bytes32 hash = keccak256("asked");
        bytes memory signature = _bothSign(office, deputy, _approval(hash));
        vm.assertEq(account.isValidSignature(hash, signature), IERC1271.isValidSignature.selector);
    }

    /// Invariant G9: what the passkeys sign for themselves, or for another account of theirs, says nothing here.
    function test_GivenTheHashItselfWasSigned_ItSaysNo() external {
        bytes32 hash = keccak256("asked");
        vm.assertEq(account.isValidSignature(hash, _bothSign(office, deputy, hash)), bytes4(0xffffffff));
        bytes[] memory signers = new bytes[](2);
        (signers[0], signers[1]) = (office.signer, deputy.signer);
        InstitutionAccount other = Deployments.institutionAccount(verifier, signers, 2);
        bytes memory signature = _bothSign(office, deputy, _approval(hash));
        vm.assertEq(other.isValidSignature(hash, signature), bytes4(0xffffffff));
        vm.assertEq(account.isValidSignature(hash, "no signature"), bytes4(0xffffffff));
    }
}
