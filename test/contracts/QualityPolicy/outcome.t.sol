// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IQualityPolicy} from "../../../contracts/interfaces/IQualityPolicy.sol";
import {IRoundRegistry} from "../../../contracts/interfaces/IRoundRegistry.sol";
import {QualityPolicy} from "../../../contracts/round/QualityPolicy.sol";
import {Outcome, Role} from "../../../contracts/types/Types.sol";
import {Test} from "../support/Test.sol";
import {BaselineRubric as B} from "./BaselineRubric.sol";
import {Deployments} from "../support/Deployments.sol";

/// @notice Given a panel of two subject experts and a learner that all rate everything 2.
/// @dev Q2 of test/README.md.
contract QualityPolicyOutcomeTest is Test {
    QualityPolicy internal policy;
    uint256[2] internal header;
    uint8[] internal roles;
    uint256[] internal ratings;

    function setUp() public {
        policy = Deployments.qualityPolicy(IRoundRegistry(address(0)));
        header = B.header();
        _seat(Role.SubjectExpert, B.ratings(2));
        _seat(Role.SubjectExpert, B.ratings(2));
        _seat(Role.Learner, B.without(B.ratings(2), B.C1));
    }

    function test_GivenAllMet_ItIsMet() public view {
        _expect(Outcome.Met);
    }

    function test_GivenAnEssentialWithMedian0_ItIsNotMet() public {
        _rate(0, B.D1, 0);
        _rate(1, B.D1, 0);
        _expect(Outcome.NotMet);
    }

    function test_GivenOneRating0OfAnEssential_ItIsConditional() public {
        _rate(0, B.D1, 0);
        _expect(Outcome.Conditional);
    }

    function test_GivenOneRating0OfAnother_ItIsMet() public {
        _rate(0, B.N2, 0);
        _expect(Outcome.Met);
    }

    function test_GivenARating0ByARoleThatMayNotRate_ItIsIgnored() public {
        _rate(2, B.C1, 0);
        _expect(Outcome.Met);
    }

    function test_GivenOneOrTwoEssentialsWithMedian1_ItIsConditional() public {
        _rateTwo(B.N1, 1);
        _expect(Outcome.Conditional);
        _rateTwo(B.A1, 1);
        _expect(Outcome.Conditional);
    }

    function test_GivenThreeEssentialsWithMedian1_ItIsNotMet() public {
        _rateTwo(B.N1, 1);
        _rateTwo(B.A1, 1);
        _rateTwo(B.L1, 1);
        _expect(Outcome.NotMet);
    }

    /// @dev Ten others: 4 of 10 is under 50 percent, 5 is not; 7 is under 75 percent, 8 is not.
    function test_GivenSharesOfTheOthers_ItKeepsToBothPercentages() public {
        _othersMet(4);
        _expect(Outcome.NotMet);
        _othersMet(5);
        _expect(Outcome.Conditional);
        _othersMet(7);
        _expect(Outcome.Conditional);
        _othersMet(8);
        _expect(Outcome.Met);
    }

    function test_GivenAnEvenNumberOfRatings_ItTakesTheLowerMiddle() public {
        _rate(0, B.C1, 1);
        _rate(1, B.C1, 3);
        _expect(Outcome.Conditional);
    }

    function test_GivenAnEssentialWithTooFewRatings_ItIsNotMet() public {
        ratings[0] = B.without(ratings[0], B.C1);
        _expect(Outcome.NotMet);
    }

    function test_GivenAnotherWithTooFewRatings_ItIsLeftOut() public {
        _othersMet(7);
        _expect(Outcome.Conditional);
        // N2 and C2 are at 1; with one rating each they no longer count: 7 of 8.
        for (uint256 i = 0; i < 2; ++i) {
            ratings[i] = B.without(B.without(ratings[i], B.N2), B.C2);
        }
        _expect(Outcome.Met);
    }

    function test_GivenNoOthers_ItPasses() public {
        header[0] |= B.ALL << 160;
        _expect(Outcome.Met);
    }

    function test_GivenNobodyReviewed_ItIsNotMet() public {
        ratings = [uint256(0), 0, 0];
        _expect(Outcome.NotMet);
    }

    function test_GivenASeatWithoutReview_ItCountsTheOthersOnly() public {
        _seat(Role.Chair, 0);
        _expect(Outcome.Met);
    }

    function test_GivenAValueThatIsNoLevel_ItIsNotRated() public {
        ratings[0] = B.without(ratings[0], B.C1) | (uint256(5) << (4 * B.C1));
        _expect(Outcome.NotMet);
    }

    function test_GivenARoleThatDoesNotExist_ItIsNotCounted() public {
        roles.push(6);
        ratings.push(B.ratings(0));
        roles.push(0);
        ratings.push(B.ratings(0));
        _expect(Outcome.Met);
    }

    function test_GivenFifteenSeatsOfTheHighestLevel_ItIsMet() public {
        while (roles.length < 15) _seat(Role.Chair, B.ratings(3));
        _expect(Outcome.Met);
    }

    function test_GivenTheRapidRoute_ItIsProvisional() public view {
        vm.assertEq(uint256(_outcome(true)), uint256(Outcome.Provisional));
    }

    function test_GivenTheRapidRoute_ItLeavesOutAllOtherCriteria() public {
        _rateTwo(B.D2, 0);
        _othersMet(0);
        vm.assertEq(uint256(_outcome(true)), uint256(Outcome.Provisional));
        _expect(Outcome.NotMet);
    }

    function test_GivenTheRapidRouteAndAnEssentialWithMedian0_ItIsNotMet() public {
        _rateTwo(B.L1, 0);
        vm.assertEq(uint256(_outcome(true)), uint256(Outcome.NotMet));
    }

    function test_RevertWhen_ThereAreMoreThanFifteenSeats() public {
        while (roles.length < 16) _seat(Role.Chair, B.ratings(3));
        vm.expectRevert(abi.encodeWithSelector(IQualityPolicy.Quality_InvalidPanel.selector, 16, 16));
        _outcome(false);
    }

    function test_RevertWhen_RolesAndRatingsDiffer() public {
        roles.push(1);
        vm.expectRevert(abi.encodeWithSelector(IQualityPolicy.Quality_InvalidPanel.selector, 4, 3));
        _outcome(false);
    }

    function _seat(Role role, uint256 word) internal {
        roles.push(uint8(role));
        ratings.push(word);
    }

    function _rate(uint256 seat, uint256 criterion, uint256 level) internal {
        ratings[seat] = B.with(ratings[seat], criterion, level);
    }

    /// @dev Two of the three seats give the level: it is the median.
    function _rateTwo(uint256 criterion, uint256 level) internal {
        _rate(0, criterion, level);
        _rate(1, criterion, level);
    }

    /// @dev The last `met` of the ten others are at 2, those before at 1.
    function _othersMet(uint256 met) internal {
        uint256 low = 10 - met;
        for (uint256 i = 0; i < B.CRITERIA; ++i) {
            if ((B.ESSENTIAL >> i) & 1 != 0) continue;
            _rateTwo(i, low > 0 ? 1 : 2);
            if (low > 0) --low;
        }
    }

    function _outcome(bool rapid) internal view returns (Outcome) {
        return policy.outcome(header, rapid, roles, ratings);
    }

    function _expect(Outcome expected) internal view {
        vm.assertEq(uint256(_outcome(false)), uint256(expected));
    }
}
