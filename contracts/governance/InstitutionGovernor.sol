// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Governor} from "@openzeppelin/contracts/governance/Governor.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {GovernorCountingSimple} from "@openzeppelin/contracts/governance/extensions/GovernorCountingSimple.sol";
import {GovernorSettings} from "@openzeppelin/contracts/governance/extensions/GovernorSettings.sol";
import {GovernorTimelockControl} from "@openzeppelin/contracts/governance/extensions/GovernorTimelockControl.sol";
import {GovernorVotes} from "@openzeppelin/contracts/governance/extensions/GovernorVotes.sol";
import {
    GovernorVotesQuorumFraction
} from "@openzeppelin/contracts/governance/extensions/GovernorVotesQuorumFraction.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IInstitutionRegistry} from "../interfaces/IInstitutionRegistry.sol";
import {IMembersGovernor} from "../interfaces/IMembersGovernor.sol";
import {InstitutionVotes} from "./InstitutionVotes.sol";

/// @title The members' governor
/// @notice OpenZeppelin's Governor over a timelock of its own: a voting member proposes, members vote, anyone queues what
/// was carried, and anyone executes it once the timelock's delay, the notice, is over. The timelock is the network's
/// governance. This governor alone proposes to it and cancels there; anyone executes; no account administers it.
///
/// Votes are those of the second in which voting begins, `proposalSnapshot`: an institution suspended, or an account
/// rotated out, after it still votes on that proposal; one admitted, reinstated or rotated in after it does not, so a
/// member that changes its GOVERN account has one vote all the same. Who proposes was a voting member one second before.
///
/// A proposal is carried if more vote for than against it, and those for and abstaining are a quorum of the institutions
/// that could vote then. The proposer may cancel until voting begins. What was carried does not expire here: the
/// deadline of each act's `Authorization` is its expiry.
/// @dev Parameters change by proposal only, through the timelock, within the bounds below.
contract InstitutionGovernor is
    IMembersGovernor,
    GovernorSettings,
    GovernorCountingSimple,
    GovernorVotes,
    GovernorVotesQuorumFraction,
    GovernorTimelockControl
{
    /// @notice Parameters at deployment. @param votingDelay Seconds from proposal to voting, at most a year.
    /// @param votingPeriod Seconds of voting, 1 to a year. @param timelockDelay Seconds of notice, at most a year.
    /// @param quorumPercent Per cent of the institutions that could vote, 1 to 100; rounded up to whole institutions.
    struct Settings {
        uint48 votingDelay;
        uint32 votingPeriod;
        uint256 timelockDelay;
        uint256 quorumPercent;
    }

    /// @notice A parameter outside its bounds: it would let nobody, or anybody, decide.
    error Governor_OutOfRange(uint256 actual, uint256 least, uint256 most);
    /// @notice The account had no vote in the second in which voting began. Unix seconds.
    error Governor_NoVote(address account, uint256 snapshot);
    /// @notice The registries name this timelock for ever.
    error Governor_TimelockIsFixed(address timelock, address refused);

    uint256 private constant LONGEST = 365 days;
    /// @dev One member's vote.
    uint256 private constant THRESHOLD = 1;

    /// @inheritdoc IMembersGovernor
    address public immutable members;

    constructor(IInstitutionRegistry members_, Settings memory settings)
        Governor("Peerseal")
        GovernorSettings(settings.votingDelay, settings.votingPeriod, THRESHOLD)
        GovernorVotes(new InstitutionVotes(members_))
        GovernorVotesQuorumFraction(settings.quorumPercent)
        GovernorTimelockControl(_newTimelock(settings.timelockDelay))
    {
        members = address(members_);
    }

    /// @notice Refused: a successor is given the roles of this timelock instead, by proposal.
    function updateTimelock(TimelockController refused) public view override {
        revert Governor_TimelockIsFixed(timelock(), address(refused));
    }

    /// @inheritdoc IMembersGovernor
    function timelock() public view override(IMembersGovernor, GovernorTimelockControl) returns (address) {
        return super.timelock();
    }

    /// @notice Institutions that must vote for or abstain, of those that could vote at `timepoint`; rounded up, so that
    /// a few members' quorum is never less than the percentage.
    function quorum(uint256 timepoint) public view override(Governor, GovernorVotesQuorumFraction) returns (uint256) {
        uint256 voters = token().getPastTotalSupply(timepoint);
        return Math.mulDiv(voters, quorumNumerator(timepoint), quorumDenominator(), Math.Rounding.Ceil);
    }

    /// @notice The block's time; never block numbers.
    function clock() public view override(Governor, GovernorVotes) returns (uint48) {
        return uint48(block.timestamp);
    }

    /// @inheritdoc GovernorVotes
    // solhint-disable-next-line func-name-mixedcase
    function CLOCK_MODE() public pure override(Governor, GovernorVotes) returns (string memory) {
        return "mode=timestamp";
    }

    function proposalThreshold() public view override(Governor, GovernorSettings) returns (uint256) {
        return super.proposalThreshold();
    }

    function state(uint256 proposalId)
        public
        view
        override(Governor, GovernorTimelockControl)
        returns (ProposalState)
    {
        return super.state(proposalId);
    }

    function proposalNeedsQueuing(uint256 proposalId)
        public
        view
        override(Governor, GovernorTimelockControl)
        returns (bool)
    {
        return super.proposalNeedsQueuing(proposalId);
    }

    /// @dev Another threshold than one vote would let nobody propose, or anybody.
    function _setProposalThreshold(uint256 threshold) internal override {
        _requireWithin(threshold, THRESHOLD, THRESHOLD);
        super._setProposalThreshold(threshold);
    }

    function _setVotingDelay(uint48 delay) internal override {
        _requireWithin(delay, 0, LONGEST);
        super._setVotingDelay(delay);
    }

    function _setVotingPeriod(uint32 period) internal override {
        _requireWithin(period, 1, LONGEST);
        super._setVotingPeriod(period);
    }

    function _updateQuorumNumerator(uint256 percent) internal override {
        _requireWithin(percent, 1, 100);
        super._updateQuorumNumerator(percent);
    }

    /// @dev OpenZeppelin's digest; the signature counts as in `_isSignatureOf`.
    function _validateVoteSig(uint256 proposalId, uint8 support, address voter, bytes memory signature)
        internal
        override
        returns (bool)
    {
        bytes32 ballot = keccak256(abi.encode(BALLOT_TYPEHASH, proposalId, support, voter, _useNonce(voter)));
        return _isSignatureOf(voter, ballot, signature);
    }

    /// @dev OpenZeppelin's digest; the signature counts as in `_isSignatureOf`.
    function _validateExtendedVoteSig(
        uint256 proposalId,
        uint8 support,
        address voter,
        string memory reason,
        bytes memory params,
        bytes memory signature
    ) internal override returns (bool) {
        bytes32 reasonHash = keccak256(bytes(reason));
        bytes32 paramsHash = keccak256(params);
        bytes32 ballot = keccak256(
            abi.encode(
                EXTENDED_BALLOT_TYPEHASH, proposalId, support, voter, _useNonce(voter), reasonHash, paramsHash
            )
        );
        return _isSignatureOf(voter, ballot, signature);
    }

    /// @dev OpenZeppelin counts a vote of no weight as cast; here who has none is told.
    function _countVote(uint256 proposalId, address account, uint8 support, uint256 weight, bytes memory params)
        internal
        override(Governor, GovernorCountingSimple)
        returns (uint256)
    {
        if (weight == 0) revert Governor_NoVote(account, proposalSnapshot(proposalId));
        return super._countVote(proposalId, account, support, weight, params);
    }

    function _queueOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) returns (uint48) {
        return super._queueOperations(proposalId, targets, values, calldatas, descriptionHash);
    }

    function _executeOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) {
        super._executeOperations(proposalId, targets, values, calldatas, descriptionHash);
    }

    function _cancel(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) returns (uint256) {
        return super._cancel(targets, values, calldatas, descriptionHash);
    }

    function _executor() internal view override(Governor, GovernorTimelockControl) returns (address) {
        return super._executor();
    }

    /// @dev Recovery first, in 65 or 64 bytes with a low s, which serves accounts that delegate their code (EIP-7702) as
    /// well; then ERC-1271. All gas is forwarded, as passkeys need much of it where the chain cannot check them itself.
    function _isSignatureOf(address voter, bytes32 ballot, bytes memory signature) private view returns (bool) {
        bytes32 digest = _hashTypedDataV4(ballot);
        (address recovered, ECDSA.RecoverError fault,) = ECDSA.tryRecover(digest, signature);
        if (signature.length == 64) {
            (bytes32 r, bytes32 vs) = abi.decode(signature, (bytes32, bytes32));
            (recovered, fault,) = ECDSA.tryRecover(digest, r, vs);
        }
        if (fault == ECDSA.RecoverError.NoError && recovered == voter) return true;
        return SignatureChecker.isValidERC1271SignatureNow(voter, digest, signature);
    }

    function _newTimelock(uint256 delay) private returns (TimelockController) {
        _requireWithin(delay, 0, LONGEST);
        address[] memory proposers = new address[](1);
        proposers[0] = address(this);
        // The zero address as executor opens that role to everyone; as administrator it names nobody.
        return new TimelockController(delay, proposers, new address[](1), address(0));
    }

    function _requireWithin(uint256 actual, uint256 least, uint256 most) private pure {
        if (actual < least || actual > most) revert Governor_OutOfRange(actual, least, most);
    }
}
