// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {Purposes} from "../../../contracts/types/Types.sol";
import {Network} from "../support/Network.sol";

/// @dev I3 of test/README.md.
contract RequireAuthorised is Network {
    function test_GivenAnAuthorisedKey_ItPasses() external view {
        institutions.requireAuthorised(FIRST, first.id, Purposes.CONVENE);
    }

    function test_RevertWhen_TheKeyDoesNotAct() external {
        vm.expectRevert(
            abi.encodeWithSelector(
                IInstitutionRegistry.Institution_NotAuthorised.selector, FIRST, second.id, Purposes.CONVENE
            )
        );
        institutions.requireAuthorised(FIRST, second.id, Purposes.CONVENE);
    }
}
