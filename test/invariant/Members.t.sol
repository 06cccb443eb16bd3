// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IInstitutionRegistry} from "../../contracts/interfaces/IInstitutionRegistry.sol";
import {Authorization, Ground, Purposes, Standing} from "../../contracts/types/Types.sol";
import {Network} from "../contracts/support/Network.sol";
import {Test} from "../contracts/support/Test.sol";

/// @title What governance, members' keys and strangers try with standings and keys, in any order
/// @notice Every act is tried as it comes; answers about the past are kept, to compare with later ones.
contract MemberActors is Network {
    struct Answer {
        uint32 institution;
        bytes32 key;
        uint8 purpose;
        uint256 time;
        bool authorised;
    }

    uint256 private constant MOST = 40;
    uint256 private constant ACTORS = 7;

    Answer[] internal _answers;
    Actor[] internal _pool;
    /// @dev Earliest second from which a key was reported; 0: never.
    mapping(uint32 institution => mapping(bytes32 key => uint40)) public reportedSince;
    mapping(uint32 institution => mapping(bytes32 key => uint40)) public latestEnd;
    mapping(uint32 institution => bytes32 hash) public history;
    mapping(uint32 institution => uint256) public entries;
    /// @dev What must never happen, said where it did.
    string public broken;

    constructor() {
        Network.setUp();
        _pool.push(first);
        _pool.push(second);
        _pool.push(third);
        _pool.push(stranger);
        _pool.push(_account("fourth"));
        _pool.push(_account("fifth"));
        _pool.push(governance);
    }

    function count() external view returns (uint256) {
        return _answers.length;
    }

    function answer(uint256 i) external view returns (Answer memory) {
        return _answers[i];
    }

    function pool() external view returns (bytes32[] memory ids, IInstitutionRegistry members) {
        ids = new bytes32[](ACTORS);
        for (uint256 i = 0; i < ACTORS; ++i) {
            ids[i] = _pool[i].id;
        }
        return (ids, institutions);
    }

    function addKey(uint256 by, uint256 member, uint256 subject, uint8 purposes, uint256 delay, uint256 length) external {
        (uint32 id, Actor memory actor) = (_member(member), _pool[by % ACTORS]);
        uint8 given = 1 + purposes % Purposes.GOVERN;
        if (given & Purposes.GOVERN != 0) given = Purposes.ISSUE;
        uint40 from = delay % 3 == 0 ? uint40(block.timestamp + delay % 90 days) : 0;
        uint40 until = length % 2 == 0 ? uint40(block.timestamp + 90 days + length % 365 days) : 0;
        bool may = _mayAdminister(id, actor) || (_governs(actor) && given & Purposes.ADMIN != 0);
        vm.prank(actor.account);
        try institutions.addKey(id, _pool[subject % ACTORS].signer, given, from, until, _direct(actor)) {
            if (!may) broken = "a key was added by another";
            latestEnd[id][_pool[subject % ACTORS].id] = until;
        } catch {}
    }

    function retireKey(uint256 by, uint256 member, uint256 subject, uint256 delay) external {
        (uint32 id, Actor memory actor) = (_member(member), _pool[by % ACTORS]);
        bytes32 key = _pool[subject % ACTORS].id;
        bool may = _mayAdminister(id, actor);
        uint40 until = delay % 4 == 0 ? 0 : uint40(block.timestamp + delay % 400 days);
        uint40 before = institutions.key(id, key).until;
        vm.prank(actor.account);
        try institutions.retireKey(id, key, until, _direct(actor)) {
            if (!may) broken = "a key was retired by another";
            if (before != 0 && institutions.key(id, key).until >= before) broken = "a window grew";
        } catch {}
    }

    function report(uint256 by, uint256 member, uint256 subject, uint256 back) external {
        (uint32 id, Actor memory actor) = (_member(member), _pool[by % ACTORS]);
        bytes32 key = _pool[subject % ACTORS].id;
        bool governs = _governs(actor);
        bool may = governs || _mayAdminister(id, actor);
        uint40 since = uint40(block.timestamp - back % 100 days);
        vm.prank(actor.account);
        try institutions.reportCompromise(id, key, since, _direct(actor)) {
            if (!may) broken = "a key was reported by another";
            if (!governs && since + 30 days < block.timestamp) broken = "an own report reached too far back";
            if (reportedSince[id][key] != 0 && since >= reportedSince[id][key]) broken = "a report moved on";
            reportedSince[id][key] = since;
        } catch {}
    }

    function setStanding(uint256 by, uint256 member, uint8 standing, uint256 heir) external {
        uint32 id = _member(member);
        // Governance half of the time.
        Actor memory actor = by % 2 == 0 ? governance : _pool[(by / 2) % ACTORS];
        Standing next = Standing(1 + standing % 5);
        uint32 successor = next == Standing.Merged ? _member(heir) : 0;
        uint32 sequence = institutions.institution(id).standingCount;
        vm.prank(actor.account);
        try institutions.setStanding(id, sequence, next, successor, 0, Ground.Other, DOCUMENT, _direct(actor)) {
            if (!_governs(actor)) broken = "a standing was changed by another";
        } catch {}
    }

    function ask(uint256 member, uint256 subject, uint8 purpose, uint256 back) external {
        if (_answers.length == MOST) return;
        uint32 id = _member(member);
        bytes32 key = _pool[subject % ACTORS].id;
        uint8 bit = uint8(1 << (purpose % 7));
        uint256 time = block.timestamp - 1 - back % 60 days;
        _answers.push(Answer(id, key, bit, time, institutions.isAuthorised(id, key, bit, time)));
    }

    function wait(uint256 seconds_) external {
        _skip(seconds_ % 20 days);
    }

    function _member(uint256 seed) private pure returns (uint32) {
        return uint32(1 + seed % 3);
    }

    function _governs(Actor memory actor) private view returns (bool) {
        return actor.id == governance.id;
    }

    /// @dev By the histories alone, not by the word that the registry reads.
    function _mayAdminister(uint32 id, Actor memory actor) private view returns (bool) {
        return covers(id, actor.id, Purposes.ADMIN, block.timestamp);
    }

    /// @dev What `isAuthorised` must say, from the key as it is told and the whole history of standings.
    function covers(uint32 id, bytes32 key, uint8 purpose, uint256 time) public view returns (bool) {
        IInstitutionRegistry.Key memory record = institutions.key(id, key);
        bool inside = record.purposes & purpose == purpose && time >= record.from
            && (record.until == 0 || time < record.until)
            && (record.compromisedSince == 0 || time < record.compromisedSince);
        IInstitutionRegistry.StandingEntry[] memory list = institutions.standings(id);
        Standing standing = Standing.None;
        for (uint256 i = 0; i < list.length; ++i) {
            if (list[i].since <= time) standing = list[i].standing;
        }
        return inside && standing == Standing.Active;
    }
}

/// @notice Given any sequence of acts on standings and keys.
/// @dev A1, I1, I2, I3, I4, I5 of test/README.md.
contract MembersInvariant is Test {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    MemberActors internal actors;
    IInstitutionRegistry internal members;
    bytes32[] internal keys;

    function setUp() public {
        vm.warp(START);
        actors = new MemberActors();
        (keys, members) = actors.pool();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(actors);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        bytes4[] memory selectors = new bytes4[](6);
        selectors[0] = MemberActors.addKey.selector;
        selectors[1] = MemberActors.retireKey.selector;
        selectors[2] = MemberActors.report.selector;
        selectors[3] = MemberActors.setStanding.selector;
        selectors[4] = MemberActors.ask.selector;
        selectors[5] = MemberActors.wait.selector;
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(actors), selectors);
    }

    /// Invariant I5: an answer about a past second changes only from true to false, and only by a report that reaches it.
    /// hardhat-config: default.invariant.runs = 12
    /// hardhat-config: default.invariant.depth = 150
    /// hardhat-config: default.invariant.failOnRevert = true
    function invariant_ThePastChangesOnlyByAReport() external view {
        for (uint256 i = 0; i < actors.count(); ++i) {
            MemberActors.Answer memory then = actors.answer(i);
            bool now_ = members.isAuthorised(then.institution, then.key, then.purpose, then.time);
            uint40 since = actors.reportedSince(then.institution, then.key);
            bool reported = since != 0 && since <= then.time;
            if (reported) vm.assertFalse(now_, "a reported key is authorised");
            else vm.assertEq(now_, then.authorised, "the past changed");
        }
    }

    /// Invariant I3: the word that is read for "now" says what the whole histories say.
    /// hardhat-config: default.invariant.runs = 12
    /// hardhat-config: default.invariant.depth = 150
    /// hardhat-config: default.invariant.failOnRevert = true
    function invariant_NowIsWhatTheHistoriesSay() external view {
        for (uint32 id = 1; id <= 3; ++id) {
            for (uint256 i = 0; i < keys.length; ++i) {
                for (uint8 bit = 1; bit <= Purposes.GOVERN; bit *= 2) {
                    bool expected = actors.covers(id, keys[i], bit, block.timestamp);
                    vm.assertEq(members.isAuthorised(id, keys[i], bit, block.timestamp), expected);
                }
            }
        }
    }

    /// Invariants A1, I1, I4, I5: nobody but governance and an institution's own keys acts for it.
    /// hardhat-config: default.invariant.runs = 12
    /// hardhat-config: default.invariant.depth = 150
    /// hardhat-config: default.invariant.failOnRevert = true
    function invariant_NobodyElseActs() external view {
        vm.assertEq(actors.broken(), "");
    }

    /// Invariant I2: standings begin in the order in which they were recorded, and the latest is the one told.
    /// hardhat-config: default.invariant.runs = 12
    /// hardhat-config: default.invariant.depth = 150
    /// hardhat-config: default.invariant.failOnRevert = true
    function invariant_StandingsOnlyGrow() external view {
        for (uint32 id = 1; id <= 3; ++id) {
            IInstitutionRegistry.StandingEntry[] memory list = members.standings(id);
            IInstitutionRegistry.Institution memory told = members.institution(id);
            vm.assertEq(told.standingCount, list.length);
            vm.assertEq(uint256(told.standing), uint256(list[list.length - 1].standing));
            for (uint256 i = 1; i < list.length; ++i) {
                vm.assertLe(list[i - 1].since, list[i].since);
            }
        }
    }
}
