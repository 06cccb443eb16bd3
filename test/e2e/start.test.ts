import { access, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readDemoApiKeys, removeEmbeddedPostgres, startEmbeddedPostgres } from "@peerseal/registry-api";
import {
  type Client,
  connect,
  createClient,
  type NetworkFile,
  pages,
  parseJson,
  parseNetworkFile,
  parseRoundId,
  readRound,
  type VerdictWord,
  verify,
} from "@peerseal/sdk";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { wipe } from "../../scripts/demo/wipe.ts";
import { requireFreePort } from "../../scripts/lib/command.ts";
import { readmeTests } from "./readme.tests.ts";
import { type Run, run } from "./start.run.ts";

const READY = /Peerseal is ready at (http:\/\/127\.0\.0\.1:\d+) /;
const WAIT = 120_000;

let dataDir: string;
let port: number;
let current: Run | undefined;

/** Starts the network on free ports, or as set, and waits until it says that it is ready. */
async function start(
  args: readonly string[] = [],
  settings: Readonly<Record<string, string>> = {},
): Promise<{ url: string; client: Client; network: NetworkFile }> {
  current = launch(args, settings);
  const [, url = ""] = await current.saying(READY);
  return { url, client: createClient({ baseUrl: url }), network: await networkFile() };
}

function launch(args: readonly string[] = [], settings: Readonly<Record<string, string>> = {}): Run {
  return run("scripts/start.ts", args, { PORT: String(port), PEERSEAL_DATA_DIR: dataDir, ...settings });
}

/** The chain alone, in the place of what runs. @returns where it is. */
async function startChain(): Promise<string> {
  const running = /The chain runs at (http:\S+) /;
  if (!running.test(current?.said() ?? "")) {
    await end();
    current = launch(["--chain-only"]);
  }
  const [, url = ""] = (await current?.saying(running)) ?? [];
  return url;
}

async function end(signal: NodeJS.Signals = "SIGTERM") {
  const ended = await current?.kill(signal);
  current = undefined;
  return ended;
}

/** First line of the chain's journal: what makes it another chain than others. */
const journalHeader = async () => (await readFile(join(dataDir, "chain", "journal.jsonl"), "utf8")).split("\n")[0];

const networkFile = async () => parseNetworkFile(parseJson(await readFile(join(dataDir, "network.json"))));
const sample = (name: string) => readFile(join(dataDir, "samples", name));

async function verdictOf(name: string, receipt?: string): Promise<VerdictWord> {
  const { rpc, network } = await networkFile();
  const options = receipt === undefined ? {} : { receipt: await sample(receipt) };
  return (await verify(await sample(name), { rpc, network, ...options })).verdict;
}

async function head(rpc: string): Promise<{ hash: string; number: string }> {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_getBlockByNumber", params: ["latest", false] });
  const response = await fetch(rpc, { method: "POST", headers: { "content-type": "application/json" }, body });
  const { result } = (await response.json()) as { result: { hash: string; number: string } };
  return { hash: result.hash, number: result.number };
}

async function courseNamed(client: Client, code: string) {
  for await (const course of pages((page) => client.courses.list(page))) {
    if (course.code === code) return course;
  }
  throw new Error(`no course ${code}`);
}

/**
 * A port that is free, like the next one, for the chain. Below those that systems give to whoever asks for any, so that
 * it is still free when the network starts again.
 */
async function freePair(): Promise<number> {
  for (;;) {
    const candidate = 20_000 + 2 * Math.floor(Math.random() * 5_000);
    const free = await Promise.allSettled([candidate, candidate + 1].map((one) => requireFreePort(one, "127.0.0.1")));
    if (free.every(({ status }) => status === "fulfilled")) return candidate;
  }
}

/** Versions of a course with what became of them, oldest first. */
async function told(client: Client, code: string) {
  const { id } = await courseNamed(client, code);
  const list = [];
  for await (const version of pages((page) => client.courses.versions(id, page))) {
    const { quality, decisions, rounds } = await client.versions.get(version.id);
    list.push({
      state: quality.state,
      ...(quality.flags.length === 0 ? {} : { flags: quality.flags }),
      outcomes: decisions.map(({ outcome }) => outcome),
      stages: rounds.map(({ stage }) => stage),
    });
  }
  return list;
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "peerseal-start-"));
  port = await freePair();
});

afterAll(async () => {
  await end("SIGKILL");
  await wipe(dataDir);
  await rm(dataDir, { recursive: true, force: true });
}, WAIT);

describe("the network that it has made", () => {
  let client: Client;
  let url: string;

  beforeAll(async () => {
    const { network } = await start();
    expect(network.deployedAtBlock).toBe(1);
    [, url = ""] = (await current?.saying(READY)) ?? [];
    client = createClient({ baseUrl: url });
  }, WAIT);

  test("is ready with all its parts and the demo data", async () => {
    const readiness = await client.readiness();
    expect(readiness).toMatchObject({ ready: true, demo: { seeded: true }, indexer: { lag: 0 } });
    expect(Object.keys(readiness.parts).sort()).toEqual([
      "demo-keys",
      "relaying",
      "search",
      "seed",
      "streams",
      "vc-api",
      "webhooks",
    ]);
  });

  test("says what to try, with ids that exist", async () => {
    await current?.saying(/API reference/);
    const out = current?.out() ?? "";
    const [, path = ""] = /verify -- (\S+good\.peerseal\.json)/.exec(out) ?? [];
    await access(path);
    const [link = "", version = ""] = /http:\S+\/v1\/versions\/(0x[0-9a-f]{64})/.exec(out) ?? [];
    expect((await fetch(link)).status).toBe(200);
    expect((await client.versions.get(version)).quality.state).toBe("met");
    expect(out).toContain("npm run demo:review");
    for (const page of ["/docs", "/"]) expect((await fetch(`${url}${page}`)).ok).toBe(true);
  });

  test("keeps its keys from other users of the machine", async () => {
    for (const name of ["keystore.json", "demo-keys.json"]) {
      expect((await stat(join(dataDir, name))).mode & 0o077).toBe(0);
    }
  });

  test.each<[string, Awaited<ReturnType<typeof told>>]>([
    [
      "municipal-statistics",
      [
        { state: "not-met", outcomes: ["not-met"], stages: ["closed"] },
        { state: "met", outcomes: ["met"], stages: ["closed"] },
      ],
    ],
    [
      "shelter-hygiene",
      [
        { state: "conditional", outcomes: ["provisional", "conditional"], stages: ["closed", "closed"] },
        { state: "met", outcomes: ["met"], stages: ["closed"] },
      ],
    ],
    [
      "drone-slope-survey",
      [{ state: "conditional", flags: ["conditions-closed"], outcomes: ["conditional"], stages: ["closed"] }],
    ],
    ["triage-first-hour", [{ state: "conditional", outcomes: ["conditional"], stages: ["closed"] }]],
    [
      "village-solar-microgrid",
      [{ state: "conditional", outcomes: ["not-met", "conditional"], stages: ["closed", "closed"] }],
    ],
    [
      "generative-ai-nursing-records",
      [{ state: "met", flags: ["concern-open"], outcomes: ["met"], stages: ["closed"] }],
    ],
    ["citrus-sensing", [{ state: "met", outcomes: ["met"], stages: ["closed"] }]],
    ["coastal-microplastics", [{ state: "rescinded", outcomes: ["met"], stages: ["closed"] }]],
    [
      "alpine-weather-guides",
      [
        { state: "met", outcomes: ["met"], stages: ["closed"] },
        { state: "met", flags: ["carried"], outcomes: [], stages: [] },
      ],
    ],
    ["landslip-watch-roads", [{ state: "provisional", outcomes: ["provisional"], stages: ["closed"] }]],
    ["typhoon-community-radio", [{ state: "expired", outcomes: ["provisional"], stages: ["closed"] }]],
    ["snow-load-roofs", [{ state: "expired", outcomes: ["met"], stages: ["closed"] }]],
    ["cork-oak-health", [{ state: "unreviewed", outcomes: [], stages: ["closed"] }]],
    [
      "e-invoicing-small-firms",
      [{ state: "unreviewed", flags: ["round-abandoned"], outcomes: [], stages: ["abandoned"] }],
    ],
    ["dry-stone-repair", [{ state: "unreviewed", outcomes: [], stages: [] }]],
    ["electric-small-craft", [{ state: "in-review", outcomes: [], stages: ["reviewing"] }]],
  ])("tells the story of %s", async (code, expected) => {
    expect(await told(client, code)).toEqual(expected);
  });

  const roundsAbout = async (code: string) => {
    const { newestVersion } = await courseNamed(client, code);
    return (await client.versions.get(newestVersion ?? "")).rounds;
  };

  test("has a seat that the provider objected to, one that was added, revisions and an appeal", async () => {
    const [objected] = await roundsAbout("seismic-retrofit-reading");
    expect(objected).toMatchObject({ seatCount: 5, panelCount: 4, submittedCount: 4 });
    const seats = (await client.rounds.seats(objected?.id ?? "")).data;
    expect(seats.map(({ flags }) => flags)).toEqual([[], [], [], [], ["objected", "excluded"]]);

    const [widened] = await roundsAbout("farmed-fish-welfare");
    expect(widened).toMatchObject({ seatCount: 5, sealedCount: 4, submittedCount: 5, addedBy: 5 });
    const added = (await client.rounds.seats(widened?.id ?? "")).data[4];
    expect(added).toMatchObject({ flags: ["added"], sealedAt: null, submittedAt: expect.any(Number) });

    const [drone] = await roundsAbout("drone-slope-survey");
    const reviews = (await client.rounds.reviews(drone?.id ?? "")).data.filter(({ seat }) => seat === 0);
    expect(reviews.map(({ sequence }) => sequence)).toEqual([1, 2]);
    expect(reviews[0]?.ratings).not.toBe(reviews[1]?.ratings);

    const [first, appeal] = await roundsAbout("village-solar-microgrid");
    expect(first).toMatchObject({ appealOf: null, appealedBy: appeal?.id });
    expect(appeal).toMatchObject({ appealOf: first?.id, appealedBy: null, convener: 2 });
  });

  test("shows each round as its contract tells it", async () => {
    const { rpc, network } = await networkFile();
    const connection = await connect({ rpc, network });
    for await (const round of pages((page) => client.rounds.list(page))) {
      const id = parseRoundId(round.id);
      const { panelFrom, revealFrom, revealUntil, replyFrom, replyUntil, ...told } = await readRound(connection, id);
      const windows = { panelFrom, revealFrom, revealUntil, replyFrom, replyUntil };
      const known = Object.entries(windows).map(([name, at]) => [name, at === 0 ? null : at]);
      const { seatCount, panelCount, sealedCount, submittedCount, reviewUntil } = told;
      const counts = { seatCount, panelCount, sealedCount, submittedCount, reviewUntil };
      expect(round, round.id).toMatchObject({ ...Object.fromEntries(known), ...counts });
    }
    connection.close();
  });

  test("has what followed decisions, and concerns with what became of them", async () => {
    const versionsOf = async (code: string) => {
      const { id } = await courseNamed(client, code);
      const { data } = await client.courses.versions(id);
      return Promise.all(data.map((version) => client.versions.get(version.id)));
    };
    const [drone] = await versionsOf("drone-slope-survey");
    expect(drone?.decisions).toMatchObject([{ outcome: "conditional", conditionsClosedAt: expect.any(Number) }]);
    const [plastics] = await versionsOf("coastal-microplastics");
    expect(plastics?.decisions).toMatchObject([{ rescindedAt: expect.any(Number), carriedTo: [] }]);
    const [weather, minor] = await versionsOf("alpine-weather-guides");
    expect(minor).toMatchObject({ minor: true, previous: weather?.id });
    expect(weather?.decisions).toMatchObject([{ carriedTo: [{ version: minor?.id, steps: 1 }] }]);
    expect(minor?.quality.decision).toMatchObject({ round: weather?.rounds[0]?.id, carried: { steps: 1 } });

    const [citrus] = await versionsOf("citrus-sensing");
    expect(citrus?.concerns).toMatchObject([
      { n: 1, filedBy: 6, admittedBy: 4, closings: [{ institution: 6 }, { institution: 4 }] },
    ]);
    expect(citrus?.concerns[0]?.closedAt).toBe(citrus?.concerns[0]?.closings[1]?.at);
    const [nursing] = await versionsOf("generative-ai-nursing-records");
    expect(nursing?.concerns).toMatchObject([{ filedBy: 5, admittedBy: 7, closings: [], closedAt: null }]);
  });

  test("shows who took over the courses of the institution that merged", async () => {
    const { owners } = await courseNamed(client, "coastal-corrosion");
    expect(owners).toMatchObject([
      { institution: 3, until: expect.any(Number) },
      { institution: 1, until: null },
    ]);
    expect(owners[0]?.until).toBe(owners[1]?.from);
  });

  test("was governed by its members: one was suspended, appealed, and was reinstated", async () => {
    const standings = (await client.institutions.standings(8)).data;
    expect(standings.map(({ standing, ground, appeal }) => [standing, ground, appeal !== null])).toEqual([
      ["active", null, false],
      ["suspended", "unresponsive", true],
      ["active", "appeal-upheld", false],
    ]);
  });

  test("has its members, all documents and all batches", async () => {
    const standings: string[] = [];
    for await (const { standing } of pages((page) => client.institutions.list(page))) standings.push(standing);
    expect(standings).toEqual(["active", "active", "merged", "active", "active", "active", "active", "active"]);
    const reviews: (object | null)[] = [];
    for await (const { id, purpose } of pages((page) => client.rounds.list(page))) {
      if (purpose === "formative") continue;
      for await (const { document } of pages((page) => client.rounds.reviews(id, page))) reviews.push(document);
    }
    expect(reviews.length).toBeGreaterThan(65);
    expect(reviews).not.toContain(null);
    const batches: string[] = [];
    for await (const { state } of pages((page) => client.batches.list(page))) batches.push(state);
    expect(batches).toEqual(Array(11).fill("anchored"));
  });

  test.each<[string, VerdictWord]>([
    ["good", "valid"],
    ["merged", "valid"],
    ["revoked", "revoked"],
    ["suspended", "suspended"],
    ["replaced", "replaced"],
    ["corrected", "valid"],
    ["altered", "altered"],
    ["expired", "expired"],
  ])("has a sample that is %s", async (name, verdict) => {
    expect(await verdictOf(`${name}.peerseal.json`)).toBe(verdict);
  });

  test("has a credential apart from its receipt, which the registry serves as well", async () => {
    expect(await verdictOf("good.json", "good.receipt.json")).toBe("valid");
    for (const name of ["good.png", "good.svg", "good.pdf", "good.ja.pdf"]) {
      expect([name, await verdictOf(name)]).toEqual([name, "valid"]);
    }
    const receipt = parseJson(await sample("good.receipt.json"));
    const { digest } = receipt as { digest: string };
    expect(await client.receipt(digest)).toMatchObject({ ...(receipt as object) });
  });

  describe("as the documents say", () => readmeTests(() => dataDir));

  test("refuses a second start in its folder", async () => {
    const second = launch();
    expect(await second.ended).toEqual({ code: 1, signal: null });
    expect(second.err()).toMatch(/^data-locked: .+\n$/);
    expect(second.out()).toBe("");
  });

  test(
    "plays the end of a review round, and once more with a round of its own",
    async () => {
      for (const version of ["1.0.0", "2.0.0"]) {
        const review = run("scripts/demo-review.ts", [], { PEERSEAL_DATA_DIR: dataDir });
        expect(await review.ended, review.said()).toEqual({ code: 0, signal: null });
        expect(review.out()).toMatch(new RegExp(`${version}: .*\\(in-review\\)[\\s\\S]+${version}: .*\\(met\\)`));
      }
      expect(await told(client, "electric-small-craft")).toEqual([
        { state: "met", outcomes: ["met"], stages: ["closed"] },
        { state: "met", outcomes: ["met"], stages: ["closed"] },
      ]);
    },
    WAIT,
  );
});

test(
  "what it was told is there after a clean stop and after SIGKILL, on the very same chain",
  async () => {
    if (current === undefined) await start();
    const first = await networkFile();
    const keys = await readDemoApiKeys(dataDir);
    const apiKey = keys?.officers[1] ?? "";
    expect((await stat(join(dataDir, "demo-api-keys.json"))).mode & 0o777).toBe(0o600);
    const client = createClient({ baseUrl: first.api ?? "", apiKey });
    const { newestVersion: courseVersion } = await courseNamed(client, "shelter-hygiene");
    const learners = ["first.learner@example.org", "second.learner@example.org"];
    if (courseVersion === null) throw new Error("no version");
    const issued = await client.batches.issue({ courseVersion, institution: 1, learners });
    const anchored = await client.batches.reached(issued, ["anchored"]);
    const before = await head(first.rpc);

    expect(await end("SIGTERM")).toEqual({ code: 0, signal: null });
    const second = await start();
    expect(second.network).toMatchObject({ network: first.network, rpc: first.rpc, genesis: first.genesis });
    expect(await head(second.network.rpc)).toEqual(before);
    expect(await second.client.batches.get(issued)).toMatchObject({ state: "anchored", root: anchored.root });

    expect(await end("SIGKILL")).toEqual({ code: null, signal: "SIGKILL" });
    const third = await start();
    expect(await head(third.network.rpc)).toEqual(before);
    await expect(third.client.batches.bundles(issued)).rejects.toMatchObject({ code: "credentials-missing" });
    // The keys are those of the first start.
    expect(await readDemoApiKeys(dataDir)).toEqual(keys);
    const officer = createClient({ baseUrl: third.url, apiKey });
    const { data } = await officer.batches.bundles(issued);
    expect(data).toHaveLength(2);
    const verdict = await verify(JSON.stringify(data[0]), { rpc: third.network.rpc, network: third.network.network });
    expect(verdict.verdict).toBe("valid");
  },
  WAIT,
);

test(
  "with the chain alone a stranger verifies, and the registry's commands say what to start",
  async () => {
    if (current === undefined) await start();
    const { rpc } = await networkFile();
    expect(await startChain()).toBe(rpc);
    expect(await verdictOf("good.peerseal.json")).toBe("valid");
    expect(await verdictOf("revoked.peerseal.json")).toBe("revoked");
    const review = run("scripts/demo-review.ts", [], { PEERSEAL_DATA_DIR: dataDir });
    expect(await review.ended).toEqual({ code: 1, signal: null });
    expect(review.err()).toMatch(/^registry-unreachable: .+npm start.+\n$/);
  },
  WAIT,
);

test(
  "beside a chain that runs elsewhere it seeds nothing and is read-only",
  async () => {
    const { rpc, network } = await networkFile();
    await startChain();
    const other = await mkdtemp(join(tmpdir(), "peerseal-remote-"));
    const remote = launch([], { PORT: "0", PEERSEAL_DATA_DIR: other, RPC_URL: rpc, PEERSEAL_NETWORK: network });
    try {
      const [, url = ""] = await remote.saying(READY);
      const client = createClient({ baseUrl: url });
      expect(await client.readiness()).toMatchObject({ ready: true, demo: { seeded: null } });
      const { newestVersion } = await courseNamed(client, "shelter-hygiene");
      const order = { courseVersion: newestVersion ?? "0x", institution: 1, learners: ["one@example.org"] };
      await expect(client.batches.issue(order)).rejects.toMatchObject({ code: "credentials-missing" });
      const round = `0x${"12".repeat(32)}`;
      await expect(client.closeRound(round)).rejects.toMatchObject({ code: "relayer-missing" });
      for (const name of ["network.json", "demo-keys.json", "demo-api-keys.json", "chain"]) {
        await expect(access(join(other, name))).rejects.toMatchObject({ code: "ENOENT" });
      }
    } finally {
      await remote.kill("SIGTERM");
      await wipe(other);
      await rm(other, { recursive: true, force: true });
    }
  },
  WAIT,
);

test(
  "--fresh makes another network, of which one that is killed meanwhile leaves nothing to use",
  async () => {
    if (current === undefined) await start();
    await end();
    const before = await journalHeader();
    const path = join(dataDir, "network.json");
    for (const damage of [() => writeFile(path, "{"), () => rm(path)]) {
      await damage();
      const refused = launch();
      expect(await refused.ended).toEqual({ code: 1, signal: null });
      expect(refused.err()).toMatch(/^chain-data-corrupt: .*network\.json.*--fresh.*\n$/);
    }
    current = launch(["--fresh"]);
    await current.saying(/25 %/);
    const made = await journalHeader();
    expect(made).not.toBe(before);
    await end("SIGKILL");
    await expect(access(path)).rejects.toMatchObject({ code: "ENOENT" });
    // The next start begins anew, and uses nothing of the one that was killed.
    current = launch();
    await current.saying(/25 %/);
    expect(await journalHeader()).not.toBe(made);
    await end("SIGKILL");
  },
  WAIT,
);

describe("what stands in the way is one line with its fix", () => {
  const refused = async (args: readonly string[], settings: Readonly<Record<string, string>>) => {
    const attempt = launch(args, settings);
    expect(await attempt.ended).toEqual({ code: 1, signal: null });
    expect(attempt.out()).toBe("");
    return attempt.err();
  };
  let empty: string;
  let taken: Server;
  let takenPort: string;

  beforeAll(async () => {
    empty = await mkdtemp(join(tmpdir(), "peerseal-empty-"));
    taken = createServer();
    await new Promise<void>((done) => taken.listen(0, "127.0.0.1", done));
    const address = taken.address();
    takenPort = String(typeof address === "object" ? address?.port : 0);
  });

  afterAll(async () => {
    await new Promise((done) => taken.close(done));
    await rm(empty, { recursive: true, force: true });
  });

  test("a port that is taken, before anything is made", async () => {
    expect(await refused([], { PORT: takenPort, PEERSEAL_DATA_DIR: empty })).toMatch(/^port-taken: .*PORT\.\n$/);
    await expect(access(join(empty, "chain"))).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("the chain alone where no network was made", async () => {
    expect(await refused(["--chain-only"], { PEERSEAL_DATA_DIR: empty })).toContain("config-invalid: ");
  });

  test("a network that is not named", async () => {
    const settings = { PEERSEAL_DATA_DIR: empty, RPC_URL: "http://127.0.0.1:1" };
    expect(await refused([], settings)).toMatch(/^config-invalid: .*PEERSEAL_NETWORK.+\n$/);
  });

  test("a data folder that cannot be made", async () => {
    const file = join(empty, "file");
    await writeFile(file, "");
    const settings = { PEERSEAL_DATA_DIR: join(file, "data") };
    expect(await refused([], settings)).toMatch(/^config-invalid: .*PEERSEAL_DATA_DIR.*\n$/);
  });

  test("a disk that fills while the network is made", async () => {
    // The limit a file stands for a full disk: the chain's journal is the first that it stops.
    const full = join(empty, "full");
    const settings = { PORT: "0", PEERSEAL_DATA_DIR: full };
    const attempt = run("scripts/start.ts", [], settings, "ulimit -f 64");
    expect(await attempt.ended).toEqual({ code: 1, signal: null });
    expect(attempt.err()).toMatch(/\ndisk-full: .+\n$/);
  });

  test("a database of another network, before this one is removed for a fresh one", async () => {
    const folder = join(empty, "database");
    const database = await startEmbeddedPostgres({ dataDir: folder });
    try {
      const client = new pg.Client({ connectionString: database.url });
      await client.connect();
      await client.query("CREATE TABLE network (id int); INSERT INTO network VALUES (1)");
      await client.end();
      await mkdir(join(empty, "seed"));
      await writeFile(join(empty, "seed", "complete.json"), "{}");
      const settings = { PORT: "0", PEERSEAL_DATA_DIR: empty, DATABASE_URL: database.url };
      expect(await refused(["--fresh"], settings)).toMatch(/^database-foreign: .+\n$/);
      await access(join(empty, "seed", "complete.json"));
    } finally {
      await database.stop();
      await removeEmbeddedPostgres(folder);
    }
  });

  test("an option that there is not", async () => {
    expect(await refused(["--frehs"], { PEERSEAL_DATA_DIR: empty })).toMatch(/^config-invalid: .*--fresh.+\n$/);
  });

  test("demo keys for another chain than the local one", async () => {
    const keys = join(empty, "demo-keys.json");
    const demo = { schema: "peerseal.demo-keys/1", notice: "", chainId: 1, seed: "00".repeat(32) };
    await writeFile(keys, JSON.stringify(demo), { mode: 0o600 });
    const { readDemoKeys } = await import("../../scripts/demo/keys.ts");
    expect(() => readDemoKeys(empty)).toThrow(expect.objectContaining({ code: "config-invalid" }));
  });
});
