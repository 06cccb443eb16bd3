// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IFollowUpRegistry} from "../../../contracts/interfaces/IFollowUpRegistry.sol";
import {IRoundRegistry} from "../../../contracts/interfaces/IRoundRegistry.sol";
import {IVerificationLens} from "../../../contracts/interfaces/IVerificationLens.sol";
import {Outcome, Part, Role, Stage} from "../../../contracts/types/Types.sol";
import {LensFixture} from "./LensFixture.sol";

/// @notice Given a decided round of a version.
/// @dev L4, L5 of test/README.md.
contract VerificationLensFollowUpsTest is LensFixture {
    function setUp() public override {
        super.setUp();
        _bringTo(Stage.Closed);
        policy.decide(id);
    }

    function test_GivenNothingFollowed_ItSaysSo() public view {
        IVerificationLens.VersionFacts memory facts = _facts(version);
        IFollowUpRegistry.FollowUp memory none;
        vm.assertEq(abi.encode(facts.rounds[0].followUp), abi.encode(none));
        vm.assertEq(facts.carried.length, 0);
        vm.assertEq(facts.concerns.length, 0);
    }

    function test_GivenClosedConditionsAndARescission_ItReportsBoth() public {
        _closeConditions(id);
        _skip(1 days);
        _rescind(id);
        IFollowUpRegistry.FollowUp memory followed = _facts(version).rounds[0].followUp;
        vm.assertEq(followed.conditionsClosedAt, block.timestamp - 1 days);
        vm.assertEq(followed.conditions, DOCUMENT);
        vm.assertEq(followed.rescindedAt, block.timestamp);
        // The decision itself stays readable.
        vm.assertEq(uint256(_facts(version).rounds[0].decisions[0].outcome), uint256(Outcome.Met));
    }

    function test_GivenMinorVersions_ItReportsWhatWasCarriedToThem() public {
        bytes32 before = version;
        for (uint8 steps = 1; steps <= 3; ++steps) {
            bytes32 next = _publishAfter(before, true, string(abi.encodePacked(steps)));
            vm.assertEq(_facts(next).carried.length, 0);
            _carry(id, next);
            IVerificationLens.VersionFacts memory facts = _facts(next);
            vm.assertEq(facts.rounds.length, 0);
            vm.assertEq(facts.carried.length, 1);
            vm.assertEq(facts.carried[0].carrying.steps, steps);
            vm.assertEq(facts.carried[0].carrying.carriedAt, block.timestamp);
            vm.assertEq(
                keccak256(abi.encode(facts.carried[0].round)), keccak256(abi.encode(_facts(version).rounds[0]))
            );
            before = next;
        }
        bytes32 fourth = _publishAfter(before, true, "fourth");
        vm.assertEq(_facts(fourth).carried.length, 0);
    }

    function test_GivenSeveralRounds_ItReportsThoseThatWereCarried() public {
        bytes32 first = id;
        bytes32 second = _closeNext();
        bytes32 next = _publishAfter(version, true, "next");
        _carry(second, next);
        IVerificationLens.CarriedFacts[] memory carried = _facts(next).carried;
        vm.assertEq(carried.length, 1);
        vm.assertEq(carried[0].round.id, second);
        _carry(first, next);
        carried = _facts(next).carried;
        vm.assertEq(carried.length, 2);
        vm.assertEq(carried[0].round.id, first);
        vm.assertEq(carried[1].round.id, second);
        vm.assertEq(carried[1].round.decisions.length, 0);
    }

    function test_GivenAMajorVersion_ItReportsNothingOfTheOnesBefore() public {
        bytes32 next = _publishAfter(version, true, "next");
        _carry(id, next);
        bytes32 major = _publishAfter(next, false, "major");
        vm.assertEq(_facts(major).carried.length, 0);
        vm.assertEq(_facts(_publishAfter(major, true, "minor")).carried.length, 0);
    }

    function test_GivenACarriedDecision_ItNamesTheInstitutionsOfItsRound() public {
        bytes32 next = _publishAfter(version, true, "next");
        _carry(id, next);
        uint32[4] memory expected = [OWNER, CONVENER, FIRST, SECOND];
        IVerificationLens.InstitutionFacts[] memory named = _reportOn(next).institutions;
        vm.assertEq(named.length, 4);
        for (uint256 i = 0; i < 4; ++i) {
            vm.assertEq(named[i].id, expected[i]);
        }
    }

    function test_GivenConcerns_ItReportsThemAndNamesTheirMembers() public {
        bytes32 concern = _file(1, RIVAL);
        bytes32 next = _publishAfter(version, false, "next");
        vm.assertEq(_facts(next).concerns.length, 0);
        IVerificationLens.Report memory report = _reportOn(version);
        vm.assertEq(report.institutions[4].id, RIVAL);
        uint256 named = report.institutions.length;
        _skip(1);
        _admitConcern(concern, OTHER);
        _file(2, FIRST);
        report = _reportOn(version);
        vm.assertEq(abi.encode(report.versions[0].concerns), abi.encode(followUps.concernsOf(version)));
        vm.assertEq(report.versions[0].concerns[0].admittedBy, OTHER);
        vm.assertEq(report.institutions.length, named + 1);
        vm.assertEq(report.institutions[named].id, OTHER);
    }

    function test_GivenAnAppeal_ItReportsTheRoundOnTheRound() public {
        bytes32 first = id;
        _openAppeal(first, _appealOpening());
        IVerificationLens.VersionFacts memory facts = _facts(version);
        vm.assertEq(facts.rounds.length, 2);
        vm.assertEq(facts.rounds[0].round.appealOf, 0);
        vm.assertEq(facts.rounds[1].id, id);
        vm.assertEq(facts.rounds[1].round.appealOf, first);
    }

    function test_GivenAnAddedSeat_ItNamesTheInstitutionThatWasAsked() public {
        _reviewNext();
        _submitAll();
        _addSeat(RIVAL, Role.Chair);
        IVerificationLens.Report memory report = _reportOn(version);
        vm.assertEq(report.versions[0].rounds[1].round.addedBy, RIVAL);
        _expectNamed(report, RIVAL);
    }

    function test_GivenAVersionAlone_ItNamesItsPublisher() public {
        IVerificationLens.Report memory report = _reportOn(_publishAfter(version, false, "next"));
        vm.assertEq(report.institutions.length, 1);
        vm.assertEq(report.institutions[0].id, OWNER);
    }

    function test_GivenAJointOwnerThatOpened_ItNamesIt() public {
        _makeParty(OTHER, Part.Owner);
        IRoundRegistry.Opening memory opening = _appealOpening();
        opening.owner = OTHER;
        _open(opening);
        _expectNamed(_reportOn(version), OTHER);
    }

    function _expectNamed(IVerificationLens.Report memory report, uint32 institution) internal pure {
        bool named;
        for (uint256 i = 0; i < report.institutions.length; ++i) {
            named = named || report.institutions[i].id == institution;
        }
        vm.assertTrue(named);
    }
}
