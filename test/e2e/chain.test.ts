import { createServer } from "node:http";
import {
  accountSigner,
  type ChainEvidence,
  type ChainFacts,
  connect,
  gather,
  gatherMany,
  type NetworkId,
  networkId,
  type Opened,
  signerId,
} from "@peerseal/sdk";
import { AbiCoder, ParamType } from "ethers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CONVENER, CREDENTIAL_KEY, digest, PROVIDER, REVIEWER, type Story, tellStory } from "./chain.story.ts";
import { type Call, openWorld, type World, wallet, wrapped } from "./chain.world.ts";

let world: World;
let story: Story;

beforeAll(async () => {
  world = await openWorld();
  story = await tellStory(world);
});
afterAll(async () => {
  await world?.close();
});

function facts(evidence: ChainEvidence): ChainFacts {
  if (evidence.state === "gathered") return evidence.facts;
  throw new Error(`${evidence.reason}: ${evidence.detail}`);
}

const subject = (opened: Opened = story.opened) => ({ opened, keyHints: [CREDENTIAL_KEY] });

describe("connect", () => {
  it("finds the registries and shows the endpoint without what may be secret", async () => {
    const secret = new URL(world.url);
    secret.username = "user";
    secret.password = "secret";
    secret.pathname = "/v3/key";
    const connection = await connect({ rpc: secret.href, network: world.deployment.network });
    expect(connection.source).toBe(new URL(world.url).origin);
    const { institutions, courses, rubrics, rounds, credentials, followUps, directory } = world.deployment.contracts;
    const registries = { institutions, courses, rubrics, rounds, credentials, followUps, directory };
    expect(connection.contracts).toEqual(registries);
    connection.close();
  });

  it("takes providers of ethers and of EIP-1193 too", async () => {
    for (const rpc of [world.provider, wrapped(world, (call, pass) => pass(call))]) {
      const connection = await connect({ rpc, network: world.deployment.network });
      expect(facts(await gather(connection, subject())).batch?.matches).toBe(true);
      connection.close();
    }
  });

  it.each<[string, () => { rpc: string; network: NetworkId }, string]>([
    ["another chain", () => ({ rpc: world.url, network: networkId(1, digest("00").slice(0, 42)) }), "chain-wrong"],
    [
      "no contract at the directory",
      () => ({ rpc: world.url, network: networkId(31337, `0x${"99".repeat(20)}`) }),
      "network-missing",
    ],
    [
      "another contract there",
      () => ({ rpc: world.url, network: networkId(31337, world.deployment.contracts.rounds) }),
      "network-missing",
    ],
    ["nobody listens", () => ({ rpc: "http://127.0.0.1:9", network: world.deployment.network }), "chain-unreachable"],
    ["no URL", () => ({ rpc: "127.0.0.1", network: world.deployment.network }), "chain-unreachable"],
    ["no HTTP", () => ({ rpc: "file:///etc/hosts", network: world.deployment.network }), "chain-unreachable"],
  ])("refuses: %s", async (_, options, code) => {
    await expect(connect(options())).rejects.toMatchObject({ code });
  });

  it.each([
    ["a web page", 200, "<html></html>"],
    ["an error", 500, "broken"],
    ["JSON that is no answer", 200, "{}"],
  ])("calls an endpoint that answers with %s unreachable", async (_, status, body) => {
    const server = createServer((request, response) => {
      request.resume();
      response.writeHead(status).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    const connecting = connect({
      rpc: `http://127.0.0.1:${port}`,
      network: world.deployment.network,
    });
    await expect(connecting).rejects.toMatchObject({ code: "chain-unreachable" });
    server.close();
  });

  it("does not wait for ever", async () => {
    const never = { request: () => new Promise<never>(() => undefined) };
    const connecting = connect({ rpc: never, network: world.deployment.network, timeoutMs: 50 });
    await expect(connecting).rejects.toMatchObject({ code: "chain-unreachable", details: { reason: "timeout" } });
  });
});

describe("evidence", () => {
  it("tells everything about an anchored credential by one call", async () => {
    const calls: string[] = [];
    const rpc = wrapped(world, (call, pass) => {
      calls.push(`${call.method} ${call.params.at(-1)}`);
      return pass(call);
    });
    const connection = await connect({ rpc, network: world.deployment.network });
    calls.length = 0;
    const found = facts(await gather(connection, subject()));
    expect(calls).toEqual(["eth_call finalized"]);
    expect(found.network).toBe(world.deployment.network);
    expect(found.block.tag).toBe("finalized");
    const { root, size, courseVersion, key } = story.receipt;
    expect(found.batch).toEqual({
      asked: { receipt: { root, size, courseVersion, key }, credentialKeys: [CREDENTIAL_KEY] },
      institution: PROVIDER,
      number: story.receipt.number,
      index: 2,
      anchoredAt: story.times.anchored,
      final: true,
      matches: true,
      statusBits: 0,
      keyAuthorised: true,
      credentialKeyAuthorised: true,
      mayIssue: true,
    });
    const [version] = found.versions;
    expect(version).toMatchObject({ id: story.version, course: story.course, previous: null, publisher: PROVIDER });
    expect(version?.retiredAt).toBeNull();
    const [round] = version?.rounds ?? [];
    expect(round).toMatchObject({
      id: story.round,
      rubric: story.rubric,
      rubricListed: true,
      convener: CONVENER,
      stage: "closed",
      purpose: "summative",
      basis: "design",
      route: "panel",
      reply: digest("07"),
    });
    expect(round?.seats.map(({ signer, institution, role, ratings }) => [signer, institution, role, ratings])).toEqual([
      [signerId(story.signers.seat0.bytes), CONVENER, "subject-expert", "3"],
      [signerId(story.signers.seat1.bytes), REVIEWER, "learner", "3"],
    ]);
    expect(round?.decisions).toEqual([
      expect.objectContaining({ policy: world.deployment.contracts.policy, listed: true, outcome: "met" }),
    ]);
    const names = found.institutions.map(({ id, name, country, kind }) => [id, name, country, kind]);
    expect(names.sort()).toEqual([
      [PROVIDER, "Iyonada University", "JP", "provider"],
      [CONVENER, "伊予灘大学", "JP", "provider"],
      [REVIEWER, "Saarelaid University of Applied Sciences", "JP", "provider"],
    ]);
    expect(found.institutions[0]?.standings).toEqual([
      { standing: "active", since: story.times.admitted, successor: 0, recordsKeeper: 0 },
    ]);
    connection.close();
  });

  it("answers without a receipt for the status and for the version that the achievement names", async () => {
    const found = facts(await gather(world.connection, subject({ ...story.opened, receipt: null })));
    expect(found.batch).toMatchObject({ anchoredAt: story.times.anchored, matches: null, statusBits: 0 });
    expect(found.versions.map(({ id }) => id)).toEqual([story.version]);
  });

  it("says what does not match", async () => {
    const { receipt } = story;
    const other = { ...receipt, root: digest("ee") };
    const found = facts(await gather(world.connection, subject({ ...story.opened, receipt: other })));
    expect(found.batch?.matches).toBe(false);

    const unknown = { ...receipt, number: 5 };
    const missing = facts(await gather(world.connection, subject({ ...story.opened, receipt: unknown })));
    expect(missing.batch).toMatchObject({ number: 5, anchoredAt: null, matches: false, keyAuthorised: false });

    const stranger = signerId(accountSigner(wallet(50)).bytes);
    const foreignKey = facts(await gather(world.connection, { opened: story.opened, keyHints: [stranger] }));
    expect(foreignKey.batch).toMatchObject({ credentialKeyAuthorised: false, credentialKeyCompromisedSince: null });
    const both = facts(await gather(world.connection, { opened: story.opened, keyHints: [CREDENTIAL_KEY, stranger] }));
    expect(both.batch?.credentialKeyAuthorised).toBe(false);
  });

  it("does not ask this network about a receipt or a status entry of another one", async () => {
    const foreign = networkId(31337, `0x${"99".repeat(20)}`);
    const opened = { ...story.opened, credential: {}, receipt: { ...story.receipt, network: foreign } };
    const found = facts(await gather(world.connection, subject(opened)));
    expect(found.batch).toBeNull();
    expect(found.versions).toEqual([]);
  });

  it("asks about 200 credentials, and more, in order", async () => {
    const subjects = Array.from({ length: 401 }, (_, i) =>
      subject(i % 2 === 0 ? story.opened : { ...story.opened, receipt: { ...story.receipt, number: i } }),
    );
    const all = await gatherMany(world.connection, subjects);
    const anchored = all.map((one) => facts(one).batch?.anchoredAt !== null);
    expect(anchored).toEqual(subjects.map((_, i) => i % 2 === 0));
  });

  it("never takes a newer block for a final one", async () => {
    const before = (await blockBefore(story.times.anchored)).toString(16);
    const rewrite = (finalized: string | null) =>
      wrapped(world, ({ method, params }, pass) => {
        if (params.at(-1) !== "finalized") return pass({ method, params });
        if (finalized === null) throw Object.assign(new Error("unknown tag"), { code: -32602 });
        return pass({ method, params: [...params.slice(0, -1), finalized] });
      });
    for (const finalized of [`0x${before}`, null, "0x0"]) {
      const connection = await connect({ rpc: rewrite(finalized), network: world.deployment.network });
      const found = facts(await gather(connection, subject()));
      expect(found.block.tag).toBe("latest");
      expect(found.batch).toMatchObject({ anchoredAt: story.times.anchored, final: false, matches: true });
      connection.close();
    }
  });

  it("becomes unavailable, with the reason, when the endpoint fails or lies about where it is", async () => {
    let change: Parameters<typeof wrapped>[1] = (call, pass) => pass(call);
    const rpc = wrapped(world, (call, pass) => change(call, pass));
    const connection = await connect({ rpc, network: world.deployment.network });
    const reason = async () => {
      const evidence = await gather(connection, subject());
      return evidence.state === "unavailable" ? evidence.reason : "gathered";
    };
    expect(await reason()).toBe("gathered");
    const { directory, rounds } = world.connection.contracts;
    const answers: [ReturnType<typeof change>, string][] = [
      ["0x1234", "answer-invalid"],
      ["0x", "network-missing"],
      [await lensAnswer((report) => report), "gathered"],
      [await lensAnswer((report) => ({ ...report, chainId: 1n })), "chain-wrong"],
      [await lensAnswer((report) => ({ ...report, directory: rounds })), "answer-invalid"],
      [await lensAnswer((report) => ({ ...report, answers: [] })), "answer-invalid"],
      [await lensAnswer(twice("answers")), "answer-invalid"],
      [await lensAnswer((report) => ({ ...report, versions: [] })), "answer-invalid"],
      [await lensAnswer(twice("versions")), "answer-invalid"],
      [await lensAnswer(twice("institutions")), "answer-invalid"],
    ];
    for (const [answer, expected] of answers) {
      change = (call, pass) => (call.method === "eth_call" && hasTo(call, directory) ? answer : pass(call));
      expect(await reason()).toBe(expected);
    }
    connection.close();
  });

  it("is not lost for all where the answer about one is too much for a call", async () => {
    const { directory } = world.connection.contracts;
    const sizes: number[] = [];
    const most = 6_000;
    const rpc = wrapped(world, (call, pass) => {
      const size = JSON.stringify(call.params).length;
      if (call.method !== "eth_call" || !hasTo(call, directory) || size < 1_000) return pass(call);
      sizes.push(size);
      if (size > most) throw Object.assign(new Error("out of gas"), { code: -32000 });
      return pass(call);
    });
    const connection = await connect({ rpc, network: world.deployment.network });
    const all = await gatherMany(
      connection,
      Array.from({ length: 20 }, () => subject()),
    );
    connection.close();
    expect(sizes.some((size) => size > most)).toBe(true);
    expect(all.map((one) => facts(one).batch?.matches)).toEqual(Array.from({ length: 20 }, () => true));
  });

  it("tells an endpoint that went silent", async () => {
    let down = false;
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      if (down) return void response.writeHead(503).end();
      const headers = { "content-type": "application/json" };
      const answer = await fetch(world.url, { method: "POST", headers, body: Buffer.concat(chunks) });
      response.writeHead(200, headers).end(await answer.text());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const rpc = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
    const connection = await connect({ rpc, network: world.deployment.network });
    down = true;
    const evidence = await gather(connection, subject());
    expect(evidence).toMatchObject({ state: "unavailable", reason: "chain-unreachable" });
    connection.close();
    server.close();
  });
});

async function blockBefore(time: number): Promise<number> {
  for (let number = await world.provider.getBlockNumber(); number > 0; number--) {
    if ((await world.connection.block(number)).time < time) return number;
  }
  throw new Error("The chain began later.");
}

const coder = AbiCoder.defaultAbiCoder();

/** The lens's true answer about the story's credential, changed, as the directory returns it. */
async function lensAnswer(change: (report: Record<string, unknown>) => Record<string, unknown>): Promise<string> {
  let question: Call | undefined;
  let answer: unknown;
  const rpc = wrapped(world, async (call, pass) => {
    question = call;
    answer = await pass(call);
    return answer;
  });
  const connection = await connect({ rpc, network: world.deployment.network });
  await gather(connection, subject());
  connection.close();
  if (question === undefined) throw new Error("The chain was asked.");
  const [bytes] = coder.decode(["bytes"], String(answer));
  const report = ParamType.from(REPORT);
  const [decoded] = coder.decode([report], bytes);
  const changed = change(decoded.toObject());
  return coder.encode(["bytes"], [coder.encode([report], [changed])]);
}

/** Puts the first entry of a list of the report at its end once more. */
function twice(name: "answers" | "versions" | "institutions") {
  return (report: Record<string, unknown>) => {
    const list = report[name];
    if (!Array.isArray(list)) throw new Error(`${name} is a list.`);
    return { ...report, [name]: [...list, list[0]] };
  };
}

function hasTo({ params: [transaction] }: Call, address: string): boolean {
  return typeof transaction === "object" && transaction !== null && Reflect.get(transaction, "to") === address;
}

const ROUND =
  "tuple(bytes32 version,bytes32 rubric,bytes32 appealOf,uint32 owner,uint32 convener,uint8 stage,uint8 purpose,uint8 basis,uint8 route,uint8[5] seats,uint8 seatCount,uint8 panelCount,uint8 sealedCount,uint8 submittedCount,bool objected,uint32 addedBy,uint8 addedRole,uint32 validity,uint40 openedAt,uint40 panelFrom,uint40 panelSetAt,uint40 reviewUntil,uint40 revealFrom,uint40 revealUntil,uint40 replyFrom,uint40 replyUntil,uint40 endedAt,bytes32 reply)";
const SEATS =
  "tuple(bytes32 signer,uint32 institution,uint8 role,uint8 flags,bool isSealed,uint8 sequence,uint40 submittedAt,uint128 ratings,uint40 digestTag)[]";
const DECISIONS = "tuple(address policy,bool listed,uint8 outcome,uint40 decidedAt,uint40 expiresAt)[]";
const VERSION =
  "tuple(bytes32 course,bytes32 previous,uint32 publisher,bool minor,uint40 publishedAt,uint40 retiredAt,uint40 teachOutUntil)";
const ANSWERS =
  "tuple(uint40 anchoredAt,bool matches,uint8 statusBits,bool keyAuthorised,bool credentialKeyAuthorised,bool mayIssue)[]";
const INSTITUTIONS =
  "tuple(uint32 id,string name,string domain,bytes2 country,uint8 kind,tuple(uint8 standing,uint40 since,uint32 successor,uint32 recordsKeeper)[] standings)[]";
const FOLLOW_UP = "tuple(uint40 rescindedAt,uint40 conditionsClosedAt,bytes32 conditions)";
const FACTS = `tuple(bytes32 id,bool rubricListed,${ROUND} round,${SEATS} seats,${DECISIONS} decisions,${FOLLOW_UP} followUp)`;
const CARRIED = `tuple(tuple(uint40 carriedAt,uint8 steps) carrying,${FACTS} round)[]`;
const CONCERNS =
  "tuple(bytes32 version,uint32 filedBy,uint32 admittedBy,uint40 filedAt,uint40 admittedAt,uint40 closedAt)[]";
const VERSIONS = `tuple(bytes32 id,bool exists,${VERSION} version,${FACTS}[] rounds,${CARRIED} carried,${CONCERNS} concerns)[]`;
/** The answer's type written out a second time: what is deployed is not to change unseen. */
const REPORT = `tuple(uint256 chainId,address directory,uint256 blockNumber,uint256 blockTime,${ANSWERS} answers,${VERSIONS} versions,${INSTITUTIONS} institutions)`;
