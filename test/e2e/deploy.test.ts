import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import {
  accountSigner,
  BASELINE_RUBRIC,
  connect,
  digestOf,
  packHeader,
  parseNetworkFile,
  ruleOf,
  sendAction,
  signAction,
} from "@peerseal/sdk";
import { getCreateAddress, JsonRpcProvider, Wallet } from "ethers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "./start.run.ts";

const walletOf = (n: number) => new Wallet(`0x${n.toString(16).padStart(64, "0")}`);
const deployer = walletOf(0xd1);
const other = walletOf(0xd2);
const poor = walletOf(0xd3);
const relayer = walletOf(0xd4);
// Anvil's second account, which everybody knows: the one in the runbook's example.
const alpha = new Wallet("0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d");
const CONTRACTS = 9;

let folder: string;
let founders: string;
let anvil: ChildProcess | undefined;
let rpc: string;
let provider: JsonRpcProvider;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "peerseal-deploy-"));
  founders = join(folder, "founders.json");
  const runbook = readFileSync(new URL("../../scripts/README.md", import.meta.url), "utf8");
  await writeFile(founders, /```json\n(.*?)```/s.exec(runbook)?.[1] ?? "");
  const platform = `${process.platform}-${process.arch === "x64" ? "amd64" : process.arch}`;
  const program = createRequire(import.meta.url).resolve(`@foundry-rs/anvil-${platform}/bin/anvil`);
  // Each of the contracts waits for five blocks.
  const args = ["--port", "0", "--mixed-mining", "--block-time", "0.2", "--slots-in-an-epoch", "1"];
  anvil = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });
  rpc = await new Promise<string>((resolve, reject) => {
    anvil?.once("exit", () => reject(new Error("anvil ended")));
    if (anvil?.stdout == null) throw new Error("anvil has no output");
    createInterface(anvil.stdout).on("line", (line) => {
      const address = /Listening on (\S+)/.exec(line)?.[1];
      if (address !== undefined) resolve(`http://${address}`);
    });
  });
  provider = new JsonRpcProvider(rpc, 31337, { staticNetwork: true, batchMaxCount: 1, pollingInterval: 100 });
  for (const { address } of [deployer, other, relayer]) {
    await provider.send("anvil_setBalance", [address, `0x${(10n ** 20n).toString(16)}`]);
  }
});

afterAll(async () => {
  provider?.destroy();
  anvil?.kill("SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

const alphaUniversity = {
  name: "Alpha University",
  domain: "alpha.example",
  country: "JP",
  kind: "provider",
  profileDigest: `0x${"11".repeat(32)}`,
  admin: alpha.address,
};

/** Runs the command as its user would, with the keystore of a home where there is none. */
function deploy(args: readonly string[], key: Wallet | null = deployer) {
  const secret = key === null ? {} : { PEERSEAL_DEPLOYER_KEY: key.privateKey };
  return run("scripts/deploy.ts", ["--out", join(folder, "deployments"), ...args], { HOME: folder, ...secret });
}

const addressesIn = (text: string) => [...text.matchAll(/^ {2}[A-Z]\w+ +(0x[0-9a-f]{40})$/gm)].map(([, at]) => at);

test("a deployment that was killed goes on, to the addresses that it announced, and carries a signed act", async () => {
  const first = deploy(["--rpc", rpc, "--founders", founders]);
  // Signed and kept, perhaps sent, hardly in Ignition's journal.
  await first.saying(/sending MemberRegistry/);
  await first.kill("SIGKILL");
  const announced = addressesIn(first.out());
  const predicted = Array.from({ length: CONTRACTS }, (_, nonce) =>
    getCreateAddress({ from: deployer.address, nonce }),
  );
  expect(announced).toEqual(predicted.map((address) => address.toLowerCase()));

  // The founders are in the deployment's record: they need not be named again.
  const second = deploy(["--rpc", rpc]);
  expect(await second.ended, second.said()).toMatchObject({ code: 0 });
  expect(second.err()).toMatch(/going on: [1-9] of 9/);
  expect(second.out()).not.toContain("FAIL");
  expect(addressesIn(second.out())).toEqual(announced);
  expect(await provider.getTransactionCount(deployer.address)).toBe(CONTRACTS);

  const path = join(folder, "deployments", "chain-31337", "network.json");
  const file = parseNetworkFile(JSON.parse(readFileSync(path, "utf8")));
  expect(file.contracts.directory).toBe(announced.at(-1));

  const connection = await connect({ rpc, network: file.network });
  const header = packHeader(ruleOf(BASELINE_RUBRIC));
  const message = { publisher: 1, digest: digestOf(BASELINE_RUBRIC), header: header.map(String) };
  const deadline = Math.floor(Date.now() / 1000) + 86_400;
  const signed = await signAction(accountSigner(alpha), connection, "PublishRubric", message, { deadline });
  const receipt = await sendAction(relayer.connect(provider), connection, signed);
  connection.close();
  expect(receipt.status).toBe(1);

  const verified = deploy(["--rpc", rpc, "--verify"], null);
  expect(await verified.ended, verified.said()).toMatchObject({ code: 0 });
  const again = deploy(["--rpc", rpc, "--founders", founders]);
  expect(await again.ended).toMatchObject({ code: 1 });
  expect(again.err()).toMatch(/^config-invalid: \S+ holds a finished deployment: [^\n]+\n$/);
}, 120_000);

test("a transaction in between is named, with the way out", async () => {
  const out = join(folder, "interleaved");
  const begun = deploy(["--rpc", rpc, "--founders", founders, "--out", out], other);
  await begun.saying(/sending PasskeyVerifier/);
  await begun.kill("SIGKILL");
  await (await other.connect(provider).sendTransaction({ to: other.address })).wait();
  const refused = deploy(["--rpc", rpc, "--out", out], other);
  expect(await refused.ended).toMatchObject({ code: 1 });
  expect(refused.err()).toMatch(/used its nonce \d+ for something else than \w+, [^\n]+--fresh/);
}, 60_000);

test("a deployer that has just sent something else is told to wait", async () => {
  // No further blocks: nothing below needs any, and so none can follow this one while the command starts.
  await provider.send("evm_setIntervalMining", [0]);
  await relayer.connect(provider).sendTransaction({ to: relayer.address });
  await provider.send("evm_mine", []);
  const refused = deploy(["--rpc", rpc, "--founders", founders, "--out", join(folder, "busy")], relayer);
  expect(await refused.ended).toMatchObject({ code: 1 });
  expect(refused.err()).toMatch(
    /config-invalid: \S+ has just sent another transaction: wait until five blocks follow it/,
  );
});

const REFUSALS: readonly (readonly [string, () => readonly string[], Wallet | null, RegExp])[] = [
  ["an unknown network", () => ["--network", "nowhere"], deployer, /^config-invalid: There is no network "nowhere": /],
  ["no network", () => [], deployer, /^config-invalid: Say where: /],
  ["an unreachable endpoint", () => ["--rpc", "http://127.0.0.1:9"], deployer, /^chain-unreachable: /],
  [
    "another chain",
    () => ["--network", "sepolia", "--rpc", rpc],
    deployer,
    /^chain-wrong: .* serves chain 31337, but /,
  ],
  ["no key", () => ["--rpc", rpc, "--founders", founders], null, /^config-invalid: There is no readable key /],
  ["no money", () => ["--rpc", rpc, "--founders", founders], poor, /^config-invalid: \S+ owns 0\.0 on chain 31337 /m],
  ["no founders", () => ["--rpc", rpc], poor, /^config-invalid: Name the file of the founding set/],
  ["an unknown option", () => ["--nework", "x"], deployer, /^config-invalid: The options are /],
];

test.each(REFUSALS)("%s is refused in one sentence", async (_, args, key, sentence) => {
  const refused = deploy(["--out", join(folder, "refused"), ...args()], key);
  expect(await refused.ended).toMatchObject({ code: 1 });
  expect(refused.err()).toMatch(sentence);
  expect(refused.err()).not.toContain("    at ");
});

test.each([
  ["not JSON", "{", /is not JSON/],
  ["a missing name", { ...alphaUniversity, name: undefined }, /at founders\.0\.name/],
  ["a malformed country", { ...alphaUniversity, country: "Japan" }, /at founders\.0\.country/],
  [
    "a passkey with a vote",
    { ...alphaUniversity, admin: `0x${"22".repeat(64)}`, purposes: ["admin", "govern"] },
    /passkey cannot vote/,
  ],
  ["an agency with a vote", { ...alphaUniversity, kind: "agency", purposes: ["admin", "govern"] }, /agency observes/],
  ["the deployer as a founder", { ...alphaUniversity, admin: poor.address }, /is to hold nothing/],
])("a founding set with %s is refused in one sentence", async (_, founder, sentence) => {
  const path = join(folder, "malformed.json");
  const text =
    typeof founder === "string" ? founder : JSON.stringify({ schema: "peerseal.founders/1", founders: [founder] });
  await writeFile(path, text);
  const refused = deploy(["--rpc", rpc, "--out", join(folder, "refused"), "--founders", path], poor);
  expect(await refused.ended).toMatchObject({ code: 1 });
  expect(refused.err()).toMatch(sentence);
  expect(refused.err()).not.toContain("    at ");
});
