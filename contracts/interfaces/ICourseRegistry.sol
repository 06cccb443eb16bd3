// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Authorization, Part} from "../types/Types.sol";
import {IAuthorized} from "./IAuthorized.sol";

/// @title Courses, who owns and delivers them, and their versions
/// @notice Course id = keccak256(abi.encode(uint32 registering institution, bytes32 keccak256(code))); version id =
/// keccak256(abi.encode(course, descriptorDigest)). Versions are immutable; retirement only adds an end.
interface ICourseRegistry is IAuthorized {
    /// @notice An institution's windows at a course. Unix seconds; `from` 0: never; `until` 0: open.
    struct Windows {
        uint40 ownerFrom;
        uint40 ownerUntil;
        uint40 delivererFrom;
        uint40 delivererUntil;
    }

    /// @notice A version. `retiredAt` 0: not retired; `teachOutUntil`: last second in which a batch may be anchored.
    struct Version {
        bytes32 course;
        bytes32 previous;
        uint32 publisher;
        bool minor;
        uint40 publishedAt;
        uint40 retiredAt;
        uint40 teachOutUntil;
    }

    event CourseRegistered(bytes32 indexed course, uint32 indexed institution, string code);
    event PartyInvited(bytes32 indexed course, uint32 indexed institution, Part part, uint32 by);
    event PartyAccepted(bytes32 indexed course, uint32 indexed institution, Part part);
    /// @notice The successor of a merged institution took its part over.
    event PartyInherited(bytes32 indexed course, uint32 indexed institution, Part part, uint32 predecessor);
    event PartyEnded(bytes32 indexed course, uint32 indexed institution, Part part, uint32 by);
    event VersionPublished(
        bytes32 indexed course,
        bytes32 indexed version,
        bytes32 descriptorDigest,
        bytes32 previous,
        bool minor,
        uint32 publisher
    );
    event VersionRetired(bytes32 indexed version, uint40 teachOutUntil, uint32 by);

    /// @notice A course code is `[a-z0-9][a-z0-9-]{0,62}`.
    error Course_InvalidCode(string code);
    error Course_Taken(bytes32 course);
    error Course_Unknown(bytes32 course);
    error Course_UnknownVersion(bytes32 version);
    error Course_VersionTaken(bytes32 version);
    /// @notice The institution does not own the course now.
    error Course_NotOwner(bytes32 course, uint32 institution);
    /// @notice Eight owners already.
    error Course_TooManyOwners(bytes32 course);
    /// @notice The institution has no open invitation to this part; from `endPart`: neither that nor the part itself.
    error Course_NotInvited(bytes32 course, uint32 institution, Part part);
    /// @notice A course keeps at least one owner.
    error Course_LastOwner(bytes32 course, uint32 institution);
    /// @notice The institution holds, held or was offered this part before.
    error Course_PartTaken(bytes32 course, uint32 institution, Part part);
    error Course_InvalidPart(Part part);
    /// @notice The predecessor did not merge into the institution, or does not hold the part.
    error Course_NotHeir(bytes32 course, uint32 institution, uint32 predecessor);
    /// @notice The previous version is of another course.
    error Course_WrongPrevious(bytes32 course, bytes32 previous);
    /// @notice A teach-out ends now or later and may only shorten. Unix seconds.
    error Course_InvalidTeachOut(uint40 until, uint256 now_);

    /// @notice Registers a course. By a PUBLISH key of `institution`, which becomes its first owner.
    /// EIP-712: `RegisterCourse(uint32 institution,string code,uint40 deadline)`.
    function registerCourse(uint32 institution, string calldata code, Authorization calldata authorization)
        external
        returns (bytes32 course);

    /// @notice Invites an institution to own or deliver. By a PUBLISH key of the owner `by`. Counts only once accepted:
    /// else naming a rival would bar its reviewers.
    /// EIP-712: `InviteParty(bytes32 course,uint32 by,uint32 institution,uint8 part,uint40 deadline)`.
    function inviteParty(
        bytes32 course,
        uint32 by,
        uint32 institution,
        Part part,
        Authorization calldata authorization
    ) external;

    /// @notice Accepts. By a PUBLISH key of the invited institution.
    /// EIP-712: `AcceptPart(bytes32 course,uint32 institution,uint8 part,uint40 deadline)`.
    function acceptPart(bytes32 course, uint32 institution, Part part, Authorization calldata authorization) external;

    /// @notice Ends a part now, or takes back an invitation that nobody accepted. By a PUBLISH key of `by`: the
    /// institution itself, or an owner. The last owner stays. A part that ended is not given again.
    /// EIP-712: `EndPart(bytes32 course,uint32 by,uint32 institution,uint8 part,uint40 deadline)`.
    function endPart(bytes32 course, uint32 by, uint32 institution, Part part, Authorization calldata authorization)
        external;

    /// @notice Takes over the part of an institution that merged into this one; the predecessor's window ends. By a
    /// PUBLISH key of `institution`.
    /// EIP-712: `InheritPart(bytes32 course,uint32 institution,uint32 predecessor,uint8 part,uint40 deadline)`.
    function inheritPart(
        bytes32 course,
        uint32 institution,
        uint32 predecessor,
        Part part,
        Authorization calldata authorization
    ) external;

    /// @notice Publishes a version. By a PUBLISH key of the owner `by`. `previous` 0: the first.
    /// EIP-712: `PublishVersion(bytes32 course,uint32 by,bytes32 descriptorDigest,bytes32 previous,bool minor,
    /// uint40 deadline)` (one line).
    function publishVersion(
        bytes32 course,
        uint32 by,
        bytes32 descriptorDigest,
        bytes32 previous,
        bool minor,
        Authorization calldata authorization
    ) external returns (bytes32 version);

    /// @notice Retires a version. By a PUBLISH key of the owner `by`. `teachOutUntil` 0: now.
    /// EIP-712: `RetireVersion(bytes32 version,uint32 by,uint40 teachOutUntil,uint40 deadline)`.
    function retireVersion(bytes32 version, uint32 by, uint40 teachOutUntil, Authorization calldata authorization)
        external;

    /// @notice Whether the institution owned (Owner) or delivered (Deliverer) the course at a time. Of a time to come it
    /// answers as if nothing changed until then; `wasTied` and `mayIssue` do too.
    function isParty(bytes32 course, uint32 institution, Part part, uint256 time) external view returns (bool);

    /// @notice Whether the institution owned or delivered the course at some moment of the seconds `[from, to]`, Unix
    /// time, itself or through an institution that merged into it. The second in which a part ended counts, so that a
    /// part of a single second is a tie too.
    function wasTied(bytes32 course, uint32 institution, uint256 from, uint256 to) external view returns (bool);

    /// @notice Whether the institution might issue for the version at a time: owner or deliverer, published by then,
    /// not past its teach-out. False for an unknown version.
    function mayIssue(bytes32 version, uint32 institution, uint256 time) external view returns (bool);

    /// @notice The first of the institutions with a tie to the version's course at some moment of `[from, to]`; 0: none.
    function firstTied(bytes32 version, uint32[] calldata institutions, uint256 from, uint256 to)
        external
        view
        returns (uint32);

    /// @notice Latest second in which a tie to the version's course may have come up: somebody became its owner or deliverer,
    /// or one institution merged into another. Who had no tie then has none since. 0: never.
    function tiesChangedAt(bytes32 version) external view returns (uint40);

    /// @notice Reverts `Course_UnknownVersion`, `Course_NotOwner`, unless the institution owns the version's course now.
    /// @return retired Whether the version is retired.
    function requireOwner(bytes32 version, uint32 institution) external view returns (bool retired);

    function version(bytes32 id) external view returns (Version memory);

    /// @notice Course of a version; 0 for an unknown one.
    function courseOf(bytes32 version) external view returns (bytes32);

    function windows(bytes32 course, uint32 institution) external view returns (Windows memory);

    /// @notice Whether a course exists, and how many owners it has now.
    function ownerCount(bytes32 course) external view returns (uint256);
}
