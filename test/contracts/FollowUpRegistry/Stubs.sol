// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRoundRegistry} from "../../../contracts/interfaces/IRoundRegistry.sol";
import {Purpose, Stage} from "../../../contracts/types/Types.sol";
import {BaselineRubric as B} from "../QualityPolicy/BaselineRubric.sol";

/// @title Rounds as a test writes them: the answers of IRoundRegistry that others read
contract RoundsStub {
    mapping(bytes32 id => IRoundRegistry.Round) internal _rounds;
    mapping(bytes32 id => IRoundRegistry.Seat[]) internal _seats;
    mapping(bytes32 version => bytes32[] ids) internal _ofVersion;

    function put(bytes32 id, IRoundRegistry.Round calldata facts, IRoundRegistry.Seat[] calldata seats_) external {
        if (_rounds[id].stage == Stage.None) _ofVersion[facts.version].push(id);
        _rounds[id] = facts;
        delete _seats[id];
        for (uint256 i = 0; i < seats_.length; ++i) {
            _seats[id].push(seats_[i]);
        }
    }

    function summary(bytes32 id) external view returns (bytes32, uint32, Stage) {
        return (_rounds[id].version, _rounds[id].convener, _rounds[id].stage);
    }

    function round(bytes32 id) external view returns (IRoundRegistry.Round memory) {
        return _rounds[id];
    }

    function seats(bytes32 id) external view returns (IRoundRegistry.Seat[] memory) {
        return _seats[id];
    }

    function roundsOf(bytes32 version) external view returns (bytes32[] memory) {
        return _ofVersion[version];
    }

    function panel(bytes32 id) external view returns (IRoundRegistry.Panel memory facts) {
        IRoundRegistry.Round memory given = _rounds[id];
        facts.version = given.version;
        facts.rubric = given.rubric;
        facts.stage = given.stage;
        facts.purpose = given.purpose;
        facts.route = given.route;
        facts.validity = given.validity;
        facts.header = B.header();
        facts.roles = new uint8[](_seats[id].length);
        facts.ratings = new uint256[](_seats[id].length);
        for (uint256 i = 0; i < facts.roles.length; ++i) {
            facts.roles[i] = uint8(_seats[id][i].role);
            facts.ratings[i] = _seats[id][i].ratings;
        }
    }
}
