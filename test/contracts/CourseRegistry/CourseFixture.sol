// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {Purposes} from "../../../contracts/types/Types.sol";
import {Network} from "../support/Network.sol";

/// @title A course that FIRST registered
abstract contract CourseFixture is Network {
    string internal constant CODE = "data-basics";

    bytes32 internal course;

    function setUp() public virtual override {
        super.setUp();
        course = _register(FIRST, first, CODE);
    }

    function _expectNotPublisher(uint32 institution, bytes32 actor) internal {
        vm.expectRevert(
            abi.encodeWithSelector(
                IInstitutionRegistry.Institution_NotAuthorised.selector, institution, actor, Purposes.PUBLISH
            )
        );
    }
}
