// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICourseRegistry} from "../../../contracts/interfaces/ICourseRegistry.sol";
import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {IRoundRegistry} from "../../../contracts/interfaces/IRoundRegistry.sol";
import {Purpose, Stage} from "../../../contracts/types/Types.sol";

contract MembersStub {
    bytes32 public governance;
    mapping(uint32 => bytes32) internal _keys;
    mapping(uint32 => bool) internal _suspended;
    mapping(bytes32 => ICourseRegistry.Version) internal _versions;
    mapping(uint32 => uint256) internal _from;
    mapping(uint32 => uint256) internal _until;

    constructor(bytes32 g) { governance = g; }
    function setKey(uint32 i, bytes32 key) external { _keys[i] = key; }
    function suspend(uint32 i) external { _suspended[i] = true; }
    function requireAuthorised(uint32 i, bytes32 key, uint8 purpose) external view {
        if (_keys[i] != key || _suspended[i]) revert IInstitutionRegistry.Institution_NotAuthorised(i, key, purpose);
    }
    function setVersion(bytes32 id, ICourseRegistry.Version calldata v) external { _versions[id] = v; }
    function version(bytes32 id) external view returns (ICourseRegistry.Version memory) { return _versions[id]; }
    function courseOf(bytes32 id) external view returns (bytes32) { return _versions[id].course; }
    function join(uint32 i) external { _from[i] = block.timestamp; }
    function end(uint32 i) external { _until[i] = block.timestamp; }
    function wasTied(bytes32, uint32 i, uint256 from, uint256 to) external view returns (bool) {
        if (_from[i] == 0 || _from[i] > to) return false;
        return _until[i] == 0 || _until[i] >= from;
    }
}

contract RoundsStub {
    struct R { bytes32 version; uint32 convener; Stage stage; Purpose purpose; }
    mapping(bytes32 => R) internal _r;
    function set(bytes32 id, R calldata r) external { _r[id] = r; }
    function summary(bytes32 id) external view returns (bytes32, uint32, Stage) {
        return (_r[id].version, _r[id].convener, _r[id].stage);
    }
    function panel(bytes32 id) external view returns (IRoundRegistry.Panel memory p) {
        p.version = _r[id].version; p.stage = _r[id].stage; p.purpose = _r[id].purpose;
    }
}
