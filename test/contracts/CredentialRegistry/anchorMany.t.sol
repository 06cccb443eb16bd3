// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICredentialRegistry} from "../../../contracts/interfaces/ICredentialRegistry.sol";
import {Authorization} from "../../../contracts/types/Types.sol";
import {CredentialFixture} from "./CredentialFixture.sol";

/// @dev B5 of test/README.md.
contract CredentialRegistryAnchorManyTest is CredentialFixture {
    ICredentialRegistry.Anchor[] internal batches;
    Authorization[] internal authorizations;

    function setUp() public override {
        super.setUp();
        for (uint64 i = 1; i <= 3; ++i) {
            ICredentialRegistry.Anchor memory batch = _batch(i);
            if (i == 3) batch.institution = DELIVERER;
            batches.push(batch);
            authorizations.push(
                _signed(members[batch.institution], address(credentials), _anchorAct(batch))
            );
        }
    }

    function test_GivenSeveralInstitutions_ItRecordsAll() public {
        credentials.anchorMany(batches, authorizations);
        vm.assertEq(credentials.batch(OWNER, 1), _word(batches[0], members[OWNER].id, START));
        vm.assertEq(credentials.batch(OWNER, 2), _word(batches[1], members[OWNER].id, START));
        vm.assertEq(credentials.batch(DELIVERER, 3), _word(batches[2], members[DELIVERER].id, START));
    }

    function test_GivenOneRecordedIdentically_ItSkipsItAndKeepsItsTime() public {
        credentials.anchor(batches[1], authorizations[1]);
        _skip(60);
        vm.recordLogs();
        credentials.anchorMany(batches, authorizations);
        vm.assertEq(vm.getRecordedLogs().length, 2);
        vm.assertEq(credentials.batch(OWNER, 2), _word(batches[1], members[OWNER].id, START));
        vm.assertEq(credentials.batch(DELIVERER, 3), _word(batches[2], members[DELIVERER].id, START + 60));
    }

    function test_RevertWhen_ANumberIsUsedWithOtherValues() public {
        ICredentialRegistry.Anchor memory other = _batch(2);
        other.root = keccak256("other root");
        _anchor(other);
        _expectUsed(_word(other, members[OWNER].id, START));
    }

    function test_RevertWhen_ANumberIsUsedByAnotherKey() public {
        Actor memory second = _account("second key");
        vm.prank(members[OWNER].account);
        institutions.addKey(OWNER, second.signer, 16, 0, 0, _direct(members[OWNER]));
        vm.prank(second.account);
        credentials.anchor(batches[1], _direct(second));
        _expectUsed(_word(batches[1], second.id, START));
    }

    function test_RevertWhen_AnAuthorizationIsMissing() public {
        authorizations.pop();
        vm.expectRevert();
        credentials.anchorMany(batches, authorizations);
        vm.assertEq(credentials.batch(OWNER, 1), 0);
    }

    function _expectUsed(uint256 word) internal {
        vm.expectRevert(
            abi.encodeWithSelector(ICredentialRegistry.Credential_BatchUsed.selector, OWNER, 2, word)
        );
        credentials.anchorMany(batches, authorizations);
        vm.assertEq(credentials.batch(OWNER, 1), 0);
    }
}
