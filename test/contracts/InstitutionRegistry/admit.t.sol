// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorized} from "../../../contracts/interfaces/IAuthorized.sol";
import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {Authorization, Ground, Kind, Purposes, Standing} from "../../../contracts/types/Types.sol";
import {Hashes} from "../support/Hashes.sol";
import {Network} from "../support/Network.sol";

/// @dev I1, I7 of test/README.md.
contract Admit is Network {
    uint32 internal constant NEXT = 4;

    Actor internal admin;

    function setUp() public override {
        super.setUp();
        admin = _account("admin");
    }

    function _expectField(uint8 field) internal {
        vm.expectRevert(abi.encodeWithSelector(IInstitutionRegistry.Institution_InvalidField.selector, field));
    }

    function _admitByGovernance(IInstitutionRegistry.Admission memory admission) internal {
        Authorization memory authorization = _direct(governance);
        vm.prank(governance.account);
        institutions.admit(NEXT, admission, authorization);
    }

    function test_GivenGovernance_ItRecordsTheInstitutionAndItsFirstKey() external {
        IInstitutionRegistry.Admission memory admission = _admission(admin);
        vm.expectEmit(address(institutions));
        emit IInstitutionRegistry.InstitutionAdmitted(
            NEXT, admission.name, admission.domain, admission.country, admission.kind, admission.profileDigest
        );
        vm.expectEmit(address(institutions));
        emit IInstitutionRegistry.StandingChanged(NEXT, 0, Standing.Active, 0, 0, Ground.None, bytes32(0));
        vm.expectEmit(address(institutions));
        emit IInstitutionRegistry.KeyAdded(NEXT, admin.id, Purposes.ALL, START, 0, admin.signer);
        _admitByGovernance(admission);

        vm.assertEq(institutions.count(), NEXT);
        IInstitutionRegistry.Institution memory facts = institutions.institution(NEXT);
        vm.assertEq(facts.name, admission.name);
        vm.assertEq(facts.domain, admission.domain);
        vm.assertEq(bytes32(facts.country), bytes32(admission.country));
        vm.assertEq(uint8(facts.kind), uint8(Kind.Provider));
        vm.assertEq(facts.profileDigest, admission.profileDigest);
        vm.assertEq(facts.profileSequence, 0);
        vm.assertEq(facts.standingCount, 1);
        vm.assertEq(uint8(facts.standing), uint8(Standing.Active));
        vm.assertEq(facts.standingSince, START);
        vm.assertTrue(institutions.isAuthorised(NEXT, admin.id, Purposes.ADMIN, START));
        vm.assertFalse(institutions.isAuthorised(NEXT, admin.id, Purposes.ADMIN, START - 1));
    }

    function test_GivenTheFirstAndTheLastLetter_TheyMayBeACountry() external {
        IInstitutionRegistry.Admission memory admission = _admission(admin);
        admission.country = "ZA";
        _admitByGovernance(admission);
        vm.assertEq(bytes32(institutions.institution(NEXT).country), bytes32("ZA"));
    }

    function test_GivenAPasskeyAsAdmin_ItMayAct() external {
        Actor memory passkey = _passkey("admin", verifier);
        IInstitutionRegistry.Admission memory admission = _admission(passkey);
        admission.purposes = Purposes.ADMIN;
        _admitByGovernance(admission);
        Authorization memory authorization =
            _asserted(passkey, address(institutions), Hashes.updateProfile(NEXT, 0, DOCUMENT));
        institutions.updateProfile(NEXT, 0, DOCUMENT, authorization);
        vm.assertEq(institutions.institution(NEXT).profileDigest, DOCUMENT);
    }

    function test_GivenAnyoneRelays_ItIsGovernancesAct() external {
        IInstitutionRegistry.Admission memory admission = _admission(admin);
        Authorization memory authorization =
            _signed(governance, address(institutions), Hashes.admit(NEXT, admission));
        vm.prank(stranger.account);
        institutions.admit(NEXT, admission, authorization);
        vm.assertEq(institutions.count(), NEXT);
    }

    function test_RevertWhen_ItIsReplayed() external {
        IInstitutionRegistry.Admission memory admission = _admission(admin);
        Authorization memory authorization =
            _signed(governance, address(institutions), Hashes.admit(NEXT, admission));
        institutions.admit(NEXT, admission, authorization);
        vm.expectRevert(
            abi.encodeWithSelector(IInstitutionRegistry.Institution_NotNext.selector, NEXT + 1, NEXT)
        );
        institutions.admit(NEXT, admission, authorization);
    }

    function test_RevertWhen_AnotherAdmits() external {
        IInstitutionRegistry.Admission memory admission = _admission(admin);
        Authorization memory authorization = _direct(first);
        vm.expectRevert(
            abi.encodeWithSelector(
                IInstitutionRegistry.Institution_NotGovernance.selector, governance.id, first.id
            )
        );
        vm.prank(first.account);
        institutions.admit(NEXT, admission, authorization);
    }

    function test_RevertWhen_TheIdIsNotTheNext() external {
        Authorization memory authorization = _direct(governance);
        vm.expectRevert(
            abi.encodeWithSelector(IInstitutionRegistry.Institution_NotNext.selector, NEXT, NEXT + 1)
        );
        vm.prank(governance.account);
        institutions.admit(NEXT + 1, _admission(admin), authorization);
    }

    function test_RevertWhen_AFieldIsEmptyOrOutOfRange() external {
        IInstitutionRegistry.Admission memory admission = _admission(admin);
        admission.name = "";
        _expectField(0);
        _admitByGovernance(admission);

        admission = _admission(admin);
        admission.domain = "";
        _expectField(1);
        _admitByGovernance(admission);

        bytes2[4] memory countries = [bytes2(0), bytes2("jp"), bytes2("J"), bytes2("J1")];
        for (uint256 i = 0; i < countries.length; ++i) {
            admission = _admission(admin);
            admission.country = countries[i];
            _expectField(2);
            _admitByGovernance(admission);
        }

        admission = _admission(admin);
        admission.kind = Kind.None;
        _expectField(3);
        _admitByGovernance(admission);

        uint8[3] memory purposes = [0, Purposes.ALL - Purposes.ADMIN, Purposes.ALL + 2];
        for (uint256 i = 0; i < purposes.length; ++i) {
            admission = _admission(admin);
            admission.purposes = purposes[i];
            _expectField(4);
            _admitByGovernance(admission);
        }
    }

    function test_RevertWhen_TheAdminIsNoSigner() external {
        IInstitutionRegistry.Admission memory admission = _admission(admin);
        admission.admin = abi.encodePacked(bytes2(0xed01), keccak256("a credential key"));
        vm.expectRevert(
            abi.encodeWithSelector(IInstitutionRegistry.Institution_MalformedKey.selector, admission.admin)
        );
        _admitByGovernance(admission);
    }

    function test_RevertWhen_TheAdminNamesAForeignVerifier() external {
        IInstitutionRegistry.Admission memory admission = _admission(_passkey("admin", address(this)));
        vm.expectRevert(
            abi.encodeWithSelector(IAuthorized.Authorization_ForeignVerifier.selector, verifier, address(this))
        );
        _admitByGovernance(admission);
    }
}
