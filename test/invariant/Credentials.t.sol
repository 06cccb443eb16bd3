// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {ICredentialRegistry} from "../../contracts/interfaces/ICredentialRegistry.sol";
import {Ground, Purposes, Standing, StatusAction} from "../../contracts/types/Types.sol";
import {Network} from "../contracts/support/Network.sol";
import {Test} from "../contracts/support/Test.sol";

/// @title What issuers, governance and strangers try with batches and statuses, in any order
contract CredentialActors is Network {
    uint64 public constant NUMBERS = 4;
    uint32 public constant INDEXES = 6;
    uint8 internal constant REVOKED = 1;
    uint8 internal constant REPLACED = 4;

    Actor[] internal _pool;
    bytes32 internal _version;
    mapping(uint32 institution => mapping(uint64 number => uint256)) public firstWord;
    mapping(uint32 institution => mapping(uint64 number => mapping(uint32 index => uint8))) public forEver;
    string public broken;

    constructor() {
        Network.setUp();
        _pool.push(first);
        _pool.push(second);
        _pool.push(third);
        _pool.push(stranger);
        _pool.push(governance);
        bytes32 course = _register(FIRST, first, "course");
        _version = _publish(course, DESCRIPTOR);
    }

    function issued() external view returns (ICredentialRegistry) {
        return credentials;
    }

    function anchor(uint256 by, uint256 member, uint64 number, bytes32 root, uint32 size) external {
        (uint32 id, Actor memory actor) = (_member(member), _pool[by % 5]);
        uint64 of_ = number % NUMBERS;
        bool may = _may(id, actor) && courses.mayIssue(_version, id, block.timestamp);
        vm.prank(actor.account);
        try credentials.anchor(ICredentialRegistry.Anchor(id, of_, root, size % 2000, _version), _direct(actor)) {
            if (!may) broken = "anchored by another, or for another's course";
            if (firstWord[id][of_] != 0) broken = "anchored twice";
            firstWord[id][of_] = credentials.batch(id, of_);
        } catch {}
    }

    function setStatus(uint256 by, uint256 member, uint64 number, uint32 index, uint8 action, uint256 nonce) external {
        (uint32 id, Actor memory actor) = (_member(member), _pool[by % 5]);
        StatusAction chosen = StatusAction(1 + action % 4);
        bool may = _may(id, actor);
        bool wrong = nonce % 4 == 0;
        if (!_trySet(id, actor, number % NUMBERS, index % INDEXES, chosen, wrong)) return;
        if (!may) broken = "a status was changed by another";
        if (wrong) broken = "a nonce was skipped";
        uint8 bits = chosen == StatusAction.Revoke ? REVOKED : chosen == StatusAction.Replace ? REVOKED | REPLACED : 0;
        forEver[id][number % NUMBERS][index % INDEXES] |= bits;
    }

    function setMasks(uint256 by, uint256 member, uint64 number, uint8 action, uint256 mask) external {
        (uint32 id, Actor memory actor) = (_member(member), _pool[by % 5]);
        StatusAction chosen = StatusAction(1 + action % 4);
        bool may = _may(id, actor);
        if (!_trySetMask(id, actor, number % NUMBERS, chosen, mask)) return;
        if (!may) broken = "statuses were changed by another";
        uint8 bits = chosen == StatusAction.Revoke ? REVOKED : chosen == StatusAction.Replace ? REVOKED | REPLACED : 0;
        for (uint32 i = 0; i < INDEXES; ++i) {
            if ((mask >> i) & 1 != 0) forEver[id][number % NUMBERS][i] |= bits;
        }
    }

    function setStanding(uint256 member, uint8 standing) external {
        Standing next = standing % 3 == 0 ? Standing.Suspended : Standing.Active;
        uint32 id = _member(member);
        uint32 sequence = institutions.institution(id).standingCount;
        vm.prank(governance.account);
        institutions.setStanding(id, sequence, next, 0, 0, Ground.Other, DOCUMENT, _direct(governance));
    }

    function wait(uint256 seconds_) external {
        _skip(seconds_ % 20 days);
    }

    function _trySet(uint32 id, Actor memory actor, uint64 number, uint32 index, StatusAction action, bool wrong)
        private
        returns (bool)
    {
        uint256 next = _next(actor, action) + (wrong ? 1 : 0);
        vm.prank(actor.account);
        try credentials.setStatusOf(id, number, index, action, next, _direct(actor)) {
            return true;
        } catch {
            return false;
        }
    }

    function _trySetMask(uint32 id, Actor memory actor, uint64 number, StatusAction action, uint256 mask)
        private
        returns (bool)
    {
        uint256[] memory masks = new uint256[](1);
        masks[0] = mask;
        bytes memory call = abi.encodeCall(
            credentials.setStatus, (id, number, action, new uint32[](1), masks, _next(actor, action), _direct(actor))
        );
        vm.prank(actor.account);
        (bool done,) = address(credentials).call(call);
        return done;
    }

    /// @dev What takes or gives back a suspension uses up a nonce; what is for ever carries 0.
    function _next(Actor memory actor, StatusAction action) private view returns (uint256) {
        bool counted = action == StatusAction.Suspend || action == StatusAction.Reinstate;
        return counted ? credentials.nonces(actor.id) : 0;
    }

    function _member(uint256 seed) private pure returns (uint32) {
        return uint32(1 + seed % 3);
    }

    /// @dev Each of the three members has one key of its own, with every purpose.
    function _may(uint32 id, Actor memory actor) private view returns (bool) {
        bool own = id <= 3 && _pool[id - 1].id == actor.id;
        return own && institutions.institution(id).standing == Standing.Active;
    }
}

/// @notice Given any sequence of anchors and changes of status.
/// @dev A6, B1, B2, B3, B4 of test/README.md.
contract CredentialsInvariant is Test {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    CredentialActors internal actors;
    ICredentialRegistry internal credentials;

    function setUp() public {
        vm.warp(START);
        actors = new CredentialActors();
        credentials = actors.issued();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(actors);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        bytes4[] memory selectors = new bytes4[](5);
        selectors[0] = CredentialActors.anchor.selector;
        selectors[1] = CredentialActors.setStatus.selector;
        selectors[2] = CredentialActors.setMasks.selector;
        selectors[3] = CredentialActors.setStanding.selector;
        selectors[4] = CredentialActors.wait.selector;
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(actors), selectors);
    }

    /// Invariant B1: the word of a batch never changes.
    /// hardhat-config: default.invariant.runs = 12
    /// hardhat-config: default.invariant.depth = 150
    /// hardhat-config: default.invariant.failOnRevert = true
    function invariant_ABatchWordNeverChanges() external view {
        for (uint32 id = 1; id <= 3; ++id) {
            for (uint64 number = 0; number < actors.NUMBERS(); ++number) {
                vm.assertEq(credentials.batch(id, number), actors.firstWord(id, number));
            }
        }
    }

    /// Invariant B3: revocation and replacement are never cleared, nor set by anything else.
    /// hardhat-config: default.invariant.runs = 12
    /// hardhat-config: default.invariant.depth = 150
    /// hardhat-config: default.invariant.failOnRevert = true
    function invariant_RevocationIsForEver() external view {
        for (uint32 id = 1; id <= 3; ++id) {
            for (uint64 number = 0; number < actors.NUMBERS(); ++number) {
                for (uint32 index = 0; index < actors.INDEXES(); ++index) {
                    vm.assertEq(credentials.status(id, number, index) & 5, actors.forEver(id, number, index));
                }
            }
        }
    }

    /// Invariants A6, B2, B4: nobody but an institution's own key anchors for it or changes its statuses.
    /// hardhat-config: default.invariant.runs = 12
    /// hardhat-config: default.invariant.depth = 150
    /// hardhat-config: default.invariant.failOnRevert = true
    function invariant_NobodyElseIssues() external view {
        vm.assertEq(actors.broken(), "");
    }
}

/// @notice Given a batch's tree of four places, when a node of it is shown as a credential, it does not verify.
contract InnerNodes is Test {
    bytes32 internal constant LEAF_DOMAIN = keccak256("peerseal.credential-leaf/1");

    function _leaf(uint256 index, bytes32 digest) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(keccak256(abi.encode(LEAF_DOMAIN, index, digest))));
    }

    function _pair(bytes32 a, bytes32 b) internal pure returns (bytes32) {
        return a < b ? keccak256(abi.encodePacked(a, b)) : keccak256(abi.encodePacked(b, a));
    }

    /// Invariant B1: the root commits to credentials in their places only.
    function testFuzz_AnInnerNodeIsNoCredential(bytes32[4] memory digests, uint256 index, bytes32 other) external pure {
        bytes32[4] memory leaves;
        for (uint256 i = 0; i < 4; ++i) {
            leaves[i] = _leaf(i, digests[i]);
        }
        (bytes32 left, bytes32 right) = (_pair(leaves[0], leaves[1]), _pair(leaves[2], leaves[3]));
        bytes32 root = _pair(left, right);
        bytes32[] memory whole = new bytes32[](2);
        (whole[0], whole[1]) = (leaves[1], right);
        vm.assertTrue(MerkleProof.verify(whole, root, _leaf(0, digests[0])));

        // A node, a leaf or the root as the digest, a foreign digest, or the credential of another place.
        bytes32[] memory upper = new bytes32[](1);
        upper[0] = right;
        vm.assertFalse(MerkleProof.verify(upper, root, _leaf(index, left)));
        vm.assertFalse(MerkleProof.verify(new bytes32[](0), root, _leaf(index, root)));
        vm.assertFalse(MerkleProof.verify(whole, root, _leaf(index, leaves[0])));
        if (other != digests[0]) vm.assertFalse(MerkleProof.verify(whole, root, _leaf(0, other)));
        if (index != 0) vm.assertFalse(MerkleProof.verify(whole, root, _leaf(index, digests[0])));
    }
}
