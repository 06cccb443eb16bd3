import {
  commitment,
  decodeLog,
  decodeLogs,
  encodeActions,
  type Hex,
  readBatchWord,
  readDecision,
  readGovernance,
  readInstitution,
  readInstitutionCount,
  readKey,
  readLens,
  readNonce,
  readOwnerCount,
  readPeriods,
  readPolicies,
  readRound,
  readRoundCount,
  readSeats,
  readVerifier,
  readVersion,
  type SignedAction,
  sendAction,
  signAction,
  signerId,
  unpackAnchor,
} from "@peerseal/sdk";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CREDENTIAL_KEY, digest, PROVIDER, REVIEWER, type Story, tellStory } from "./chain.story.ts";
import { openWorld, PERIODS, type World } from "./chain.world.ts";

let world: World;
let story: Story;

beforeAll(async () => {
  world = await openWorld();
  story = await tellStory(world);
});
afterAll(async () => {
  await world?.close();
});

describe("refusals", () => {
  const refusal = async (signed: Promise<SignedAction>) => {
    try {
      await sendAction(world.sender, world.connection, await signed);
    } catch (error) {
      return error;
    }
    throw new Error("The contract took it.");
  };
  const anchor = () => ({
    institution: PROVIDER,
    number: 77,
    root: digest("0a"),
    size: 1,
    courseVersion: story.version,
  });

  it("carry the contract's own name and values", async () => {
    const { receipt, signers, round } = story;
    const used = refusal(world.sign(signers.provider, "Anchor", { ...anchor(), number: receipt.number }));
    const word = await readBatchWord(world.connection, PROVIDER, receipt.number);
    expect(await used).toMatchObject({
      code: "Credential_BatchUsed",
      details: { institution: PROVIDER, number: receipt.number, word: word.toString() },
    });
    const { root, size, courseVersion, key } = receipt;
    expect(unpackAnchor(word)).toEqual({
      anchoredAt: story.times.anchored,
      commitment: commitment({ root, size, courseVersion, key }),
    });
    expect(await refusal(world.sign(signers.convener, "Anchor", anchor()))).toMatchObject({
      code: "Institution_NotAuthorised",
    });
    expect(await refusal(world.sign(signers.convener, "AbandonRound", { round, ground: digest("0b") }))).toMatchObject({
      code: "Round_WrongStage",
    });
    expect(await refusal(world.sign(signers.provider, "Anchor", anchor(), world.clock.now - 10))).toMatchObject({
      code: "Authorization_Expired",
      details: { deadline: world.clock.now - 10 },
    });
    expect(await refusal(world.sign(signers.provider, "Anchor", { ...anchor(), size: 0 }))).toMatchObject({
      code: "Credential_InvalidSize",
    });
  });

  it("meet a signature of another chain, of another contract, and of another message", async () => {
    const { signers } = story;
    const elsewhere = { ...world.connection, chainId: 1 };
    const signed = await world.sign(signers.provider, "Anchor", anchor());
    const deadline = world.clock.now + 100;
    const foreign = await signAction(signers.provider, elsewhere, "Anchor", anchor(), { deadline });
    const swapped = { ...world.connection.contracts, credentials: world.connection.contracts.rounds };
    const other = await signAction(signers.provider, { ...world.connection, contracts: swapped }, "Anchor", anchor(), {
      deadline,
    });
    const changed = { ...signed, message: { ...signed.message, size: 2 } };
    const passkey = await world.sign(signers.reviewer, "Anchor", { ...anchor(), institution: REVIEWER });
    const moved = { ...passkey, message: { ...passkey.message, number: 78 } };
    for (const bad of [foreign, other, changed, moved]) {
      expect(await refusal(Promise.resolve(bad))).toMatchObject({ code: "Authorization_InvalidSignature" });
    }
    const verifier = world.connection.contracts.rounds;
    const named: Hex = `0x${verifier.slice(2)}${passkey.authorization.signer.slice(42)}`;
    const stranger = { ...passkey, authorization: { ...passkey.authorization, signer: named } };
    expect(await refusal(Promise.resolve(stranger))).toMatchObject({ code: "Authorization_ForeignVerifier" });
  });

  it("leave acts that are mixed, or that know no many, to the caller", async () => {
    const { signers, round } = story;
    const one = await world.sign(signers.provider, "Anchor", anchor());
    const two = await world.sign(signers.convener, "SetPanel", { round, seatCount: 2, excluded: 0 });
    for (const bad of [[], [two], [one, two]]) {
      const act = () => encodeActions(world.connection, bad);
      expect(act).toThrow(expect.objectContaining({ code: "action-unsupported" }));
    }
  });
});

describe("reads", () => {
  it("tell what an actor needs before acting", async () => {
    const { connection, deployment, governance } = world;
    const { version, rubric, round, course, signers, receipt } = story;
    expect(await readInstitutionCount(connection)).toBe(3);
    expect(await readInstitution(connection, PROVIDER)).toMatchObject({
      name: "Iyonada University",
      country: "0x4a50",
      profileDigest: digest("02"),
      profileSequence: 1,
      standing: 1,
    });
    expect(await readKey(connection, PROVIDER, CREDENTIAL_KEY)).toMatchObject({ purposes: 16, until: 0 });
    expect(await readGovernance(connection)).toBe(signerId(governance.bytes));
    expect(await readVerifier(connection)).toBe(deployment.contracts.verifier);
    expect(await readPolicies(connection)).toEqual([deployment.contracts.policy]);
    expect(await readLens(connection)).toBe(deployment.contracts.lens);
    expect(await readVersion(connection, version)).toMatchObject({ course, publisher: PROVIDER, minor: false });
    expect(await readOwnerCount(connection, course)).toBe(1n);
    expect(await readRoundCount(connection, version, rubric)).toBe(1);
    expect(await readRound(connection, round)).toMatchObject({ stage: 4, seats: [1, 0, 0, 1, 0], seatCount: 2 });
    expect(await readSeats(connection, round)).toHaveLength(2);
    expect(await readPeriods(connection, "panel")).toMatchObject(PERIODS.panel);
    expect(await readPeriods(connection, "rapid")).toMatchObject(PERIODS.rapid);
    expect(await readDecision(connection, deployment.contracts.policy, round)).toMatchObject({ outcome: 1 });
    expect(await readNonce(connection, "credentials", signerId(signers.convener.bytes))).toBe(0n);
    expect(await readBatchWord(connection, PROVIDER, receipt.number + 1)).toBe(0n);
  });
});

describe("logs", () => {
  it("are read into events, by name and in order", async () => {
    const { contracts, deployedAtBlock } = world.deployment;
    const logs = await world.provider.getLogs({ address: Object.values(contracts), fromBlock: deployedAtBlock });
    const events = decodeLogs(world.connection, logs).map(({ event }) => event);
    expect(events.length).toBe(logs.length);
    expect(events.slice(0, 5).map(({ event }) => event)).toEqual([
      "LensSet",
      "PolicyListed",
      "InstitutionAdmitted",
      "StandingChanged",
      "KeyAdded",
    ]);
    expect(events.find(({ event }) => event === "RoundOpened")?.args).toMatchObject({
      round: story.round,
      opening: { owner: PROVIDER, seats: [1, 0, 0, 1, 0], version: story.version },
    });
    expect(events.find(({ event }) => event === "Decided")).toMatchObject({
      contract: "policy",
      address: contracts.policy,
      args: { round: story.round, outcome: 1 },
    });
    expect(events.find(({ event }) => event === "BatchAnchored")?.args).toEqual({
      institution: PROVIDER,
      number: story.receipt.number,
      root: story.receipt.root,
      size: story.receipt.size,
      courseVersion: story.version,
      key: story.receipt.key,
    });
    expect(JSON.parse(JSON.stringify(events))).toEqual(events);
  });

  it("of strangers, and numbers that JSON cannot hold, are left out", async () => {
    const number = 2 ** 53;
    const filter = { address: world.connection.contracts.credentials, fromBlock: 0 };
    const [log] = await world.provider.getLogs(filter);
    if (log === undefined) throw new Error("There is an anchor.");
    const [topic = "", institution = "", , version = ""] = log.topics;
    const large = [topic, institution, `0x${number.toString(16).padStart(64, "0")}`, version];
    expect(decodeLog(world.connection, { ...log, topics: [...log.topics] })).not.toBeNull();
    expect(decodeLog(world.connection, { ...log, topics: large, data: log.data })).toBeNull();
    expect(decodeLog(world.connection, { ...log, topics: [digest("aa")] })).toBeNull();
    expect(decodeLog(world.connection, { ...log, topics: [...log.topics], data: "0x" })).toBeNull();
    const stranger = { ...log, topics: [...log.topics], address: `0x${"77".repeat(20)}` };
    expect(decodeLog(world.connection, stranger)).toBeNull();
  });
});
