// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICredentialRegistry} from "../../../contracts/interfaces/ICredentialRegistry.sol";
import {INetworkDirectory} from "../../../contracts/interfaces/INetworkDirectory.sol";
import {IVerificationLens} from "../../../contracts/interfaces/IVerificationLens.sol";
import {NetworkDirectory} from "../../../contracts/network/NetworkDirectory.sol";
import {VerificationLens} from "../../../contracts/network/VerificationLens.sol";
import {Authorization, Purposes, StatusAction} from "../../../contracts/types/Types.sol";
import {FollowUpFixture} from "../FollowUpRegistry/FollowUpFixture.sol";
import {Deployments} from "../support/Deployments.sol";

/// @title The whole network with its directory and lens, the policy and the rubric listed
abstract contract LensFixture is FollowUpFixture {
    uint64 internal constant NUMBER = 4_503_599_627_370_495;
    uint32 internal constant SIZE = 1000;

    ICredentialRegistry internal credentials;
    NetworkDirectory internal directory;
    VerificationLens internal lens;
    bytes32 internal credentialKey;

    function setUp() public virtual override {
        super.setUp();
        credentials = ICredentialRegistry(address(institutions));
        address predicted = vm.computeCreateAddress(address(this), vm.getNonce(address(this)) + 1);
        lens = Deployments.verificationLens(INetworkDirectory(predicted));
        address[] memory policies = new address[](1);
        policies[0] = address(policy);
        bytes32[] memory listed = new bytes32[](1);
        listed[0] = rubric;
        directory = Deployments.networkDirectory(verifier, _registries(), address(lens), policies, listed);
        bytes memory credentialKeyData = abi.encodePacked(bytes2(0xed01), keccak256("credential key"));
        credentialKey = sha256(credentialKeyData);
        vm.prank(members[OWNER].account);
        institutions.addKey(OWNER, credentialKeyData, Purposes.ISSUE, 0, 0, _direct(members[OWNER]));
    }

    function _registries() internal view returns (INetworkDirectory.Registries memory) {
        return INetworkDirectory.Registries({
            institutions: address(institutions),
            courses: address(courses),
            rubrics: address(rubrics),
            rounds: address(rounds),
            credentials: address(credentials),
            followUps: address(followUps)
        });
    }

    function _list(address policy_, bool listed) internal {
        uint256 nonce = directory.nonces(governance.id);
        Authorization memory authorization = _direct(governance);
        vm.prank(governance.account);
        directory.listPolicy(policy_, listed, nonce, authorization);
    }

    function _batch(uint64 number) internal view returns (ICredentialRegistry.Anchor memory) {
        return ICredentialRegistry.Anchor({
            institution: OWNER,
            number: number,
            root: keccak256(abi.encode("root", number)),
            size: SIZE,
            courseVersion: version
        });
    }

    function _anchor(uint64 number) internal {
        ICredentialRegistry.Anchor memory batch = _batch(number);
        vm.prank(members[OWNER].account);
        credentials.anchor(batch, _direct(members[OWNER]));
    }

    function _setStatus(StatusAction action, uint32 index, uint256 nonce) internal {
        vm.prank(members[OWNER].account);
        credentials.setStatusOf(OWNER, NUMBER, index, action, nonce, _direct(members[OWNER]));
    }

    /// @dev The question with all values of the batch's receipt right.
    function _query(uint64 number, uint32 index) internal view returns (IVerificationLens.Query memory) {
        ICredentialRegistry.Anchor memory batch = _batch(number);
        return IVerificationLens.Query({
            institution: batch.institution,
            number: number,
            index: index,
            root: batch.root,
            size: batch.size,
            courseVersion: batch.courseVersion,
            key: members[OWNER].id,
            credentialKey: credentialKey
        });
    }

    function _ask(IVerificationLens.Query memory query) internal view returns (IVerificationLens.Report memory) {
        IVerificationLens.Query[] memory queries = new IVerificationLens.Query[](1);
        queries[0] = query;
        return lens.report(queries, new bytes32[](0));
    }

    function _answer(IVerificationLens.Query memory query) internal view returns (IVerificationLens.Answer memory) {
        return _ask(query).answers[0];
    }

    /// @dev A report on versions alone.
    function _facts(bytes32 version_) internal view returns (IVerificationLens.VersionFacts memory) {
        return _reportOn(version_).versions[0];
    }

    function _reportOn(bytes32 version_) internal view returns (IVerificationLens.Report memory) {
        bytes32[] memory also = new bytes32[](1);
        also[0] = version_;
        return lens.report(new IVerificationLens.Query[](0), also);
    }
}
