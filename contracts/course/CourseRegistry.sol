// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Predecessors} from "../institution/Predecessors.sol";
import {ICourseRegistry} from "../interfaces/ICourseRegistry.sol";
import {Authorization, Part} from "../types/Types.sol";
import {CourseActs} from "./CourseActs.sol";
import {CourseStore} from "./CourseStore.sol";

/// @title Courses, who owns and delivers them, and their versions
/// @notice See ICourseRegistry. Facts only, no owner: who may act follows from the institutions' keys and from windows.
abstract contract CourseRegistry is CourseStore {
    uint256 internal constant MAX_CODE_LENGTH = 63;

    /// @inheritdoc ICourseRegistry
    function registerCourse(uint32 member, string calldata code, Authorization calldata authorization)
        external
        returns (bytes32 course)
    {
        bytes32 codeHash = keccak256(bytes(code));
        _requirePublisher(
            member,
            keccak256(abi.encode(CourseActs.REGISTER_COURSE, member, codeHash, authorization.deadline)),
            authorization
        );
        if (!_isCode(bytes(code))) revert Course_InvalidCode(code);
        course = keccak256(abi.encode(member, codeHash));
        if (_courses[course].number != 0) revert Course_Taken(course);

        _courseIds.push(course);
        uint32 number = uint32(_courseIds.length);
        _courses[course] = Course({number: number, owners: 1});
        Party storage party = _parties[number][member];
        party.owner = Offer.Taken;
        party.ownerFrom = _now();
        emit CourseRegistered(course, member, code);
    }

    /// @inheritdoc ICourseRegistry
    function inviteParty(bytes32 course, uint32 by, uint32 member, Part part, Authorization calldata authorization)
        external
    {
        bytes32 structHash =
            keccak256(abi.encode(CourseActs.INVITE_PARTY, course, by, member, part, authorization.deadline));
        _requirePublisher(by, structHash, authorization);
        Party storage party = _parties[_requireCourseOwner(course, by)][member];
        if (_offer(party, part) != Offer.None) revert Course_PartTaken(course, member, part);
        if (part == Part.Owner) _requireRoom(course);

        _setOffer(party, part, Offer.Open);
        emit PartyInvited(course, member, part, by);
    }

    /// @inheritdoc ICourseRegistry
    function acceptPart(bytes32 course, uint32 member, Part part, Authorization calldata authorization) external {
        bytes32 structHash =
            keccak256(abi.encode(CourseActs.ACCEPT_PART, course, member, part, authorization.deadline));
        _requirePublisher(member, structHash, authorization);
        uint32 number = _requireCourse(course);
        if (_offer(_parties[number][member], part) != Offer.Open) revert Course_NotInvited(course, member, part);
        if (part == Part.Owner) _requireRoom(course);

        if (part == Part.Owner) _courses[course].owners += 1;
        _openWindow(number, member, part);
        emit PartyAccepted(course, member, part);
    }

    /// @inheritdoc ICourseRegistry
    function endPart(bytes32 course, uint32 by, uint32 member, Part part, Authorization calldata authorization)
        external
    {
        bytes32 structHash =
            keccak256(abi.encode(CourseActs.END_PART, course, by, member, part, authorization.deadline));
        _requirePublisher(by, structHash, authorization);
        uint32 number = by == member ? _requireCourse(course) : _requireCourseOwner(course, by);
        Party storage party = _parties[number][member];
        Offer offer = _offer(party, part);
        if (offer != Offer.Open && offer != Offer.Taken) revert Course_NotInvited(course, member, part);
        if (offer == Offer.Taken && part == Part.Owner) {
            if (_courses[course].owners == 1) revert Course_LastOwner(course, member);
            _courses[course].owners -= 1;
        }

        if (offer == Offer.Taken) _closeWindow(party, part);
        else _setOffer(party, part, Offer.Ended);
        emit PartyEnded(course, member, part, by);
    }

    /// @inheritdoc ICourseRegistry
    function inheritPart(
        bytes32 course,
        uint32 member,
        uint32 predecessor,
        Part part,
        Authorization calldata authorization
    ) external {
        bytes32 structHash =
            keccak256(abi.encode(CourseActs.INHERIT_PART, course, member, predecessor, part, authorization.deadline));
        _requirePublisher(member, structHash, authorization);
        uint32 number = _requireCourse(course);
        Party storage before = _parties[number][predecessor];
        bool heir = Predecessors.includes(_members[member].predecessors, predecessor);
        if (_offer(before, part) != Offer.Taken || !heir) revert Course_NotHeir(course, member, predecessor);
        if (_offer(_parties[number][member], part) != Offer.None) revert Course_PartTaken(course, member, part);

        // One leaves and one comes: the number of owners stays.
        _closeWindow(before, part);
        _openWindow(number, member, part);
        emit PartyInherited(course, member, part, predecessor);
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
        uint32 number = _requireCourseOwner(course, by);
        // The first version follows nothing, so it cannot be a minor change either.
        if (previous == 0 ? minor : _versionRecords[previous].course != number) {
            revert Course_WrongPrevious(course, previous);
        }
        id = keccak256(abi.encode(course, descriptorDigest));
        if (_versionRecords[id].course != 0) revert Course_VersionTaken(id);

        _versionRecords[id] = VersionRecord({
            course: number,
            publisher: by,
            publishedAt: _now(),
            retiredAt: 0,
            teachOutUntil: 0,
            minor: minor
        });
        if (previous != 0) _previous[id] = previous;
        emit VersionPublished(course, id, descriptorDigest, previous, minor, by);
    }

    /// @inheritdoc ICourseRegistry
    function retireVersion(bytes32 id, uint32 by, uint40 teachOutUntil, Authorization calldata authorization) external {
        bytes32 structHash =
            keccak256(abi.encode(CourseActs.RETIRE_VERSION, id, by, teachOutUntil, authorization.deadline));
        _requirePublisher(by, structHash, authorization);
        VersionRecord storage record = _versionRecords[id];
        _requireVersionOwner(id, record.course, by);
        uint40 end = teachOutUntil == 0 ? _now() : teachOutUntil;
        bool retired = record.retiredAt != 0;
        if (end < block.timestamp || (retired && end >= record.teachOutUntil)) {
            revert Course_InvalidTeachOut(end, block.timestamp);
        }

        if (!retired) record.retiredAt = _now();
        record.teachOutUntil = end;
        emit VersionRetired(id, end, by);
    }

    /// @inheritdoc ICourseRegistry
    function isParty(bytes32 course, uint32 member, Part part, uint256 time) external view returns (bool) {
        Party memory party = _parties[_courses[course].number][member];
        if (part == Part.Owner) return _holds(party.ownerFrom, party.ownerUntil, time);
        return part == Part.Deliverer && _holds(party.delivererFrom, party.delivererUntil, time);
    }

    /// @inheritdoc ICourseRegistry
    function wasTied(bytes32 course, uint32 member, uint256 from, uint256 to) external view returns (bool) {
        return _wasTied(_courses[course].number, member, from, to);
    }

    /// @inheritdoc ICourseRegistry
    function mayIssue(bytes32 id, uint32 member, uint256 time) external view returns (bool) {
        return _mayIssue(id, member, time);
    }

    /// @inheritdoc ICourseRegistry
    function tiesChangedAt(bytes32 id) external view returns (uint40) {
        uint40 joinedAt = _joinedAt[_versionRecords[id].course];
        return joinedAt > _mergedAt ? joinedAt : _mergedAt;
    }

    /// @inheritdoc ICourseRegistry
    function firstTied(bytes32 id, uint32[] calldata members, uint256 from, uint256 to)
        external
        view
        returns (uint32)
    {
        uint32 course = _versionRecords[id].course;
        for (uint256 i = 0; i < members.length; ++i) {
            if (_wasTied(course, members[i], from, to)) return members[i];
        }
        return 0;
    }

    /// @inheritdoc ICourseRegistry
    function requireOwner(bytes32 id, uint32 member) external view returns (bool retired) {
        VersionRecord storage record = _versionRecords[id];
        _requireVersionOwner(id, record.course, member);
        return record.retiredAt != 0;
    }

    /// @inheritdoc ICourseRegistry
    function version(bytes32 id) external view returns (Version memory) {
        VersionRecord memory record = _versionRecords[id];
        return Version({
            course: courseOf(id),
            previous: _previous[id],
            publisher: record.publisher,
            minor: record.minor,
            publishedAt: record.publishedAt,
            retiredAt: record.retiredAt,
            teachOutUntil: record.teachOutUntil
        });
    }

    /// @inheritdoc ICourseRegistry
    function courseOf(bytes32 id) public view returns (bytes32) {
        uint32 number = _versionRecords[id].course;
        return number == 0 ? bytes32(0) : _courseIds[number - 1];
    }

    /// @inheritdoc ICourseRegistry
    function windows(bytes32 course, uint32 member) external view returns (Windows memory) {
        Party memory party = _parties[_courses[course].number][member];
        return Windows(party.ownerFrom, party.ownerUntil, party.delivererFrom, party.delivererUntil);
    }

    /// @inheritdoc ICourseRegistry
    function ownerCount(bytes32 course) external view returns (uint256) {
        return _courses[course].owners;
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
}
