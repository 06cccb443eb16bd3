import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { networkId, PeersealError, parseNetworkFile } from "@peerseal/sdk";
import { formatEther, type Wallet } from "ethers";
import { z } from "zod";
import { takeProcessLock } from "../packages/registry-api/src/store/embedded/process-lock.ts";
import { readJson, writeJson } from "./deploy/files.ts";
import { canVote, readFounders } from "./deploy/founders.ts";
import { readDeployer } from "./deploy/key.ts";
import { findTarget, type Target } from "./deploy/networks.ts";
import { type Plan, type PlanInputs, planNetwork } from "./deploy/plan.ts";
import { beginRecord, type DeploymentRecord, putAside, readRecord, readSent, requireSame } from "./deploy/record.ts";
import { addressTable, checkTable, inputsText } from "./deploy/report.ts";
import { askNumber } from "./deploy/rpc.ts";
import { countDeployed } from "./deploy/sender.ts";
import { readSettings } from "./deploy/settings.ts";
import { timelockOf, verifyNetwork } from "./deploy/verify.ts";
import { lineOf } from "./lib/command.ts";
import { ROOT } from "./lib/report.ts";

// Puts a network on any EVM chain, or goes on with one that was begun: see scripts/README.md.
const OPTIONS = {
  network: { type: "string" },
  rpc: { type: "string" },
  founders: { type: "string" },
  settings: { type: "string" },
  out: { type: "string" },
  "dry-run": { type: "boolean" },
  fresh: { type: "boolean" },
  verify: { type: "boolean" },
} as const;

const say = (line: string) => process.stderr.write(`peerseal: ${line}\n`);

function readArguments() {
  try {
    return parseArgs({ options: OPTIONS }).values;
  } catch (cause) {
    const all = Object.keys(OPTIONS)
      .map((name) => `--${name}`)
      .join(", ");
    throw new PeersealError("config-invalid", `The options are ${all}; there are no others.`, { cause });
  }
}
type Arguments = ReturnType<typeof readArguments>;

async function main(): Promise<void> {
  const options = readArguments();
  const target = await findTarget({ network: options.network, rpc: options.rpc });
  const folder = join(resolve(options.out ?? join(ROOT, "deployments")), target.name);
  if (options.verify) return verifyOnly(target, folder);
  const record = options.fresh ? null : readRecord(folder);
  if (record !== null && existsSync(join(folder, NETWORK_FILE))) {
    throw new PeersealError(
      "config-invalid",
      `${folder} holds a finished deployment: check it with --verify, or put it aside and make another with --fresh.`,
    );
  }
  const deployer = await readDeployer();
  const inputs = await inputsOf(options, { target, deployer, record });
  const plan = planNetwork(inputs);
  if (record !== null) requireSame(record, target, plan);
  const begun = await countDeployed({ rpc: target.rpc, firstNonce: inputs.firstNonce, plan, account: inputs.deployer });
  process.stdout.write(inputsText(inputs) + addressTable(plan));
  if (!canVote(inputs.founders)) say("no founder can vote yet: each adds an account with GOVERN first.");
  await requireFunds(target, inputs.deployer, plan, begun);
  if (options["dry-run"]) return;

  if (options.fresh) {
    const aside = putAside(folder);
    if (aside !== null) say(`the earlier deployment is in ${aside} now.`);
  }
  if (record === null) beginRecord(folder, target, inputs);
  const lock = await takeProcessLock(join(folder, "lock"), "A deployment");
  try {
    if (begun > 0) say(`going on: ${begun} of ${plan.contracts.length} contracts are there.`);
    await deployPlan({ target, deployer, inputs, plan, folder });
  } finally {
    await lock.release();
  }
}

const NETWORK_FILE = "network.json";

/** A deployment that was begun goes on with what it began with, whatever is not said again. */
async function inputsOf(
  options: Arguments,
  { target, deployer, record }: { target: Target; deployer: Wallet; record: DeploymentRecord | null },
): Promise<PlanInputs> {
  const account = deployer.address.toLowerCase();
  if (record !== null && record.deployer !== account) {
    throw new PeersealError(
      "config-invalid",
      `This deployment was begun by ${record.deployer}, not ${account}: give that account's key, or begin another with --fresh.`,
    );
  }
  if (options.founders === undefined && record === null) {
    throw new PeersealError(
      "config-invalid",
      "Name the file of the founding set: --founders <file>; see scripts/README.md.",
    );
  }
  const founders = options.founders === undefined ? (record?.founders ?? []) : readFounders(resolve(options.founders));
  const settings =
    options.settings === undefined && record !== null
      ? record.settings
      : readSettings(options.settings && resolve(options.settings));
  const sole = "sole" in settings.governance ? settings.governance.sole : null;
  if (founders.some(({ admin }) => admin === account) || sole === account) {
    throw new PeersealError(
      "config-invalid",
      `${account} deploys, and is to hold nothing: give founders and governance other accounts.`,
    );
  }
  const nonceNow = async () => Number(await askNumber(target.rpc, "eth_getTransactionCount", [account, "pending"]));
  return { deployer: account, firstNonce: record?.firstNonce ?? (await nonceNow()), founders, settings };
}

/** Creating a contract costs 32,000 and 21,000, 16 and 200 for each byte, and what its constructor does. */
function gasOf(plan: Plan, begun: number): bigint {
  const each = plan.contracts.slice(begun).map(({ data }) => 600_000 + (data.length / 2) * 218);
  return BigInt(Math.ceil(each.reduce((sum, gas) => sum + gas, 0)));
}

async function requireFunds(target: Target, account: string, plan: Plan, begun: number): Promise<void> {
  const gas = gasOf(plan, begun);
  const price = await askNumber(target.rpc, "eth_gasPrice");
  const [owned, needed] = [await askNumber(target.rpc, "eth_getBalance", [account, "latest"]), gas * price];
  say(`about ${gas.toLocaleString("en-US")} gas, ${formatEther(needed)} of the chain's currency at today's price.`);
  if (owned >= needed) return;
  throw new PeersealError(
    "config-invalid",
    `${account} owns ${formatEther(owned)} on chain ${target.chainId} and needs about ${formatEther(needed)}: send it more.`,
    { details: { account, owned: owned.toString(), needed: needed.toString() } },
  );
}

type Deps = { target: Target; deployer: Wallet; inputs: PlanInputs; plan: Plan; folder: string };

async function deployPlan({ target, deployer, inputs, plan, folder }: Deps): Promise<void> {
  const { rpc, chainId, confirmations } = target;
  const { firstNonce } = inputs;
  const count = () => countDeployed({ rpc, firstNonce, plan, account: inputs.deployer });
  const { runIgnition } = await import("./deploy/ignition.ts");
  try {
    await runIgnition({ rpc, chainId, confirmations, deployer, firstNonce, plan, folder, tell: say });
  } catch (error) {
    // Whatever Ignition made of it: a foreign transaction in between is the clearer reason.
    await count();
    throw error;
  }
  const deployedAtBlock = await firstBlock(target, folder, firstNonce);
  await report({ target, inputs, plan, fromBlock: deployedAtBlock });
  const { members, ...others } = plan.addresses;
  const timelock = await timelockOf(target.rpc, plan);
  const file = {
    schema: "peerseal.network-file/1",
    network: networkId(chainId, others.directory),
    rpc: target.url,
    genesis: target.genesis,
    contracts: { ...others, institutions: members, courses: members, credentials: members, timelock },
    deployedAtBlock,
  };
  writeJson(join(folder, NETWORK_FILE), parseNetworkFile(file));
  say(`the network is ${file.network}; its file is ${join(folder, NETWORK_FILE)}.`);
}

async function report(options: { target: Target; inputs: PlanInputs; plan: Plan; fromBlock: number }): Promise<void> {
  const checks = await verifyNetwork({ ...options, rpc: options.target.rpc });
  process.stdout.write(checkTable(checks));
  const faults = checks.filter(({ passed }) => !passed).length;
  if (faults === 0) return;
  throw new PeersealError(
    "network-missing",
    `${faults} of ${checks.length} checks failed: do not publish this network.`,
  );
}

/** The block of the first contract: logs of the network begin there. */
async function firstBlock({ rpc }: Target, folder: string, nonce: number): Promise<number> {
  for (const { hash } of readSent(folder).sent.filter((sent) => sent.nonce === nonce)) {
    const receipt = await rpc.request("eth_getTransactionReceipt", [hash]);
    if (receipt !== null) return Number(z.object({ blockNumber: z.string() }).parse(receipt).blockNumber);
  }
  throw new PeersealError("network-missing", "The first contract's transaction is not on this chain.");
}

async function verifyOnly(target: Target, folder: string): Promise<void> {
  const record = readRecord(folder);
  const path = join(folder, NETWORK_FILE);
  if (record === null || !existsSync(path)) {
    throw new PeersealError("config-invalid", `${folder} holds no finished deployment.`);
  }
  const plan = planNetwork(record);
  requireSame(record, target, plan);
  const { deployedAtBlock } = readJson(path, z.object({ deployedAtBlock: z.int() }), "a network file");
  process.stdout.write(inputsText(record) + addressTable(plan));
  await report({ target, inputs: record, plan, fromBlock: deployedAtBlock });
}

main().catch((error: unknown) => {
  process.stderr.write(`${lineOf(error)}\n`);
  process.exitCode = 1;
});
