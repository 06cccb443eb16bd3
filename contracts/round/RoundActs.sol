// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRoundRegistry} from "../interfaces/IRoundRegistry.sol";
import {Role} from "../types/Types.sol";

/// @title EIP-712 struct hashes of the acts on a round
library RoundActs {
    bytes32 internal constant OPEN = keccak256(
        "OpenRound(Opening opening,uint40 deadline)Opening(bytes32 version,bytes32 rubric,uint32 n,uint32 owner,uint32 convener,uint8 purpose,uint8 basis,uint8 route,uint8[5] seats,uint32 validity,uint40 reviewUntil,bytes32 document)"
    );
    bytes32 internal constant OPEN_APPEAL = keccak256(
        "OpenAppeal(bytes32 appealed,Opening opening,uint40 deadline)Opening(bytes32 version,bytes32 rubric,uint32 n,uint32 owner,uint32 convener,uint8 purpose,uint8 basis,uint8 route,uint8[5] seats,uint32 validity,uint40 reviewUntil,bytes32 document)"
    );
    bytes32 internal constant OPENING = keccak256(
        "Opening(bytes32 version,bytes32 rubric,uint32 n,uint32 owner,uint32 convener,uint8 purpose,uint8 basis,uint8 route,uint8[5] seats,uint32 validity,uint40 reviewUntil,bytes32 document)"
    );
    bytes32 internal constant ACCEPT = keccak256("AcceptRound(bytes32 round,uint40 deadline)");
    bytes32 internal constant APPOINT = keccak256(
        "AppointSeat(bytes32 round,uint8 seat,uint32 institution,uint8 role,uint32[] affiliations,bytes signer,uint40 deadline)"
    );
    bytes32 internal constant OBJECT =
        keccak256("ObjectToSeat(bytes32 round,uint8 seat,uint32 owner,bytes32 document,uint40 deadline)");
    bytes32 internal constant SET_PANEL =
        keccak256("SetPanel(bytes32 round,uint8 seatCount,uint16 excluded,uint40 deadline)");
    bytes32 internal constant SEAL = keccak256("Seal(bytes32 round,uint8 seat,bytes32 commitment,uint40 deadline)");
    bytes32 internal constant REVIEW = keccak256(
        "Review(bytes32 round,uint8 seat,bytes32 reviewDigest,uint256 ratings,uint32 sequence,uint40 deadline)"
    );
    bytes32 internal constant REPLY = keccak256("Reply(bytes32 round,uint32 owner,bytes32 replyDigest,uint40 deadline)");
    bytes32 internal constant ADD_SEAT =
        keccak256("AddSeat(bytes32 round,uint32 institution,uint8 role,uint40 deadline)");
    bytes32 internal constant ABANDON = keccak256("AbandonRound(bytes32 round,bytes32 ground,uint40 deadline)");

    function hashOpen(IRoundRegistry.Opening memory opening, uint40 deadline) internal pure returns (bytes32) {
        return keccak256(abi.encode(OPEN, _hashOpening(opening), deadline));
    }

    function hashOpenAppeal(bytes32 appealed, IRoundRegistry.Opening memory opening, uint40 deadline)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(OPEN_APPEAL, appealed, _hashOpening(opening), deadline));
    }

    function hashAccept(bytes32 round, uint40 deadline) internal pure returns (bytes32) {
        return keccak256(abi.encode(ACCEPT, round, deadline));
    }

    function hashAppoint(IRoundRegistry.Appointment memory appointment, uint40 deadline)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(
            abi.encode(
                APPOINT,
                appointment.round,
                appointment.seat,
                appointment.institution,
                appointment.role,
                keccak256(abi.encodePacked(appointment.affiliations)),
                keccak256(appointment.signer),
                deadline
            )
        );
    }

    function hashObject(bytes32 round, uint8 seat, uint32 owner, bytes32 document, uint40 deadline)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(OBJECT, round, seat, owner, document, deadline));
    }

    function hashSetPanel(bytes32 round, uint8 seatCount, uint16 excluded, uint40 deadline)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(SET_PANEL, round, seatCount, excluded, deadline));
    }

    function hashSeal(IRoundRegistry.Sealing memory sealing, uint40 deadline) internal pure returns (bytes32) {
        return keccak256(abi.encode(SEAL, sealing.round, sealing.seat, sealing.commitment, deadline));
    }

    function hashReview(IRoundRegistry.Submission memory submission, uint40 deadline)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(
            abi.encode(
                REVIEW,
                submission.round,
                submission.seat,
                submission.reviewDigest,
                submission.ratings,
                submission.sequence,
                deadline
            )
        );
    }

    function hashReply(bytes32 round, uint32 owner, bytes32 replyDigest, uint40 deadline)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(REPLY, round, owner, replyDigest, deadline));
    }

    function hashAddSeat(bytes32 round, uint32 institution, Role role, uint40 deadline)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(ADD_SEAT, round, institution, role, deadline));
    }

    function hashAbandon(bytes32 round, bytes32 ground, uint40 deadline) internal pure returns (bytes32) {
        return keccak256(abi.encode(ABANDON, round, ground, deadline));
    }

    /// @notice What a seat seals before it reviews.
    function commitment(IRoundRegistry.Submission memory submission) internal pure returns (bytes32) {
        return keccak256(
            abi.encode(
                submission.round, submission.seat, submission.reviewDigest, submission.ratings, submission.salt
            )
        );
    }

    function _hashOpening(IRoundRegistry.Opening memory opening) private pure returns (bytes32 structHash) {
        bytes32 typeHash = OPENING;
        bytes memory encoded = abi.encode(opening);
        // Safety: `encoded` is 16 words as EIP-712 encodes them but for the five seats, words 8 to 12, in whose place stands
        // their hash. Writes inside `encoded` only, which nothing else uses.
        assembly ("memory-safe") {
            let words := add(encoded, 0x20)
            mstore(add(words, 0x100), keccak256(add(words, 0x100), 0xa0))
            mcopy(add(words, 0x120), add(words, 0x1a0), 0x60)
            mstore(encoded, typeHash)
            structHash := keccak256(encoded, 0x1a0)
        }
    }
}
