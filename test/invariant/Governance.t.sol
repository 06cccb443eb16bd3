// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {Ground, Standing} from "../../contracts/types/Types.sol";
import {GovernanceFixture} from "../contracts/InstitutionGovernor/GovernanceFixture.sol";
import {Test} from "../contracts/support/Test.sol";

/// @title Members, an agency and a stranger who propose, vote and carry out as they like, and what came of it
contract GovernanceHandler is GovernanceFixture {
    Proposal[] internal _proposals;
    Actor[] internal _actors;
    /// @dev Kept here, as a chain of calls need not keep the clock.
    uint256 internal _clock;

    /// @notice Acts that were carried out, and those that were without a majority and a quorum.
    uint256 public executed;
    uint256 public unfounded;
    /// @notice Votes of one institution beyond its first on a proposal, and votes of whom has none.
    uint256 public surplus;
    /// @notice Acts of governance that somebody else did.
    uint256 public usurped;
    mapping(uint256 proposal => mapping(uint256 actor => bool)) internal _voted;

    function setUp() public override {
        super.setUp();
        _actors.push(first);
        _actors.push(second);
        _actors.push(third);
        _actors.push(fifth);
        _actors.push(stranger);
        _clock = block.timestamp;
    }

    modifier inTime(uint256 seconds_) {
        _clock += _bound(seconds_, 1, 400);
        vm.warp(_clock);
        _;
    }

    /// @notice An actor proposes to admit the next institution, or to change the standing of a member.
    function propose(uint256 actor, uint32 institution, bool suspend, bool admission, uint256 seconds_)
        external
        inTime(seconds_)
    {
        institution = uint32(_bound(institution, FIRST, FIFTH));
        Proposal memory proposal = admission
            ? _admitting(registry.count() + 1, _account(string(abi.encodePacked("new ", _proposals.length))))
            : _sanctioning(institution, suspend ? Standing.Suspended : Standing.Active, Ground.Other);
        vm.prank(_actors[actor % _actors.length].account);
        try governor.propose(proposal.targets, proposal.values, proposal.calldatas, proposal.description) {
            _proposals.push(proposal);
        } catch {}
    }

    /// @notice Everyone tries to vote, or stays away, by a byte each; half of them for it.
    function vote(uint256 which, uint256 ballots, uint256 seconds_) external inTime(seconds_) {
        if (_proposals.length == 0) return;
        Proposal storage proposal = _proposals[_proposals.length - 1 - which % _recent()];
        uint256 snapshot = governor.proposalSnapshot(proposal.id);
        if (_clock <= snapshot) _warp(snapshot + 1);
        // Random numbers are small too often to fill several bytes.
        ballots = uint256(keccak256(abi.encode(ballots)));
        for (uint256 actor = 0; actor < _actors.length; ++actor) {
            uint8 ballot = uint8(ballots >> (8 * actor));
            if (ballot < 32) continue;
            address voter = _actors[actor].account;
            vm.prank(voter);
            try governor.castVote(proposal.id, ballot < 128 ? FOR : ballot % 3) {
                if (_voted[proposal.id][actor] || registry.votesOf(voter, snapshot) != 1) ++surplus;
                _voted[proposal.id][actor] = true;
            } catch {}
        }
    }

    /// @notice Anyone queues and executes what may be.
    function carry(uint256 which, uint256 seconds_) external inTime(seconds_) {
        if (_proposals.length == 0) return;
        Proposal storage proposal = _proposals[_proposals.length - 1 - which % _recent()];
        uint256 deadline = governor.proposalDeadline(proposal.id);
        if (_clock <= deadline) _warp(deadline + 1);
        IGovernor.ProposalState state = governor.state(proposal.id);
        if (state == IGovernor.ProposalState.Succeeded) {
            _queue(proposal);
            _warp(_clock + NOTICE);
        } else if (state != IGovernor.ProposalState.Queued) {
            return;
        }
        try governor.execute(
            proposal.targets, proposal.values, proposal.calldatas, proposal.descriptionHash
        ) {
            ++executed;
            if (!_isFounded(proposal.id)) ++unfounded;
        } catch {}
    }

    /// @notice An actor acts for the members all the same.
    function usurp(uint256 actor, uint32 institution, uint256 seconds_) external inTime(seconds_) {
        Actor memory usurper = _actors[actor % _actors.length];
        institution = uint32(_bound(institution, FIRST, FIFTH));
        uint32 sequence = institutions.institution(institution).standingCount;
        uint32 next = registry.count() + 1;
        vm.prank(usurper.account);
        try registry.admit(next, _admission(spare), _direct(usurper)) {
            ++usurped;
        } catch {}
        vm.prank(usurper.account);
        try registry.setStanding(
            institution, sequence, Standing.Closed, 0, 0, Ground.Closure, DOCUMENT, _direct(usurper)
        ) {
            ++usurped;
        } catch {}
        vm.prank(usurper.account);
        try timelock.schedule(address(registry), 0, "", 0, 0, NOTICE) {
            ++usurped;
        } catch {}
    }

    /// @notice Entries that the registry holds beyond those of its deployment.
    function changes() external view returns (uint256 entries) {
        for (uint32 institution = 1; institution <= registry.count(); ++institution) {
            entries += institutions.institution(institution).standingCount;
        }
        return entries - 5;
    }

    /// @notice Whether every proposal's votes are at most the institutions that could vote.
    function isWithinVoters() external view returns (bool) {
        for (uint256 i = 0; i < _proposals.length; ++i) {
            uint256 snapshot = governor.proposalSnapshot(_proposals[i].id);
            (uint256 no, uint256 yes, uint256 neither) = governor.proposalVotes(_proposals[i].id);
            if (no + yes + neither > registry.voterCount(snapshot)) return false;
        }
        return true;
    }

    function _isFounded(uint256 id) internal view returns (bool) {
        (uint256 no, uint256 yes, uint256 neither) = governor.proposalVotes(id);
        uint256 voters = registry.voterCount(governor.proposalSnapshot(id));
        return yes > no && (yes + neither) * 100 >= voters * QUORUM_PERCENT;
    }

    function _warp(uint256 time) internal {
        _clock = time;
        vm.warp(time);
    }

    /// @dev Of the last three, so that some are carried.
    function _recent() internal view returns (uint256) {
        return _proposals.length < 3 ? _proposals.length : 3;
    }
}

/// @title What holds of governance after any sequence of acts
contract GovernanceInvariants is Test {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    GovernanceHandler internal handler;

    function setUp() public {
        handler = new GovernanceHandler();
        handler.setUp();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        bytes4[] memory selectors = new bytes4[](4);
        selectors[0] = handler.propose.selector;
        selectors[1] = handler.vote.selector;
        selectors[2] = handler.carry.selector;
        selectors[3] = handler.usurp.selector;
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(handler), selectors);
    }

    /// Invariant G1: the registry changes by what the members carried, and by nobody else.
    /// hardhat-config: invariant.runs = 12
    /// hardhat-config: invariant.depth = 120
    /// hardhat-config: invariant.failOnRevert = true
    function invariant_GovernanceIsTheMembersAlone() external view {
        vm.assertEq(handler.usurped(), 0);
        vm.assertEq(handler.changes(), handler.executed());
    }

    /// Invariant G2: one institution, one vote.
    /// hardhat-config: invariant.runs = 12
    /// hardhat-config: invariant.depth = 120
    /// hardhat-config: invariant.failOnRevert = true
    function invariant_NobodyVotesTwice() external view {
        vm.assertEq(handler.surplus(), 0);
        vm.assertTrue(handler.isWithinVoters());
    }

    /// Invariant G5: nothing is carried out without a majority and a quorum.
    /// hardhat-config: invariant.runs = 12
    /// hardhat-config: invariant.depth = 120
    /// hardhat-config: invariant.failOnRevert = true
    function invariant_WhatIsCarriedHasItsQuorum() external view {
        vm.assertEq(handler.unfounded(), 0);
    }
}
