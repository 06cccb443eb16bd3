// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IVerificationLens} from "../../../contracts/interfaces/IVerificationLens.sol";
import {QualityPolicy} from "../../../contracts/round/QualityPolicy.sol";
import {
    Authorization, Ground, Kind, Outcome, Stage, Standing, StatusAction
} from "../../../contracts/types/Types.sol";
import {LensFixture} from "./LensFixture.sol";
import {Deployments} from "../support/Deployments.sol";

/// @dev L1 to L4 of test/README.md.
contract VerificationLensReportTest is LensFixture {
    function test_GivenARightReceipt_ItAnswersAll() public {
        _skip(60);
        _anchor(NUMBER);
        _skip(60);
        IVerificationLens.Report memory report = _ask(_query(NUMBER, 7));
        vm.assertEq(report.chainId, block.chainid);
        vm.assertEq(report.directory, address(directory));
        vm.assertEq(report.blockNumber, block.number);
        vm.assertEq(report.blockTime, START + 120);
        IVerificationLens.Answer memory answer = report.answers[0];
        vm.assertEq(answer.anchoredAt, START + 60);
        vm.assertTrue(answer.matches && answer.keyAuthorised && answer.credentialKeyAuthorised && answer.mayIssue);
        vm.assertEq(answer.statusBits, 0);
    }

    function test_GivenAWrongValueOfTheReceipt_ItDoesNotMatch() public {
        _anchor(NUMBER);
        IVerificationLens.Query memory query = _query(NUMBER, 7);
        query.root = keccak256("other root");
        vm.assertFalse(_answer(query).matches);
        query = _query(NUMBER, 7);
        query.size = SIZE + 1;
        vm.assertFalse(_answer(query).matches);
        query = _query(NUMBER, 7);
        query.courseVersion = keccak256("other version");
        vm.assertFalse(_answer(query).matches);
        vm.assertFalse(_answer(query).mayIssue);
        query = _query(NUMBER, 7);
        query.key = members[DELIVERER].id;
        vm.assertFalse(_answer(query).matches);
        vm.assertFalse(_answer(query).keyAuthorised);
        query = _query(NUMBER, 7);
        query.credentialKey = keccak256("other key");
        vm.assertTrue(_answer(query).matches);
        vm.assertFalse(_answer(query).credentialKeyAuthorised);
    }

    function test_GivenARootOfAnotherInstitution_ItIsNotAnchored() public {
        _anchor(NUMBER);
        IVerificationLens.Query memory query = _query(NUMBER, 7);
        query.institution = DELIVERER;
        IVerificationLens.Answer memory answer = _answer(query);
        vm.assertEq(answer.anchoredAt, 0);
        vm.assertFalse(answer.matches || answer.keyAuthorised || answer.credentialKeyAuthorised || answer.mayIssue);
    }

    function test_GivenNoReceipt_ItAnswersTheStatusOnly() public {
        _anchor(NUMBER);
        _setStatus(StatusAction.Replace, 7, 0);
        _setStatus(StatusAction.Suspend, 7, 0);
        IVerificationLens.Query memory query = _query(NUMBER, 7);
        query.size = 0;
        IVerificationLens.Report memory report = _ask(query);
        vm.assertEq(report.answers[0].anchoredAt, START);
        vm.assertEq(report.answers[0].statusBits, 7);
        vm.assertFalse(report.answers[0].matches || report.answers[0].keyAuthorised || report.answers[0].mayIssue);
        vm.assertEq(report.versions.length, 0);
        vm.assertEq(report.institutions.length, 1);
    }

    function test_GivenACredentialKeyThatIsNotKnown_ItIsNotAuthorised() public {
        _anchor(NUMBER);
        IVerificationLens.Query memory query = _query(NUMBER, 7);
        query.credentialKey = 0;
        vm.assertFalse(_answer(query).credentialKeyAuthorised);
    }

    function test_GivenAKeyCompromisedAfterTheAnchor_ItWasAuthorised() public {
        _anchor(NUMBER);
        _skip(1 days);
        _reportCompromise(credentialKey, uint40(block.timestamp));
        _reportCompromise(members[OWNER].id, uint40(block.timestamp));
        vm.assertTrue(_answer(_query(NUMBER, 7)).credentialKeyAuthorised);
        vm.assertTrue(_answer(_query(NUMBER, 7)).keyAuthorised);
    }

    function test_GivenAKeyCompromisedBeforeTheAnchor_ItWasNot() public {
        _skip(1 days);
        _anchor(NUMBER);
        _skip(1 days);
        _reportCompromise(credentialKey, START + 1 days);
        vm.assertFalse(_answer(_query(NUMBER, 7)).credentialKeyAuthorised);
        vm.assertTrue(_answer(_query(NUMBER, 7)).keyAuthorised);
        _reportCompromise(members[OWNER].id, START + 1 days);
        vm.assertFalse(_answer(_query(NUMBER, 7)).keyAuthorised);
        vm.assertTrue(_answer(_query(NUMBER, 7)).matches);
    }

    function test_GivenAnInstitutionSuspendedLater_ItsKeysWereAuthorised() public {
        _anchor(NUMBER);
        _skip(1 days);
        _suspend(OWNER);
        IVerificationLens.Report memory report = _ask(_query(NUMBER, 7));
        vm.assertTrue(report.answers[0].keyAuthorised && report.answers[0].credentialKeyAuthorised);
        vm.assertEq(report.institutions[0].standings.length, 2);
        vm.assertEq(uint256(report.institutions[0].standings[1].standing), uint256(Standing.Suspended));
    }

    function test_GivenAVersionRetiredLater_ItMightBeIssued() public {
        _anchor(NUMBER);
        _skip(1 days);
        vm.prank(members[OWNER].account);
        courses.retireVersion(version, OWNER, 0, _direct(members[OWNER]));
        IVerificationLens.Report memory report = _ask(_query(NUMBER, 7));
        vm.assertTrue(report.answers[0].mayIssue);
        vm.assertEq(report.versions[0].version.retiredAt, START + 1 days);
    }

    function test_GivenADecidedRound_ItReportsRoundSeatsAndDecision() public {
        _bringTo(Stage.Closed);
        policy.decide(id);
        IVerificationLens.VersionFacts memory facts = _ask(_query(NUMBER, 7)).versions[0];
        vm.assertEq(facts.id, version);
        vm.assertTrue(facts.exists);
        vm.assertEq(facts.rounds.length, 1);
        _expectRound(facts.rounds[0]);
        _expectMet(facts.rounds[0].decisions);
        vm.assertEq(facts.version.course, course);
        vm.assertEq(facts.version.publisher, OWNER);
        vm.assertEq(facts.version.publishedAt, START);
    }

    function test_GivenSeveralPolicies_ItReportsThoseListedThatDecided() public {
        _bringTo(Stage.Closed);
        QualityPolicy second = Deployments.qualityPolicy(rounds);
        _list(address(second), true);
        _list(address(Deployments.qualityPolicy(rounds)), true);
        policy.decide(id);
        second.decide(id);
        IVerificationLens.DecisionFacts[] memory decisions =
            _ask(_query(NUMBER, 7)).versions[0].rounds[0].decisions;
        vm.assertEq(decisions.length, 2);
        vm.assertEq(decisions[0].policy, address(policy));
        vm.assertEq(decisions[1].policy, address(second));
        _list(address(policy), false);
        decisions = _ask(_query(NUMBER, 7)).versions[0].rounds[0].decisions;
        vm.assertEq(decisions.length, 1);
        vm.assertEq(decisions[0].policy, address(second));
    }

    function test_GivenARubricThatIsNotListed_ItSaysSo() public {
        _bringTo(Stage.Opened);
        Authorization memory authorization = _direct(governance);
        vm.prank(governance.account);
        directory.listRubric(rubric, false, 0, authorization);
        vm.assertFalse(_ask(_query(NUMBER, 7)).versions[0].rounds[0].rubricListed);
    }

    function test_GivenRounds_ItNamesEachInstitutionOnce() public {
        _anchor(NUMBER);
        _bringTo(Stage.Closed);
        IVerificationLens.Query[] memory queries = new IVerificationLens.Query[](3);
        (queries[0], queries[1], queries[2]) = (_query(NUMBER, 1), _query(NUMBER, 2), _query(NUMBER, 3));
        queries[2].institution = DELIVERER;
        bytes32[] memory also = new bytes32[](2);
        (also[0], also[1]) = (version, version);
        IVerificationLens.Report memory report = lens.report(queries, also);
        vm.assertEq(report.versions.length, 1);
        uint32[5] memory expected = [OWNER, DELIVERER, CONVENER, FIRST, SECOND];
        vm.assertEq(report.institutions.length, 5);
        for (uint256 i = 0; i < 5; ++i) {
            vm.assertEq(report.institutions[i].id, expected[i]);
        }
        vm.assertEq(report.institutions[3].name, "First");
        vm.assertEq(report.institutions[3].domain, "First.example");
        vm.assertEq(report.institutions[3].country, "JP");
        vm.assertEq(uint256(report.institutions[3].kind), uint256(Kind.Provider));
        vm.assertEq(
            abi.encode(report.institutions[3].standings), abi.encode(institutions.standings(FIRST))
        );
    }

    /// @dev OWNER merged into RIVAL, which closed and left its records to SECOND.
    function test_GivenSuccessorsAndRecordsKeepers_ItFollowsThem() public {
        vm.startPrank(governance.account);
        institutions.setStanding(OWNER, 1, Standing.Merged, RIVAL, 0, Ground.Merger, DOCUMENT, _direct(governance));
        institutions.setStanding(RIVAL, 1, Standing.Closed, 0, SECOND, Ground.Closure, DOCUMENT, _direct(governance));
        vm.stopPrank();
        IVerificationLens.Report memory report = _ask(_query(NUMBER, 7));
        vm.assertEq(report.institutions.length, 3);
        vm.assertEq(report.institutions[0].id, OWNER);
        vm.assertEq(report.institutions[1].id, RIVAL);
        vm.assertEq(report.institutions[2].id, SECOND);
    }

    function test_GivenUnknownIds_ItAnswersWithZeroFacts() public view {
        IVerificationLens.Query[] memory queries = new IVerificationLens.Query[](2);
        queries[0] = IVerificationLens.Query({
            institution: 999,
            number: 5,
            index: type(uint32).max,
            root: keccak256("root"),
            size: 1,
            courseVersion: keccak256("unknown version"),
            key: keccak256("key"),
            credentialKey: keccak256("credential key")
        });
        bytes32[] memory also = new bytes32[](2);
        (also[0], also[1]) = (keccak256("another unknown"), 0);
        IVerificationLens.Report memory report = lens.report(queries, also);
        IVerificationLens.Answer memory none;
        vm.assertEq(abi.encode(report.answers[0]), abi.encode(none));
        vm.assertEq(abi.encode(report.answers[1]), abi.encode(none));
        vm.assertEq(report.versions.length, 2);
        vm.assertEq(report.versions[0].id, keccak256("unknown version"));
        vm.assertFalse(report.versions[0].exists || report.versions[1].exists);
        vm.assertEq(report.versions[1].rounds.length, 0);
        vm.assertEq(report.institutions.length, 1);
        vm.assertEq(report.institutions[0].id, 999);
        vm.assertEq(report.institutions[0].name, "");
        vm.assertEq(report.institutions[0].standings.length, 0);
    }

    function test_GivenNothing_ItReportsTheBlock() public view {
        IVerificationLens.Report memory report =
            lens.report(new IVerificationLens.Query[](0), new bytes32[](0));
        vm.assertEq(report.blockTime, START);
        vm.assertEq(report.institutions.length, 0);
    }

    function test_RevertWhen_ThereAreTooMany() public {
        vm.expectRevert(abi.encodeWithSelector(IVerificationLens.Lens_TooMany.selector, 200, 201));
        lens.report(new IVerificationLens.Query[](201), new bytes32[](0));
        vm.expectRevert(abi.encodeWithSelector(IVerificationLens.Lens_TooMany.selector, 200, 202));
        lens.report(new IVerificationLens.Query[](0), new bytes32[](202));
    }

    function _expectRound(IVerificationLens.RoundFacts memory facts) internal view {
        vm.assertEq(facts.id, id);
        vm.assertTrue(facts.rubricListed);
        bytes32 expected = keccak256(abi.encode(rounds.round(id), rounds.seats(id)));
        vm.assertEq(keccak256(abi.encode(facts.round, facts.seats)), expected);
    }

    function _expectMet(IVerificationLens.DecisionFacts[] memory decisions) internal view {
        vm.assertEq(decisions.length, 1);
        vm.assertEq(decisions[0].policy, address(policy));
        vm.assertTrue(decisions[0].listed);
        vm.assertEq(uint256(decisions[0].outcome), uint256(Outcome.Met));
        vm.assertEq(decisions[0].decidedAt, block.timestamp);
        vm.assertEq(decisions[0].expiresAt, block.timestamp + 365 days);
    }

    /// @dev By governance, which may report any time in the past.
    function _reportCompromise(bytes32 key, uint40 since) internal {
        vm.prank(governance.account);
        institutions.reportCompromise(OWNER, key, since, _direct(governance));
    }
}
