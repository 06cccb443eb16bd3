// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {InstitutionRegistry} from "../institution/InstitutionRegistry.sol";
import {ICourseRegistry} from "../interfaces/ICourseRegistry.sol";
import {Authorization, Part, Purposes} from "../types/Types.sol";

/// @title What is kept of courses, and the questions about it
/// @notice Courses are numbered, so that a version's one word names its course, and an institution's one word at a course
/// is found by two numbers.
abstract contract CourseStore is ICourseRegistry, InstitutionRegistry {
    /// @dev How far an invitation to a part came. A part is offered once.
    enum Offer {
        None,
        Open,
        Taken,
        Ended
    }

    /// @dev A course: one word (64 bits). `number` 0: none.
    struct Course {
        uint32 number;
        uint32 owners;
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

    /// @dev What a version's first word holds (192 bits). `course`: number of the course; 0: no such version.
    struct VersionRecord {
        uint32 course;
        uint32 publisher;
        uint40 publishedAt;
        uint40 retiredAt;
        uint40 teachOutUntil;
        bool minor;
    }

    uint256 internal constant MAX_OWNERS = 8;

    mapping(bytes32 course => Course) internal _courses;
    /// @dev Ids of the courses; that of number n at n - 1.
    bytes32[] internal _courseIds;
    mapping(uint32 course => mapping(uint32 institution => Party)) internal _parties;
    /// @dev When somebody last became party to a course after its registration.
    mapping(uint32 course => uint40 time) internal _joinedAt;
    mapping(bytes32 version => VersionRecord) internal _versionRecords;
    mapping(bytes32 version => bytes32 previous) internal _previous;

    function _openWindow(uint32 course, uint32 member, Part part) internal {
        Party storage party = _parties[course][member];
        _joinedAt[course] = _now();
        _setOffer(party, part, Offer.Taken);
        if (part == Part.Owner) party.ownerFrom = _now();
        else party.delivererFrom = _now();
    }

    function _closeWindow(Party storage party, Part part) internal {
        _setOffer(party, part, Offer.Ended);
        if (part == Part.Owner) party.ownerUntil = _now();
        else party.delivererUntil = _now();
    }

    function _setOffer(Party storage party, Part part, Offer offer) internal {
        if (part == Part.Owner) party.owner = offer;
        else party.deliverer = offer;
    }

    /// @dev Also refuses None as a part.
    function _offer(Party storage party, Part part) internal view returns (Offer) {
        if (part == Part.None) revert Course_InvalidPart(part);
        return part == Part.Owner ? party.owner : party.deliverer;
    }

    function _mayIssue(bytes32 version_, uint32 member, uint256 time) internal view returns (bool) {
        VersionRecord storage record = _versionRecords[version_];
        if (record.course == 0 || time < record.publishedAt) return false;
        if (record.retiredAt != 0 && time > record.teachOutUntil) return false;
        Party storage party = _parties[record.course][member];
        return _holds(party.ownerFrom, party.ownerUntil, time) || _holds(party.delivererFrom, party.delivererUntil, time);
    }

    /// @dev Whether an institution, or one that is merged into it, was party to the course of this number.
    function _wasTied(uint32 course, uint32 member, uint256 from, uint256 to) internal view returns (bool) {
        if (_wasParty(course, member, from, to)) return true;
        for (uint256 list = _members[member].predecessors; list != 0; list >>= 32) {
            if (_wasParty(course, uint32(list), from, to)) return true;
        }
        return false;
    }

    function _wasParty(uint32 course, uint32 member, uint256 from, uint256 to) private view returns (bool) {
        Party storage party = _parties[course][member];
        return _touches(party.ownerFrom, party.ownerUntil, from, to)
            || _touches(party.delivererFrom, party.delivererUntil, from, to);
    }

    /// @dev Whether a time is inside the window `[start, end)`. `start` 0: never; `end` 0: open.
    function _holds(uint40 start, uint40 end, uint256 time) internal pure returns (bool) {
        return start != 0 && start <= time && (end == 0 || time < end);
    }

    /// @dev Whether the part was held at some moment of the seconds `[from, to]`. The second of the end counts: what was
    /// done in it before the end was done by a party, also if the part began in that very second.
    function _touches(uint40 start, uint40 end, uint256 from, uint256 to) private pure returns (bool) {
        return start != 0 && start <= to && from <= to && (end == 0 || from <= end);
    }

    function _requirePublisher(uint32 member, bytes32 structHash, Authorization calldata authorization) internal view {
        requireAuthorised(member, _authorise(structHash, authorization), Purposes.PUBLISH);
    }

    /// @return number The course's.
    function _requireCourse(bytes32 course) internal view returns (uint32 number) {
        number = _courses[course].number;
        if (number == 0) revert Course_Unknown(course);
    }

    /// @return number The course's.
    function _requireCourseOwner(bytes32 course, uint32 member) internal view returns (uint32 number) {
        number = _requireCourse(course);
        if (_parties[number][member].owner != Offer.Taken) revert Course_NotOwner(course, member);
    }

    /// @param course Number of the version's course.
    function _requireVersionOwner(bytes32 version_, uint32 course, uint32 member) internal view {
        if (course == 0) revert Course_UnknownVersion(version_);
        if (_parties[course][member].owner != Offer.Taken) revert Course_NotOwner(_courseIds[course - 1], member);
    }

    function _requireRoom(bytes32 course) internal view {
        if (_courses[course].owners >= MAX_OWNERS) revert Course_TooManyOwners(course);
    }
}
