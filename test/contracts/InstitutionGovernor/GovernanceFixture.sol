// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {InstitutionAccount} from "../../../contracts/governance/InstitutionAccount.sol";
import {InstitutionGovernor} from "../../../contracts/governance/InstitutionGovernor.sol";
import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {Ground, Kind, Purposes, Standing} from "../../../contracts/types/Types.sol";
import {Hashes} from "../support/Hashes.sol";
import {Network} from "../support/Network.sol";
import {Deployments} from "../support/Deployments.sol";

/// @title A network that five founders govern: two providers and an employer by accounts, a provider by passkeys, and an
/// agency, which observes
abstract contract GovernanceFixture is Network {
    struct Proposal {
        address[] targets;
        uint256[] values;
        bytes[] calldatas;
        string description;
        bytes32 descriptionHash;
        uint256 id;
    }

    uint8 internal constant AGAINST = 0;
    uint8 internal constant FOR = 1;
    uint8 internal constant ABSTAIN = 2;

    uint32 internal constant FOURTH = 4;
    uint32 internal constant FIFTH = 5;
    /// @dev Founders that vote.
    uint256 internal constant VOTERS = 4;

    uint48 internal constant VOTING_DELAY = 60;
    uint32 internal constant VOTING_PERIOD = 600;
    uint256 internal constant NOTICE = 3600;
    /// @dev Of four voters 1.6, so two.
    uint256 internal constant QUORUM_PERCENT = 40;

    bytes32 internal constant BALLOT = keccak256("Ballot(uint256 proposalId,uint8 support,address voter,uint256 nonce)");

    InstitutionGovernor internal governor;
    TimelockController internal timelock;

    Actor internal fifth;
    /// @dev Passkeys of the fourth institution; two of the three act for its account.
    Actor internal office;
    Actor internal deputy;
    Actor internal spare;
    InstitutionAccount internal account;

    function setUp() public virtual override {
        vm.warp(START);
        verifier = Deployments.passkeyVerifier();
        stranger = _account("stranger");
        first = _account("first");
        second = _account("second");
        third = _account("third");
        fifth = _account("fifth");
        office = _passkey("office", verifier);
        deputy = _passkey("deputy", verifier);
        spare = _passkey("spare", verifier);
        _deploy();
        _openAccount();
        _skip(1);
    }

    function _settings() internal pure returns (InstitutionGovernor.Settings memory) {
        return InstitutionGovernor.Settings({
            votingDelay: VOTING_DELAY,
            votingPeriod: VOTING_PERIOD,
            timelockDelay: NOTICE,
            quorumPercent: QUORUM_PERCENT
        });
    }

    function _founders() internal view returns (IInstitutionRegistry.Admission[] memory founders) {
        founders = new IInstitutionRegistry.Admission[](5);
        founders[0] = _admission(first);
        founders[1] = _admission(second);
        founders[2] = _admission(third);
        founders[2].kind = Kind.Employer;
        founders[3] = _admission(office);
        founders[3].purposes = Purposes.ALL & ~Purposes.GOVERN;
        founders[4] = _admission(fifth);
        founders[4].kind = Kind.Agency;
    }

    function _deploy() internal {
        address predicted = vm.computeCreateAddress(address(this), vm.getNonce(address(this)) + 1);
        governor = Deployments.institutionGovernor(IInstitutionRegistry(predicted), _settings());
        registry = Deployments.memberRegistry(verifier, governor, _founders());
        institutions = registry;
        timelock = TimelockController(payable(governor.timelock()));
        governance.account = address(timelock);
        governance.signer = abi.encodePacked(address(timelock));
        governance.id = bytes32(uint256(uint160(address(timelock))));
    }

    /// @dev The fourth institution votes by an account that two of its three passkeys act for.
    function _openAccount() internal {
        bytes[] memory signers = new bytes[](3);
        (signers[0], signers[1], signers[2]) = (office.signer, deputy.signer, spare.signer);
        account = Deployments.institutionAccount(verifier, signers, 2);
        bytes memory data = abi.encodePacked(address(account));
        bytes32 structHash = Hashes.addKey(FOURTH, data, Purposes.GOVERN, 0, 0);
        institutions.addKey(FOURTH, data, Purposes.GOVERN, 0, 0, _asserted(office, address(registry), structHash));
    }

    // Proposals.

    function _proposal(address target, bytes memory data, string memory description)
        internal
        view
        returns (Proposal memory proposal)
    {
        proposal.targets = new address[](1);
        proposal.values = new uint256[](1);
        proposal.calldatas = new bytes[](1);
        proposal.targets[0] = target;
        proposal.calldatas[0] = data;
        proposal.description = description;
        proposal.descriptionHash = keccak256(bytes(description));
        proposal.id = governor.hashProposal(
            proposal.targets, proposal.values, proposal.calldatas, proposal.descriptionHash
        );
    }

    function _admitting(uint32 institution, Actor memory admin) internal view returns (Proposal memory) {
        bytes memory data = abi.encodeCall(registry.admit, (institution, _admission(admin), _direct(governance)));
        return _proposal(address(registry), data, "Admit");
    }

    function _sanctioning(uint32 institution, Standing standing, Ground ground)
        internal
        view
        returns (Proposal memory)
    {
        uint32 sequence = institutions.institution(institution).standingCount;
        bytes memory data = abi.encodeCall(
            registry.setStanding,
            (institution, sequence, standing, 0, 0, ground, DOCUMENT, _direct(governance))
        );
        return _proposal(address(registry), data, "Sanction");
    }

    function _propose(Actor memory actor, Proposal memory proposal) internal {
        vm.prank(actor.account);
        governor.propose(proposal.targets, proposal.values, proposal.calldatas, proposal.description);
    }

    function _vote(Actor memory actor, Proposal memory proposal, uint8 support) internal {
        vm.prank(actor.account);
        governor.castVote(proposal.id, support);
    }

    function _queue(Proposal memory proposal) internal {
        governor.queue(proposal.targets, proposal.values, proposal.calldatas, proposal.descriptionHash);
    }

    function _execute(Proposal memory proposal) internal {
        governor.execute(proposal.targets, proposal.values, proposal.calldatas, proposal.descriptionHash);
    }

    function _cancel(Actor memory actor, Proposal memory proposal) internal {
        vm.prank(actor.account);
        governor.cancel(proposal.targets, proposal.values, proposal.calldatas, proposal.descriptionHash);
    }

    /// @dev Proposes by the first member and moves into the first second of voting.
    function _open(Proposal memory proposal) internal {
        _propose(first, proposal);
        vm.warp(governor.proposalSnapshot(proposal.id) + 1);
    }

    function _endVoting(Proposal memory proposal) internal {
        vm.warp(governor.proposalDeadline(proposal.id) + 1);
    }

    /// @dev Two of four vote for it; queued, and in the first second after its notice.
    function _carry(Proposal memory proposal) internal {
        _open(proposal);
        _vote(first, proposal, FOR);
        _vote(second, proposal, FOR);
        _endVoting(proposal);
        _queue(proposal);
        _skip(NOTICE);
    }

    function _run(Proposal memory proposal) internal {
        _carry(proposal);
        _execute(proposal);
    }

    function _expectState(Proposal memory proposal, IGovernor.ProposalState expected) internal view {
        vm.assertEq(uint8(governor.state(proposal.id)), uint8(expected));
    }

    function _expectWrongState(Proposal memory proposal, IGovernor.ProposalState actual, uint256 allowed) internal {
        bytes4 selector = IGovernor.GovernorUnexpectedProposalState.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, proposal.id, actual, bytes32(allowed)));
    }

    // Signatures.

    function _ballotDigest(Proposal memory proposal, uint8 support, address voter, uint256 nonce)
        internal
        view
        returns (bytes32)
    {
        return _digest(address(governor), keccak256(abi.encode(BALLOT, proposal.id, support, voter, nonce)));
    }

    /// @dev What two passkeys of an account sign, in the order of their ids.
    function _bothSign(Actor memory one, Actor memory other, bytes32 digest) internal pure returns (bytes memory) {
        if (one.id > other.id) (one, other) = (other, one);
        bytes[] memory signers = new bytes[](2);
        bytes[] memory signatures = new bytes[](2);
        (signers[0], signers[1]) = (one.signer, other.signer);
        signatures[0] = _assertion(one.privateKey, digest, PRESENT_AND_VERIFIED);
        signatures[1] = _assertion(other.privateKey, digest, PRESENT_AND_VERIFIED);
        return abi.encode(signers, signatures);
    }

    function _approval(bytes32 digest) internal view returns (bytes32) {
        return _digest(address(account), keccak256(abi.encode(keccak256("Approve(bytes32 hash)"), digest)));
    }

    function _executionDigest(address target, bytes memory data, uint256 nonce) internal view returns (bytes32) {
        bytes32 typeHash =
            keccak256("Execute(address target,uint256 value,bytes data,uint256 nonce,uint40 deadline)");
        return _digest(
            address(account),
            keccak256(abi.encode(typeHash, target, 0, keccak256(data), nonce, NEVER_EXPIRES))
        );
    }

    /// @dev Two passkeys of the fourth institution act by its account; a stranger carries it.
    function _actByAccount(address target, bytes memory data) internal returns (bytes memory) {
        uint256 nonce = account.nonce();
        bytes memory signature = _bothSign(office, deputy, _executionDigest(target, data, nonce));
        vm.prank(stranger.account);
        return account.execute(target, 0, data, nonce, NEVER_EXPIRES, signature);
    }
}
