// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICredentialRegistry} from "../../../contracts/interfaces/ICredentialRegistry.sol";
import {Part, Standing, StatusAction} from "../../../contracts/types/Types.sol";
import {Network} from "../support/Network.sol";

/// @title A version that OWNER published and DELIVERER delivers; RIVAL stands by
/// @notice Struct hashes are written apart from the contract's own code.
abstract contract CredentialFixture is Network {
    uint32 internal constant OWNER = FIRST;
    uint32 internal constant DELIVERER = SECOND;
    uint32 internal constant RIVAL = THIRD;
    uint64 internal constant NUMBER = 4_503_599_627_370_495;
    uint32 internal constant SIZE = 1000;

    mapping(uint32 institution => Actor) internal members;
    bytes32 internal course;
    bytes32 internal version;

    function setUp() public virtual override {
        super.setUp();
        members[OWNER] = first;
        members[DELIVERER] = second;
        members[RIVAL] = third;
        course = _register(OWNER, first, "drone-slope-survey");
        version = _publish(course, DESCRIPTOR);
        _join(course, DELIVERER, second, Part.Deliverer);
    }

    function _endPart(uint32 institution, Part part) internal {
        vm.prank(members[institution].account);
        courses.endPart(course, institution, institution, part, _direct(members[institution]));
    }

    function _suspend(uint32 institution) internal {
        _setStanding(institution, Standing.Suspended);
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

    function _entry(ICredentialRegistry.Anchor memory batch) internal pure returns (ICredentialRegistry.Batch memory) {
        return ICredentialRegistry.Batch(batch.number, batch.root, batch.size, batch.courseVersion);
    }

    function _anchorBatchesAct(uint32 institution, ICredentialRegistry.Batch[] memory batches)
        internal
        pure
        returns (bytes32)
    {
        string memory batchType = "Batch(uint64 number,bytes32 root,uint32 size,bytes32 courseVersion)";
        bytes32 batchHash = keccak256(bytes(batchType));
        bytes memory hashes;
        for (uint256 i = 0; i < batches.length; ++i) {
            ICredentialRegistry.Batch memory batch = batches[i];
            bytes memory data = abi.encode(batchHash, batch.number, batch.root, batch.size, batch.courseVersion);
            hashes = bytes.concat(hashes, keccak256(data));
        }
        bytes32 typeHash = keccak256(
            bytes.concat(
                "AnchorBatches(uint32 institution,Batch[] batches,uint40 deadline)", bytes(batchType)
            )
        );
        return keccak256(abi.encode(typeHash, institution, keccak256(hashes), NEVER_EXPIRES));
    }

    function _statusOfAct(uint32 index, StatusAction action, uint256 nonce) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256(
            "SetStatusOf(uint32 institution,uint64 number,uint32 index,uint8 action,uint256 nonce,uint40 deadline)"
        );
        return keccak256(abi.encode(typeHash, OWNER, NUMBER, index, uint8(action), nonce, NEVER_EXPIRES));
    }

    function _statusForAct(
        uint32 keeper,
        StatusAction action,
        uint32[] memory words,
        uint256[] memory masks,
        uint256 nonce
    ) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256(
            "SetStatusFor(uint32 keeper,uint32 institution,uint64 number,uint8 action,uint32[] words,uint256[] masks,uint256 nonce,uint40 deadline)"
        );
        bytes32 wordsHash = keccak256(abi.encodePacked(words));
        bytes32 masksHash = keccak256(abi.encodePacked(masks));
        bytes memory head = abi.encode(typeHash, keeper, OWNER, NUMBER, uint8(action), wordsHash, masksHash);
        return keccak256(bytes.concat(head, abi.encode(nonce, NEVER_EXPIRES)));
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
