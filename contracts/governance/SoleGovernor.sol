// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMembersGovernor} from "../interfaces/IMembersGovernor.sol";

/// @title A governor that is one account
/// @notice For trials and tests of a single operator only: the account admits and sanctions as it pleases, at once. A
/// network of several institutions is governed by InstitutionGovernor, and shows by its governor which of the two it is.
contract SoleGovernor is IMembersGovernor {
    /// @inheritdoc IMembersGovernor
    address public immutable timelock;

    /// @inheritdoc IMembersGovernor
    address public immutable members;

    constructor(address account, address members_) {
        timelock = account;
        members = members_;
    }
}
