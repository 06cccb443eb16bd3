import { digestOf } from "../core/digest.js";
import type { CourseVersionDocument } from "../core/documents/index.js";
import { time } from "../core/documents/parts.js";
import { PeersealError } from "../core/errors.js";
import { institutionUrn, parseNetworkId, statusEntryId, versionId, versionUrn } from "../core/ids.js";
import type { JsonObject, NetworkId } from "../core/types.js";
import { OB_CONTEXT, VC_CONTEXT } from "./contexts.js";
import { hexOf, identityObject, type LearnerIdentifier } from "./identity.js";
import { type AwardBasis, awardNarrative, criteriaNarrative, textIn } from "./narrative.js";

/** The institution that issues: its number in the network, how it is called, and the DID of its credential key. */
export type CredentialIssuer = {
  readonly institution: number;
  readonly name: string;
  /** Web site, `https:`. */
  readonly url?: string;
  /** `did:key:...`, as in `CredentialKey.did`. */
  readonly did: string;
};

/** Open Badges 3.0 `Result` without a result description: how it went, as a word or a value such as `85`. */
export type LearnerResult = {
  readonly status?: "Completed" | "Enrolled" | "Failed" | "InProgress" | "OnHold" | "Provisional" | "Withdrew";
  readonly value?: string;
};

/** One learner. The identifier stands in the credential only as a salted hash; there is no place for a name. */
export type Learner = {
  readonly identifier: LearnerIdentifier;
  /** 16 random bytes, new for each credential. */
  readonly salt: Uint8Array;
  readonly results?: readonly LearnerResult[];
};

/** What a credential is made of. Times are `YYYY-MM-DDTHH:MM:SSZ`. */
export type CredentialInput = {
  readonly network: NetworkId;
  readonly issuer: CredentialIssuer;
  /** Place of the credential in a batch of the issuer. */
  readonly batch: { readonly number: number; readonly index: number };
  readonly courseVersion: CourseVersionDocument;
  /** Course code as people write it. */
  readonly courseCode: string;
  /** Language of the credential's texts, BCP 47. */
  readonly language: string;
  readonly learner: Learner;
  readonly basis: AwardBasis;
  readonly activityStartDate: string;
  readonly activityEndDate: string;
  readonly awardedDate: string;
  readonly validFrom: string;
  readonly validUntil?: string;
  /** 16 random bytes: 122 bits of them make the credential's id, so that nobody guesses a credential from its leaf. */
  readonly random: Uint8Array;
};

/** What the Open Badges 3.0 schema takes as `inLanguage`. */
const OB_LANGUAGE = /^[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/;
const RANDOM_BYTES = 16;

/**
 * Makes an unsigned Open Badges 3.0 credential on VCDM 2.0 about one learner and one course version, with its place in
 * the batch's status lists. Pure: randomness and times are given. Terms are those of the two published contexts; there
 * are no fractional numbers.
 *
 * @throws `issue-invalid` for times, randomness, salt or identifier that do not fit; `id-malformed` for numbers out of
 *   range
 */
export function buildCredential(input: CredentialInput): JsonObject {
  const { issuer, courseVersion, language } = input;
  checkTimes(input);
  const name = textIn(courseVersion.title, language);
  return {
    "@context": [VC_CONTEXT, OB_CONTEXT],
    id: uuidUrn(input.random),
    type: ["VerifiableCredential", "OpenBadgeCredential"],
    name,
    issuer: {
      id: issuer.did,
      type: ["Profile"],
      name: issuer.name,
      ...(issuer.url === undefined ? {} : { url: issuer.url }),
      otherIdentifier: [
        {
          type: "IdentifierEntry",
          identifier: institutionUrn(input.network, issuer.institution),
          identifierType: "ext:PeersealInstitution",
        },
      ],
    },
    validFrom: input.validFrom,
    ...(input.validUntil === undefined ? {} : { validUntil: input.validUntil }),
    awardedDate: input.awardedDate,
    credentialSubject: subject(input, name),
    credentialStatus: status(input),
  };
}

function subject({ learner, basis, language, ...input }: CredentialInput, name: string): JsonObject {
  const results = learner.results ?? [];
  return {
    type: ["AchievementSubject"],
    identifier: [identityObject(learner.identifier, learner.salt)],
    activityStartDate: input.activityStartDate,
    activityEndDate: input.activityEndDate,
    narrative: awardNarrative(basis, language),
    ...(results.length === 0 ? {} : { result: results.map((result) => ({ type: ["Result"], ...result })) }),
    achievement: achievement(input, language, name),
  };
}

function achievement(
  input: Pick<CredentialInput, "network" | "courseVersion" | "courseCode" | "issuer">,
  language: string,
  name: string,
): JsonObject {
  const { network, courseVersion: course, issuer } = input;
  const [owner = issuer.institution] = course.owners;
  const taughtIn = course.languages.includes(language) ? language : course.languages[0];
  return {
    id: versionUrn(network, versionId(course.course, digestOf(course))),
    type: ["Achievement"],
    achievementType: "MicroCredential",
    name,
    description: textIn(course.description, language),
    criteria: { narrative: criteriaNarrative(course, language) },
    ...(taughtIn !== undefined && OB_LANGUAGE.test(taughtIn) ? { inLanguage: taughtIn } : {}),
    version: course.version,
    humanCode: input.courseCode,
    fieldOfStudy: course.field,
    creator: {
      id: institutionUrn(network, owner),
      type: ["Profile"],
      ...(owner === issuer.institution ? { name: issuer.name } : {}),
    },
  };
}

function status({ network, issuer: { institution }, batch: { number, index } }: CredentialInput): JsonObject {
  const { chainId, directory } = parseNetworkId(network);
  const id = statusEntryId({ chainId, directory, institution, number, index });
  return {
    id,
    type: "BitstringStatusListEntry",
    statusPurpose: "revocation",
    statusListIndex: String(index),
    statusListCredential: `${id.slice(0, id.indexOf("#"))}:revocation`,
  };
}

function checkTimes(input: CredentialInput): void {
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
