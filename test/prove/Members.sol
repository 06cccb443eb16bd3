// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Outcome, Standing} from "../../contracts/types/Types.sol";

/// @dev Mergers, keepers of records, deadlines and nonces.
contract Mergers {
    struct Merged {
        uint32 successor;
    }

    uint32 internal count;
    mapping(uint32 institution => Merged) internal _members;

    //@ take contracts/institution/Registrar.sol _maySucceed

    function anything(uint32 id, uint32 heir) external {
        count = id;
        _members[id] = Merged(heir);
    }

    /// I1: a successor is a member, another, and merged into none
    function successor(uint32 id, uint32 heir) external view {
        require(_maySucceed(id, heir));
        assert(heir != id && heir != 0 && heir <= count && _members[heir].successor == 0);
    }
}

contract Keepers {
    struct Gone {
        Standing standing;
        uint32 successor;
        uint32 recordsKeeper;
    }

    //@ guard contracts/credential/CredentialRegistry.sol _requireKeeper Credential_NotKeeper (Gone memory member, uint32 keeper, Standing standing)

    /// B4: nobody keeps the records of an institution that is there
    function present(Gone memory member, uint32 keeper) external view {
        require(member.standing == Standing.Active || member.standing == Standing.Suspended);
        assert(refuses__requireKeeper_Credential_NotKeeper(member, keeper, member.standing));
    }

    /// B4: and of one that is gone only its successor or its records keeper
    function named(Gone memory member, uint32 keeper) external view {
        require(!refuses__requireKeeper_Credential_NotKeeper(member, keeper, member.standing));
        assert(keeper == member.successor || keeper == member.recordsKeeper);
    }
}

/// @dev Batch words of any batches, anchored in any order.
contract Batches {
    //@ guard contracts/credential/CredentialRegistry.sol anchor Credential_BatchUsed (uint256 used)
    //@ guard contracts/credential/CredentialRegistry.sol _requireSize Credential_InvalidSize (uint32 size)
    //@ take contracts/credential/CredentialRegistry.sol MAX_SIZE

    mapping(uint256 batch => uint256 word) internal _batches;

    function anything(uint256 batch, uint256 word) external {
        _batches[batch] = word;
    }

    /// B1: no anchor changes the word of a batch that has one
    function unchanged(uint256 batch, uint256 other, uint256 word) external {
        uint256 before = _batches[other];
        require(before != 0 && word != 0);
        require(!refuses_anchor_Credential_BatchUsed(_batches[batch]));
        _batches[batch] = word;
        assert(_batches[other] == before);
    }

    /// B1: a batch holds one credential at least and 2^20 at most
    function size(uint32 size_) external view {
        require(!refuses__requireSize_Credential_InvalidSize(size_));
        assert(size_ >= 1 && size_ <= 1048576);
    }
}

contract Deadlines {
    struct Authorization {
        uint40 deadline;
    }

    //@ guard contracts/libraries/Authorized.sol _authorise Authorization_Expired (Authorization memory authorization)

    /// A2: an act counts up to its deadline's own second, and no later
    function exact(Authorization memory authorization) external view {
        assert(refuses__authorise_Authorization_Expired(authorization) == (block.timestamp > authorization.deadline));
    }
}

/// @dev Nonces of any signers.
contract Nonces {
    mapping(bytes32 signerId => uint256) internal nonces;

    //@ take contracts/libraries/Authorized.sol _useNonce

    function anything(bytes32 signer, uint256 nonce) external {
        nonces[signer] = nonce;
    }

    /// A6: a nonce that was used is used up
    function once(bytes32 signer, uint256 nonce) external {
        _useNonce(signer, nonce);
        assert(nonces[signer] != nonce);
    }

    /// A6: and nobody else's is
    function own(bytes32 signer, bytes32 other, uint256 nonce) external {
        require(signer != other);
        uint256 before = nonces[other];
        _useNonce(signer, nonce);
        assert(nonces[other] == before);
    }
}

/// @dev Decisions of any rounds under one policy.
contract Decisions {
    struct Decision {
        Outcome outcome;
    }

    mapping(bytes32 round => Decision) internal _decisions;

    //@ guard contracts/round/QualityPolicy.sol decide Quality_AlreadyDecided (bytes32 round)

    function anything(bytes32 round, Outcome outcome) external {
        _decisions[round] = Decision(outcome);
    }

    /// Q1: a decision that stands is never replaced
    function once(bytes32 round, bytes32 other, Outcome outcome) external {
        Outcome before = _decisions[other].outcome;
        require(before != Outcome.None && outcome != Outcome.None);
        require(!refuses_decide_Quality_AlreadyDecided(round));
        _decisions[round] = Decision(outcome);
        assert(_decisions[other].outcome == before);
    }
}
