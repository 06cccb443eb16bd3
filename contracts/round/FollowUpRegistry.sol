// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICourseRegistry} from "../interfaces/ICourseRegistry.sol";
import {IFollowUpRegistry} from "../interfaces/IFollowUpRegistry.sol";
import {IInstitutionRegistry} from "../interfaces/IInstitutionRegistry.sol";
import {IRoundRegistry} from "../interfaces/IRoundRegistry.sol";
import {Authorized} from "../libraries/Authorized.sol";
import {Authorization, Purpose, Purposes, Stage} from "../types/Types.sol";

/// @title What follows a decision
/// @notice See IFollowUpRegistry. Facts only, no owner; governance rescinds and nothing else.
contract FollowUpRegistry is IFollowUpRegistry, Authorized {
    bytes32 internal constant CLOSE_CONDITIONS =
        keccak256("CloseConditions(bytes32 round,bytes32 document,uint40 deadline)");
    bytes32 internal constant CARRY_DECISION =
        keccak256("CarryDecision(bytes32 round,bytes32 version,uint40 deadline)");
    bytes32 internal constant RESCIND_DECISION =
        keccak256("RescindDecision(bytes32 round,bytes32 ground,uint40 deadline)");
    bytes32 internal constant FILE_CONCERN = keccak256(
        "FileConcern(bytes32 version,uint32 n,uint32 institution,bytes32 document,uint40 deadline)"
    );
    bytes32 internal constant ADMIT_CONCERN =
        keccak256("AdmitConcern(bytes32 concern,uint32 institution,uint40 deadline)");
    bytes32 internal constant CLOSE_CONCERN =
        keccak256("CloseConcern(bytes32 concern,uint32 institution,bytes32 document,uint40 deadline)");

    uint256 internal constant MAX_STEPS = 3;
    uint256 internal constant TIE_PERIOD = 3 * 365 days;

    IInstitutionRegistry public immutable institutions;
    ICourseRegistry public immutable courses;
    IRoundRegistry public immutable rounds;

    mapping(bytes32 round => FollowUp) internal _followUps;
    mapping(bytes32 round => mapping(bytes32 version => Carrying)) internal _carryings;
    mapping(bytes32 concern => Concern) internal _concerns;
    mapping(bytes32 version => uint32 count) internal _concernCount;
    /// @dev The first of a concern's two members that agreed to close it; 0: none yet.
    mapping(bytes32 concern => uint32 institution) internal _closing;

    constructor(
        address verifier_,
        IInstitutionRegistry institutions_,
        ICourseRegistry courses_,
        IRoundRegistry rounds_
    ) Authorized(verifier_) {
        institutions = institutions_;
        courses = courses_;
        rounds = rounds_;
    }

    /// @inheritdoc IFollowUpRegistry
    function closeConditions(bytes32 round, bytes32 document, Authorization calldata authorization) external {
        bytes32 structHash = keccak256(abi.encode(CLOSE_CONDITIONS, round, document, authorization.deadline));
        (, uint32 convener) = _requireConvener(round, structHash, authorization);
        if (document == 0) revert FollowUp_NoDocument();
        FollowUp storage followed = _followUps[round];
        if (followed.conditionsClosedAt != 0) revert FollowUp_ConditionsClosed(round);

        followed.conditionsClosedAt = uint40(block.timestamp);
        followed.conditions = document;
        emit ConditionsClosed(round, convener, document);
    }

    /// @inheritdoc IFollowUpRegistry
    function carry(bytes32 round, bytes32 version, Authorization calldata authorization) external {
        bytes32 structHash = keccak256(abi.encode(CARRY_DECISION, round, version, authorization.deadline));
        (bytes32 reviewed, uint32 convener) = _requireConvener(round, structHash, authorization);
        uint8 steps = _stepsTo(round, reviewed, version);

        _carryings[round][version] = Carrying({carriedAt: uint40(block.timestamp), steps: steps});
        emit DecisionCarried(round, version, convener, steps);
    }

    /// @inheritdoc IFollowUpRegistry
    function rescind(bytes32 round, bytes32 ground, Authorization calldata authorization) external {
        bytes32 structHash = keccak256(abi.encode(RESCIND_DECISION, round, ground, authorization.deadline));
        bytes32 actor = _authorise(structHash, authorization);
        bytes32 governance = institutions.governance();
        if (actor != governance) revert FollowUp_NotGovernance(governance, actor);
        _requireDecision(round);
        if (ground == 0) revert FollowUp_NoDocument();

        _followUps[round].rescindedAt = uint40(block.timestamp);
        emit DecisionRescinded(round, ground);
    }

    /// @inheritdoc IFollowUpRegistry
    function fileConcern(
        bytes32 version,
        uint32 n,
        uint32 institution,
        bytes32 document,
        Authorization calldata authorization
    ) external returns (bytes32 id) {
        bytes32 structHash =
            keccak256(abi.encode(FILE_CONCERN, version, n, institution, document, authorization.deadline));
        institutions.requireAuthorised(institution, _authorise(structHash, authorization), Purposes.CONVENE);
        _requireUntied(version, institution);
        if (document == 0) revert FollowUp_NoDocument();
        uint32 next = _concernCount[version] + 1;
        if (n != next) revert FollowUp_WrongNumber(next, n);

        id = _concernId(version, n);
        _concernCount[version] = n;
        _concerns[id] = Concern({
            version: version,
            filedBy: institution,
            admittedBy: 0,
            filedAt: uint40(block.timestamp),
            admittedAt: 0,
            closedAt: 0
        });
        emit ConcernFiled(id, version, institution, n, document);
    }

    /// @inheritdoc IFollowUpRegistry
    function admitConcern(bytes32 id, uint32 institution, Authorization calldata authorization) external {
        bytes32 structHash = keccak256(abi.encode(ADMIT_CONCERN, id, institution, authorization.deadline));
        institutions.requireAuthorised(institution, _authorise(structHash, authorization), Purposes.CONVENE);
        Concern storage filed = _requireConcern(id);
        if (filed.filedBy == institution || filed.admittedBy != 0) revert FollowUp_NotAdmissible(id, institution);
        _requireUntied(filed.version, institution);

        filed.admittedBy = institution;
        filed.admittedAt = uint40(block.timestamp);
        emit ConcernAdmitted(id, institution);
    }

    /// @inheritdoc IFollowUpRegistry
    function closeConcern(bytes32 id, uint32 institution, bytes32 document, Authorization calldata authorization)
        external
    {
        bytes32 structHash = keccak256(abi.encode(CLOSE_CONCERN, id, institution, document, authorization.deadline));
        institutions.requireAuthorised(institution, _authorise(structHash, authorization), Purposes.CONVENE);
        Concern storage admitted = _requireConcern(id);
        uint32 agreed = _closing[id];
        if (
            admitted.admittedBy == 0 || admitted.closedAt != 0 || agreed == institution
                || (institution != admitted.filedBy && institution != admitted.admittedBy)
        ) revert FollowUp_NotClosable(id, institution);
        if (document == 0) revert FollowUp_NoDocument();

        if (agreed == 0) _closing[id] = institution;
        else admitted.closedAt = uint40(block.timestamp);
        emit ConcernClosing(id, institution, agreed != 0, document);
    }

    /// @inheritdoc IFollowUpRegistry
    function followUp(bytes32 round) external view returns (FollowUp memory) {
        return _followUps[round];
    }

    /// @inheritdoc IFollowUpRegistry
    function carrying(bytes32 round, bytes32 version) external view returns (Carrying memory) {
        return _carryings[round][version];
    }

    /// @inheritdoc IFollowUpRegistry
    function concern(bytes32 id) external view returns (Concern memory) {
        return _concerns[id];
    }

    /// @inheritdoc IFollowUpRegistry
    function concernsOf(bytes32 version) external view returns (Concern[] memory list) {
        list = new Concern[](_concernCount[version]);
        for (uint256 i = 0; i < list.length; ++i) {
            list[i] = _concerns[_concernId(version, uint32(i + 1))];
        }
    }

    /// @dev The steps from the version that was reviewed to one that its decision may be carried to.
    function _stepsTo(bytes32 round, bytes32 reviewed, bytes32 version) internal view returns (uint8 steps) {
        ICourseRegistry.Version memory facts = courses.version(version);
        if (facts.publishedAt == 0) revert FollowUp_UnknownVersion(version);
        if (_carryings[round][version].steps != 0) revert FollowUp_AlreadyCarried(round, version);
        uint8 before = _carryings[round][facts.previous].steps;
        if (!facts.minor || (before == 0 && facts.previous != reviewed)) revert FollowUp_NotMinor(round, version);
        if (before == MAX_STEPS) revert FollowUp_TooManySteps(round, MAX_STEPS);
        return before + 1;
    }

    /// @dev The round has a decision that stands, and a CONVENE key of its convener acts.
    function _requireConvener(bytes32 round, bytes32 structHash, Authorization calldata authorization)
        internal
        view
        returns (bytes32 version, uint32 convener)
    {
        bytes32 actor = _authorise(structHash, authorization);
        (version, convener) = _requireDecision(round);
        institutions.requireAuthorised(convener, actor, Purposes.CONVENE);
    }

    /// @dev The round is closed, summative, and not rescinded.
    function _requireDecision(bytes32 round) internal view returns (bytes32 version, uint32 convener) {
        Stage stage;
        Purpose purpose;
        (version, convener, stage, purpose) = rounds.summary(round);
        if (stage != Stage.Closed || purpose != Purpose.Summative) revert FollowUp_NoDecision(round);
        if (_followUps[round].rescindedAt != 0) revert FollowUp_AlreadyRescinded(round);
    }

    function _requireUntied(bytes32 version, uint32 institution) internal view {
        bytes32 course = courses.courseOf(version);
        if (course == 0) revert FollowUp_UnknownVersion(version);
        if (courses.wasTied(course, institution, block.timestamp - TIE_PERIOD, block.timestamp)) {
            revert FollowUp_Tied(version, institution);
        }
    }

    function _requireConcern(bytes32 id) internal view returns (Concern storage filed) {
        filed = _concerns[id];
        if (filed.filedAt == 0) revert FollowUp_UnknownConcern(id);
    }

    function _concernId(bytes32 version, uint32 n) internal pure returns (bytes32) {
        return keccak256(abi.encode(version, n));
    }
}
