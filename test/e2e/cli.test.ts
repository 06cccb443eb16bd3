import { spawn } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Readable } from "node:stream";
import { run } from "@peerseal/cli";
import { linkTo } from "@peerseal/sdk";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Issued, issue } from "./chain.issued.ts";
import { tellStory } from "./chain.story.ts";
import { openWorld, type World } from "./chain.world.ts";

const MAIN = resolve(import.meta.dirname, "../../packages/cli/dist/main.js");
const DAY = 86_400;

let world: World;
let issued: Issued;
let folder: string;
let revokedAt: number;

beforeAll(async () => {
  // The program's clock is the system's: what it is told of lies in the past.
  world = await openWorld(Math.floor(Date.now() / 1000) - 40 * DAY);
  issued = await issue(world, await tellStory(world));
  world.clock.now += DAY;
  revokedAt = await issued.revoke(2);
  folder = await mkdtemp(join(tmpdir(), "peerseal-cli-"));
  await mkdir(join(folder, ".peerseal"));
  await mkdir(join(folder, "deeper", "still"), { recursive: true });
  await mkdir(join(folder, "empty"));
  await mkdir(join(folder, "broken"));
  const [good, , revoked] = issued.credentials;
  const bundle = (of: typeof good, change = {}) => ({
    schema: "peerseal.bundle/1",
    credential: { ...of?.credential, ...change },
    receipt: of?.receipt,
  });
  const files: Record<string, string> = {
    ".peerseal/network.json": JSON.stringify(issued.networkFile),
    "broken/network.json": JSON.stringify({ ...issued.networkFile, network: undefined }),
    "good.peerseal.json": JSON.stringify(bundle(good)),
    "good.json": JSON.stringify(good?.credential),
    "good.receipt.json": JSON.stringify(good?.receipt),
    "altered.peerseal.json": JSON.stringify(bundle(good, { name: "Another course" })),
    "revoked.peerseal.json": JSON.stringify(bundle(revoked)),
    "presentation.json": JSON.stringify({
      "@context": ["https://www.w3.org/ns/credentials/v2"],
      type: ["VerifiablePresentation"],
      holder: "did:example:holder",
      verifiableCredential: [good?.credential, revoked?.credential],
    }),
    "malformed.json": '{"type": ["VerifiableCredential"',
    "picture.png": "\x89PNG\r\n",
  };
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text, "latin1")));
});
afterAll(async () => {
  await world?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

type Options = {
  readonly env?: Record<string, string>;
  readonly cwd?: string;
  readonly input?: string;
};
type Outcome = { readonly code: number | null; readonly out: string; readonly err: string };

/** The program without a process of its own, which takes a second to start. */
async function peerseal(
  args: readonly string[],
  { env = {}, cwd = folder, input = "" }: Options = {},
): Promise<Outcome> {
  let [out, err] = ["", ""];
  const code = await run(args, {
    env,
    cwd,
    stdin: Readable.from([Buffer.from(input)]),
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    colours: false,
  });
  return { code, out, err };
}

/** The program as a shell runs it; with `leave` nobody reads what it says. */
function spawned(
  args: readonly string[],
  { env = {}, cwd = folder, input, leave = false }: Options & { readonly leave?: boolean } = {},
): Promise<Outcome> {
  const { PATH } = process.env;
  const child = spawn(process.execPath, [MAIN, ...args], { cwd, env: { PATH, ...env } });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  if (leave) child.stdout.destroy();
  child.stdout.on("data", (chunk) => out.push(chunk));
  child.stderr.on("data", (chunk) => err.push(chunk));
  child.stdin.end(input);
  return new Promise((done, fail) => {
    child.on("error", fail);
    child.on("close", (code) => done({ code, out: String(Buffer.concat(out)), err: String(Buffer.concat(err)) }));
  });
}

const verdictOf = (out: string): unknown => JSON.parse(out).verdict;

describe("peerseal verify", () => {
  it.each<[string, string[], number, string]>([
    ["a good bundle", ["good.peerseal.json"], 0, "valid"],
    ["a credential and its receipt", ["good.json", "--receipt", "good.receipt.json"], 0, "valid"],
    ["an altered one", ["altered.peerseal.json"], 2, "altered"],
    ["a malformed one", ["malformed.json"], 2, "malformed"],
    ["a revoked one", ["revoked.peerseal.json"], 3, "revoked"],
    ["one without its receipt", ["good.json"], 4, "incomplete"],
  ])("judges %s", async (_, args, code, verdict) => {
    const command = ["verify", ...args];
    const [json, shown] = await Promise.all([spawned([...command, "--json"]), peerseal(command)]);
    expect([json.code, verdictOf(json.out)]).toEqual([code, verdict]);
    expect(shown.code).toBe(code);
    expect(shown.out).toContain(verdict.toUpperCase());
  });

  it("judges every credential of a presentation, and none by the others", async () => {
    const command = ["verify", "presentation.json", "--receipt", "good.receipt.json"];
    const [json, shown] = await Promise.all([peerseal([...command, "--json"]), peerseal(command)]);
    const { worst, presentation, credentials } = JSON.parse(json.out);
    expect([json.code, worst, presentation.verdict]).toEqual([3, "revoked", "unsigned"]);
    expect(credentials.map(({ verdict }: { verdict: { verdict: string } }) => verdict.verdict)).toEqual([
      "valid",
      "revoked",
    ]);
    expect(shown.code).toBe(3);
    const asked = await peerseal([...command, "--challenge", "asked", "--json"]);
    expect([asked.code, JSON.parse(asked.out).presentation.verdict]).toEqual([2, "replayed"]);
    for (const part of ["✗ REVOKED", "did:example:holder", "(no-proof)", "✓ VALID", "/verifiableCredential/1"]) {
      expect(shown.out).toContain(part);
    }
  });

  it("judges several files on a line each, with the exit code of the worst", async () => {
    const files = ["good.peerseal.json", "revoked.peerseal.json", "altered.peerseal.json"];
    const [json, shown, csv] = await Promise.all([
      peerseal(["verify", ...files, "--json"]),
      peerseal(["verify", ...files.slice(0, 2)]),
      peerseal(["verify", ...files.slice(0, 1), "absent.json", "--csv"]),
    ]);
    const rows = JSON.parse(json.out) as { file: string; verdict: string; reason: string | null; issuer: string }[];
    expect(json.code).toBe(2);
    expect(rows.map(({ file, verdict, reason }) => [file, verdict, reason])).toEqual([
      ["good.peerseal.json", "valid", null],
      ["revoked.peerseal.json", "revoked", "revoked"],
      ["altered.peerseal.json", "altered", "signature-invalid"],
    ]);
    expect(rows[0]?.issuer).toBe("Iyonada University");
    expect(shown.code).toBe(3);
    expect(shown.out).toMatch(/^VERDICT +REASON +ISSUER +QUALITY NOW +FILE\nvalid +– +Iyonada University/);
    expect(csv.code).toBe(1);
    expect(csv.out.split("\n")[2]).toMatch(/^absent\.json,unreadable,file-unreadable,,,,,,,/);
    const receipt = await peerseal(["verify", ...files, "--receipt", "good.receipt.json", "--json"]);
    expect([receipt.code, JSON.parse(receipt.out).error.code]).toEqual([1, "usage-invalid"]);
  });

  it("tells people the five questions, the issuer by the chain's name, the review and its panel", async () => {
    const { out, err } = await peerseal(["verify", "good.peerseal.json"]);
    for (const part of [
      "Genuine?",
      "Still valid?",
      "Who issued it? Iyonada University (iyonada.example, JP)",
      "Was the course reviewed",
      "What does it count for here?",
      "when it was taught  standard met",
      "convened by 伊予灘大学; panel: subject expert from 伊予灘大学; learner from Saarelaid University",
      "local test chain",
    ]) {
      expect(out).toContain(part);
    }
    expect(out).not.toContain("\x1b");
    expect(err).toBe("");
  });

  it("colours where it is asked to, and never JSON", async () => {
    const env = { FORCE_COLOR: "1" };
    expect((await spawned(["verify", "malformed.json"], { env })).out).toContain("\x1b[");
    expect((await spawned(["verify", "malformed.json", "--json"], { env })).out).not.toContain("\x1b");
  });

  it("answers for a date", async () => {
    const at = new Date((revokedAt - 60) * 1000).toISOString().replace(/\.\d+Z$/, "Z");
    const before = await peerseal(["verify", "revoked.peerseal.json", "--at", at, "--json"]);
    expect([before.code, verdictOf(before.out)]).toEqual([0, "valid"]);
    const earlier = await peerseal(["verify", "revoked.peerseal.json", "--at", "2020-01-01", "--json"]);
    expect([earlier.code, verdictOf(earlier.out)]).toEqual([2, "not-anchored"]);
  });

  it("says nothing of a reader that leaves early, and keeps its exit code", async () => {
    for (const [file, code] of [["good.peerseal.json", 0] as const, ["revoked.peerseal.json", 3] as const]) {
      expect(await spawned(["verify", file], { leave: true })).toEqual({ code, out: "", err: "" });
    }
  });

  it("reads standard input", async () => {
    const { credential, receipt } = issued.credentials[0] ?? {};
    const input = JSON.stringify({ schema: "peerseal.bundle/1", credential, receipt });
    const { code, out } = await spawned(["verify", "-", "--json"], { input });
    expect([code, verdictOf(out)]).toEqual([0, "valid"]);
  });
});

describe("what people have", () => {
  let server: Server;
  let site: string;
  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url === "/good.json") return response.end(readFileSync(join(folder, "good.peerseal.json")));
      if (request.url === "/away") return response.writeHead(302, { location: "http://elsewhere.example/x" }).end();
      if (request.url === "/round") return response.writeHead(302, { location: "/round" }).end();
      if (request.url === "/huge") return response.end(Buffer.alloc(65 << 20));
      return response.writeHead(404).end();
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise<void>((done) => void server.close(() => done())));

  it.each(["badge.png", "badge.svg"])("bakes and verifies %s, and never writes over it unasked", async (image) => {
    const baked = await peerseal(["bake", "good.json", "--receipt", "good.receipt.json", "-o", image, "--json"]);
    expect([baked.code, JSON.parse(baked.out)]).toMatchObject([0, { written: image, receipt: true }]);
    expect(statSync(join(folder, image)).mode & 0o777).toBe(0o600);
    expect(verdictOf((await peerseal(["verify", image, "--json"])).out)).toBe("valid");
    const again = await peerseal(["bake", "good.peerseal.json", "--out", image, "--json"]);
    expect([again.code, JSON.parse(again.out).error.code]).toEqual([1, "file-exists"]);
    expect((await peerseal(["bake", image, "--out", image, "--force"])).code).toBe(0);
    const onto = await peerseal(["bake", "good.peerseal.json", "--out", `2-${image}`, "--image", image, "--json"]);
    expect([onto.code, JSON.parse(onto.out).error.code]).toEqual([1, "image-occupied"]);
  });

  it("makes a certificate in either language, which verifies", async () => {
    for (const [language, env] of [["en", {}] as const, ["ja", { LANG: "ja_JP.UTF-8" }] as const]) {
      const out = `certificate.${language}.pdf`;
      const made = await peerseal(
        ["certificate", "good.peerseal.json", "-o", out, "--holder", "Ada Example", "--json"],
        { env },
      );
      expect([made.code, JSON.parse(made.out)]).toMatchObject([0, { written: out, language }]);
      expect(verdictOf((await peerseal(["verify", out, "--json"])).out)).toBe("valid");
    }
  });

  it.each<[string, string[], string]>([
    ["another kind of image", ["bake", "good.json", "-o", "badge.gif"], "usage-invalid"],
    ["no output", ["bake", "good.json"], "usage-invalid"],
    ["another language", ["certificate", "good.json", "-o", "c.pdf", "--language", "fr"], "usage-invalid"],
    ["a page that is none", ["certificate", "good.json", "-o", "c.pdf", "--page", "nowhere"], "usage-invalid"],
    ["a folder that is none", ["certificate", "good.json", "-o", "none/c.pdf"], "file-unwritable"],
    ["a picture as the credential", ["certificate", "picture.png", "-o", "c.pdf"], "open-damaged"],
    ["a picture that is none", ["bake", "good.json", "-o", "b.png", "--image", "good.json"], "image-unfit"],
  ])("refuses %s", async (_, args, code) => {
    const { code: exit, out } = await peerseal([...args, "--json"]);
    expect([exit, JSON.parse(out).error.code]).toEqual([1, code]);
  });

  it("verifies what a link leads to", async () => {
    const { code, out } = await peerseal(["verify", `${site}/good.json`, "--json"]);
    expect([code, verdictOf(out)]).toEqual([0, "valid"]);
  });

  it("verifies a link that holds the credential, and asks nobody for it", async () => {
    const { credential, receipt } = issued.credentials[0] ?? {};
    if (credential === undefined || receipt === undefined) throw new TypeError("The story issues credentials.");
    const link = linkTo("https://nobody.example/verify", { schema: "peerseal.bundle/1", credential, receipt });
    const { code, out } = await peerseal(["verify", link, "--json"]);
    expect([code, verdictOf(out)]).toEqual([0, "valid"]);
  });

  it.each([
    ["/none", "link-unreachable"],
    ["/away", "link-refused"],
    ["/round", "link-unreachable"],
    ["/huge", "open-limit"],
  ])("does not follow %s", async (path, code) => {
    const { code: exit, out } = await peerseal(["verify", `${site}${path}`, "--json"]);
    expect([exit, JSON.parse(out).error.code]).toEqual([1, code]);
  });

  it("says what a file is that is no credential, and does not go on about it", async () => {
    const { code, err } = await peerseal(["verify", "http://elsewhere.example/x"]);
    expect([code, err]).toEqual([1, expect.stringContaining("[link-refused]")]);
  });
});

describe("where the network is", () => {
  const file = () => join(folder, "good.peerseal.json");
  const run = (args: string[], options: Options) => peerseal(["verify", file(), "--json", ...args], options);

  it.each<[string, () => [string[], Options]]>([
    ["a folder above", () => [[], { cwd: join(folder, "deeper", "still") }]],
    ["the environment's folder", () => [[], { cwd: tmpdir(), env: { PEERSEAL_DATA_DIR: join(folder, ".peerseal") } }]],
    ["a flag's folder", () => [["--data-dir", ".peerseal"], { env: { PEERSEAL_DATA_DIR: "/nowhere" } }]],
    [
      "endpoint and network by flags",
      () => [
        ["--rpc", world.url, "--network", world.deployment.network],
        { env: { PEERSEAL_DATA_DIR: join(folder, "empty"), RPC_URL: "http://127.0.0.1:9" } },
      ],
    ],
    [
      "endpoint and network by the environment",
      () => [
        [],
        {
          env: {
            PEERSEAL_DATA_DIR: join(folder, "empty"),
            RPC_URL: world.url,
            PEERSEAL_NETWORK: world.deployment.network,
          },
        },
      ],
    ],
  ])("is told by %s", async (_, how) => {
    const { code, out, err } = await run(...how());
    expect([code, verdictOf(out), err]).toEqual([0, "valid", ""]);
  });

  it("is never good by the file's word alone", async () => {
    const env = { PEERSEAL_DATA_DIR: join(folder, "empty"), RPC_URL: world.url };
    const { code, err } = await run([], { env });
    expect(code).toBe(4);
    expect(err).toContain("--network");
  });

  it.each<[string, string[], Record<string, string>]>([
    ["nothing is found", ["--data-dir", "empty"], {}],
    ["nobody listens", ["--rpc", "http://user:secret@127.0.0.1:9"], {}],
    ["the endpoint is no URL", [], { RPC_URL: "localhost" }],
  ])("is unknown when %s: exit 4, the offline checks, and what to start", async (_, args, env) => {
    const json = await run(args, { env });
    expect([json.code, verdictOf(json.out)]).toEqual([4, "incomplete"]);
    expect(json.err).toContain("npm run chain");
    expect(json.err).not.toContain("secret");
    const { out } = await peerseal(["verify", file(), ...args], { env });
    expect(out).toContain("Every signature is right.");
    expect(out).not.toContain("secret");
  });
});

describe("when there is no verdict", () => {
  it.each<[string, string[], string]>([
    ["no such file", ["nowhere.json"], "file-unreadable"],
    ["a folder", ["."], "file-unreadable"],
    ["a picture", ["picture.png"], "open-damaged"],
    ["a receipt that is none", ["good.json", "--receipt", "good.json"], "receipt-invalid"],
    ["a date that is none", ["good.json", "--at", "yesterday"], "usage-invalid"],
    ["a network that is none", ["good.json", "--network", "mainnet"], "id-malformed"],
    ["a broken network file", ["good.json", "--data-dir", "broken"], "document-invalid"],
    ["an option that is none", ["good.json", "--nonsense"], "usage-invalid"],
  ])("%s ends with 1 and a code", async (_, args, code) => {
    const command = ["verify", ...args];
    const [json, shown] = await Promise.all([peerseal([...command, "--json"]), peerseal(command)]);
    expect(json.code).toBe(1);
    const { error } = JSON.parse(json.out);
    expect(error).toEqual({ code, message: expect.any(String), fix: expect.any(String), details: expect.any(Object) });
    expect([shown.code, shown.out]).toEqual([1, ""]);
    expect(shown.err.length).toBeGreaterThan(0);
    if (args.includes("broken")) expect(shown.err).toContain(join("broken", "network.json"));
  });

  it("help is help", async () => {
    const { code, out } = await peerseal(["--help"]);
    expect(code).toBe(0);
    expect(out).toContain("PEERSEAL_DATA_DIR");
    expect(await peerseal([])).toMatchObject({ code: 1, out: "" });
  });
});
