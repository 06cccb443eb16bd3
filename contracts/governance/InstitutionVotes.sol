// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC5805} from "@openzeppelin/contracts/interfaces/IERC5805.sol";
import {IERC6372} from "@openzeppelin/contracts/interfaces/IERC6372.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {IInstitutionRegistry} from "../interfaces/IInstitutionRegistry.sol";

/// @title Members' votes, as OpenZeppelin's Governor asks for them
/// @notice One institution, one vote: an account has 1 while it is the GOVERN account of an Active provider or employer,
/// otherwise 0. Agencies observe. Holds nothing of its own: every answer is the members' registry's, of a second that is
/// over. Votes cannot be delegated. The clock is the block's time, in Unix seconds.
contract InstitutionVotes is IERC5805 {
    /// @notice The second asked about is not over yet. Unix seconds; OpenZeppelin's error of the same name.
    error ERC5805FutureLookup(uint256 timepoint, uint48 clock);
    /// @notice A member's vote stays with the member.
    error Votes_NoDelegation(address delegator, address delegatee);

    /// @notice The registry whose members vote.
    IInstitutionRegistry public immutable members;

    constructor(IInstitutionRegistry members_) {
        members = members_;
    }

    /// @notice Refused: reverts `Votes_NoDelegation`.
    function delegate(address delegatee) external view {
        revert Votes_NoDelegation(msg.sender, delegatee);
    }

    /// @notice Refused: reverts `Votes_NoDelegation`.
    function delegateBySig(address delegatee, uint256, uint256, uint8, bytes32, bytes32) external view {
        revert Votes_NoDelegation(msg.sender, delegatee);
    }

    /// @notice Votes of an account now: 0 or 1.
    function getVotes(address account) external view returns (uint256) {
        return members.votesOf(account, block.timestamp);
    }

    /// @inheritdoc IVotes
    function getPastVotes(address account, uint256 timepoint) external view returns (uint256) {
        _requireOver(timepoint);
        return members.votesOf(account, timepoint);
    }

    /// @notice Institutions that could vote in a second that is over, whether or not they hold a GOVERN account.
    function getPastTotalSupply(uint256 timepoint) external view returns (uint256) {
        _requireOver(timepoint);
        return members.voterCount(timepoint);
    }

    /// @notice The account itself, always.
    function delegates(address account) external pure returns (address) {
        return account;
    }

    /// @inheritdoc IERC6372
    function clock() public view returns (uint48) {
        return uint48(block.timestamp);
    }

    /// @inheritdoc IERC6372
    // solhint-disable-next-line func-name-mixedcase
    function CLOCK_MODE() external pure returns (string memory) {
        return "mode=timestamp";
    }

    function _requireOver(uint256 timepoint) private view {
        if (timepoint >= block.timestamp) revert ERC5805FutureLookup(timepoint, clock());
    }
}
