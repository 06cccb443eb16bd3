// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {Authorization, Ground, Standing} from "../../../contracts/types/Types.sol";
import {Network} from "../support/Network.sol";

/// @dev I14 of test/README.md.
contract PredecessorsTest is Network {
    uint32 internal constant LAST = 12;

    function setUp() public override {
        super.setUp();
        for (uint32 i = 4; i <= LAST; ++i) {
            _admit(i, _account(string(abi.encodePacked("member ", bytes1(uint8(64 + i))))));
        }
    }

    function _merge(uint32 institution, uint32 successor) internal {
        uint32 sequence = institutions.institution(institution).standingCount;
        Authorization memory authorization = _direct(governance);
        vm.prank(governance.account);
        institutions.setStanding(
            institution, sequence, Standing.Merged, successor, 0, Ground.Merger, DOCUMENT, authorization
        );
    }

    function _expectList(uint32 institution, uint32[] memory expected) internal view {
        uint32[] memory list = institutions.predecessors(institution);
        vm.assertEq(list.length, expected.length);
        for (uint256 i = 0; i < list.length; ++i) {
            vm.assertEq(list[i], expected[i]);
        }
    }

    function _list(uint32 a, uint32 b, uint32 c) internal pure returns (uint32[] memory list) {
        list = new uint32[](c != 0 ? 3 : b != 0 ? 2 : a != 0 ? 1 : 0);
        if (a != 0) list[0] = a;
        if (b != 0) list[1] = b;
        if (c != 0) list[2] = c;
    }

    function test_GivenMergers_ItListsThemOldestFirst() external {
        _expectList(FIRST, _list(0, 0, 0));
        _merge(THIRD, FIRST);
        _merge(SECOND, FIRST);
        _expectList(FIRST, _list(THIRD, SECOND, 0));
    }

    function test_GivenAChain_ItListsAllThatAreInIt() external {
        _merge(4, THIRD);
        _merge(SECOND, FIRST);
        _merge(THIRD, FIRST);
        _expectList(FIRST, _list(SECOND, 4, THIRD));
        _expectList(THIRD, _list(4, 0, 0));
    }

    function test_GivenAMergerUndone_TheChainForgetsIt() external {
        _merge(4, THIRD);
        _merge(THIRD, SECOND);
        _merge(SECOND, FIRST);
        _setStanding(THIRD, Standing.Active);
        _expectList(FIRST, _list(SECOND, 0, 0));
        _expectList(SECOND, _list(0, 0, 0));
        _expectList(THIRD, _list(4, 0, 0));
    }

    function test_GivenAnotherSuccessor_ItMovesThere() external {
        _merge(THIRD, SECOND);
        _merge(SECOND, FIRST);
        _merge(THIRD, FIRST);
        _expectList(FIRST, _list(SECOND, THIRD, 0));
        _expectList(SECOND, _list(0, 0, 0));
    }

    function test_RevertWhen_ANinthMerges() external {
        for (uint32 i = 2; i <= 9; ++i) {
            _merge(i, FIRST);
        }
        vm.assertEq(institutions.predecessors(FIRST).length, 8);
        Authorization memory authorization = _direct(governance);
        for (uint32 i = 0; i < 2; ++i) {
            (uint32 merging, uint32 successor) = i == 0 ? (uint32(10), FIRST) : (FIRST, uint32(10));
            vm.expectRevert(
                abi.encodeWithSelector(
                    IInstitutionRegistry.Institution_TooManyPredecessors.selector, successor, uint256(8)
                )
            );
            vm.prank(governance.account);
            institutions.setStanding(
                merging, 1, Standing.Merged, successor, 0, Ground.Merger, DOCUMENT, authorization
            );
        }
    }
}
