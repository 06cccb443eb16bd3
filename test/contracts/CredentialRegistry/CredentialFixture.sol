// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CredentialRegistry} from "../../../contracts/credential/CredentialRegistry.sol";
import {ICredentialRegistry} from "../../../contracts/interfaces/ICredentialRegistry.sol";
import {StatusAction} from "../../../contracts/types/Types.sol";
import {RoundFixture} from "../RoundRegistry/RoundFixture.sol";

/// @title The network of RoundFixture with a credential registry
/// @notice Struct hashes are written apart from the contract's own code.
abstract contract CredentialFixture is RoundFixture {
    uint64 internal constant NUMBER = 4_503_599_627_370_495;
    uint32 internal constant SIZE = 1000;

    CredentialRegistry internal credentials;

    function setUp() public virtual override {
        super.setUp();
        credentials = new CredentialRegistry(rounds.verifier(), institutions, courses);
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

    function _anchor(ICredentialRegistry.Anchor memory batch) internal {
        Actor memory actor = members[batch.institution];
        vm.prank(actor.account);
        credentials.anchor(batch, _direct(actor));
    }

    function _word(ICredentialRegistry.Anchor memory batch, bytes32 key, uint256 time)
        internal
        pure
        returns (uint256)
    {
        uint256 hash = uint256(keccak256(abi.encode(batch.root, batch.size, batch.courseVersion, key)));
        return time * 2 ** 216 + hash % 2 ** 216;
    }

    function _anchorAct(ICredentialRegistry.Anchor memory batch) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256(
            "Anchor(uint32 institution,uint64 number,bytes32 root,uint32 size,bytes32 courseVersion,uint40 deadline)"
        );
        return keccak256(
            abi.encode(
                typeHash, batch.institution, batch.number, batch.root, batch.size, batch.courseVersion, NEVER_EXPIRES
            )
        );
    }

    function _statusAct(
        uint64 number,
        StatusAction action,
        uint32[] memory words,
        uint256[] memory masks,
        uint256 nonce
    ) internal pure returns (bytes32) {
        bytes memory wordList;
        bytes memory maskList;
        for (uint256 i = 0; i < words.length; ++i) {
            wordList = bytes.concat(wordList, bytes32(uint256(words[i])));
            maskList = bytes.concat(maskList, bytes32(masks[i]));
        }
        bytes32 typeHash = keccak256(
            "SetStatus(uint32 institution,uint64 number,uint8 action,uint32[] words,uint256[] masks,uint256 nonce,uint40 deadline)"
        );
        bytes memory data = abi.encode(typeHash, OWNER, number, action, keccak256(wordList), keccak256(maskList));
        return keccak256(bytes.concat(data, abi.encode(nonce, NEVER_EXPIRES)));
    }

    /// @dev Changes the status of one credential, sent by the issuer.
    function _setStatus(StatusAction action, uint32 index, uint256 nonce) internal {
        (uint32[] memory words, uint256[] memory masks) = _one(index);
        vm.prank(members[OWNER].account);
        credentials.setStatus(OWNER, NUMBER, action, words, masks, nonce, _direct(members[OWNER]));
    }

    function _one(uint32 index) internal pure returns (uint32[] memory words, uint256[] memory masks) {
        words = new uint32[](1);
        masks = new uint256[](1);
        words[0] = index / 256;
        masks[0] = 2 ** (index % 256);
    }

    function _expectStatus(uint32 index, uint8 bits) internal view {
        vm.assertEq(credentials.status(OWNER, NUMBER, index), bits);
    }
}
