import type { CourseVersionDocument, TextByLanguage } from "../core/documents/index.js";
import { time } from "../core/documents/parts.js";
import { PeersealError } from "../core/errors.js";
import { parseNetworkId, statusEntryId, statusListName } from "../core/ids.js";
import type { JsonObject, NetworkId } from "../core/types.js";
import { achievementOf, partUrn, versionUrnOf } from "./achievement.js";
import { OB_CONTEXT, PEERSEAL_CONTEXT, VC_CONTEXT } from "./contexts.js";
import { hexOf, identityObject, type LearnerIdentifier } from "./identity.js";
import { languageMap } from "./language-map.js";
import { type AwardBasis, awardNarrative, textIn } from "./narrative.js";
import { issuerProfile } from "./profile.js";
import { type ChainBlock, qualityNode, type ShownDecision } from "./quality-node.js";

/** The institution that issues: its number in the network, how it is called, and the DID under which it signs. */
export type CredentialIssuer = {
  readonly institution: number;
  readonly name: string;
  /** Web site, `https:`. */
  readonly url?: string;
  /** `did:web:<its domain>`, or `did:key:...` where it has none; the `did` of the key that signs. */
  readonly did: string;
};

/** How an assessment went, as a word or a value such as `85`: Open Badges 3.0 `Result`. */
export type LearnerResult = {
  /** Id of an assessment of the course version: the result is linked to it. */
  readonly assessment?: string;
  readonly status?: "Completed" | "Enrolled" | "Failed" | "InProgress" | "OnHold" | "Provisional" | "Withdrew";
  readonly value?: string;
};

/** Something that shows what the learner did: Open Badges 3.0 `Evidence`. */
export type LearnerEvidence = {
  /** Its address, if it has one. */
  readonly id?: string;
  readonly name: string;
  readonly narrative?: string;
  readonly genre?: string;
};

type IdentityCheck = CourseVersionDocument["assessments"][number]["identityCheck"];

/** What was really done when this learner was assessed, whatever the course planned. Absent: nobody says. */
export type AsMade = {
  readonly identityCheck?: IdentityCheck;
  readonly supervision?: CourseVersionDocument["supervision"];
};

/** One learner. The identifier stands in the credential only as a salted hash; there is no place for a name. */
export type Learner = {
  readonly identifier: LearnerIdentifier;
  /** 16 random bytes, new for each credential. */
  readonly salt: Uint8Array;
  /** `did:key:...` of the learner, who can then show that the credential is theirs. */
  readonly did?: string;
  /** Ids of the learning outcomes attained. Absent: all where the basis is `assessed`, none otherwise. */
  readonly outcomesAttained?: readonly string[];
  /** Goes before what is said of the batch. */
  readonly made?: AsMade;
  readonly results?: readonly LearnerResult[];
  readonly evidence?: readonly LearnerEvidence[];
};

/** The credential that a corrected one takes the place of. Nothing in the old one leads to the new. */
export type Correction = {
  /** `id` of the old credential, and of its `credentialStatus`. */
  readonly credential: string;
  readonly statusEntry: string;
  readonly reason?: TextByLanguage;
};

/** What all credentials of a batch share. Times are `YYYY-MM-DDTHH:MM:SSZ`. */
export type CredentialBatch = {
  readonly network: NetworkId;
  readonly issuer: CredentialIssuer;
  readonly number: number;
  readonly courseVersion: CourseVersionDocument;
  /** Course code as people write it. */
  readonly courseCode: string;
  /** Language of the credential's plain texts, BCP 47. */
  readonly language: string;
  readonly basis: AwardBasis;
  readonly made?: AsMade;
  readonly activityStartDate: string;
  readonly activityEndDate: string;
  readonly awardedDate: string;
  readonly validFrom: string;
  readonly validUntil?: string;
  /** The decision that stood when it was issued, and the block that says so. */
  readonly quality?: { readonly decision: ShownDecision; readonly block: ChainBlock };
  /**
   * Base address of the registry that publishes status lists, without a slash at its end. Absent: the list is named by
   * a URN, and only the chain answers for the status.
   */
  readonly statusBase?: string;
};

/** What is one credential's own in a batch. */
export type CredentialOne = {
  /** Place in the batch. */
  readonly index: number;
  readonly learner: Learner;
  /** 16 random bytes: 122 bits of them make the credential's id, so that nobody guesses a credential from its leaf. */
  readonly random: Uint8Array;
  readonly correctionOf?: Correction;
};

/** What a credential is made of. */
export type CredentialInput = Omit<CredentialBatch, "number"> &
  Omit<CredentialOne, "index"> & {
    /** Place of the credential in a batch of the issuer. */
    readonly batch: { readonly number: number; readonly index: number };
  };

const RANDOM_BYTES = 16;
const DID_KEY = /^did:key:z[1-9A-HJ-NP-Za-km-z]{40,200}$/;
const NOT_STATED = "not-stated";

/**
 * Makes an unsigned Open Badges 3.0 credential on VCDM 2.0 about one learner and one course version, with its place in
 * the batch's status lists. Pure: randomness and times are given. Terms are those of the two published contexts and of
 * our own; there are no fractional numbers.
 *
 * @throws `issue-invalid` for times, randomness, salt, identifier, outcomes or assessments that do not fit;
 *   `id-malformed` for numbers out of range
 */
export function buildCredential(input: CredentialInput): JsonObject {
  const { batch, learner, random, correctionOf, ...shared } = input;
  const build = credentialBuilder({ ...shared, number: batch.number });
  return build({ index: batch.index, learner, random, ...(correctionOf === undefined ? {} : { correctionOf }) });
}

/**
 * {@link buildCredential} for many of one batch: what they share is made once. All of them have the same members in the
 * same order where their learners have the same optional parts.
 *
 * @throws as {@link buildCredential}
 */
export function credentialBuilder(batch: CredentialBatch): (one: CredentialOne) => JsonObject {
  checkTimes(batch);
  const { issuer, courseVersion, language, network } = batch;
  const name = textIn(courseVersion.title, language);
  const achievement = achievementOf({ network, courseVersion, courseCode: batch.courseCode, language, issuer });
  const profile = issuerProfile(network, issuer);
  const subject = subjectMaker(batch, achievement);
  return (one) => ({
    "@context": [VC_CONTEXT, OB_CONTEXT, PEERSEAL_CONTEXT],
    id: uuidUrn(one.random),
    type: ["VerifiableCredential", "OpenBadgeCredential"],
    name,
    issuer: profile,
    validFrom: batch.validFrom,
    ...(batch.validUntil === undefined ? {} : { validUntil: batch.validUntil }),
    awardedDate: batch.awardedDate,
    credentialSubject: subject(one.learner),
    ...(one.learner.evidence === undefined ? {} : { evidence: one.learner.evidence.map(evidenceOf) }),
    ...(batch.quality === undefined
      ? {}
      : { qualityAssurance: qualityNode(batch.quality.decision, batch.quality.block) }),
    ...(one.correctionOf === undefined ? {} : { correctionOf: correctionNode(one.correctionOf) }),
    credentialStatus: statusOf(batch, one.index),
  });
}

function subjectMaker(batch: CredentialBatch, achievement: JsonObject): (learner: Learner) => JsonObject {
  const { courseVersion, basis, language } = batch;
  const version = versionUrnOf(batch.network, courseVersion);
  const outcomes = courseVersion.learningOutcomes.map(({ id }) => id);
  const assessments = courseVersion.assessments.map(({ id }) => id);
  return (learner) => {
    const attained = learner.outcomesAttained ?? (basis === "assessed" ? outcomes : []);
    requireKnown(outcomes, attained, "learning outcome");
    if (basis === "participation" && attained.length > 0) refuse("participation shows no learning outcome", {});
    if (learner.did !== undefined && !DID_KEY.test(learner.did)) refuse("the learner's DID is no did:key", {});
    return {
      ...(learner.did === undefined ? {} : { id: learner.did }),
      type: ["AchievementSubject"],
      identifier: [identityObject(learner.identifier, learner.salt)],
      activityStartDate: batch.activityStartDate,
      activityEndDate: batch.activityEndDate,
      narrative: awardNarrative(basis, language),
      awardBasis: basis,
      outcomeAttained: attained.map((id) => partUrn(version, "outcome", id)),
      identityCheckMade: learner.made?.identityCheck ?? batch.made?.identityCheck ?? NOT_STATED,
      supervisionMade: learner.made?.supervision ?? batch.made?.supervision ?? NOT_STATED,
      ...(learner.results === undefined || learner.results.length === 0
        ? {}
        : { result: learner.results.map((result) => resultOf(result, version, assessments)) }),
      achievement,
    };
  };
}

function resultOf({ assessment, ...said }: LearnerResult, version: string, assessments: readonly string[]): JsonObject {
  if (assessment !== undefined) requireKnown(assessments, [assessment], "assessment");
  return {
    type: ["Result"],
    ...(assessment === undefined ? {} : { resultDescription: partUrn(version, "result", assessment) }),
    ...said,
  };
}

function evidenceOf({ id, ...said }: LearnerEvidence): JsonObject {
  return { ...(id === undefined ? {} : { id }), type: ["Evidence"], ...said };
}

function correctionNode({ credential, statusEntry, reason }: Correction): JsonObject {
  return {
    id: credential,
    type: "CorrectedCredential",
    correctedStatusEntry: statusEntry,
    ...(reason === undefined ? {} : { correctionReason: languageMap(reason) }),
  };
}

function statusOf({ network, issuer: { institution }, number, statusBase }: CredentialBatch, index: number) {
  const { chainId, directory } = parseNetworkId(network);
  const id = statusEntryId({ chainId, directory, institution, number, index });
  const purpose = "revocation";
  return {
    id,
    type: "BitstringStatusListEntry",
    statusPurpose: purpose,
    statusListIndex: String(index),
    statusListCredential:
      statusBase === undefined
        ? `${id.slice(0, id.indexOf("#"))}:${purpose}`
        : `${statusBase}/status/${statusListName({ institution, number, purpose })}`,
  };
}

function requireKnown(known: readonly string[], named: readonly string[], what: string): void {
  const strange = named.find((id) => !known.includes(id));
  if (strange !== undefined) refuse(`the course version has no ${what} ${strange}`, { id: strange });
  if (new Set(named).size !== named.length) refuse(`a ${what} is named twice`, {});
}

function checkTimes(input: CredentialBatch): void {
  const { activityStartDate, activityEndDate, awardedDate, validFrom, validUntil } = input;
  const times = { activityStartDate, activityEndDate, awardedDate, validFrom, validUntil: validUntil ?? validFrom };
  for (const [field, value] of Object.entries(times)) {
    if (!time.safeParse(value).success) refuse(`${field} is not YYYY-MM-DDTHH:MM:SSZ`, { field, value });
  }
  // Times of one form and zone sort like their texts.
  if (activityEndDate < activityStartDate) refuse("the activity ends before it starts", { field: "activityEndDate" });
  if (times.validUntil < validFrom) refuse("the validity ends before it starts", { field: "validUntil" });
}

/** A version 4 UUID of random bytes (RFC 9562). */
function uuidUrn(random: Uint8Array): string {
  if (random.length !== RANDOM_BYTES) refuse(`random has ${RANDOM_BYTES} bytes`, { bytes: random.length });
  const bytes = random.map((byte, i) => (i === 6 ? 0x40 | (byte & 0x0f) : i === 8 ? 0x80 | (byte & 0x3f) : byte));
  const hex = hexOf(bytes);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return `urn:uuid:${parts.join("-")}`;
}

function refuse(message: string, details: Record<string, string | number>): never {
  throw new PeersealError("issue-invalid", message, { details });
}
