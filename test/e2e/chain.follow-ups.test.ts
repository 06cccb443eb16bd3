import {
  accountSigner,
  type ChainFacts,
  concernId,
  gather,
  type Opened,
  openedOf,
  qualityAt,
  readAppealTo,
  readCarrying,
  readConcerns,
  readFollowUp,
  readPeriods,
  readRound,
  readSeats,
  roundId,
  type VersionFacts,
  versionId,
  versionUrn,
} from "@peerseal/sdk";
import { afterAll, beforeAll, expect, it } from "vitest";
import { CONVENER, digest, PROVIDER, REVIEWER, type Story, tellStory } from "./chain.story.ts";
import { openWorld, PERIODS, type World, wallet } from "./chain.world.ts";

const ANOTHER = 4;
const YEAR = 365 * 86_400;
const another = accountSigner(wallet(14));

let world: World;
let story: Story;

beforeAll(async () => {
  world = await openWorld();
  story = await tellStory(world);
  await world.act(world.governance, "Admit", {
    institution: ANOTHER,
    name: "University of Serra Alta",
    domain: "serra-alta.example",
    country: "0x5054",
    kind: 1,
    profileDigest: digest("0a"),
    admin: another.bytes,
    purposes: 127,
  });
});
afterAll(async () => {
  await world?.close();
});

/** What the lens says of a version now, asked for by a credential that names it alone. */
async function factsOf(id: VersionFacts["id"]): Promise<{ version: VersionFacts; facts: ChainFacts }> {
  const credential = { credentialSubject: { achievement: { id: versionUrn(world.connection.network, id) } } };
  const opened: Opened = { ...openedOf(credential), digest: digest("02") };
  const evidence = await gather(world.connection, { opened, keyHints: [] });
  if (evidence.state !== "gathered") throw new Error(evidence.detail);
  const [version] = evidence.facts.versions;
  if (version === undefined) throw new Error("The lens tells of no version.");
  return { version, facts: evidence.facts };
}

async function qualityOf(id: VersionFacts["id"]) {
  const { version, facts } = await factsOf(id);
  const { state, flags } = qualityAt(version, facts.institutions, facts.block.time);
  return { state, flags };
}

it("says of a round what its registry knows", async () => {
  const { connection } = world;
  expect(await readPeriods(connection, "panel")).toEqual(PERIODS.panel);
  expect(await readPeriods(connection, "rapid")).toEqual(PERIODS.rapid);
  const round = await readRound(connection, story.round);
  expect(round).toMatchObject({ convener: CONVENER, seatCount: 2, panelCount: 2, sealedCount: 2, submittedCount: 2 });
  expect((await readSeats(connection, story.round)).map(({ isSealed, flags }) => [isSealed, flags])).toEqual([
    [true, 0],
    [true, 0],
  ]);
});

it("carries a decision to a minor version", async () => {
  const { act, connection } = world;
  const { provider, convener } = story.signers;
  const published = { course: story.course, by: PROVIDER, descriptorDigest: digest("31"), minor: true };
  await act(provider, "PublishVersion", { ...published, previous: story.version });
  const minor = versionId(story.course, digest("31"));
  expect(await qualityOf(minor)).toEqual({ state: "unreviewed", flags: [] });

  const carriedAt = await act(convener, "CarryDecision", { round: story.round, version: minor });
  expect(await qualityOf(minor)).toEqual({ state: "met", flags: ["carried"] });
  const { version } = await factsOf(minor);
  expect(version.carried).toMatchObject([{ carriedAt, steps: 1, round: { id: story.round, stage: "closed" } }]);
  expect(await readCarrying(connection, story.round, minor)).toEqual({ carriedAt, steps: 1 });
});

it("flags a concern of two members until both settle it", async () => {
  const { act, connection } = world;
  const { convener, reviewer } = story.signers;
  const concern = concernId(story.version, 1);
  const filed = { version: story.version, n: 1, document: digest("32") };
  const filedAt = await act(convener, "FileConcern", { ...filed, institution: CONVENER });
  expect((await qualityOf(story.version)).flags).toEqual([]);
  const admittedAt = await act(reviewer, "AdmitConcern", { concern, institution: REVIEWER });
  expect((await qualityOf(story.version)).flags).toEqual(["concern-open"]);

  const closing = { concern, document: digest("33") };
  await act(convener, "CloseConcern", { ...closing, institution: CONVENER });
  expect((await qualityOf(story.version)).flags).toEqual(["concern-open"]);
  const closedAt = await act(reviewer, "CloseConcern", { ...closing, institution: REVIEWER });
  expect((await qualityOf(story.version)).flags).toEqual([]);
  const told = { filedBy: CONVENER, admittedBy: REVIEWER, filedAt, admittedAt, closedAt };
  expect((await factsOf(story.version)).version.concerns).toEqual([told]);
  expect(await readConcerns(connection, story.version)).toEqual([{ version: story.version, ...told }]);
});

it("flags an appeal while it goes on", async () => {
  const { act, connection, clock } = world;
  const appeal = roundId(story.version, story.rubric, 2);
  const opening = {
    version: story.version,
    rubric: story.rubric,
    n: 2,
    owner: PROVIDER,
    convener: ANOTHER,
    purpose: 2,
    basis: 1,
    route: 1,
    seats: [1, 0, 0, 1, 0],
    validity: YEAR,
    reviewUntil: clock.now + 30 * 86_400,
    document: digest("34"),
  };
  await act(story.signers.provider, "OpenAppeal", { appealed: story.round, opening });
  expect(await readAppealTo(connection, story.round)).toBe(appeal);
  expect(await qualityOf(story.version)).toEqual({ state: "met", flags: ["appeal-open"] });
  const { rounds } = (await factsOf(story.version)).version;
  expect(rounds.map(({ id, appealOf }) => [id, appealOf])).toEqual([
    [story.round, null],
    [appeal, story.round],
  ]);
  await act(another, "AcceptRound", { round: appeal });
  await act(another, "AbandonRound", { round: appeal, ground: digest("35") });
  expect((await qualityOf(story.version)).flags).toEqual(["round-abandoned"]);
});

it("tells of conditions closed, and of a rescission wherever the decision was carried", async () => {
  const { act, connection, governance } = world;
  const document = digest("36");
  const conditionsClosedAt = await act(story.signers.convener, "CloseConditions", { round: story.round, document });
  const rescindedAt = await act(governance, "RescindDecision", { round: story.round, ground: digest("37") });
  const followUp = { rescindedAt, conditionsClosedAt, conditions: document };
  expect(await readFollowUp(connection, story.round)).toEqual(followUp);
  expect((await factsOf(story.version)).version.rounds[0]?.followUp).toEqual(followUp);
  expect((await qualityOf(story.version)).state).toBe("rescinded");
  expect((await qualityOf(versionId(story.course, digest("31")))).state).toBe("rescinded");
});
