import {
  type ChainEvidence,
  type ChainFacts,
  concernId,
  connect,
  gather,
  readNonce,
  readStatusBits,
  type SignedAction,
  sendAction,
  signerId,
} from "@peerseal/sdk";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CONVENER, CREDENTIAL_KEY, digest, PROVIDER, REVIEWER, type Story, tellStory } from "./chain.story.ts";
import { openWorld, type World, wrapped } from "./chain.world.ts";

let world: World;
let story: Story;

beforeEach(async () => {
  world = await openWorld();
  story = await tellStory(world);
});
afterEach(async () => {
  await world?.close();
});

function facts(evidence: ChainEvidence): ChainFacts {
  if (evidence.state === "gathered") return evidence.facts;
  throw new Error(`${evidence.reason}: ${evidence.detail}`);
}

const subject = () => ({ opened: story.opened, keyHints: [CREDENTIAL_KEY] });

describe("status", () => {
  it("is seen now, and as it was", async () => {
    const { signers, receipt } = story;
    const status = (action: number, nonce: string, words: number[], masks: string[]) =>
      world.act(signers.provider, "SetStatus", {
        institution: PROVIDER,
        number: receipt.number,
        action,
        words,
        masks,
        nonce,
      });
    const bits = async (at?: number) => facts(await gather(world.connection, { ...subject(), ...(at && { at }) }));
    world.clock.now += 1_000;
    const suspended = await status(2, "0", [0], ["4"]);
    expect((await bits()).batch?.statusBits).toBe(2);
    world.clock.now += 1_000;
    const reinstated = await status(3, "1", [0], ["4"]);
    expect((await bits()).batch?.statusBits).toBe(0);
    world.clock.now += 1_000;
    const replaced = await status(4, "0", [0, 1], ["4", (1n << 44n).toString()]);
    expect((await bits()).batch?.statusBits).toBe(5);
    expect(await readStatusBits(world.connection, PROVIDER, receipt.number, 300)).toBe(5);
    expect(await readStatusBits(world.connection, PROVIDER, receipt.number, 3)).toBe(0);

    const past = async (at: number) => (await bits(at)).past;
    expect(await past(suspended - 1)).toMatchObject({ at: suspended - 1, statusBits: 0 });
    expect(await past(suspended)).toMatchObject({ at: suspended, statusBits: 2 });
    expect(await past(reinstated)).toMatchObject({ statusBits: 0 });
    expect(await past(replaced)).toBeNull();
    expect(await past(replaced + 10)).toBeNull();
    expect(await past(1)).toBeNull();
  });

  it("stays unknown in the past where the endpoint keeps none", async () => {
    const rpc = wrapped(world, ({ method, params }, pass) => {
      if (method === "eth_call" && !["finalized", "latest"].includes(String(params.at(-1)))) {
        throw Object.assign(new Error("missing trie node"), { code: -32000 });
      }
      return pass({ method, params });
    });
    const connection = await connect({ rpc, network: world.deployment.network });
    const found = facts(await gather(connection, { ...subject(), at: story.times.anchored }));
    expect(found.past).toBeNull();
    expect(found.batch?.anchoredAt).toBe(story.times.anchored);
    connection.close();
  });
});

describe("every action", () => {
  it("finds its method when sent: the contract knows the signer, or refuses by a name of its own", async () => {
    const { signers, course, version, round } = story;
    const { provider, convener } = signers;
    const zero = digest("00");
    const lens = world.deployment.contracts.lens;
    const others: SignedAction[] = [
      await world.sign(provider, "InviteParty", { course, by: PROVIDER, institution: CONVENER, part: 2 }),
      await world.sign(convener, "AcceptPart", { course, institution: CONVENER, part: 2 }),
      await world.sign(convener, "EndPart", { course, by: CONVENER, institution: CONVENER, part: 2 }),
      await world.sign(world.governance, "SetLens", { lens, nonce: "1" }),
      await world.sign(world.governance, "SetStanding", {
        institution: REVIEWER,
        sequence: 1,
        standing: 2,
        successor: 0,
        recordsKeeper: 0,
        ground: 7,
        document: digest("0c"),
      }),
      await world.sign(signers.reviewer, "AppealStanding", {
        institution: REVIEWER,
        sequence: 1,
        document: digest("0d"),
      }),
      await world.sign(convener, "CloseConditions", { round, document: digest("0e") }),
      await world.sign(world.governance, "RescindDecision", { round, ground: digest("0f") }),
      await world.sign(provider, "SetStatusOf", {
        institution: PROVIDER,
        number: story.receipt.number,
        index: 300,
        action: 1,
        nonce: "0",
      }),
      await world.sign(provider, "AnchorBatches", {
        institution: PROVIDER,
        batches: [78, 79].map((number) => ({ number, root: digest("10"), size: 3, courseVersion: version })),
      }),
    ];
    for (const signed of others) await sendAction(world.sender, world.connection, signed);
    world.clock.now += 10_000;
    const report = { institution: PROVIDER, key: CREDENTIAL_KEY };
    await world.act(provider, "ReportCompromise", { ...report, since: world.clock.now });
    await world.act(provider, "RetireVersion", { version, by: PROVIDER, teachOutUntil: 0 });
    expect(await readNonce(world.connection, "directory", signerId(world.governance.bytes))).toBe(2n);

    const found = facts(await gather(world.connection, subject()));
    expect(found.versions[0]?.retiredAt).not.toBeNull();
    // Anchored before the report: the key was the institution's then.
    expect(found.batch?.credentialKeyAuthorised).toBe(true);
    const since = story.times.anchored - 1;
    await world.act(provider, "ReportCompromise", { ...report, since });
    const { batch } = facts(await gather(world.connection, subject()));
    expect(batch).toMatchObject({ credentialKeyAuthorised: false, credentialKeyCompromisedSince: since });
    const concern = concernId(version, 1);
    const { receipt } = story;
    const opening = {
      version,
      rubric: story.rubric,
      n: 2,
      owner: PROVIDER,
      convener: CONVENER,
      purpose: 2,
      basis: 1,
      route: 1,
      seats: [1, 0, 0, 1, 0],
      validity: 86_400,
      reviewUntil: world.clock.now + 86_400,
      document: zero,
    };
    const refused: readonly (readonly [Promise<SignedAction>, string])[] = [
      [world.sign(convener, "AbandonRound", { round, ground: zero }), "Round_WrongStage"],
      [world.sign(provider, "OpenAppeal", { appealed: round, opening }), "Round_SharedWithAppealed"],
      [world.sign(provider, "ObjectToSeat", { round, seat: 0, owner: PROVIDER, document: zero }), "Round_WrongStage"],
      [world.sign(signers.seat0, "Seal", { round, seat: 0, commitment: digest("11") }), "Round_WrongStage"],
      [world.sign(convener, "AddSeat", { round, institution: CONVENER, role: 1 }), "Round_WrongStage"],
      [
        world.sign(provider, "InheritPart", { course, institution: PROVIDER, predecessor: CONVENER, part: 1 }),
        "Course_NotHeir",
      ],
      [
        world.sign(convener, "SetStatusFor", {
          keeper: CONVENER,
          institution: PROVIDER,
          number: receipt.number,
          action: 1,
          words: [0],
          masks: ["1"],
          nonce: "0",
        }),
        "Credential_NotKeeper",
      ],
      [world.sign(convener, "CarryDecision", { round, version }), "FollowUp_AlreadyRescinded"],
      [
        world.sign(convener, "FileConcern", { version, n: 1, institution: CONVENER, document: digest("12") }),
        "FollowUp_Tied",
      ],
      [world.sign(convener, "AdmitConcern", { concern, institution: CONVENER }), "FollowUp_UnknownConcern"],
      [
        world.sign(convener, "CloseConcern", { concern, institution: CONVENER, document: digest("13") }),
        "FollowUp_UnknownConcern",
      ],
    ];
    for (const [signed, code] of refused) {
      const action = await signed;
      await expect(sendAction(world.sender, world.connection, action), action.action).rejects.toMatchObject({ code });
    }
  });
});
