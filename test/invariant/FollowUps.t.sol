// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICourseRegistry} from "../../contracts/interfaces/ICourseRegistry.sol";
import {IFollowUpRegistry} from "../../contracts/interfaces/IFollowUpRegistry.sol";
import {IQualityPolicy} from "../../contracts/interfaces/IQualityPolicy.sol";
import {FollowUpRegistry} from "../../contracts/round/FollowUpRegistry.sol";
import {Authorization, Outcome} from "../../contracts/types/Types.sol";
import {FollowUpFixture} from "../contracts/FollowUpRegistry/FollowUpFixture.sol";
import {MajorityPolicy} from "../contracts/QualityPolicy/MajorityPolicy.sol";
import {Test} from "../contracts/support/Test.sol";

/// @title What members, governance and anyone try after rounds were closed, in any order
/// @notice Every act is tried as it comes; what was answered first is kept, to compare with what is answered later.
contract FollowUpActors is FollowUpFixture {
    uint256 public constant POLICIES = 2;
    uint256 private constant MOST = 24;

    IQualityPolicy[2] public policies;
    bytes32[] public closed;
    bytes32[] public versions;
    bytes32[] public concerns;
    mapping(uint256 policy => mapping(bytes32 round => bytes32 hash)) public decided;
    mapping(bytes32 round => uint40) public rescindedAt;
    mapping(bytes32 round => bytes32) public conditions;
    mapping(bytes32 round => mapping(bytes32 version => uint40)) public carriedAt;
    mapping(bytes32 concern => mapping(uint32 institution => bool)) public agreed;
    uint256 public carriedTwice;
    /// @dev The last version that a decision was carried to by `follow`.
    mapping(bytes32 round => bytes32 version) internal _tips;

    constructor() {
        FollowUpFixture.setUp();
        versions.push(version);
        for (uint256 i = 0; i < 2; ++i) {
            closed.push(_closeNext());
        }
        policies = [IQualityPolicy(policy), new MajorityPolicy(policy.rounds())];
    }

    function registry() external view returns (FollowUpRegistry, ICourseRegistry) {
        return (followUps, courses);
    }

    function counts() external view returns (uint256, uint256, uint256) {
        return (closed.length, versions.length, concerns.length);
    }

    function decide(uint256 round, uint256 policy_) external {
        bytes32 of_ = _pick(closed, round);
        IQualityPolicy chosen = policies[policy_ % POLICIES];
        try chosen.decide(of_) {
            require(decided[policy_ % POLICIES][of_] == 0, "decided twice");
            decided[policy_ % POLICIES][of_] = keccak256(abi.encode(chosen.decision(of_)));
        } catch {}
    }

    function publish(uint256 previous, uint256 minor) external {
        if (versions.length == MOST) return;
        string memory name = string(abi.encodePacked(versions.length));
        versions.push(_publishAfter(_pick(versions, previous), minor % 4 != 0, name));
    }

    /// @dev Publishes a minor version of the last one that a decision was carried to, for its convener to carry it on.
    function follow(uint256 round) external {
        if (versions.length == MOST) return;
        bytes32 of_ = _pick(closed, round);
        bytes32 tip = _tips[of_] == 0 ? version : _tips[of_];
        bytes32 next = _publishAfter(tip, true, string(abi.encodePacked(versions.length)));
        versions.push(next);
        if (_tryCarry(of_, next, CONVENER)) _tips[of_] = next;
    }

    function carry(uint256 round, uint256 version_, uint256 actor) external {
        _tryCarry(_pick(closed, round), _pick(versions, version_), _member(actor));
    }

    /// @dev One time in sixteen by governance.
    function rescind(uint256 round, uint256 actor) external {
        bytes32 of_ = _pick(closed, round);
        bool governs = actor % 16 == 0;
        vm.startPrank(governs ? governance.account : members[_member(actor)].account);
        try followUps.rescind(of_, DOCUMENT, _direct(governs ? governance : members[_member(actor)])) {
            require(governs && rescindedAt[of_] == 0, "rescinded by another, or twice");
            rescindedAt[of_] = uint40(block.timestamp);
        } catch {}
        vm.stopPrank();
    }

    function closeConditions(uint256 round, bytes32 document, uint256 actor) external {
        bytes32 of_ = _pick(closed, round);
        Authorization memory authorization = _start(actor);
        try followUps.closeConditions(of_, document, authorization) {
            require(conditions[of_] == 0, "conditions closed twice");
            conditions[of_] = document;
        } catch {}
        vm.stopPrank();
    }

    function file(uint256 version_, uint256 actor) external {
        bytes32 about = _pick(versions, version_);
        uint32 n = uint32(followUps.concernsOf(about).length) + 1;
        Authorization memory authorization = _start(actor);
        try followUps.fileConcern(about, n, _member(actor), DOCUMENT, authorization) returns (bytes32 concern) {
            concerns.push(concern);
        } catch {}
        vm.stopPrank();
    }

    function admit(uint256 concern, uint256 actor) external {
        if (concerns.length == 0) return;
        Authorization memory authorization = _start(actor);
        try followUps.admitConcern(_pick(concerns, concern), _member(actor), authorization) {} catch {}
        vm.stopPrank();
    }

    function close(uint256 concern, uint256 actor) external {
        if (concerns.length == 0) return;
        bytes32 of_ = _pick(concerns, concern);
        Authorization memory authorization = _start(actor);
        try followUps.closeConcern(of_, _member(actor), DOCUMENT, authorization) {
            agreed[of_][_member(actor)] = true;
        } catch {}
        vm.stopPrank();
    }

    function wait(uint256 seconds_) external {
        _skip(seconds_ % 30 days);
    }

    function _tryCarry(bytes32 round, bytes32 to, uint32 institution) private returns (bool carried) {
        vm.startPrank(members[institution].account);
        try followUps.carry(round, to, _direct(members[institution])) {
            carried = true;
            if (carriedAt[round][to] != 0) ++carriedTwice;
            carriedAt[round][to] = uint40(block.timestamp);
            require(institution == CONVENER && rescindedAt[round] == 0, "carried by another, or a rescinded one");
        } catch {}
        vm.stopPrank();
    }

    function _start(uint256 actor) private returns (Authorization memory) {
        vm.startPrank(members[_member(actor)].account);
        return _direct(members[_member(actor)]);
    }

    /// @dev The convener half of the time.
    function _member(uint256 actor) private pure returns (uint32) {
        return actor % 2 == 0 ? CONVENER : uint32(1 + (actor / 2) % 6);
    }

    function _pick(bytes32[] storage list, uint256 seed) private view returns (bytes32) {
        return list[seed % list.length];
    }
}

/// @notice Given any sequence of acts after rounds were closed.
/// @dev Q1, F2 to F5 of test/README.md.
contract FollowUpsInvariant is Test {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    FollowUpActors internal actors;
    FollowUpRegistry internal followUps;
    ICourseRegistry internal courses;
    bytes32 internal reviewed;

    function setUp() public {
        actors = new FollowUpActors();
        (followUps, courses) = actors.registry();
        reviewed = actors.versions(0);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        bytes4[] memory selectors = new bytes4[](10);
        selectors[0] = FollowUpActors.decide.selector;
        selectors[1] = FollowUpActors.publish.selector;
        selectors[2] = FollowUpActors.carry.selector;
        selectors[3] = FollowUpActors.rescind.selector;
        selectors[4] = FollowUpActors.closeConditions.selector;
        selectors[5] = FollowUpActors.file.selector;
        selectors[6] = FollowUpActors.admit.selector;
        selectors[7] = FollowUpActors.close.selector;
        selectors[8] = FollowUpActors.wait.selector;
        selectors[9] = FollowUpActors.follow.selector;
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(actors), selectors);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(actors);
    }

    /// @dev Q1: one decision a round and policy, which never changes.
    /// hardhat-config: default.invariant.runs = 12
    /// hardhat-config: default.invariant.depth = 200
    /// hardhat-config: default.invariant.failOnRevert = true
    function invariant_ADecisionNeverChanges() public view {
        (uint256 rounds,,) = actors.counts();
        for (uint256 p = 0; p < actors.POLICIES(); ++p) {
            for (uint256 i = 0; i < rounds; ++i) {
                bytes32 round = actors.closed(i);
                bytes32 first = actors.decided(p, round);
                if (first == 0) require(actors.policies(p).decision(round).outcome == Outcome.None, "decided unasked");
                else vm.assertEq(keccak256(abi.encode(actors.policies(p).decision(round))), first);
            }
        }
    }

    /// @dev F2: rescissions and closed conditions are for ever.
    /// hardhat-config: default.invariant.runs = 12
    /// hardhat-config: default.invariant.depth = 200
    /// hardhat-config: default.invariant.failOnRevert = true
    function invariant_WhatFollowedStays() public view {
        (uint256 rounds,,) = actors.counts();
        for (uint256 i = 0; i < rounds; ++i) {
            bytes32 round = actors.closed(i);
            IFollowUpRegistry.FollowUp memory followed = followUps.followUp(round);
            vm.assertEq(followed.rescindedAt, actors.rescindedAt(round));
            vm.assertEq(followed.conditions, actors.conditions(round));
            vm.assertEq(followed.conditionsClosedAt != 0, followed.conditions != 0);
        }
    }

    /// @dev F3: the steps of a carried decision lead back to the version reviewed, three at most, all minor.
    /// hardhat-config: default.invariant.runs = 12
    /// hardhat-config: default.invariant.depth = 200
    /// hardhat-config: default.invariant.failOnRevert = true
    function invariant_ADecisionIsCarriedThreeMinorStepsAtMost() public view {
        (uint256 rounds, uint256 versions,) = actors.counts();
        vm.assertEq(actors.carriedTwice(), 0);
        for (uint256 i = 0; i < rounds; ++i) {
            for (uint256 j = 0; j < versions; ++j) {
                _checkCarrying(actors.closed(i), actors.versions(j));
            }
        }
    }

    /// @dev F4, F5: two distinct untied members admit a concern, and both close it.
    /// hardhat-config: default.invariant.runs = 12
    /// hardhat-config: default.invariant.depth = 200
    /// hardhat-config: default.invariant.failOnRevert = true
    function invariant_AConcernIsOfTwoUntiedMembers() public view {
        (,, uint256 concerns) = actors.counts();
        for (uint256 i = 0; i < concerns; ++i) {
            bytes32 id = actors.concerns(i);
            IFollowUpRegistry.Concern memory concern = followUps.concern(id);
            // The first two institutions own and deliver the course.
            require(concern.filedBy > 2 && concern.filedAt != 0, "filed by a tied member");
            vm.assertEq(concern.admittedBy != 0, concern.admittedAt != 0);
            require(concern.admittedBy == 0 || concern.admittedBy > 2, "admitted by a tied member");
            require(concern.admittedBy != concern.filedBy, "admitted by its filer");
            bool both = actors.agreed(id, concern.filedBy) && actors.agreed(id, concern.admittedBy);
            vm.assertEq(concern.closedAt != 0, both);
        }
    }

    function _checkCarrying(bytes32 round, bytes32 version) internal view {
        IFollowUpRegistry.Carrying memory carried = followUps.carrying(round, version);
        vm.assertEq(carried.carriedAt, actors.carriedAt(round, version));
        vm.assertEq(carried.carriedAt != 0, carried.steps != 0);
        require(carried.steps <= 3, "carried too far");
        for (uint8 steps = carried.steps; steps > 0; --steps) {
            ICourseRegistry.Version memory facts = courses.version(version);
            require(facts.minor, "carried over a major version");
            vm.assertEq(followUps.carrying(round, version).steps, steps);
            version = facts.previous;
        }
        if (carried.steps != 0) vm.assertEq(version, reviewed);
    }
}
