// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IFollowUpRegistry} from "../../../contracts/interfaces/IFollowUpRegistry.sol";
import {FollowUpFixture} from "./FollowUpFixture.sol";

/// @notice Given nothing was recorded.
contract FollowUpViews is FollowUpFixture {
    function test_GivenUnknownIds_TheyAnswerZeros() external view {
        IFollowUpRegistry.FollowUp memory followed;
        IFollowUpRegistry.Carrying memory carried;
        IFollowUpRegistry.Concern memory filed;
        vm.assertEq(abi.encode(followUps.followUp(id)), abi.encode(followed));
        vm.assertEq(abi.encode(followUps.carrying(id, version)), abi.encode(carried));
        vm.assertEq(abi.encode(followUps.concern(id)), abi.encode(filed));
        vm.assertEq(followUps.concernsOf(version).length, 0);
        vm.assertEq(followUps.concernsOf(id).length, 0);
    }

    function test_GivenTheDeployment_TheyNameItsParts() external view {
        vm.assertEq(followUps.verifier(), verifier);
        vm.assertEq(address(followUps.institutions()), address(institutions));
        vm.assertEq(address(followUps.courses()), address(courses));
        vm.assertEq(address(followUps.rounds()), address(rounds));
    }
}
