import { buildBatch } from "../../batch.js";
import type { Opened } from "../../credential/open.js";
import { credentialDigest, digestOf } from "../../digest.js";
import {
  courseId,
  credentialKeyId,
  parseKeyId,
  parseRubricId,
  roundId,
  statusEntryId,
  versionId,
  versionUrn,
} from "../../ids.js";
import { utf8 } from "../../text.js";
import type { Address, Hex, JsonObject, JsonValue, KeyId, NetworkId } from "../../types.js";
import type {
  BatchFacts,
  ChainFacts,
  DecisionFacts,
  Evidence,
  FollowUpFacts,
  InstitutionFacts,
  ProofResult,
  RoundFacts,
  StatusResult,
  VersionFacts,
} from "../evidence.js";
import type { VerifierPolicy } from "../verdict.js";

/*
 * One good credential with all its evidence, deterministic. Tests and vectors change one thing about it at a time.
 * Signatures are evidence here, so the proof values need not be real.
 */

export const DIRECTORY = "0x1111111111111111111111111111111111111111" as Address;
export const OTHER_DIRECTORY = "0x2222222222222222222222222222222222222222" as Address;
export const NETWORK = `eip155:31337:${DIRECTORY}` as NetworkId;
export const OTHER_NETWORK = `eip155:31337:${OTHER_DIRECTORY}` as NetworkId;
export const OTHER_CHAIN = `eip155:1:${DIRECTORY}` as NetworkId;

/** 2026-10-20, 2026-11-01T01:00:00Z, 2026-11-23T00:00:00Z. */
export const LEARNED_AT = 1_792_454_400;
export const ANCHORED_AT = 1_793_494_800;
export const NOW = 1_795_392_000;
export const BLOCK_AT = NOW - 10;
export const DAY = 86_400;

const ISSUER = 1;
const NUMBER = 2_814_749_767_106_561;
const INDEX = 5;
const DID = "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
export const OTHER_DID = "did:key:z6MknNQD1WHLGGraFi6zcbGevuAgkVfdyCdtZnQTGWVVvR5Q";

export const DESCRIPTOR: JsonObject = {
  schema: "peerseal.course-version/1",
  title: { en: "Shelter hygiene and debris safety", ja: "避難所の衛生とがれきの安全" },
  workloadMinutes: 180,
};
const COURSE = courseId(ISSUER, "shelter-hygiene");
export const VERSION = versionId(COURSE, digestOf(DESCRIPTOR));
export const OTHER_VERSION = versionId(COURSE, digestOf({ ...DESCRIPTOR, workloadMinutes: 240 }));

const word = (byte: string): Hex => `0x${byte.repeat(32)}`;
export const KEY = credentialKeyId(utf8("credential key of the sample"));
export const OTHER_KEY = credentialKeyId(utf8("another credential key"));
const ANCHOR_KEY = parseKeyId(`0x${"0".repeat(24)}${"ab".repeat(20)}`);
export const RUBRIC = parseRubricId(word("51"));
export const OTHER_RUBRIC = parseRubricId(word("52"));
const POLICY_CONTRACT: Hex = `0x${"70".repeat(20)}`;

export const POLICY: VerifierPolicy = {
  suites: ["eddsa-rdfc-2022", "eddsa-jcs-2022"],
  network: NETWORK,
};

export function statusId(
  place: { network?: "other-directory"; institution?: number; number?: number; index?: number } = {},
) {
  const { institution = ISSUER, number = NUMBER, index = INDEX } = place;
  const directory = place.network === undefined ? DIRECTORY : OTHER_DIRECTORY;
  return statusEntryId({ chainId: 31_337, directory, institution, number, index });
}

export const CREDENTIAL: JsonObject = {
  "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
  id: "urn:uuid:5a2d0a52-31c8-4d52-9c5d-6a4f3d9f1e07",
  type: ["VerifiableCredential", "OpenBadgeCredential"],
  name: "Shelter hygiene and debris safety",
  issuer: { id: DID, type: ["Profile"], name: "Iyonada University" },
  validFrom: "2026-11-01T00:00:00Z",
  validUntil: "2031-11-01T00:00:00Z",
  credentialSubject: {
    type: ["AchievementSubject"],
    activityEndDate: "2026-10-20T00:00:00Z",
    identifier: [
      {
        type: "IdentityObject",
        hashed: true,
        identityHash: "sha256$6f0c8b1d2e3f405162738495a6b7c8d9eafb0c1d2e3f405162738495a6b7c8d9",
        identityType: "emailAddress",
        salt: "b3c1d2e4f5061728394a5b6c7d8e9fa0",
      },
    ],
    achievement: {
      id: versionUrn(NETWORK, VERSION),
      type: ["Achievement"],
      achievementType: "MicroCredential",
      name: "Shelter hygiene and debris safety",
      description: "Three hours, online, with a practical check.",
      criteria: { narrative: "Sets up a hand-washing point; names five dangers of debris." },
    },
  },
  credentialStatus: { id: statusId(), type: "PeersealStatusEntry" },
  proof: [
    {
      type: "DataIntegrityProof",
      cryptosuite: "eddsa-rdfc-2022",
      created: "2026-11-01T00:00:00Z",
      verificationMethod: `${DID}#${DID.slice(8)}`,
      proofPurpose: "assertionMethod",
      proofValue: `z${"3".repeat(87)}`,
    },
  ],
};

export const VERIFIED: ProofResult = {
  outcome: "verified",
  suite: "eddsa-rdfc-2022",
  verificationMethod: `${DID}#${DID.slice(8)}`,
  key: KEY,
  controlledByIssuer: true,
  reason: "signature-valid",
};

export const INSTITUTIONS: readonly InstitutionFacts[] = [
  institution(1, "Iyonada University", "iyonada.example", "JP"),
  institution(2, "San Telmo State University", "santelmo.example", "PH"),
  institution(3, "Saarelaid University of Applied Sciences", "saarelaid.example", "EE"),
];

function institution(id: number, name: string, domain: string, country: string): InstitutionFacts {
  const standings = [{ standing: "active" as const, since: ANCHORED_AT - 400 * DAY, successor: 0, recordsKeeper: 0 }];
  return { id, name, domain, country, kind: "provider", standings };
}

/** A decision that nothing followed. */
export const NOTHING_FOLLOWED: FollowUpFacts = { rescindedAt: null, conditionsClosedAt: null, conditions: null };

/** A closed summative round of three reviewers, decided `met` forty days before the anchor, for three years. */
export function round(edit: Partial<RoundFacts> = {}, decision: Partial<DecisionFacts> | null = {}, n = 1): RoundFacts {
  const decidedAt = edit.endedAt === undefined || edit.endedAt === null ? ANCHORED_AT - 40 * DAY : edit.endedAt + 60;
  const seat = (role: "subject-expert" | "learner", by: number, i: number) => ({
    signer: parseKeyId(word(`a${i}`)),
    institution: by,
    role,
    flags: [],
    submittedAt: decidedAt - 20 * DAY,
    ratings: "3003",
  });
  return {
    id: roundId(VERSION, edit.rubric ?? RUBRIC, n),
    rubric: RUBRIC,
    rubricListed: true,
    appealOf: null,
    convener: 2,
    stage: "closed",
    purpose: "summative",
    basis: "delivered",
    route: "panel",
    openedAt: decidedAt - 60 * DAY,
    endedAt: decidedAt - 60,
    reply: null,
    seats: [seat("subject-expert", 2, 1), seat("subject-expert", 3, 2), seat("learner", 3, 3)],
    decisions:
      decision === null
        ? []
        : [
            {
              policy: POLICY_CONTRACT,
              listed: true,
              outcome: "met",
              decidedAt,
              expiresAt: decidedAt + 3 * 365 * DAY,
              ...decision,
            },
          ],
    followUp: NOTHING_FOLLOWED,
    ...edit,
  };
}

export const VERSION_FACTS: VersionFacts = {
  id: VERSION,
  course: COURSE,
  previous: null,
  publisher: ISSUER,
  minor: false,
  publishedAt: ANCHORED_AT - 120 * DAY,
  retiredAt: null,
  teachOutUntil: null,
  rounds: [round()],
  carried: [],
  concerns: [],
};

/** What the chain said about the batch; what was asked follows from the receipt. */
export const BATCH: Omit<BatchFacts, "asked"> = {
  institution: ISSUER,
  number: NUMBER,
  index: INDEX,
  anchoredAt: ANCHORED_AT,
  final: true,
  matches: true,
  statusBits: 0,
  keyAuthorised: true,
  credentialKeyAuthorised: true,
  mayIssue: true,
};

export const FACTS: ChainFacts = {
  network: NETWORK,
  source: "http://127.0.0.1:8545",
  block: { number: 4_711, time: BLOCK_AT, tag: "finalized" },
  batch: null,
  past: null,
  versions: [VERSION_FACTS],
  institutions: INSTITUTIONS,
};

/** What a case differs in from the good one. */
export type Sample = {
  readonly credential?: JsonObject;
  /** Changes to the receipt of the batch built around the credential; null: no receipt. */
  readonly receipt?: Partial<NonNullable<Opened["receipt"]>> | null;
  /** Other credentials in the batch; without it six. */
  readonly others?: number;
  /** Descriptor that comes with the file. */
  readonly courseVersion?: JsonObject | null;
  readonly proofs?: readonly ProofResult[];
  /** Keys that the chain was asked about; without it those that signed for the issuer. */
  readonly askedKeys?: readonly KeyId[];
  readonly facts?: Partial<ChainFacts>;
  readonly batch?: Partial<BatchFacts>;
  readonly version?: Partial<VersionFacts>;
  readonly chain?: Evidence["chain"];
  /** What published lists say; without it none was asked. */
  readonly status?: readonly StatusResult[];
};

/** Builds file and evidence: the batch is built anew around the credential, so that only what the case says is wrong. */
export function build(sample: Sample = {}): { readonly opened: Opened; readonly evidence: Evidence } {
  const credential = sample.credential ?? CREDENTIAL;
  const digest = credentialDigest(credential);
  const index = sample.receipt?.index ?? INDEX;
  const places = [0, 1, 2, 3, 4, 6, 7].filter((place) => place !== index).slice(0, sample.others ?? 6);
  const batch = buildBatch([
    { index, digest },
    ...places.map((place) => ({ index: place, digest: digestOf(`another credential, at ${place}`) })),
  ]);
  const receipt: NonNullable<Opened["receipt"]> = {
    schema: "peerseal.receipt/1",
    network: NETWORK,
    institution: ISSUER,
    number: NUMBER,
    index,
    size: batch.size,
    digest,
    proof: batch.proof(index),
    root: batch.root,
    courseVersion: VERSION,
    key: ANCHOR_KEY,
    ...sample.receipt,
  };
  const { root, size, courseVersion: version, key } = receipt;
  const proofs = sample.proofs ?? [VERIFIED];
  const facts: ChainFacts = {
    ...FACTS,
    batch: {
      ...BATCH,
      asked: {
        receipt: sample.receipt === null ? null : { root, size, courseVersion: version, key },
        credentialKeys: sample.askedKeys ?? [...new Set(proofs.flatMap(keyOf))],
      },
      index,
      matches: sample.receipt === null ? null : true,
      ...sample.batch,
    },
    versions: [{ ...VERSION_FACTS, ...sample.version }],
    ...sample.facts,
  };
  const courseVersion = sample.courseVersion === undefined ? DESCRIPTOR : sample.courseVersion;
  return {
    opened: {
      kind: courseVersion === null ? "credential" : "bundle",
      jwt: null,
      credential,
      receipt: sample.receipt === null ? null : receipt,
      courseVersion,
      digest,
    },
    evidence: {
      proofs: { digest, proofs },
      ...(sample.status === undefined ? {} : { status: { digest, at: NOW, entries: sample.status } }),
      chain: sample.chain ?? { state: "gathered", facts },
      courseVersion: null,
    },
  };
}

function keyOf({ key, controlledByIssuer }: ProofResult): readonly KeyId[] {
  return key !== null && controlledByIssuer ? [key] : [];
}

/** The credential with a member changed (`path` names members, list places by number); `undefined` takes it away. */
export function edited(path: readonly (string | number)[], value: JsonValue | undefined, of = CREDENTIAL): JsonObject {
  const result = change(of, path, value);
  if (typeof result !== "object" || result === null || Array.isArray(result)) throw new TypeError("no object left");
  return result as JsonObject;
}

function change(
  of: JsonValue | undefined,
  path: readonly (string | number)[],
  value: JsonValue | undefined,
): JsonValue {
  const [first, ...rest] = path;
  if (first === undefined) return value ?? null;
  if (Array.isArray(of)) {
    const list: JsonValue[] = [...of];
    if (rest.length === 0 && value === undefined) return list.filter((_, i) => i !== first);
    list[Number(first)] = change(list[Number(first)], rest, value);
    return list;
  }
  const object: Record<string, JsonValue> = { ...(of as JsonObject | undefined) };
  if (rest.length === 0 && value === undefined) delete object[first];
  else object[first] = change(object[first], rest, value);
  return object;
}
