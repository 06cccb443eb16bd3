// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IInstitutionRegistry} from "../../contracts/interfaces/IInstitutionRegistry.sol";
import {Authorization, Ground, Purposes, Standing} from "../../contracts/types/Types.sol";
import {Network} from "../contracts/support/Network.sol";

/// @notice Any sequence of standings, keys, retirements and reports of three members, against naive models.
/// @dev I9, I12 to I14 of test/README.md.
contract Membership is Network {
    uint256 internal constant STEPS = 24;
    uint32 internal constant COUNT = 3;

    Actor[] internal signers;
    mapping(uint256 time => uint256 voters) internal voters;

    function setUp() public override {
        super.setUp();
        for (uint256 i = 0; i < 6; ++i) {
            signers.push(_account(string(abi.encodePacked("signer ", bytes1(uint8(65 + i))))));
        }
    }

    function testFuzz_NowIsAnsweredAsThePastWillBe(uint256 seed) external {
        uint256 now_ = START;
        for (uint256 i = 0; i < STEPS; ++i) {
            uint256 draw = uint256(keccak256(abi.encode(seed, i)));
            // Steps of 0 put several changes into one second.
            uint256 next = now_ + (draw % 3);
            for (; now_ < next; ++now_) {
                voters[now_] = _voters();
            }
            vm.warp(now_);
            _step(uint32(1 + (draw >> 8) % COUNT), draw >> 16);
            _checkNow();
        }
        voters[now_] = _voters();
        vm.warp(now_ + 1);
        for (uint256 time = START; time <= now_; ++time) {
            vm.assertEq(institutions.voterCount(time), voters[time]);
        }
        vm.assertEq(institutions.voterCount(START - 1), 0);
    }

    function _step(uint32 institution, uint256 draw) internal {
        Actor memory admin = institution == FIRST ? first : institution == SECOND ? second : third;
        Actor memory signer = signers[(draw >> 8) % signers.length];
        uint40 later = uint40(block.timestamp + (draw >> 16) % 4);
        Authorization memory authorization = _direct(draw % 2 == 0 ? governance : admin);
        address sender = draw % 2 == 0 ? governance.account : admin.account;
        uint256 kind = (draw >> 32) % 5;
        vm.startPrank(sender);
        if (kind == 0) {
            try institutions.addKey(institution, signer.signer, Purposes.ADMIN, later, 0, authorization) {} catch {}
        } else if (kind == 1) {
            try institutions.retireKey(institution, signer.id, later, authorization) {} catch {}
        } else if (kind == 2) {
            uint40 since = uint40(block.timestamp);
            try institutions.reportCompromise(institution, signer.id, since, authorization) {} catch {}
        } else {
            uint32 sequence = institutions.institution(institution).standingCount;
            Standing standing = Standing(1 + (draw >> 40) % 5);
            uint32 successor = standing == Standing.Merged ? 1 + institution % COUNT : 0;
            try institutions.setStanding(
                institution, sequence, standing, successor, 0, Ground.Other, DOCUMENT, authorization
            ) {} catch {}
        }
        vm.stopPrank();
    }

    /// @dev Every signer of every member, and every list of predecessors.
    function _checkNow() internal view {
        for (uint32 id = 1; id <= COUNT; ++id) {
            for (uint256 i = 0; i < signers.length; ++i) {
                _checkKey(id, signers[i].id);
            }
            _checkKey(id, id == FIRST ? first.id : id == SECOND ? second.id : third.id);
            _checkPredecessors(id);
        }
    }

    /// @dev By the window, the report and the standing, each read for itself.
    function _checkKey(uint32 id, bytes32 key) internal view {
        IInstitutionRegistry.Key memory record = institutions.key(id, key);
        bool inside = record.purposes & Purposes.ADMIN != 0 && record.from <= block.timestamp
            && (record.until == 0 || block.timestamp < record.until)
            && (record.compromisedSince == 0 || block.timestamp < record.compromisedSince);
        bool active = institutions.standingAt(id, block.timestamp).standing == Standing.Active;
        vm.assertEq(institutions.isAuthorised(id, key, Purposes.ADMIN, block.timestamp), inside && active);
    }

    function _checkPredecessors(uint32 id) internal view {
        uint32[] memory list = institutions.predecessors(id);
        uint256 found = 0;
        for (uint32 other = 1; other <= COUNT; ++other) {
            uint32 heir = institutions.institution(other).successor;
            while (heir != 0 && heir != id) heir = institutions.institution(heir).successor;
            if (heir == 0) continue;
            ++found;
            bool listed = false;
            for (uint256 i = 0; i < list.length; ++i) listed = listed || list[i] == other;
            vm.assertTrue(listed);
        }
        vm.assertEq(list.length, found);
    }

    function _voters() internal view returns (uint256 count) {
        for (uint32 id = 1; id <= COUNT; ++id) {
            if (institutions.institution(id).standing == Standing.Active) ++count;
        }
    }
}
