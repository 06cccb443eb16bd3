// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICredentialRegistry} from "../../../contracts/interfaces/ICredentialRegistry.sol";
import {INetworkDirectory} from "../../../contracts/interfaces/INetworkDirectory.sol";
import {IVerificationLens} from "../../../contracts/interfaces/IVerificationLens.sol";
import {NetworkDirectory} from "../../../contracts/network/NetworkDirectory.sol";
import {VerificationLens} from "../../../contracts/network/VerificationLens.sol";
import {Purposes} from "../../../contracts/types/Types.sol";
import {CredentialFixture} from "../CredentialRegistry/CredentialFixture.sol";

/// @title The whole network with its directory and lens, the policy and the rubric listed
abstract contract LensFixture is CredentialFixture {
    NetworkDirectory internal directory;
    VerificationLens internal lens;
    bytes internal credentialKeyData;
    bytes32 internal credentialKey;
    uint256 internal governanceNonce;

    function setUp() public virtual override {
        super.setUp();
        directory = new NetworkDirectory(
            rounds.verifier(),
            governance.id,
            INetworkDirectory.Registries({
                institutions: address(institutions),
                courses: address(courses),
                rubrics: address(rubrics),
                rounds: address(rounds),
                credentials: address(credentials)
            })
        );
        lens = new VerificationLens(directory);
        _list(address(policy), true);
        vm.prank(governance.account);
        directory.listRubric(rubric, true, governanceNonce++, _direct(governance));
        credentialKeyData = abi.encodePacked(bytes2(0xed01), keccak256("credential key"));
        credentialKey = sha256(credentialKeyData);
        vm.prank(members[OWNER].account);
        institutions.addKey(OWNER, credentialKeyData, Purposes.ISSUE, 0, 0, _direct(members[OWNER]));
    }

    function _list(address policy_, bool listed) internal {
        vm.prank(governance.account);
        directory.listPolicy(policy_, listed, governanceNonce++, _direct(governance));
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
}
