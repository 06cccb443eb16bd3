// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title What a registry of members must know of its governor
interface IMembersGovernor {
    /// @notice The account that acts once a decision is taken and its delay is over.
    function timelock() external view returns (address);

    /// @notice The InstitutionRegistry whose members vote.
    function members() external view returns (address);
}
