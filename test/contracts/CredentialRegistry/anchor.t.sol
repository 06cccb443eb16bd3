// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorized} from "../../../contracts/interfaces/IAuthorized.sol";
import {ICredentialRegistry} from "../../../contracts/interfaces/ICredentialRegistry.sol";
import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {Authorization, Part, Purposes} from "../../../contracts/types/Types.sol";
import {CredentialFixture} from "./CredentialFixture.sol";

/// @dev B1, B2 of test/README.md.
contract CredentialRegistryAnchorTest is CredentialFixture {
    function test_GivenAnOwner_ItRecordsTimeAndCommitment() public {
        ICredentialRegistry.Anchor memory batch = _batch(NUMBER);
        _skip(60);
        vm.expectEmit(address(credentials));
        emit ICredentialRegistry.BatchAnchored(OWNER, NUMBER, batch.root, SIZE, version, members[OWNER].id);
        _anchor(batch);
        vm.assertEq(credentials.batch(OWNER, NUMBER), _word(batch, members[OWNER].id, START + 60));
        vm.assertEq(credentials.batch(DELIVERER, NUMBER), 0);
    }

    function test_GivenADeliverer_ItRecords() public {
        ICredentialRegistry.Anchor memory batch = _batch(NUMBER);
        batch.institution = DELIVERER;
        _anchor(batch);
        vm.assertEq(credentials.batch(DELIVERER, NUMBER), _word(batch, members[DELIVERER].id, START));
    }

    function test_GivenASignature_AnyoneMayRelayIt() public {
        ICredentialRegistry.Anchor memory batch = _batch(NUMBER);
        credentials.anchor(batch, _signed(members[OWNER], address(credentials), _anchorAct(batch)));
        vm.assertEq(credentials.batch(OWNER, NUMBER), _word(batch, members[OWNER].id, START));
    }

    function test_GivenAPasskey_ItCommitsToItsId() public {
        Actor memory passkey = _passkey("registrar", credentials.verifier());
        vm.prank(members[OWNER].account);
        institutions.addKey(OWNER, passkey.signer, Purposes.ISSUE, 0, 0, _direct(members[OWNER]));
        ICredentialRegistry.Anchor memory batch = _batch(NUMBER);
        credentials.anchor(batch, _asserted(passkey, address(credentials), _anchorAct(batch)));
        vm.assertEq(credentials.batch(OWNER, NUMBER), _word(batch, passkey.id, START));
    }

    function test_GivenTheLargestSize_ItRecords() public {
        ICredentialRegistry.Anchor memory batch = _batch(NUMBER);
        batch.size = 2 ** 20;
        _anchor(batch);
        vm.assertTrue(credentials.batch(OWNER, NUMBER) != 0);
    }

    function test_RevertWhen_TheNumberWasUsed_WithTheWord() public {
        ICredentialRegistry.Anchor memory batch = _batch(NUMBER);
        _anchor(batch);
        uint256 word = _word(batch, members[OWNER].id, START);
        _skip(1 days);
        _expectRevert(
            batch,
            abi.encodeWithSelector(ICredentialRegistry.Credential_BatchUsed.selector, OWNER, NUMBER, word)
        );
        batch.root = keccak256("other root");
        _expectRevert(
            batch,
            abi.encodeWithSelector(ICredentialRegistry.Credential_BatchUsed.selector, OWNER, NUMBER, word)
        );
        vm.assertEq(credentials.batch(OWNER, NUMBER), word);
    }

    function test_RevertWhen_TheInstitutionDoesNotDeliver() public {
        ICredentialRegistry.Anchor memory batch = _batch(NUMBER);
        batch.institution = RIVAL;
        _expectMayNotIssue(batch);
    }

    function test_RevertWhen_TheVersionIsUnknown() public {
        ICredentialRegistry.Anchor memory batch = _batch(NUMBER);
        batch.courseVersion = keccak256("unknown");
        _expectMayNotIssue(batch);
    }

    function test_RevertWhen_TheDelivererWasEnded() public {
        _skip(1 days);
        _endPart(DELIVERER, Part.Deliverer);
        ICredentialRegistry.Anchor memory batch = _batch(NUMBER);
        batch.institution = DELIVERER;
        _expectMayNotIssue(batch);
    }

    function test_RevertWhen_TheTeachOutIsOver() public {
        uint40 until = START + 100 days;
        vm.prank(members[OWNER].account);
        courses.retireVersion(version, OWNER, until, _direct(members[OWNER]));
        vm.warp(until);
        _anchor(_batch(NUMBER));
        _skip(1);
        _expectMayNotIssue(_batch(NUMBER - 1));
    }

    function test_RevertWhen_TheSizeIsOutOfRange() public {
        ICredentialRegistry.Anchor memory batch = _batch(NUMBER);
        batch.size = 0;
        _expectRevert(batch, abi.encodeWithSelector(ICredentialRegistry.Credential_InvalidSize.selector, 0));
        batch.size = 2 ** 20 + 1;
        _expectRevert(
            batch, abi.encodeWithSelector(ICredentialRegistry.Credential_InvalidSize.selector, 2 ** 20 + 1)
        );
    }

    function test_RevertWhen_TheSignerIsAnotherInstitutions() public {
        ICredentialRegistry.Anchor memory batch = _batch(NUMBER);
        vm.prank(members[DELIVERER].account);
        vm.expectRevert(_notAuthorised(members[DELIVERER].id));
        credentials.anchor(batch, _direct(members[DELIVERER]));
    }

    function test_RevertWhen_TheKeyDoesNotIssue() public {
        Actor memory clerk = _account("clerk");
        vm.prank(members[OWNER].account);
        institutions.addKey(
            OWNER, clerk.signer, Purposes.ALL - Purposes.ISSUE - Purposes.GOVERN, 0, 0, _direct(members[OWNER])
        );
        ICredentialRegistry.Anchor memory batch = _batch(NUMBER);
        vm.prank(clerk.account);
        vm.expectRevert(_notAuthorised(clerk.id));
        credentials.anchor(batch, _direct(clerk));
    }

    function test_RevertWhen_TheInstitutionIsSuspended() public {
        _suspend(OWNER);
        _expectRevert(_batch(NUMBER), _notAuthorised(members[OWNER].id));
    }

    function test_RevertWhen_ASignatureIsReplayedOnAnotherBatch() public {
        ICredentialRegistry.Anchor memory batch = _batch(NUMBER);
        Authorization memory authorization =
            _signed(members[OWNER], address(credentials), _anchorAct(batch));
        batch.number = NUMBER - 1;
        vm.expectRevert(
            abi.encodeWithSelector(
                IAuthorized.Authorization_InvalidSignature.selector,
                authorization.signer,
                _digest(address(credentials), _anchorAct(batch))
            )
        );
        credentials.anchor(batch, authorization);
    }

    function _notAuthorised(bytes32 key) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(
            IInstitutionRegistry.Institution_NotAuthorised.selector, OWNER, key, Purposes.ISSUE
        );
    }

    function _expectMayNotIssue(ICredentialRegistry.Anchor memory batch) internal {
        _expectRevert(
            batch,
            abi.encodeWithSelector(
                ICredentialRegistry.Credential_MayNotIssue.selector, batch.institution, batch.courseVersion
            )
        );
    }

    function _expectRevert(ICredentialRegistry.Anchor memory batch, bytes memory reason) internal {
        Actor memory actor = members[batch.institution];
        vm.prank(actor.account);
        vm.expectRevert(reason);
        credentials.anchor(batch, _direct(actor));
    }

    /// @dev A1: what is hashed as it was sent has no bits that its reader does not see.
    function test_RevertWhen_AMemberHasBitsBeyondItsWidth() public {
        ICredentialRegistry.Anchor memory batch = _batch(NUMBER);
        bytes memory data = abi.encodeCall(
            credentials.anchor, (batch, _signed(members[OWNER], address(credentials), _anchorAct(batch)))
        );
        uint256[3] memory members_ = [uint256(0), 1, 3];
        for (uint256 i = 0; i < members_.length; ++i) {
            uint256 place = 4 + 32 * members_[i];
            data[place] = 0x01;
            (bool recorded,) = address(credentials).call(data);
            vm.assertFalse(recorded);
            data[place] = 0x00;
        }
        (bool clean,) = address(credentials).call(data);
        vm.assertTrue(clean);
    }
}
