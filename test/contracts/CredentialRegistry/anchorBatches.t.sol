// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICredentialRegistry} from "../../../contracts/interfaces/ICredentialRegistry.sol";
import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {Authorization, Purposes} from "../../../contracts/types/Types.sol";
import {CredentialFixture} from "./CredentialFixture.sol";

/// @dev B1, B2, B5 of test/README.md.
contract CredentialRegistryAnchorBatchesTest is CredentialFixture {
    ICredentialRegistry.Batch[] internal batches;

    function setUp() public override {
        super.setUp();
        for (uint64 i = 1; i <= 3; ++i) {
            batches.push(_entry(_batch(i)));
        }
    }

    function _sign() internal view returns (Authorization memory) {
        return _signed(first, address(credentials), _anchorBatchesAct(OWNER, batches));
    }

    function _anchorAll() internal {
        Authorization memory authorization = _direct(first);
        vm.prank(first.account);
        credentials.anchorBatches(OWNER, batches, authorization);
    }

    function test_GivenOneSignature_ItRecordsAll() public {
        bytes32 other = _publish(course, keccak256("other"));
        batches[1].courseVersion = other;
        Authorization memory authorization = _sign();
        _skip(60);
        for (uint64 i = 0; i < 3; ++i) {
            vm.expectEmit(address(credentials));
            emit ICredentialRegistry.BatchAnchored(
                OWNER, i + 1, batches[i].root, SIZE, batches[i].courseVersion, first.id
            );
        }
        credentials.anchorBatches(OWNER, batches, authorization);
        for (uint64 i = 1; i <= 3; ++i) {
            ICredentialRegistry.Anchor memory expected = _batch(i);
            if (i == 2) expected.courseVersion = other;
            vm.assertEq(credentials.batch(OWNER, i), _word(expected, first.id, START + 60));
        }
    }

    function test_GivenOneRecordedIdentically_ItSkipsIt() public {
        _anchor(_batch(2));
        _skip(60);
        vm.recordLogs();
        credentials.anchorBatches(OWNER, batches, _sign());
        vm.assertEq(vm.getRecordedLogs().length, 2);
        vm.assertEq(credentials.batch(OWNER, 2), _word(_batch(2), first.id, START));
        vm.assertEq(credentials.batch(OWNER, 3), _word(_batch(3), first.id, START + 60));
    }

    function test_GivenTheSameTwiceInOneCall_TheSecondIsSkipped() public {
        batches.push(batches[0]);
        vm.recordLogs();
        _anchorAll();
        vm.assertEq(vm.getRecordedLogs().length, 3);
    }

    function test_GivenNone_NothingHappens() public {
        delete batches;
        vm.recordLogs();
        _anchorAll();
        vm.assertEq(vm.getRecordedLogs().length, 0);
    }

    function test_RevertWhen_ANumberIsUsedOtherwise() public {
        ICredentialRegistry.Anchor memory other = _batch(2);
        other.size = SIZE + 1;
        _anchor(other);
        vm.expectRevert(
            abi.encodeWithSelector(
                ICredentialRegistry.Credential_BatchUsed.selector, OWNER, uint64(2), _word(other, first.id, START)
            )
        );
        _anchorAll();
    }

    function test_RevertWhen_ASizeIsOutOfRange() public {
        uint32[2] memory sizes = [uint32(0), (1 << 20) + 1];
        for (uint256 i = 0; i < sizes.length; ++i) {
            batches[2].size = sizes[i];
            vm.expectRevert(
                abi.encodeWithSelector(ICredentialRegistry.Credential_InvalidSize.selector, sizes[i])
            );
            _anchorAll();
        }
    }

    function test_RevertWhen_OneVersionIsNotItsToIssue() public {
        bytes32 foreign = keccak256("foreign");
        batches[2].courseVersion = foreign;
        vm.expectRevert(
            abi.encodeWithSelector(ICredentialRegistry.Credential_MayNotIssue.selector, OWNER, foreign)
        );
        _anchorAll();
        batches[0].courseVersion = 0;
        vm.expectRevert(
            abi.encodeWithSelector(ICredentialRegistry.Credential_MayNotIssue.selector, OWNER, bytes32(0))
        );
        _anchorAll();
    }

    function test_RevertWhen_TheSignerIsNotTheIssuers() public {
        Authorization memory authorization = _direct(second);
        vm.expectRevert(
            abi.encodeWithSelector(
                IInstitutionRegistry.Institution_NotAuthorised.selector, OWNER, second.id, Purposes.ISSUE
            )
        );
        vm.prank(second.account);
        credentials.anchorBatches(OWNER, batches, authorization);
    }
}
