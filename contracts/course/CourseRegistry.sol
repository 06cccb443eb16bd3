// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICourseRegistry} from "../interfaces/ICourseRegistry.sol";
import {IInstitutionRegistry} from "../interfaces/IInstitutionRegistry.sol";
import {Authorized} from "../libraries/Authorized.sol";
import {Authorization, Part, Purposes} from "../types/Types.sol";
import {CourseActs} from "./CourseActs.sol";

/// @title Courses, who owns and delivers them, and their versions
/// @notice See ICourseRegistry. Facts only, no owner: who may act follows from the institutions' keys and from windows.
contract CourseRegistry is ICourseRegistry, Authorized {
    /// @dev How far an invitation to a part came. A part is offered once.
    enum Offer {
        None,
        Open,
        Taken,
        Ended
    }

    /// @dev An institution at a course: one word (176 bits). A window is `[from, until)`.
    struct Party {
        uint40 ownerFrom;
        uint40 ownerUntil;
        uint40 delivererFrom;
        uint40 delivererUntil;
        Offer owner;
        Offer deliverer;
    }

    uint256 internal constant MAX_OWNERS = 8;
    uint256 internal constant MAX_CODE_LENGTH = 63;

    IInstitutionRegistry public immutable institutions;

    /// @inheritdoc ICourseRegistry
    mapping(bytes32 course => uint256 owners) public ownerCount;
    mapping(bytes32 course => mapping(uint32 institution => Party)) internal _parties;
    mapping(bytes32 version => Version) internal _versions;

    constructor(address verifier_, IInstitutionRegistry institutions_) Authorized(verifier_) {
        institutions = institutions_;
    }

    /// @inheritdoc ICourseRegistry
    function registerCourse(uint32 institution, string calldata code, Authorization calldata authorization)
        external
        returns (bytes32 course)
    {
        bytes32 codeHash = keccak256(bytes(code));
        _requirePublisher(
            institution,
            keccak256(abi.encode(CourseActs.REGISTER_COURSE, institution, codeHash, authorization.deadline)),
            authorization
        );
        if (!_isCode(bytes(code))) revert Course_InvalidCode(code);
        course = keccak256(abi.encode(institution, codeHash));
        if (ownerCount[course] != 0) revert Course_Taken(course);

        ownerCount[course] = 1;
        Party storage party = _parties[course][institution];
        party.owner = Offer.Taken;
        party.ownerFrom = uint40(block.timestamp);
        emit CourseRegistered(course, institution, code);
    }

    /// @inheritdoc ICourseRegistry
    function inviteParty(
        bytes32 course,
        uint32 by,
        uint32 institution,
        Part part,
        Authorization calldata authorization
    ) external {
        bytes32 structHash =
            keccak256(abi.encode(CourseActs.INVITE_PARTY, course, by, institution, part, authorization.deadline));
        _requirePublisher(by, structHash, authorization);
        _requireOwner(course, by);
        if (_offer(course, institution, part) != Offer.None) revert Course_PartTaken(course, institution, part);
        if (part == Part.Owner) _requireRoom(course);

        _setOffer(course, institution, part, Offer.Open);
        emit PartyInvited(course, institution, part, by);
    }

    /// @inheritdoc ICourseRegistry
    function acceptPart(bytes32 course, uint32 institution, Part part, Authorization calldata authorization) external {
        bytes32 structHash =
            keccak256(abi.encode(CourseActs.ACCEPT_PART, course, institution, part, authorization.deadline));
        _requirePublisher(institution, structHash, authorization);
        _requireCourse(course);
        if (_offer(course, institution, part) != Offer.Open) revert Course_NotInvited(course, institution, part);

        _setOffer(course, institution, part, Offer.Taken);
        Party storage party = _parties[course][institution];
        if (part == Part.Owner) {
            _requireRoom(course);
            ownerCount[course] += 1;
            party.ownerFrom = uint40(block.timestamp);
        } else {
            party.delivererFrom = uint40(block.timestamp);
        }
        emit PartyAccepted(course, institution, part);
    }

    /// @inheritdoc ICourseRegistry
    function endPart(bytes32 course, uint32 by, uint32 institution, Part part, Authorization calldata authorization)
        external
    {
        bytes32 structHash =
            keccak256(abi.encode(CourseActs.END_PART, course, by, institution, part, authorization.deadline));
        _requirePublisher(by, structHash, authorization);
        if (by == institution) _requireCourse(course);
        else _requireOwner(course, by);
        Offer offer = _offer(course, institution, part);
        if (offer != Offer.Open && offer != Offer.Taken) revert Course_NotInvited(course, institution, part);

        _setOffer(course, institution, part, Offer.Ended);
        if (offer == Offer.Taken) _closeWindow(course, institution, part);
        emit PartyEnded(course, institution, part, by);
    }

    /// @inheritdoc ICourseRegistry
    function publishVersion(
        bytes32 course,
        uint32 by,
        bytes32 descriptorDigest,
        bytes32 previous,
        bool minor,
        Authorization calldata authorization
    ) external returns (bytes32 id) {
        bytes32 structHash = keccak256(
            abi.encode(
                CourseActs.PUBLISH_VERSION, course, by, descriptorDigest, previous, minor, authorization.deadline
            )
        );
        _requirePublisher(by, structHash, authorization);
        _requireOwner(course, by);
        // The first version follows nothing, so it cannot be a minor change either.
        if (previous == 0 ? minor : _versions[previous].course != course) {
            revert Course_WrongPrevious(course, previous);
        }
        id = keccak256(abi.encode(course, descriptorDigest));
        if (_versions[id].publishedAt != 0) revert Course_VersionTaken(id);

        _versions[id] = Version({
            course: course,
            previous: previous,
            publisher: by,
            minor: minor,
            publishedAt: uint40(block.timestamp),
            retiredAt: 0,
            teachOutUntil: 0
        });
        emit VersionPublished(course, id, descriptorDigest, previous, minor, by);
    }

    /// @inheritdoc ICourseRegistry
    function retireVersion(bytes32 id, uint32 by, uint40 teachOutUntil, Authorization calldata authorization) external {
        bytes32 structHash =
            keccak256(abi.encode(CourseActs.RETIRE_VERSION, id, by, teachOutUntil, authorization.deadline));
        _requirePublisher(by, structHash, authorization);
        Version storage record = _versions[id];
        if (record.publishedAt == 0) revert Course_UnknownVersion(id);
        _requireOwner(record.course, by);
        uint40 end = teachOutUntil == 0 ? uint40(block.timestamp) : teachOutUntil;
        if (end < block.timestamp || (record.retiredAt != 0 && end >= record.teachOutUntil)) {
            revert Course_InvalidTeachOut(end, block.timestamp);
        }

        if (record.retiredAt == 0) record.retiredAt = uint40(block.timestamp);
        record.teachOutUntil = end;
        emit VersionRetired(id, end, by);
    }

    /// @inheritdoc ICourseRegistry
    function isParty(bytes32 course, uint32 institution, Part part, uint256 time) external view returns (bool) {
        Party memory party = _parties[course][institution];
        if (part == Part.Owner) return _holds(party.ownerFrom, party.ownerUntil, time);
        return part == Part.Deliverer && _holds(party.delivererFrom, party.delivererUntil, time);
    }

    /// @inheritdoc ICourseRegistry
    function wasTied(bytes32 course, uint32 institution, uint256 from, uint256 to) external view returns (bool) {
        Party memory party = _parties[course][institution];
        return _touches(party.ownerFrom, party.ownerUntil, from, to)
            || _touches(party.delivererFrom, party.delivererUntil, from, to);
    }

    /// @inheritdoc ICourseRegistry
    function mayIssue(bytes32 id, uint32 institution, uint256 time) external view returns (bool) {
        Version storage record = _versions[id];
        uint40 publishedAt = record.publishedAt;
        if (publishedAt == 0 || time < publishedAt) return false;
        if (record.retiredAt != 0 && time > record.teachOutUntil) return false;
        Party memory party = _parties[record.course][institution];
        return _holds(party.ownerFrom, party.ownerUntil, time) || _holds(party.delivererFrom, party.delivererUntil, time);
    }

    /// @inheritdoc ICourseRegistry
    function version(bytes32 id) external view returns (Version memory) {
        return _versions[id];
    }

    /// @inheritdoc ICourseRegistry
    function courseOf(bytes32 id) external view returns (bytes32) {
        return _versions[id].course;
    }

    /// @inheritdoc ICourseRegistry
    function windows(bytes32 course, uint32 institution) external view returns (Windows memory) {
        Party memory party = _parties[course][institution];
        return Windows(party.ownerFrom, party.ownerUntil, party.delivererFrom, party.delivererUntil);
    }

    function _closeWindow(bytes32 course, uint32 institution, Part part) internal {
        Party storage party = _parties[course][institution];
        if (part == Part.Owner) {
            if (ownerCount[course] == 1) revert Course_LastOwner(course, institution);
            ownerCount[course] -= 1;
            party.ownerUntil = uint40(block.timestamp);
        } else {
            party.delivererUntil = uint40(block.timestamp);
        }
    }

    function _setOffer(bytes32 course, uint32 institution, Part part, Offer offer) internal {
        Party storage party = _parties[course][institution];
        if (part == Part.Owner) party.owner = offer;
        else party.deliverer = offer;
    }

    function _offer(bytes32 course, uint32 institution, Part part) internal view returns (Offer) {
        if (part == Part.None) revert Course_InvalidPart(part);
        Party storage party = _parties[course][institution];
        return part == Part.Owner ? party.owner : party.deliverer;
    }

    /// @dev Whether a time is inside the window `[start, end)`. `start` 0: never; `end` 0: open.
    function _holds(uint40 start, uint40 end, uint256 time) internal pure returns (bool) {
        return start != 0 && start <= time && (end == 0 || time < end);
    }

    /// @dev Whether the part was held at some moment of the seconds `[from, to]`. The second of the end counts: what was
    /// done in it before the end was done by a party, also if the part began in that very second.
    function _touches(uint40 start, uint40 end, uint256 from, uint256 to) internal pure returns (bool) {
        return start != 0 && start <= to && from <= to && (end == 0 || from <= end);
    }

    /// @dev `[a-z0-9][a-z0-9-]{0,62}`.
    function _isCode(bytes calldata code) internal pure returns (bool) {
        if (code.length == 0 || code.length > MAX_CODE_LENGTH || code[0] == "-") return false;
        for (uint256 i = 0; i < code.length; ++i) {
            bytes1 character = code[i];
            bool allowed = (character >= "a" && character <= "z") || (character >= "0" && character <= "9");
            if (!allowed && character != "-") return false;
        }
        return true;
    }

    function _requirePublisher(uint32 institution, bytes32 structHash, Authorization calldata authorization)
        internal
        view
    {
        institutions.requireAuthorised(institution, _authorise(structHash, authorization), Purposes.PUBLISH);
    }

    function _requireCourse(bytes32 course) internal view {
        if (ownerCount[course] == 0) revert Course_Unknown(course);
    }

    function _requireOwner(bytes32 course, uint32 institution) internal view {
        _requireCourse(course);
        if (_parties[course][institution].owner != Offer.Taken) revert Course_NotOwner(course, institution);
    }

    function _requireRoom(bytes32 course) internal view {
        if (ownerCount[course] >= MAX_OWNERS) revert Course_TooManyOwners(course);
    }
}
