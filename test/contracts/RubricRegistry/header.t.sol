// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRubricRegistry} from "../../../contracts/interfaces/IRubricRegistry.sol";
import {Network} from "../support/Network.sol";

/// @dev U1 of test/README.md.
contract Header is Network {
    function test_RevertWhen_TheRubricIsUnknown() external {
        vm.expectRevert(abi.encodeWithSelector(IRubricRegistry.Rubric_Unknown.selector, DOCUMENT));
        rubrics.header(DOCUMENT);
    }

    function test_GivenAnUnknownRubric_ItsPublisherIs0() external view {
        vm.assertEq(rubrics.publisher(DOCUMENT), 0);
    }
}
