import { randomBytes } from "node:crypto";
import {
  type ActionMessage,
  type ActionName,
  type ActionSigner,
  accountSigner,
  BASELINE_RUBRIC,
  type Client,
  CONFLICT_CATEGORIES,
  type CourseVersionDocument,
  contentRoot,
  courseId,
  type Digest,
  digestOf,
  generateCredentialKey,
  type JsonObject,
  type NetworkConnection,
  packHeader,
  packRatings,
  type ReviewDocument,
  ROLES,
  type Role,
  type RoundDocument,
  type RoundId,
  roundId,
  rubricId,
  ruleOf,
  sealCommitment,
  signAction,
  type VersionId,
  versionId,
} from "@peerseal/sdk";
import { credentialSeedOf, walletOf } from "./stack.keys.ts";

export const NONE = `0x${"0".repeat(64)}` as const;
export const random = (length: number) => new Uint8Array(randomBytes(length));
export const signerOf = (name: string): ActionSigner => accountSigner(walletOf(name));
const now = () => Math.floor(Date.now() / 1000);
const timeOf = (seconds: number) => `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;

/** Signs an act, relays it through the registry, and waits until the registry has followed it. */
export async function act<N extends ActionName>(
  { client, connection }: { client: Client; connection: NetworkConnection },
  signer: ActionSigner,
  name: N,
  message: ActionMessage<N>,
  document?: JsonObject,
) {
  const signed = await signAction(signer, connection, name, message, { deadline: now() + 600 });
  return client.actions.recorded(await client.actions.send(signed, document), { everyMs: 20 });
}

type Deps = { readonly client: Client; readonly connection: NetworkConnection };

/** Admits institutions 1 to `count` with one key each for every purpose, and lists the baseline rubric of institution 2. */
export async function foundNetwork(deps: Deps, count: number) {
  for (let institution = 1; institution <= count; institution++) {
    const profile = { schema: "peerseal.institution/1" };
    await act(deps, signerOf("governance"), "Admit", {
      institution,
      name: `Institution ${institution}`,
      domain: `institution-${institution}.example`,
      country: "0x4a50",
      kind: 1,
      profileDigest: digestOf(profile),
      admin: signerOf(`institution ${institution}`).bytes,
      purposes: 127,
    });
  }
  const header = packHeader(ruleOf(BASELINE_RUBRIC));
  const digest = digestOf(BASELINE_RUBRIC);
  const words = [header[0].toString(), header[1].toString()];
  await act(deps, signerOf("institution 2"), "PublishRubric", { publisher: 2, digest, header: words }, BASELINE_RUBRIC);
  const rubric = rubricId(2, digest, header);
  await act(deps, signerOf("governance"), "ListRubric", { rubric, listed: true, nonce: "0" });
  return { rubric, rubricDigest: digest };
}

/** A key of institution 1 for signing credentials, on chain. */
export async function addCredentialKey(deps: Deps, institution: number) {
  const key = await generateCredentialKey(credentialSeedOf(institution));
  const data = `0x${Buffer.from(key.multikeyBytes).toString("hex")}` as const;
  await act(deps, signerOf(`institution ${institution}`), "AddKey", {
    institution,
    data,
    purposes: 16,
    from: 0,
    until: 0,
  });
  return key;
}

/** A course of an institution with its first version. */
export async function publishCourse(deps: Deps, institution: number, code: string) {
  const course = courseId(institution, code);
  const signer = signerOf(`institution ${institution}`);
  await act(deps, signer, "RegisterCourse", { institution, code });
  const document = descriptor(course, institution);
  const descriptorDigest = digestOf(document);
  const message = { course, by: institution, descriptorDigest, previous: NONE, minor: false };
  await act(deps, signer, "PublishVersion", message, document);
  return { course, version: versionId(course, descriptorDigest), document };
}

export function descriptor(course: CourseVersionDocument["course"], institution: number): CourseVersionDocument {
  const content: CourseVersionDocument["content"] = [
    {
      path: "slides.pdf",
      kind: "file",
      access: "public",
      mediaType: "application/pdf",
      bytes: 1024,
      sha256: `0x${"ab".repeat(32)}`,
      url: null,
      licence: "CC-BY-4.0",
    },
  ];
  const en = (text: string) => ({ en: text });
  return {
    schema: "peerseal.course-version/1",
    course,
    version: "1.0.0",
    previous: null,
    title: en("Drone slope survey"),
    description: en("Plan, fly and read a survey of a slope."),
    languages: ["en"],
    translationOf: null,
    owners: [institution],
    deliverers: [],
    learningOutcomes: [{ id: "o1", text: en("Plan a flight"), kind: "skill", esco: [] }],
    workloadMinutes: 180,
    credits: [],
    level: { eqf: 5, nqf: [] },
    field: "0532",
    needStatement: { kind: "local", text: en("Slopes move."), evidence: [] },
    prerequisites: [],
    participationForm: "online",
    supervision: "none",
    assessments: [
      {
        id: "a1",
        type: "practical",
        description: en("A flight"),
        outcomes: ["o1"],
        passRule: en("All steps"),
        identityCheck: "account",
        aiPolicy: { use: "declared", text: en("Say where it was used.") },
      },
    ],
    content,
    contentRoot: contentRoot(content),
    accessibility: en("Captions"),
    stacking: { stackable: true, text: en("Counts towards a certificate."), programmes: [] },
    reviewBy: "2029-01-01T00:00:00Z",
    changeTriggers: [],
    qaStatement: en("Reviewed by peers."),
    changeLog: [],
  };
}

type SeatPlan = { readonly role: Role; readonly institution: number; readonly signer: ActionSigner };

type Reviewed = {
  readonly version: VersionId;
  readonly rubric: Parameters<typeof roundId>[1];
  readonly rubricDigest: Digest;
};

/** Opens a round of institution 1, which 2 accepts to convene: seats can be appointed. */
export async function acceptRound(deps: Deps, of: Reviewed): Promise<RoundId> {
  const opens = now();
  const reviewUntil = opens + 86_400;
  const wanted = { "subject-expert": 2, education: 0, practitioner: 0, learner: 1, chair: 0 };
  const document: RoundDocument = {
    schema: "peerseal.round/1",
    version: of.version,
    rubric: of.rubricDigest,
    purpose: "summative",
    basis: "design",
    route: "panel",
    seats: wanted,
    languages: ["en"],
    dates: { opens: timeOf(opens), reviewUntil: timeOf(reviewUntil) },
    convener: 2,
  };
  const opening = {
    version: of.version,
    rubric: of.rubric,
    n: 1,
    owner: 1,
    convener: 2,
    purpose: 2,
    basis: 1,
    route: 1,
    seats: Object.values(wanted),
    validity: 365 * 86_400,
    reviewUntil,
    document: digestOf(document),
  };
  await act(deps, signerOf("institution 1"), "OpenRound", { opening }, document);
  const round = roundId(of.version, of.rubric, 1);
  await act(deps, signerOf("institution 2"), "AcceptRound", { round });
  return round;
}

/** Opens a round of institution 1, convened by 2, with these seats, until all of them have sealed what `reviewOf` gives. */
export async function openRound(deps: Deps, of: Reviewed, seats: readonly SeatPlan[]): Promise<RoundId> {
  const round = await acceptRound(deps, of);
  for (const [seat, { role, institution, signer }] of seats.entries()) {
    const message = { round, seat, institution, role: ROLES.indexOf(role), affiliations: [], signer: signer.bytes };
    await act(deps, signerOf(`institution ${institution}`), "AppointSeat", message);
  }
  await act(deps, signerOf("institution 2"), "SetPanel", { round, seatCount: seats.length, excluded: 0 });
  for (const [seat, { role, signer }] of seats.entries()) {
    await act(deps, signer, "Seal", sealOf(reviewOf(round, seat, role).message));
  }
  return round;
}

/** The seal of a review. */
export function sealOf(review: ActionMessage<"Review">): ActionMessage<"Seal"> {
  return { round: review.round, seat: review.seat, commitment: sealCommitment(review) };
}

/** A review with level 2 wherever the role may rate. */
export function reviewOf(
  round: RoundId,
  seat: number,
  role: Role,
): { document: ReviewDocument; message: ActionMessage<"Review"> } {
  const levels = BASELINE_RUBRIC.criteria.map(({ ratedBy }) => (role !== "none" && ratedBy.includes(role) ? 2 : null));
  const nothing = { declared: false } as const;
  const document: ReviewDocument = {
    schema: "peerseal.review/1",
    round,
    seat,
    language: "en",
    conflicts: Object.fromEntries(CONFLICT_CATEGORIES.map((name) => [name, nothing])) as ReviewDocument["conflicts"],
    ratings: BASELINE_RUBRIC.criteria.map(({ id }, i) =>
      levels[i] === null
        ? { criterion: id, level: null, reason: "Not for this role." }
        : { criterion: id, level: 2, confidence: "high", comment: null, evidence: [] },
    ),
    strengths: ["Clear."],
    requiredChanges: [],
    suggestions: [],
    minutesSpent: 90,
    aiUse: { used: false },
  };
  const ratings = packRatings(levels).toString();
  const salt = `0x${"5a".repeat(32)}` as const;
  return { document, message: { round, seat, reviewDigest: digestOf(document), ratings, sequence: 1, salt } };
}
