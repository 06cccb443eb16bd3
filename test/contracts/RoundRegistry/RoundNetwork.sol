// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {RubricRegistry} from "../../../contracts/course/RubricRegistry.sol";
import {ICourseRegistry} from "../../../contracts/interfaces/ICourseRegistry.sol";
import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {IRoundRegistry} from "../../../contracts/interfaces/IRoundRegistry.sol";
import {MemberRegistry} from "../../../contracts/network/MemberRegistry.sol";
import {QualityPolicy} from "../../../contracts/round/QualityPolicy.sol";
import {RoundRegistry} from "../../../contracts/round/RoundRegistry.sol";
import {Ground, Kind, Part, Purposes, Standing} from "../../../contracts/types/Types.sol";
import {BaselineRubric as B} from "../QualityPolicy/BaselineRubric.sol";
import {Actors} from "../support/Actors.sol";
import {Deployments} from "../support/Deployments.sol";

/// @title A network with seven members, a course of the first
/// @notice OWNER owns the course, DELIVERER delivers it, CONVENER convenes, FIRST and SECOND appoint reviewers, RIVAL
/// and OTHER stand by. Each member acts by one account with all purposes.
abstract contract RoundNetwork is Actors {
    uint32 internal constant OWNER = 1;
    uint32 internal constant DELIVERER = 2;
    uint32 internal constant CONVENER = 3;
    uint32 internal constant FIRST = 4;
    uint32 internal constant SECOND = 5;
    uint32 internal constant RIVAL = 6;
    uint32 internal constant OTHER = 7;
    uint32 internal constant OBJECTION = 3 days;
    uint32 internal constant REVEAL = 5 days;
    uint32 internal constant REPLY = 14 days;
    uint32 internal constant APPEAL = 60 days;
    uint32 internal constant RAPID_OBJECTION = 2 hours;
    uint32 internal constant RAPID_REVEAL = 12 hours;
    uint32 internal constant RAPID_REPLY = 24 hours;
    uint40 internal constant REVIEW_UNTIL = START + 30 days;
    /// @dev First second in which the panel may be set that is appointed at once.
    uint40 internal constant PANEL_FROM = START + OBJECTION + 1;
    bytes32 internal constant SALT = keccak256("salt");

    IInstitutionRegistry internal institutions;
    ICourseRegistry internal courses;
    RubricRegistry internal rubrics;
    RoundRegistry internal rounds;
    QualityPolicy internal policy;

    Actor internal governance;
    mapping(uint32 institution => Actor) internal members;
    Actor[] internal reviewers;
    bytes32 internal course;
    bytes32 internal version;
    bytes32 internal rubric;
    bytes32 internal id;

    function setUp() public virtual {
        vm.warp(START);
        governance = _account("governance");
        address verifier = Deployments.passkeyVerifier();
        IInstitutionRegistry.Admission[] memory founders = _founders();
        address predicted = vm.computeCreateAddress(address(this), vm.getNonce(address(this)) + 1);
        MemberRegistry registry = Deployments.memberRegistry(verifier, Deployments.soleGovernor(governance.account, predicted), founders);
        (institutions, courses) = (registry, registry);
        rubrics = Deployments.rubricRegistry(verifier, institutions);
        rounds = Deployments.roundRegistry(verifier, institutions, courses, rubrics, _panelPeriods(), _rapidPeriods());
        policy = Deployments.qualityPolicy(rounds);
        for (uint256 i = 0; i < 16; ++i) {
            reviewers.push(_account(string.concat("reviewer ", string(abi.encodePacked(bytes1(uint8(65 + i)))))));
        }
        _publishCourse();
    }

    function _panelPeriods() internal pure returns (IRoundRegistry.Periods memory) {
        return IRoundRegistry.Periods({objection: OBJECTION, reveal: REVEAL, reply: REPLY, appeal: APPEAL});
    }

    function _rapidPeriods() internal pure returns (IRoundRegistry.Periods memory) {
        return IRoundRegistry.Periods({
            objection: RAPID_OBJECTION, reveal: RAPID_REVEAL, reply: RAPID_REPLY, appeal: 7 days
        });
    }

    function _founders() internal returns (IInstitutionRegistry.Admission[] memory founders) {
        string[7] memory names = ["Owner", "Deliverer", "Convener", "First", "Second", "Rival", "Other"];
        founders = new IInstitutionRegistry.Admission[](names.length);
        for (uint32 i = 0; i < names.length; ++i) {
            members[i + 1] = _account(names[i]);
            founders[i] = IInstitutionRegistry.Admission({
                name: names[i],
                domain: string.concat(names[i], ".example"),
                country: "JP",
                kind: Kind.Provider,
                profileDigest: keccak256(bytes(names[i])),
                admin: members[i + 1].signer,
                purposes: Purposes.ALL
            });
        }
    }

    function _publishCourse() internal {
        Actor memory owner = members[OWNER];
        vm.startPrank(owner.account);
        course = courses.registerCourse(OWNER, "drone-slope-survey", _direct(owner));
        version = courses.publishVersion(course, OWNER, keccak256("descriptor"), 0, false, _direct(owner));
        vm.stopPrank();
        _makeParty(DELIVERER, Part.Deliverer);
        vm.prank(members[RIVAL].account);
        rubric = rubrics.publishRubric(RIVAL, keccak256("rubric"), B.header(), _direct(members[RIVAL]));
    }

    function _makeParty(uint32 institution, Part part) internal {
        vm.prank(members[OWNER].account);
        courses.inviteParty(course, OWNER, institution, part, _direct(members[OWNER]));
        vm.prank(members[institution].account);
        courses.acceptPart(course, institution, part, _direct(members[institution]));
    }

    function _endPart(uint32 institution, Part part) internal {
        vm.prank(members[institution].account);
        courses.endPart(course, institution, institution, part, _direct(members[institution]));
    }

    function _suspend(uint32 institution) internal {
        vm.prank(governance.account);
        institutions.setStanding(
            institution, 1, Standing.Suspended, 0, 0, Ground.Other, keccak256("reasons"), _direct(governance)
        );
    }
}
