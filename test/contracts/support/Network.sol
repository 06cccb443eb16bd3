// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {RubricRegistry} from "../../../contracts/course/RubricRegistry.sol";
import {ICourseRegistry} from "../../../contracts/interfaces/ICourseRegistry.sol";
import {ICredentialRegistry} from "../../../contracts/interfaces/ICredentialRegistry.sol";
import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {MemberRegistry} from "../../../contracts/network/MemberRegistry.sol";
import {Ground, Kind, Part, Purposes, Standing} from "../../../contracts/types/Types.sol";
import {Actors} from "./Actors.sol";
import {Deployments} from "./Deployments.sol";

/// @title A network with three members, each acting by one account that has every purpose
abstract contract Network is Actors {
    uint32 internal constant FIRST = 1;
    uint32 internal constant SECOND = 2;
    uint32 internal constant THIRD = 3;
    uint32 internal constant NOBODY = 99;
    /// @dev Digest of the reasons of a standing.
    bytes32 internal constant DOCUMENT = keccak256("reasons");
    bytes32 internal constant DESCRIPTOR = keccak256("descriptor");

    address internal verifier;
    /// @dev The members' registry, and itself by each of its interfaces.
    MemberRegistry internal registry;
    IInstitutionRegistry internal institutions;
    ICourseRegistry internal courses;
    ICredentialRegistry internal credentials;
    RubricRegistry internal rubrics;

    Actor internal governance;
    Actor internal stranger;
    Actor internal first;
    Actor internal second;
    Actor internal third;

    function setUp() public virtual {
        vm.warp(START);
        verifier = Deployments.passkeyVerifier();
        governance = _account("governance");
        stranger = _account("stranger");
        first = _account("first");
        second = _account("second");
        third = _account("third");
        IInstitutionRegistry.Admission[] memory founders = new IInstitutionRegistry.Admission[](3);
        founders[0] = _admission(first);
        founders[1] = _admission(second);
        founders[2] = _admission(third);
        _deployMembers(founders);
        rubrics = Deployments.rubricRegistry(verifier, institutions);
    }

    /// @dev Governor and registry, each of which names the other.
    function _deployMembers(IInstitutionRegistry.Admission[] memory founders) internal {
        address predicted = vm.computeCreateAddress(address(this), vm.getNonce(address(this)) + 1);
        registry = Deployments.memberRegistry(verifier, Deployments.soleGovernor(governance.account, predicted), founders);
        institutions = registry;
        courses = registry;
        credentials = registry;
    }

    function _admission(Actor memory admin) internal pure returns (IInstitutionRegistry.Admission memory) {
        return IInstitutionRegistry.Admission({
            name: "Example University",
            domain: "university.example",
            country: "JP",
            kind: Kind.Provider,
            profileDigest: keccak256("profile"),
            admin: admin.signer,
            purposes: Purposes.ALL
        });
    }

    function _admit(uint32 institution, Actor memory admin) internal {
        vm.prank(governance.account);
        institutions.admit(institution, _admission(admin), _direct(governance));
    }

    function _setStanding(uint32 institution, Standing standing) internal {
        uint32 sequence = institutions.institution(institution).standingCount;
        uint32 successor = standing == Standing.Merged ? (institution == FIRST ? SECOND : FIRST) : 0;
        vm.prank(governance.account);
        institutions.setStanding(institution, sequence, standing, successor, 0, Ground.Other, DOCUMENT, _direct(governance));
    }

    function _addKey(uint32 institution, Actor memory admin, bytes memory data, uint8 purposes) internal {
        vm.prank(admin.account);
        institutions.addKey(institution, data, purposes, 0, 0, _direct(admin));
    }

    function _register(uint32 institution, Actor memory actor, string memory code) internal returns (bytes32) {
        vm.prank(actor.account);
        return courses.registerCourse(institution, code, _direct(actor));
    }

    function _join(bytes32 course, uint32 institution, Actor memory actor, Part part) internal {
        vm.prank(first.account);
        courses.inviteParty(course, FIRST, institution, part, _direct(first));
        vm.prank(actor.account);
        courses.acceptPart(course, institution, part, _direct(actor));
    }

    function _publish(bytes32 course, bytes32 descriptor) internal returns (bytes32) {
        vm.prank(first.account);
        return courses.publishVersion(course, FIRST, descriptor, 0, false, _direct(first));
    }
}
