// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {Authorization, Ground, Standing} from "../../../contracts/types/Types.sol";
import {Hashes} from "../support/Hashes.sol";
import {Network} from "../support/Network.sol";

/// @dev I1, I2, I9, I14 of test/README.md.
contract SetStanding is Network {
    function _set(uint32 institution, uint32 sequence, Standing standing, uint32 successor, uint32 recordsKeeper)
        internal
    {
        Authorization memory authorization = _direct(governance);
        vm.prank(governance.account);
        institutions.setStanding(institution, sequence, standing, successor, recordsKeeper, Ground.Other, DOCUMENT, authorization);
    }

    function test_GivenGovernance_ItAddsAnEntry() external {
        vm.warp(START + 10);
        vm.expectEmit(address(institutions));
        emit IInstitutionRegistry.StandingChanged(FIRST, 1, Standing.Merged, SECOND, THIRD, Ground.Other, DOCUMENT);
        _set(FIRST, 1, Standing.Merged, SECOND, THIRD);

        IInstitutionRegistry.Institution memory facts = institutions.institution(FIRST);
        vm.assertEq(uint8(facts.standing), uint8(Standing.Merged));
        vm.assertEq(facts.standingSince, START + 10);
        vm.assertEq(facts.successor, SECOND);
        vm.assertEq(facts.recordsKeeper, THIRD);
        vm.assertEq(facts.standingCount, 2);
        IInstitutionRegistry.StandingEntry[] memory entries = institutions.standings(FIRST);
        vm.assertEq(entries.length, 2);
        vm.assertEq(uint8(entries[0].standing), uint8(Standing.Active));
        vm.assertEq(entries[0].since, START);
        vm.assertEq(uint8(entries[1].standing), uint8(Standing.Merged));
        vm.assertEq(entries[1].since, START + 10);
        vm.assertEq(entries[1].successor, SECOND);
        vm.assertEq(entries[1].recordsKeeper, THIRD);
    }

    function test_GivenAnyoneRelays_ItIsGovernancesActOnce() external {
        bytes32 structHash = Hashes.setStanding(FIRST, 1, Standing.Suspended, 0, SECOND, Ground.Other, DOCUMENT);
        Authorization memory authorization = _signed(governance, address(institutions), structHash);
        vm.prank(stranger.account);
        institutions.setStanding(FIRST, 1, Standing.Suspended, 0, SECOND, Ground.Other, DOCUMENT, authorization);
        vm.assertEq(uint8(institutions.institution(FIRST).standing), uint8(Standing.Suspended));

        vm.expectRevert(
            abi.encodeWithSelector(
                IInstitutionRegistry.Institution_WrongSequence.selector, FIRST, uint32(2), uint32(1)
            )
        );
        institutions.setStanding(FIRST, 1, Standing.Suspended, 0, SECOND, Ground.Other, DOCUMENT, authorization);
    }

    function test_RevertWhen_TheInstitutionItselfActs() external {
        Authorization memory authorization = _direct(first);
        vm.expectRevert(
            abi.encodeWithSelector(
                IInstitutionRegistry.Institution_NotGovernance.selector, governance.id, first.id
            )
        );
        vm.prank(first.account);
        institutions.setStanding(FIRST, 1, Standing.Left, 0, 0, Ground.Other, DOCUMENT, authorization);
    }

    function test_RevertWhen_TheInstitutionIsUnknown() external {
        uint32[2] memory unknown = [uint32(0), NOBODY];
        for (uint256 i = 0; i < unknown.length; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(IInstitutionRegistry.Institution_Unknown.selector, unknown[i])
            );
            _set(unknown[i], 0, Standing.Active, 0, 0);
        }
    }

    function test_RevertWhen_TheSequenceIsNotTheNext() external {
        for (uint32 sequence = 0; sequence <= 2; sequence += 2) {
            vm.expectRevert(
                abi.encodeWithSelector(
                    IInstitutionRegistry.Institution_WrongSequence.selector, FIRST, uint32(1), sequence
                )
            );
            _set(FIRST, sequence, Standing.Left, 0, 0);
        }
    }

    function test_RevertWhen_TheStandingIsNone() external {
        vm.expectRevert(abi.encodeWithSelector(IInstitutionRegistry.Institution_InvalidField.selector, uint8(6)));
        _set(FIRST, 1, Standing.None, 0, 0);
    }

    function test_RevertWhen_AMergerHasNoOtherSuccessor() external {
        uint32[3] memory successors = [0, FIRST, NOBODY];
        for (uint256 i = 0; i < successors.length; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(IInstitutionRegistry.Institution_InvalidField.selector, uint8(5))
            );
            _set(FIRST, 1, Standing.Merged, successors[i], 0);
        }
    }

    function test_RevertWhen_ASuccessorIsGivenWithoutAMerger() external {
        vm.expectRevert(abi.encodeWithSelector(IInstitutionRegistry.Institution_InvalidField.selector, uint8(5)));
        _set(FIRST, 1, Standing.Closed, SECOND, 0);
    }

    function test_RevertWhen_TheRecordsKeeperIsUnknown() external {
        vm.expectRevert(abi.encodeWithSelector(IInstitutionRegistry.Institution_Unknown.selector, NOBODY));
        _set(FIRST, 1, Standing.Closed, 0, NOBODY);
    }

    function test_RevertWhen_TheGroundOrItsDocumentIsMissing() external {
        Authorization memory authorization = _direct(governance);
        vm.startPrank(governance.account);
        vm.expectRevert(abi.encodeWithSelector(IInstitutionRegistry.Institution_InvalidField.selector, uint8(7)));
        institutions.setStanding(FIRST, 1, Standing.Left, 0, 0, Ground.None, DOCUMENT, authorization);
        vm.expectRevert(abi.encodeWithSelector(IInstitutionRegistry.Institution_InvalidField.selector, uint8(7)));
        institutions.setStanding(FIRST, 1, Standing.Left, 0, 0, Ground.OwnRequest, 0, authorization);
        vm.stopPrank();
    }

    function test_RevertWhen_TheSuccessorIsMergedItself() external {
        _set(SECOND, 1, Standing.Merged, THIRD, 0);
        vm.expectRevert(abi.encodeWithSelector(IInstitutionRegistry.Institution_InvalidField.selector, uint8(5)));
        _set(FIRST, 1, Standing.Merged, SECOND, 0);
    }

    function test_GivenASuspension_NoSignerActsAndAllDoAfterIt() external {
        Actor memory other = _account("other");
        _addKey(FIRST, first, other.signer, 16);
        bytes memory multikey = abi.encodePacked(bytes2(0xed01), keccak256("key"));
        _addKey(FIRST, first, multikey, 16);
        bytes32[3] memory keys = [first.id, other.id, sha256(multikey)];
        _set(FIRST, 1, Standing.Suspended, 0, 0);
        for (uint256 i = 0; i < keys.length; ++i) {
            vm.assertFalse(institutions.isAuthorised(FIRST, keys[i], 16, block.timestamp));
        }
        _skip(1);
        _set(FIRST, 2, Standing.Closed, 0, 0);
        vm.assertFalse(institutions.isAuthorised(FIRST, other.id, 16, block.timestamp));
        _set(FIRST, 3, Standing.Active, 0, 0);
        for (uint256 i = 0; i < keys.length; ++i) {
            vm.assertTrue(institutions.isAuthorised(FIRST, keys[i], 16, block.timestamp));
            vm.assertFalse(institutions.isAuthorised(FIRST, keys[i], 16, block.timestamp - 1));
        }
    }
}
