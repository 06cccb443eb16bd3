import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type ActionSigner,
  type Digest,
  digestOf,
  type JsonObject,
  packRatings,
  ROLES,
  type Role,
  type RoundId,
  type VersionId,
} from "@peerseal/sdk";
import type { Page } from "playwright-core";
import { onTestFinished, vi } from "vitest";
import { keepPicture } from "./browser.ts";
import { acceptRound, act, foundNetwork, publishCourse, reviewOf, sealOf, signerOf } from "./cast.ts";
import { type ConsoleWorld, makeConsoleWorld, signOnSheet } from "./console.world.ts";
import { giveWallet, newPerson, type Person } from "./reviewer.world.ts";
import { walletOf } from "./stack.keys.ts";

/** A machine that is busy with other tests takes its time over a few clicks. */
const REPLY_SECONDS = 30;

/** Four institutions, of which the first has courses and the second publishes the rubric and convenes. */
export type ReviewsWorld = ConsoleWorld & {
  /** The registry by a name, to which passkeys can belong. */
  readonly site: string;
  readonly rubric: Parameters<typeof acceptRound>[1]["rubric"];
  readonly rubricDigest: Digest;
  /** The course that is reviewed from the consoles from its opening to its result, and what follows that. */
  readonly version: VersionId;
  /** Rounds with all reviews in: their reply windows run out while other tests go on. */
  readonly reviewed: Promise<{ readonly conditional: Reviewed; readonly notMet: Reviewed }>;
  readonly folder: string;
};

/** A round and the version that it is about. */
export type Reviewed = { readonly version: VersionId; readonly round: RoundId };

let opened: Promise<ReviewsWorld> | undefined;

/** The world of all tests of a file, made for the first that asks. */
export function reviewsWorld(): Promise<ReviewsWorld> {
  opened ??= openReviewsWorld();
  return opened;
}

/** Keeps what the consoles showed when a test failed, for whoever looks into it. */
export async function keepFailed(): Promise<void> {
  const pages = (await opened)?.browser.contexts().flatMap((context) => context.pages()) ?? [];
  for (const [i, page] of pages.entries()) await keepPicture(page, `reviews-failed-${i}`);
}

/** Ends what {@link reviewsWorld} made. */
export async function closeReviewsWorld(): Promise<void> {
  const world = await opened;
  await world?.end();
  if (world !== undefined) await rm(world.folder, { recursive: true, force: true });
}

async function openReviewsWorld(): Promise<ReviewsWorld> {
  process.env.STACK_REPLY_SECONDS = String(REPLY_SECONDS);
  const world = await makeConsoleWorld("reviews");
  delete process.env.STACK_REPLY_SECONDS;
  const { rubric, rubricDigest } = await foundNetwork(world, 4);
  const { version } = await publishCourse(world, 1, "slope-survey");
  const deps = { ...world, rubric, rubricDigest };
  const reviewedRounds = async () => ({
    conditional: await reviewedRound(deps, "tide-tables", ["D1", 1]),
    notMet: await reviewedRound(deps, "wave-radar", ["D1", 0]),
  });
  return {
    ...deps,
    site: `http://localhost:${new URL(world.stack.api).port}`,
    version,
    reviewed: reviewedRounds(),
    folder: await mkdtemp(join(tmpdir(), "peerseal-content-")),
  };
}

type Deps = Pick<ReviewsWorld, "client" | "connection" | "rubric" | "rubricDigest">;

/** A course of institution 1 with a round that 2 convenes: seats can be appointed. */
export async function acceptedRound(world: Deps, code: string): Promise<Reviewed> {
  const { rubric, rubricDigest } = world;
  const { version } = await publishCourse(world, 1, code);
  return { version, round: await acceptRound(world, { version, rubric, rubricDigest }) };
}

/** Waits for the clock on the wall, by which pages go: blocks that come faster than one a second run ahead of it. */
export async function caughtUp({ connection }: Pick<Deps, "connection">): Promise<void> {
  const { time } = await connection.block("latest");
  await vi.waitUntil(() => Date.now() / 1000 >= time, { timeout: 120_000, interval: 50 });
}

/** A seat of a round, its role, who appoints to it, and the name of the account that signs. */
export type SeatOf = {
  readonly seat: number;
  readonly role: Exclude<Role, "none">;
  readonly institution: number;
  readonly holder: string;
};

/** Appoints to a seat, as the officer of an institution does. */
export async function appointTo(world: Deps, round: RoundId, of: SeatOf): Promise<void> {
  const { seat, role, institution, holder } = of;
  const { bytes } = signerOf(holder);
  const message = { round, seat, institution, role: ROLES.indexOf(role), affiliations: [], signer: bytes };
  await act(world, signerOf(`institution ${institution}`), "AppointSeat", message);
}

type Written = { readonly signer: ActionSigner } & ReturnType<typeof reviewOf>;

/** What a seat writes: everything is met, but for one criterion where it finds less. */
export function writtenFor(
  round: RoundId,
  { seat, role, holder }: SeatOf,
  low?: readonly [criterion: string, level: 0 | 1],
): Written {
  const { document, message } = reviewOf(round, seat, role);
  const signer = signerOf(holder);
  if (low === undefined) return { signer, document, message };
  const [lowest, level] = low;
  const evidence = [{ path: "learningOutcomes", location: "o1", text: "No verb that can be observed." }];
  const found = { level, confidence: "high", comment: "It cannot be observed.", evidence } as const;
  const ratings = document.ratings.map((one) => (one.criterion === lowest ? { criterion: lowest, ...found } : one));
  const changed = { ...document, ratings };
  const packed = packRatings(ratings.map((one) => one.level)).toString();
  return { signer, document: changed, message: { ...message, reviewDigest: digestOf(changed), ratings: packed } };
}

/** Seats seal what they wrote, and reveal it once all have sealed. */
export async function sealAll(world: Deps, written: readonly Written[]): Promise<void> {
  for (const { signer, message } of written) await act(world, signer, "Seal", sealOf(message));
}

export async function revealAll(world: Deps, written: readonly Written[]): Promise<void> {
  for (const { signer, message, document } of written) await act(world, signer, "Review", message, document);
}

/** A round in which every seat found the same criterion to lack something: its reply window has begun. */
async function reviewedRound(
  world: Deps,
  code: string,
  low: readonly [criterion: string, level: 0 | 1],
): Promise<Reviewed> {
  const { version, round } = await acceptedRound(world, code);
  const seats = panelOf(code);
  for (const seat of seats) await appointTo(world, round, seat);
  await act(world, signerOf("institution 2"), "SetPanel", { round, seatCount: seats.length, excluded: 0 });
  const written = seats.map((seat) => writtenFor(round, seat, low));
  await sealAll(world, written);
  await revealAll(world, written);
  return { version, round };
}

/** The least panel, of institutions 2 and 3. */
export function panelOf(code: string): readonly [SeatOf, SeatOf, SeatOf] {
  return [
    { seat: 0, role: "subject-expert", institution: 2, holder: `${code} 0` },
    { seat: 1, role: "subject-expert", institution: 3, holder: `${code} 1` },
    { seat: 2, role: "learner", institution: 3, holder: `${code} 2` },
  ];
}

/** Closes a round as soon as the contract lets one, and has its result computed. */
export async function settle({ client }: Deps, round: RoundId): Promise<void> {
  const closing = await vi.waitFor(() => client.closeRound(round), { timeout: 90_000, interval: 200 });
  await client.actions.recorded(closing);
  await client.actions.recorded(await client.decideRound(round));
}

/** Appoints a reviewer on the page of a round in the console. */
export async function appointOn(
  page: Page,
  of: { readonly role?: Role; readonly person: string; readonly key: string },
): Promise<void> {
  if (of.role !== undefined) await page.getByLabel("Role", { exact: true }).selectOption(of.role);
  await page.getByLabel("Who it is").fill(of.person);
  await page.getByLabel("Reviewer's key for this review").fill(of.key);
  await page.getByRole("button", { name: "Sign the appointment" }).click();
  await signOnSheet(page);
  await page.getByRole("cell", { name: of.person }).waitFor();
}

/** Has somebody leave when the test ends; what they saw when it failed is kept for whoever looks into it. */
export function leaving({ page, leave }: Person): void {
  onTestFinished(async ({ task }) => {
    if (task.result?.state === "fail") await keepPicture(page, "reviews-failed-reviewer");
    await leave();
  });
}

/** A reviewer at a browser of their own, with the account of this name; they leave when the test ends. */
export async function reviewerWith(
  { connection }: ReviewsWorld,
  holder: string,
  options: Parameters<typeof newPerson>[0],
): Promise<Person> {
  const person = await newPerson(options);
  leaving(person);
  await giveWallet(person, "Test Wallet", walletOf(holder), connection.chainId);
  return person;
}

/** A file to open in a page. */
export function jsonFile(name: string, content: JsonObject) {
  return { name, mimeType: "application/json", buffer: Buffer.from(JSON.stringify(content)) };
}
