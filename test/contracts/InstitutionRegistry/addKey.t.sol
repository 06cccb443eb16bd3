// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorized} from "../../../contracts/interfaces/IAuthorized.sol";
import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {Authorization, Purposes, Standing} from "../../../contracts/types/Types.sol";
import {Hashes} from "../support/Hashes.sol";
import {Network} from "../support/Network.sol";

/// @dev I4, I6, I7, I8, I10, I12 of test/README.md.
contract AddKey is Network {
    Actor internal added;
    bytes internal ed25519;
    bytes internal p256;

    function setUp() public override {
        super.setUp();
        added = _account("added");
        ed25519 = abi.encodePacked(bytes2(0xed01), keccak256("an Ed25519 key"));
        p256 = abi.encodePacked(bytes2(0x8024), bytes1(0x02), keccak256("a P-256 key"));
    }

    function _add(Actor memory actor, bytes memory data, uint8 purposes, uint40 from, uint40 until) internal {
        Authorization memory authorization = _direct(actor);
        vm.prank(actor.account);
        institutions.addKey(FIRST, data, purposes, from, until, authorization);
    }

    function test_GivenFrom0_TheWindowStartsNow() external {
        vm.warp(START + 5);
        vm.expectEmit(address(institutions));
        emit IInstitutionRegistry.KeyAdded(FIRST, added.id, Purposes.PUBLISH, START + 5, 0, added.signer);
        _add(first, added.signer, Purposes.PUBLISH, 0, 0);
        IInstitutionRegistry.Key memory record = institutions.key(FIRST, added.id);
        vm.assertEq(record.purposes, Purposes.PUBLISH);
        vm.assertEq(record.from, START + 5);
        vm.assertEq(record.until, 0);
        vm.assertEq(record.compromisedSince, 0);
    }

    function test_GivenAWindow_ItIsKept() external {
        _add(first, added.signer, Purposes.PUBLISH, START, START + 1);
        vm.assertEq(institutions.key(FIRST, added.id).from, START);
        vm.assertEq(institutions.key(FIRST, added.id).until, START + 1);
    }

    function test_GivenAPasskey_ItsIdIsTheHashOfItsBytes() external {
        Actor memory passkey = _passkey("added", verifier);
        _add(first, passkey.signer, Purposes.APPOINT, 0, 0);
        vm.assertTrue(institutions.isAuthorised(FIRST, passkey.id, Purposes.APPOINT, START));
    }

    function test_GivenACredentialKey_ItsIdIsTheSha256OfItsBytes() external {
        _add(first, ed25519, Purposes.ISSUE, 0, 0);
        _add(first, p256, Purposes.ISSUE, 0, 0);
        vm.assertTrue(institutions.isAuthorised(FIRST, sha256(ed25519), Purposes.ISSUE, START));
        vm.assertTrue(institutions.isAuthorised(FIRST, sha256(p256), Purposes.ISSUE, START));
    }

    function test_GivenTwoInstitutions_EachMayHoldTheSameKey() external {
        _add(first, added.signer, Purposes.PUBLISH, 0, 0);
        _addKey(SECOND, second, added.signer, Purposes.ISSUE);
        vm.assertEq(institutions.key(FIRST, added.id).purposes, Purposes.PUBLISH);
        vm.assertEq(institutions.key(SECOND, added.id).purposes, Purposes.ISSUE);
    }

    function test_GivenAnyoneRelays_ItIsTheAdminsAct() external {
        bytes32 structHash = Hashes.addKey(FIRST, added.signer, Purposes.ISSUE, 0, START + 9);
        Authorization memory authorization = _signed(first, address(institutions), structHash);
        vm.prank(stranger.account);
        institutions.addKey(FIRST, added.signer, Purposes.ISSUE, 0, START + 9, authorization);
        vm.assertEq(institutions.key(FIRST, added.id).until, START + 9);
    }

    function test_GivenGovernance_ItSeatsANewAdmin() external {
        _setStanding(FIRST, Standing.Suspended);
        _add(governance, added.signer, Purposes.ADMIN, 0, 0);
        vm.assertFalse(institutions.isAuthorised(FIRST, added.id, Purposes.ADMIN, START));
        _skip(1);
        _setStanding(FIRST, Standing.Active);
        vm.assertTrue(institutions.isAuthorised(FIRST, added.id, Purposes.ADMIN, START + 1));
    }

    function test_RevertWhen_GovernanceAddsAnotherKey() external {
        vm.expectRevert(
            abi.encodeWithSelector(
                IInstitutionRegistry.Institution_NotAuthorised.selector, FIRST, governance.id, Purposes.ADMIN
            )
        );
        _add(governance, added.signer, Purposes.ISSUE, 0, 0);
    }

    function test_RevertWhen_TheInstitutionIsUnknown() external {
        Actor[2] memory actors = [governance, first];
        for (uint256 i = 0; i < actors.length; ++i) {
            Authorization memory authorization = _direct(actors[i]);
            vm.expectRevert(abi.encodeWithSelector(IInstitutionRegistry.Institution_Unknown.selector, NOBODY));
            vm.prank(actors[i].account);
            institutions.addKey(NOBODY, added.signer, Purposes.ADMIN, 0, 0, authorization);
        }
    }

    function test_RevertWhen_TheActorIsNoAdmin() external {
        vm.expectRevert(
            abi.encodeWithSelector(
                IInstitutionRegistry.Institution_NotAuthorised.selector, FIRST, second.id, Purposes.ADMIN
            )
        );
        _add(second, added.signer, Purposes.ISSUE, 0, 0);
    }

    function test_RevertWhen_TheKeyIsOrWasHeld() external {
        _add(first, added.signer, Purposes.ISSUE, 0, START + 1);
        _skip(100);
        vm.expectRevert(
            abi.encodeWithSelector(IInstitutionRegistry.Institution_KeyTaken.selector, FIRST, added.id)
        );
        _add(first, added.signer, Purposes.ALL, 0, 0);
    }

    function test_RevertWhen_TheWindowStartsInThePast() external {
        _expectWindow(START - 1, 0);
        _add(first, added.signer, Purposes.ISSUE, START - 1, 0);
    }

    function test_RevertWhen_TheWindowEndsBeforeItHasASecond() external {
        _expectWindow(START + 5, START + 5);
        _add(first, added.signer, Purposes.ISSUE, START + 5, START + 5);
        _expectWindow(START, START);
        _add(first, added.signer, Purposes.ISSUE, 0, START);
    }

    function _expectWindow(uint40 from, uint40 until) internal {
        vm.expectRevert(
            abi.encodeWithSelector(
                IInstitutionRegistry.Institution_InvalidWindow.selector, from, until, block.timestamp
            )
        );
    }

    function test_RevertWhen_ThePurposesAreNoneOrUnknown() external {
        uint8[2] memory purposes = [0, Purposes.ALL + 1];
        for (uint256 i = 0; i < purposes.length; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(IInstitutionRegistry.Institution_InvalidField.selector, uint8(4))
            );
            _add(first, added.signer, purposes[i], 0, 0);
        }
    }

    function test_RevertWhen_ACredentialKeyGetsAnotherPurpose() external {
        uint8[2] memory purposes = [Purposes.ISSUE | Purposes.ADMIN, Purposes.PUBLISH];
        for (uint256 i = 0; i < purposes.length; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(
                    IInstitutionRegistry.Institution_CredentialKeyPurposes.selector, purposes[i]
                )
            );
            _add(first, ed25519, purposes[i], 0, 0);
        }
    }

    function test_RevertWhen_TheBytesAreNoKey() external {
        bytes[7] memory malformed = [
            bytes(""),
            new bytes(32),
            abi.encodePacked(bytes2(0xe701), keccak256("a secp256k1 prefix")),
            abi.encodePacked(bytes2(0xed01), bytes31(0)),
            abi.encodePacked(bytes2(0xed01), bytes32(0), bytes1(0)),
            abi.encodePacked(bytes2(0x8024), bytes1(0x04), keccak256("uncompressed")),
            new bytes(85)
        ];
        for (uint256 i = 0; i < malformed.length; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(IInstitutionRegistry.Institution_MalformedKey.selector, malformed[i])
            );
            _add(first, malformed[i], Purposes.ISSUE, 0, 0);
        }
    }

    function test_RevertWhen_ThePasskeyNamesAForeignVerifier() external {
        vm.expectRevert(
            abi.encodeWithSelector(IAuthorized.Authorization_ForeignVerifier.selector, verifier, address(this))
        );
        _add(first, _passkey("added", address(this)).signer, Purposes.ISSUE, 0, 0);
    }

    function test_GivenThirtyTwoSigners_AnEndedOneMakesRoom() external {
        for (uint256 i = 1; i < 32; ++i) {
            Actor memory signer = _account(string(abi.encodePacked("signer ", bytes1(uint8(64 + i)))));
            _add(first, signer.signer, Purposes.ISSUE, 0, i == 7 ? START + 9 : 0);
        }
        _add(first, ed25519, Purposes.ISSUE, 0, 0);
        vm.warp(START + 8);
        _expectTooMany();
        _add(first, added.signer, Purposes.ISSUE, 0, 0);
        vm.warp(START + 9);
        _add(first, added.signer, Purposes.ISSUE, 0, 0);
        vm.assertTrue(institutions.isAuthorised(FIRST, added.id, Purposes.ISSUE, START + 9));
        _expectTooMany();
        _add(first, _account("another").signer, Purposes.ISSUE, 0, 0);
    }

    /// @dev Who stole an admin key cannot fill the places and lock governance out.
    function test_GivenThirtyTwoSigners_AReportedOneMakesRoom() external {
        for (uint256 i = 1; i < 32; ++i) {
            _add(first, _account(string(abi.encodePacked("signer ", bytes1(uint8(64 + i))))).signer, 1, 0, 0);
        }
        Authorization memory authorization = _direct(governance);
        vm.prank(governance.account);
        institutions.reportCompromise(FIRST, first.id, START, authorization);
        _add(governance, added.signer, Purposes.ADMIN, 0, 0);
        vm.assertTrue(institutions.isAuthorised(FIRST, added.id, Purposes.ADMIN, START));
    }

    function _expectTooMany() internal {
        vm.expectRevert(
            abi.encodeWithSelector(IInstitutionRegistry.Institution_TooManyKeys.selector, FIRST, uint256(32))
        );
    }

    function test_GivenTheVotersWindowIsOver_AnotherVotes() external {
        _retire(FIRST, first);
        _addAdminBack();
        vm.assertEq(institutions.votesOf(added.account, START), 1);
        vm.assertEq(institutions.governedBy(added.account), FIRST);
    }

    function _retire(uint32 institution, Actor memory admin) internal {
        vm.prank(admin.account);
        institutions.retireKey(institution, admin.id, 0, _direct(admin));
    }

    function _addAdminBack() internal {
        _add(governance, added.signer, Purposes.ADMIN | Purposes.GOVERN, 0, 0);
    }

    function test_RevertWhen_AnotherVoterStands() external {
        _expectTaken(FIRST, added.id, FIRST);
        _add(first, added.signer, Purposes.GOVERN, 0, 0);
    }

    function test_RevertWhen_TheAccountVotesOrVotedForAnother() external {
        _retire(FIRST, first);
        _expectTaken(FIRST, second.id, SECOND);
        _add(governance, second.signer, Purposes.ADMIN | Purposes.GOVERN, 0, 0);
        _retire(SECOND, second);
        _skip(1 days);
        _expectTaken(FIRST, second.id, SECOND);
        _add(governance, second.signer, Purposes.ADMIN | Purposes.GOVERN, 0, 0);
    }

    function test_RevertWhen_APasskeyShouldVote() external {
        bytes memory passkey = _passkey("added", verifier).signer;
        vm.expectRevert(
            abi.encodeWithSelector(IInstitutionRegistry.Institution_GovernNeedsAccount.selector, passkey)
        );
        _add(first, passkey, Purposes.GOVERN, 0, 0);
    }

    function _expectTaken(uint32 institution, bytes32 key, uint32 taken) internal {
        vm.expectRevert(
            abi.encodeWithSelector(
                IInstitutionRegistry.Institution_GovernKeyTaken.selector, institution, key, taken
            )
        );
    }
}
