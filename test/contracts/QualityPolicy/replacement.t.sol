// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IQualityPolicy} from "../../../contracts/interfaces/IQualityPolicy.sol";
import {IVerificationLens} from "../../../contracts/interfaces/IVerificationLens.sol";
import {Outcome} from "../../../contracts/types/Types.sol";
import {LensFixture} from "../VerificationLens/LensFixture.sol";
import {BaselineRubric as B} from "./BaselineRubric.sol";
import {MajorityPolicy} from "./MajorityPolicy.sol";

/// @notice Given a round in which one expert of three reviewers finds an essential absent, and a second policy listed
/// after the first.
/// @dev Q4 of test/README.md.
contract PolicyReplacement is LensFixture {
    MajorityPolicy internal second;

    function setUp() public override {
        super.setUp();
        _closeWith(B.with(B.ratings(2), B.D1, 0), B.ratings(2), _learnerRatings());
        second = new MajorityPolicy(rounds);
        _list(address(second), true);
    }

    function test_GivenBothDecide_BothAnswersNameTheirPolicy() external {
        policy.decide(id);
        _skip(1 days);
        second.decide(id);
        vm.assertEq(uint256(policy.decision(id).outcome), uint256(Outcome.Conditional));
        vm.assertEq(uint256(second.decision(id).outcome), uint256(Outcome.Met));
        IVerificationLens.DecisionFacts[] memory decisions = _decisions();
        vm.assertEq(decisions.length, 2);
        _expectFacts(decisions[0], address(policy), policy.decision(id));
        _expectFacts(decisions[1], address(second), second.decision(id));
        vm.assertEq(decisions[1].decidedAt, decisions[0].decidedAt + 1 days);
    }

    function test_GivenTheSecondIsListed_ItIsTheCurrentOne() external view {
        address[] memory listed = directory.policies();
        vm.assertEq(listed.length, 2);
        vm.assertEq(listed[1], address(second));
    }

    function test_GivenTheFirstIsUnlisted_ItsDecisionStaysReadable() external {
        policy.decide(id);
        second.decide(id);
        IQualityPolicy.Decision memory before = policy.decision(id);
        _list(address(policy), false);
        vm.assertEq(abi.encode(policy.decision(id)), abi.encode(before));
        IVerificationLens.DecisionFacts[] memory decisions = _decisions();
        vm.assertEq(decisions.length, 1);
        _expectFacts(decisions[0], address(second), second.decision(id));
    }

    function test_GivenOneDecided_TheOtherStillMay() external {
        second.decide(id);
        vm.assertEq(uint256(policy.decision(id).outcome), uint256(Outcome.None));
        vm.assertEq(_decisions().length, 1);
        policy.decide(id);
        vm.assertEq(_decisions().length, 2);
    }

    function _decisions() internal view returns (IVerificationLens.DecisionFacts[] memory) {
        return _facts(version).rounds[0].decisions;
    }

    function _expectFacts(
        IVerificationLens.DecisionFacts memory facts,
        address policy_,
        IQualityPolicy.Decision memory decision
    ) internal pure {
        vm.assertEq(facts.policy, policy_);
        vm.assertTrue(facts.listed);
        vm.assertEq(
            abi.encode(facts.outcome, facts.decidedAt, facts.expiresAt),
            abi.encode(decision.outcome, decision.decidedAt, decision.expiresAt)
        );
    }
}
