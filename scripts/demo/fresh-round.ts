import {
  BASES,
  type Client,
  type CourseVersionDocument,
  courseId,
  digestOf,
  PeersealError,
  parseDocument,
  parseVersionId,
  ROLES,
  ROUND_PURPOSES,
  ROUTES,
  type RoundId,
  roundId,
  sealCommitment,
  type VersionId,
  versionId,
} from "@peerseal/sdk";
import { COURSES } from "./courses.ts";
import { act, officerOf, onceItIsTime, type Stage } from "./http-acts.ts";
import { demoRubricId } from "./members.ts";
import { ratingsOf, reviewDocument, roundDocument, seatsWanted } from "./review-documents.ts";
import { type DemoRound, type DemoSeat, ROUNDS } from "./rounds.ts";
import { sealSalt, seatSigner } from "./world.ts";

const DAY = 86_400;
const REVIEW_DAYS = 30;

/** The round that is open at the first start, and the pattern of all that follow it. */
export function openDemoRound(): { readonly round: DemoRound; readonly owner: number; readonly course: string } {
  const round = ROUNDS.find(({ open }) => open);
  const course = COURSES.find(({ code }) => code === round?.course);
  if (round === undefined || course === undefined) throw new TypeError("No demo round is left open.");
  return { round, owner: course.owner, course: courseId(course.owner, course.code) };
}

/** Seals the review of a seat. @returns the block that records it. */
export async function sealReview(stage: Stage, id: RoundId, place: number): Promise<number | null> {
  const { seat, review } = reviewAt(stage, id, place);
  const commitment = sealCommitment(review);
  return act(stage, await signerOf(stage, id, seat, place), "Seal", { round: id, seat: place, commitment });
}

/** Reveals what a seat sealed. @returns the block that records it. */
export async function revealReview(stage: Stage, id: RoundId, place: number): Promise<number | null> {
  const { seat, document, review } = reviewAt(stage, id, place);
  return act(stage, await signerOf(stage, id, seat, place), "Review", review, document);
}

function reviewAt({ keys }: Stage, id: RoundId, place: number) {
  const { round } = openDemoRound();
  const seat = seatAt(round, place);
  const document = reviewDocument(seat, { ...round, id, place });
  const review = {
    round: id,
    seat: place,
    reviewDigest: digestOf(document),
    ratings: ratingsOf(seat, round),
    sequence: 1,
    salt: sealSalt(keys, id, place),
  };
  return { seat, document, review };
}

/**
 * Publishes another version of the demo's course, opens a round about it, and fills it up to its last seal.
 *
 * @param tell told of each step.
 */
export async function fillFreshRound(stage: Stage, tell: (step: string) => void): Promise<RoundId> {
  const { round, owner } = openDemoRound();
  const version = await publishNextVersion(stage, tell);
  const id = await open(stage, version);
  tell("opened a review round");
  await act(stage, officerOf(stage, round.convener), "AcceptRound", { round: id });
  for (const [place, seat] of round.seats.entries()) {
    const signer = await signerOf(stage, id, seat, place);
    await act(stage, officerOf(stage, seat.institution), "AppointSeat", {
      round: id,
      seat: place,
      institution: seat.institution,
      role: ROLES.indexOf(seat.role),
      affiliations: [],
      signer: signer.bytes,
    });
  }
  const panel = { round: id, seatCount: round.seats.length, excluded: 0 };
  await onceItIsTime(() => act(stage, officerOf(stage, round.convener), "SetPanel", panel));
  tell(`a panel of ${round.seats.length} seats is set; institution ${owner} owns the course and has none of them`);
  for (let place = 0; place < round.seats.length - 1; place++) await sealReview(stage, id, place);
  tell(`${round.seats.length - 1} of ${round.seats.length} reviews are sealed`);
  return id;
}

async function publishNextVersion(stage: Stage, tell: (step: string) => void): Promise<VersionId> {
  const { owner, course } = openDemoRound();
  const { id, document } = await newestVersion(stage.client, course);
  const [major = "0"] = document.version.split(".");
  const version = `${Number(major) + 1}.0.0`;
  const next: CourseVersionDocument = {
    ...document,
    version,
    previous: id,
    changeLog: [
      ...document.changeLog,
      {
        version,
        at: new Date(stage.now() * 1000).toISOString().replace(".000Z", "Z"),
        text: { en: "Figures and sources brought up to date.", ja: "数値と出典を更新。" },
      },
    ],
  };
  const descriptorDigest = digestOf(next);
  const message = { course: document.course, by: owner, descriptorDigest, previous: id, minor: false };
  await act(stage, officerOf(stage, owner), "PublishVersion", message, next);
  tell(`published version ${version}`);
  return versionId(document.course, descriptorDigest);
}

async function newestVersion(client: Client, course: string) {
  const { newestVersion: id } = await client.courses.get(course);
  const descriptor = id === null ? null : (await client.versions.get(id)).descriptor;
  const document = descriptor === null ? null : parseDocument(descriptor);
  if (id === null || document?.schema !== "peerseal.course-version/1") {
    throw new PeersealError("not-found", `The registry has no published version of the course ${course}.`);
  }
  return { id: parseVersionId(id), document };
}

async function open(stage: Stage, version: VersionId): Promise<RoundId> {
  const { round, owner } = openDemoRound();
  const rubric = demoRubricId();
  const opensAt = stage.now();
  const reviewUntil = opensAt + REVIEW_DAYS * DAY;
  const text = (at: number) => new Date(at * 1000).toISOString().replace(".000Z", "Z");
  const language = COURSES.find(({ code }) => code === round.course)?.language ?? "en";
  const dates = { opens: text(opensAt), reviewUntil: text(reviewUntil) };
  const document = roundDocument({ ...round, version, language }, dates);
  const opening = {
    version,
    rubric,
    n: 1,
    owner,
    convener: round.convener,
    purpose: ROUND_PURPOSES.indexOf("summative"),
    basis: BASES.indexOf(round.basis),
    route: ROUTES.indexOf(round.route),
    seats: seatsWanted(round),
    validity: round.validityDays * DAY,
    reviewUntil,
    document: digestOf(document),
  };
  await act(stage, officerOf(stage, owner), "OpenRound", { opening }, document);
  return roundId(version, rubric, 1);
}

function signerOf({ keys, contracts }: Stage, round: RoundId, { role }: DemoSeat, place: number) {
  return seatSigner(keys, { round, place, role, verifier: contracts.verifier });
}

function seatAt({ seats }: DemoRound, place: number): DemoSeat {
  const seat = seats[place];
  if (seat === undefined) throw new TypeError(`The demo's round has no seat ${place}.`);
  return seat;
}
