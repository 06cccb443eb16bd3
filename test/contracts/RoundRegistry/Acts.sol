// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRoundRegistry} from "../../../contracts/interfaces/IRoundRegistry.sol";
import {Role} from "../../../contracts/types/Types.sol";

/// @title Struct hashes of the acts on rounds, written apart from the contracts' own code
library Acts {
    uint40 private constant DEADLINE = type(uint40).max;
    string private constant OPENING = "Opening(bytes32 version,bytes32 rubric,uint32 n,uint32 owner,uint32 convener,"
        "uint8 purpose,uint8 basis,uint8 route,uint8[5] seats,uint32 validity,uint40 reviewUntil,bytes32 document)";

    function open(IRoundRegistry.Opening memory o) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256(bytes(string.concat("OpenRound(Opening opening,uint40 deadline)", OPENING)));
        return keccak256(abi.encode(typeHash, _opening(o), DEADLINE));
    }

    function openAppeal(bytes32 appealed, IRoundRegistry.Opening memory o) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256(
            bytes(string.concat("OpenAppeal(bytes32 appealed,Opening opening,uint40 deadline)", OPENING))
        );
        return keccak256(abi.encode(typeHash, appealed, _opening(o), DEADLINE));
    }

    function accept(bytes32 round) internal pure returns (bytes32) {
        return keccak256(abi.encode(keccak256("AcceptRound(bytes32 round,uint40 deadline)"), round, DEADLINE));
    }

    function appoint(IRoundRegistry.Appointment memory a) internal pure returns (bytes32) {
        bytes memory list;
        for (uint256 i = 0; i < a.affiliations.length; ++i) {
            list = bytes.concat(list, bytes32(uint256(a.affiliations[i])));
        }
        bytes32 typeHash = keccak256(
            "AppointSeat(bytes32 round,uint8 seat,uint32 institution,uint8 role,uint32[] affiliations,bytes signer,uint40 deadline)"
        );
        bytes memory data = abi.encode(typeHash, a.round, a.seat, a.institution, a.role);
        return keccak256(bytes.concat(data, abi.encode(keccak256(list), keccak256(a.signer), DEADLINE)));
    }

    function objectTo(bytes32 round, uint8 seat, uint32 owner, bytes32 document) internal pure returns (bytes32) {
        bytes32 typeHash =
            keccak256("ObjectToSeat(bytes32 round,uint8 seat,uint32 owner,bytes32 document,uint40 deadline)");
        return keccak256(abi.encode(typeHash, round, seat, owner, document, DEADLINE));
    }

    function setPanel(bytes32 round, uint8 seatCount, uint16 excluded) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256("SetPanel(bytes32 round,uint8 seatCount,uint16 excluded,uint40 deadline)");
        return keccak256(abi.encode(typeHash, round, seatCount, excluded, DEADLINE));
    }

    function seal(IRoundRegistry.Sealing memory s) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256("Seal(bytes32 round,uint8 seat,bytes32 commitment,uint40 deadline)");
        return keccak256(abi.encode(typeHash, s.round, s.seat, s.commitment, DEADLINE));
    }

    function addSeat(bytes32 round, uint32 institution, Role role) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256("AddSeat(bytes32 round,uint32 institution,uint8 role,uint40 deadline)");
        return keccak256(abi.encode(typeHash, round, institution, role, DEADLINE));
    }

    function review(IRoundRegistry.Submission memory s, uint40 deadline) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256(
            "Review(bytes32 round,uint8 seat,bytes32 reviewDigest,uint256 ratings,uint32 sequence,uint40 deadline)"
        );
        return keccak256(abi.encode(typeHash, s.round, s.seat, s.reviewDigest, s.ratings, s.sequence, deadline));
    }

    function review(IRoundRegistry.Submission memory s) internal pure returns (bytes32) {
        return review(s, DEADLINE);
    }

    function reply(bytes32 round, uint32 owner, bytes32 digest) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256("Reply(bytes32 round,uint32 owner,bytes32 replyDigest,uint40 deadline)");
        return keccak256(abi.encode(typeHash, round, owner, digest, DEADLINE));
    }

    function abandon(bytes32 round, bytes32 ground) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256("AbandonRound(bytes32 round,bytes32 ground,uint40 deadline)");
        return keccak256(abi.encode(typeHash, round, ground, DEADLINE));
    }

    function _opening(IRoundRegistry.Opening memory o) private pure returns (bytes32) {
        bytes memory seats;
        for (uint256 i = 0; i < 5; ++i) {
            seats = bytes.concat(seats, bytes32(uint256(o.seats[i])));
        }
        bytes memory data = abi.encode(keccak256(bytes(OPENING)), o.version, o.rubric, o.n, o.owner, o.convener);
        data = bytes.concat(data, abi.encode(o.purpose, o.basis, o.route, keccak256(seats)));
        data = bytes.concat(data, abi.encode(o.validity, o.reviewUntil, o.document));
        return keccak256(data);
    }
}
