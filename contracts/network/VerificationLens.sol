// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BatchWord} from "../credential/BatchWord.sol";
import {ICourseRegistry} from "../interfaces/ICourseRegistry.sol";
import {ICredentialRegistry} from "../interfaces/ICredentialRegistry.sol";
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

    uint256 internal constant MAX_QUERIES = 200;

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
        result.versions = _versions(registries, versions, institutions);
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

    function _versions(
        INetworkDirectory.Registries memory registries,
        Mentions.Set memory versions,
        Mentions.Set memory institutions
    ) internal view returns (VersionFacts[] memory list) {
        address[] memory policies = directory.policies();
        list = new VersionFacts[](versions.length);
        for (uint256 i = 0; i < list.length; ++i) {
            bytes32 id = bytes32(versions.items[i]);
            VersionFacts memory facts = list[i];
            facts.id = id;
            facts.version = ICourseRegistry(registries.courses).version(id);
            facts.exists = facts.version.publishedAt != 0;
            institutions.add(facts.version.publisher);
            if (facts.exists) {
                facts.rounds = _rounds(IRoundRegistry(registries.rounds), id, policies, institutions);
            }
        }
    }

    function _rounds(
        IRoundRegistry registry,
        bytes32 version,
        address[] memory policies,
        Mentions.Set memory institutions
    ) internal view returns (RoundFacts[] memory list) {
        bytes32[] memory ids = registry.roundsOf(version);
        list = new RoundFacts[](ids.length);
        for (uint256 i = 0; i < ids.length; ++i) {
            RoundFacts memory facts = list[i];
            facts.id = ids[i];
            facts.round = registry.round(ids[i]);
            facts.rubricListed = directory.isListedRubric(facts.round.rubric);
            facts.seats = registry.seats(ids[i]);
            facts.decisions = _decisions(ids[i], policies);
            institutions.add(facts.round.owner);
            institutions.add(facts.round.convener);
            for (uint256 j = 0; j < facts.seats.length; ++j) {
                institutions.add(facts.seats[j].institution);
            }
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
