// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRoundRegistry} from "../../contracts/interfaces/IRoundRegistry.sol";
import {QualityPolicy} from "../../contracts/round/QualityPolicy.sol";
import {Outcome} from "../../contracts/types/Types.sol";
import {NaiveRule} from "./NaiveRule.sol";
import {Deployments} from "../contracts/support/Deployments.sol";

/// @notice The policy against the naive rule, on panels drawn from a seed.
/// @dev Q2 of test/README.md.
contract DecisionRuleFuzz {
    QualityPolicy internal policy;

    struct Panel {
        uint256[2] header;
        bool rapid;
        uint8[] roles;
        uint256[] ratings;
    }

    function setUp() public {
        policy = Deployments.qualityPolicy(IRoundRegistry(address(0)));
    }

    function testFuzz_EqualsTheNaiveRule(uint256 seed) public view {
        _agree(_draw(seed));
    }

    /// @notice Nothing about the words is assumed: reserved bits, values above 4, roles that do not exist.
    function testFuzz_EqualsTheNaiveRuleOnAnyWords(
        uint256[2] memory header,
        bool rapid,
        uint8[15] memory roles,
        uint256[15] memory ratings,
        uint8 seats
    ) public view {
        header[1] = (header[1] & ~uint256(255)) | (1 + (header[1] & 31));
        Panel memory panel = Panel(header, rapid, new uint8[](seats % 16), new uint256[](seats % 16));
        for (uint256 i = 0; i < panel.roles.length; ++i) {
            panel.roles[i] = roles[i] % 8;
            panel.ratings[i] = ratings[i];
        }
        _agree(panel);
    }

    /// @notice The drawn panels reach every outcome, so that the agreement above says something.
    function test_DrawnPanelsReachEveryOutcome() public view {
        uint256[5] memory seen;
        for (uint256 seed = 0; seed < 400; ++seed) {
            seen[uint256(_agree(_draw(seed)))]++;
        }
        require(seen[uint256(Outcome.None)] == 0, "an outcome is always one of four");
        for (uint256 i = 1; i < 5; ++i) {
            require(seen[i] >= 10, "an outcome is hardly ever drawn");
        }
    }

    function _agree(Panel memory panel) internal view returns (Outcome actual) {
        actual = policy.outcome(panel.header, panel.rapid, panel.roles, panel.ratings);
        Outcome expected = NaiveRule.outcome(panel.header, panel.rapid, panel.roles, panel.ratings);
        require(actual == expected, "the policy and the naive rule differ");
    }

    /// @dev A plausible rubric and panel: 1 to 32 criteria, few essentials, 1 to 15 seats that mostly rate 2 or 3.
    function _draw(uint256 seed) internal pure returns (Panel memory panel) {
        uint256 criteria = 1 + _pick(seed, "criteria", 32);
        uint256 all = (uint256(1) << criteria) - 1;
        uint256 essential = _word(seed, "e1") & _word(seed, "e2") & all;
        for (uint256 role = 0; role < 5; ++role) {
            uint256 holes = _word(seed, role) & _word(seed, role + 100) & _word(seed, role + 200);
            panel.header[0] |= (all & ~holes) << (32 * role);
        }
        panel.header[0] |= (essential << 160) | ((_word(seed, "rapid") & all) << 192);
        panel.header[1] = criteria | ((1 + _pick(seed, "ratings", 3)) << 80) | ((1 + _pick(seed, "partials", 4)) << 88)
            | (_pick(seed, "first", 60) << 96) | (_pick(seed, "second", 101) << 104);
        panel.rapid = _pick(seed, "route", 4) == 0;
        uint256 seats = 1 + _pick(seed, "seats", 15);
        panel.roles = new uint8[](seats);
        panel.ratings = new uint256[](seats);
        uint256 mood = _pick(seed, "mood", 14);
        for (uint256 s = 0; s < seats; ++s) {
            panel.roles[s] = uint8(1 + _pick(seed, 300 + s, 5));
            if (_pick(seed, 400 + s, 8) == 0) continue;
            for (uint256 c = 0; c < criteria; ++c) {
                panel.ratings[s] |= _value(_pick(seed, 1000 + 32 * s + c, 60), mood) << (4 * c);
            }
        }
    }

    function _value(uint256 draw, uint256 mood) private pure returns (uint256) {
        if (draw == 0) return 0;
        if (draw <= mood / 4) return 1;
        if (draw <= mood) return 2;
        return 3 + (draw % 2);
    }

    function _word(uint256 seed, bytes32 what) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, what)));
    }

    function _word(uint256 seed, uint256 what) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, what)));
    }

    function _pick(uint256 seed, bytes32 what, uint256 below) private pure returns (uint256) {
        return _word(seed, what) % below;
    }

    function _pick(uint256 seed, uint256 what, uint256 below) private pure returns (uint256) {
        return _word(seed, what) % below;
    }
}
