// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BatchWord} from "../credential/BatchWord.sol";
import {ICourseRegistry} from "../interfaces/ICourseRegistry.sol";
import {ICredentialRegistry} from "../interfaces/ICredentialRegistry.sol";
import {IFollowUpRegistry} from "../interfaces/IFollowUpRegistry.sol";
import {IInstitutionRegistry} from "../interfaces/IInstitutionRegistry.sol";
import {INetworkDirectory} from "../interfaces/INetworkDirectory.sol";
import {IQualityPolicy} from "../interfaces/IQualityPolicy.sol";
import {IRoundRegistry} from "../interfaces/IRoundRegistry.sol";
import {IVerificationLens} from "../interfaces/IVerificationLens.sol";
import {Outcome, Purposes} from "../types/Types.sol";
import {Mentions} from "./Mentions.sol";

/// @title One call for everything a verifier needs
/// @notice See IVerificationLens. Stateless: governance may put another lens in its place.
contract VerificationLens is IVerificationLens {
    using Mentions for Mentions.Set;

    /// @dev Where the facts about versions come from, and the institutions that they mention.
    struct Sources {
        ICourseRegistry courses;
        IRoundRegistry rounds;
        IFollowUpRegistry followUps;
        address[] policies;
        Mentions.Set institutions;
    }

    uint256 internal constant MAX_QUERIES = 200;
    /// @dev How many minor versions a decision may be carried over.
    uint256 internal constant MAX_STEPS = 3;

    /// @inheritdoc IVerificationLens
    INetworkDirectory public immutable directory;

    constructor(INetworkDirectory directory_) {
        directory = directory_;
    }

    /// @inheritdoc IVerificationLens
    function report(Query[] calldata queries, bytes32[] calldata alsoVersions)
        external
        view
        returns (Report memory result)
    {
        if (queries.length > MAX_QUERIES) revert Lens_TooMany(MAX_QUERIES, queries.length);
        if (alsoVersions.length > MAX_QUERIES) revert Lens_TooMany(MAX_QUERIES, alsoVersions.length);
        INetworkDirectory.Registries memory registries = directory.registries();
        Mentions.Set memory versions = Mentions.create();
        Mentions.Set memory institutions = Mentions.create();

        result.chainId = block.chainid;
        result.directory = address(directory);
        result.blockNumber = block.number;
        result.blockTime = block.timestamp;
        result.answers = new Answer[](queries.length);
        for (uint256 i = 0; i < queries.length; ++i) {
            _answer(registries, queries[i], result.answers[i]);
            institutions.add(queries[i].institution);
            if (queries[i].size != 0) versions.add(uint256(queries[i].courseVersion));
        }
        for (uint256 i = 0; i < alsoVersions.length; ++i) {
            versions.add(uint256(alsoVersions[i]));
        }
        result.versions = _versions(
            Sources({
                courses: ICourseRegistry(registries.courses),
                rounds: IRoundRegistry(registries.rounds),
                followUps: IFollowUpRegistry(registries.followUps),
                policies: directory.policies(),
                institutions: institutions
            }),
            versions
        );
        result.institutions = _institutions(IInstitutionRegistry(registries.institutions), institutions);
    }

    function _answer(INetworkDirectory.Registries memory registries, Query calldata query, Answer memory answer)
        internal
        view
    {
        ICredentialRegistry credentials = ICredentialRegistry(registries.credentials);
        uint256 word = credentials.batch(query.institution, query.number);
        if (word == 0) return;
        uint40 anchoredAt = BatchWord.anchoredAt(word);
        answer.anchoredAt = anchoredAt;
        answer.statusBits = credentials.status(query.institution, query.number, query.index);
        if (query.size == 0) return;
        answer.matches =
            BatchWord.commitment(query.root, query.size, query.courseVersion, query.key) == uint216(word);
        IInstitutionRegistry institutions = IInstitutionRegistry(registries.institutions);
        answer.keyAuthorised =
            institutions.isAuthorised(query.institution, query.key, Purposes.ISSUE, anchoredAt);
        answer.credentialKeyAuthorised = query.credentialKey != 0
            && institutions.isAuthorised(query.institution, query.credentialKey, Purposes.ISSUE, anchoredAt);
        answer.mayIssue =
            ICourseRegistry(registries.courses).mayIssue(query.courseVersion, query.institution, anchoredAt);
    }

    function _versions(Sources memory sources, Mentions.Set memory versions)
        internal
        view
        returns (VersionFacts[] memory list)
    {
        list = new VersionFacts[](versions.length);
        for (uint256 i = 0; i < list.length; ++i) {
            bytes32 id = bytes32(versions.items[i]);
            VersionFacts memory facts = list[i];
            facts.id = id;
            facts.version = sources.courses.version(id);
            facts.exists = facts.version.publishedAt != 0;
            if (!facts.exists) continue;
            sources.institutions.add(facts.version.publisher);
            bytes32[] memory rounds = sources.rounds.roundsOf(id);
            facts.rounds = new RoundFacts[](rounds.length);
            for (uint256 j = 0; j < rounds.length; ++j) {
                facts.rounds[j] = _round(sources, rounds[j]);
            }
            facts.carried = _carried(sources, id, facts.version);
            facts.concerns = _concerns(sources, id);
        }
    }

    /// @dev Rounds on the versions before whose decisions were carried to this one.
    function _carried(Sources memory sources, bytes32 id, ICourseRegistry.Version memory version)
        internal
        view
        returns (CarriedFacts[] memory list)
    {
        Mentions.Set memory found = Mentions.create();
        for (uint256 step = 0; step < MAX_STEPS && version.minor; ++step) {
            bytes32[] memory rounds = sources.rounds.roundsOf(version.previous);
            for (uint256 i = 0; i < rounds.length; ++i) {
                if (sources.followUps.carrying(rounds[i], id).steps != 0) found.add(uint256(rounds[i]));
            }
            version = sources.courses.version(version.previous);
        }
        list = new CarriedFacts[](found.length);
        for (uint256 i = 0; i < list.length; ++i) {
            bytes32 round = bytes32(found.items[i]);
            list[i].carrying = sources.followUps.carrying(round, id);
            list[i].round = _round(sources, round);
        }
    }

    function _concerns(Sources memory sources, bytes32 version)
        internal
        view
        returns (IFollowUpRegistry.Concern[] memory list)
    {
        list = sources.followUps.concernsOf(version);
        for (uint256 i = 0; i < list.length; ++i) {
            sources.institutions.add(list[i].filedBy);
            sources.institutions.add(list[i].admittedBy);
        }
    }

    function _round(Sources memory sources, bytes32 id) internal view returns (RoundFacts memory facts) {
        facts.id = id;
        facts.round = sources.rounds.round(id);
        facts.rubricListed = directory.isListedRubric(facts.round.rubric);
        facts.seats = sources.rounds.seats(id);
        facts.decisions = _decisions(id, sources.policies);
        facts.followUp = sources.followUps.followUp(id);
        sources.institutions.add(facts.round.owner);
        sources.institutions.add(facts.round.convener);
        sources.institutions.add(facts.round.addedBy);
        for (uint256 i = 0; i < facts.seats.length; ++i) {
            sources.institutions.add(facts.seats[i].institution);
        }
    }

    /// @dev Decisions of the listed policies: those of others cannot be enumerated.
    function _decisions(bytes32 round, address[] memory policies) internal view returns (DecisionFacts[] memory list) {
        IQualityPolicy.Decision[] memory given = new IQualityPolicy.Decision[](policies.length);
        uint256 length;
        for (uint256 i = 0; i < policies.length; ++i) {
            given[i] = IQualityPolicy(policies[i]).decision(round);
            if (given[i].outcome != Outcome.None) ++length;
        }
        list = new DecisionFacts[](length);
        length = 0;
        for (uint256 i = 0; i < policies.length; ++i) {
            if (given[i].outcome == Outcome.None) continue;
            list[length++] = DecisionFacts({
                policy: policies[i],
                listed: true,
                outcome: given[i].outcome,
                decidedAt: given[i].decidedAt,
                expiresAt: given[i].expiresAt
            });
        }
    }

    /// @dev Facts on all mentioned institutions, and on those that follow them or keep their records.
    function _institutions(IInstitutionRegistry registry, Mentions.Set memory mentioned)
        internal
        view
        returns (InstitutionFacts[] memory list)
    {
        for (uint256 i = 0; i < mentioned.length; ++i) {
            IInstitutionRegistry.StandingEntry[] memory standings = registry.standings(uint32(mentioned.items[i]));
            for (uint256 j = 0; j < standings.length; ++j) {
                mentioned.add(standings[j].successor);
                mentioned.add(standings[j].recordsKeeper);
            }
        }
        list = new InstitutionFacts[](mentioned.length);
        for (uint256 i = 0; i < list.length; ++i) {
            uint32 id = uint32(mentioned.items[i]);
            list[i].id = id;
            IInstitutionRegistry.Institution memory facts = registry.institution(id);
            list[i].name = facts.name;
            list[i].domain = facts.domain;
            list[i].country = facts.country;
            list[i].kind = facts.kind;
            list[i].standings = registry.standings(id);
        }
    }
}
