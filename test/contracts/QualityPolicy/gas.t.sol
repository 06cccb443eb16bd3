// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Stage} from "../../../contracts/types/Types.sol";
import {FollowUpFixture} from "../FollowUpRegistry/FollowUpFixture.sol";
import {Gas} from "../RoundRegistry/Gas.sol";
import {console} from "hardhat/console.sol";

/// @notice The ceiling of a decision about a panel of three.
contract QualityPolicyGasTest is FollowUpFixture {
    function setUp() public override {
        super.setUp();
        _bringTo(Stage.Closed);
    }

    function test_Decide() public {
        uint256 used = Gas.ofTransaction(address(policy), abi.encodeCall(policy.decide, (id)));
        console.log("decide, panel of 3", used);
        vm.assertLe(used, 87_000);
    }
}
