import { existsSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { PeersealError } from "@peerseal/sdk";
import { z } from "zod";
import { readJson, writeJson } from "./files.ts";
import { Founder } from "./founders.ts";
import { digestsOf, type Plan, type PlanInputs, planNetwork } from "./plan.ts";
import { NetworkSettings } from "./settings.ts";

const RECORD = "deployment.json";
const SENT = "sent.json";

const Recorded = z.strictObject({
  schema: z.literal("peerseal.deployment/1"),
  chainId: z.int(),
  genesis: z.string(),
  deployer: z.string(),
  firstNonce: z.int().min(0),
  founders: z.array(Founder),
  settings: NetworkSettings,
  contracts: z.array(z.strictObject({ name: z.string(), address: z.string(), creation: z.string() })),
});

/** What a deployment began with, written before its first transaction: a later run goes on from here. */
export type DeploymentRecord = z.infer<typeof Recorded>;

const Sent = z.strictObject({
  sent: z.array(z.strictObject({ nonce: z.int(), hash: z.string() })),
  last: z.strictObject({ nonce: z.int(), hash: z.string(), raw: z.string() }).nullable(),
});
/** Transactions signed for a deployment; the last one whole, so that it can be sent again. */
export type SentTransactions = z.infer<typeof Sent>;

/** The record in a deployment's folder; null where nothing was begun. */
export function readRecord(folder: string): DeploymentRecord | null {
  const path = join(folder, RECORD);
  return existsSync(path) ? readJson(path, Recorded, "the record of a deployment") : null;
}

/** Begins a deployment: from here on its addresses are settled. */
export function beginRecord(
  folder: string,
  chain: { chainId: number; genesis: string },
  inputs: PlanInputs,
): DeploymentRecord {
  const record: DeploymentRecord = {
    schema: "peerseal.deployment/1",
    chainId: chain.chainId,
    genesis: chain.genesis,
    deployer: inputs.deployer,
    firstNonce: inputs.firstNonce,
    founders: [...inputs.founders],
    settings: inputs.settings,
    contracts: digestsOf(planNetwork(inputs)),
  };
  mkdirSync(folder, { recursive: true });
  writeJson(join(folder, RECORD), record);
  return record;
}

/**
 * Compares what would be deployed now with what was begun.
 *
 * @throws PeersealError `config-invalid` where they differ.
 */
export function requireSame(record: DeploymentRecord, chain: { chainId: number; genesis: string }, plan: Plan): void {
  if (record.chainId !== chain.chainId || record.genesis !== chain.genesis) {
    refuse("on another chain (its first block differs), as a local node that was started anew is");
  }
  const now = digestsOf(plan);
  const differing = record.contracts.find(
    ({ name, creation }, i) => now[i]?.name !== name || now[i]?.creation !== creation,
  );
  if (differing !== undefined) {
    refuse(`with another ${differing.name}: the founders, the settings or the compiled contracts changed since`);
  }
}

function refuse(how: string): never {
  throw new PeersealError(
    "config-invalid",
    `This deployment was begun ${how}: go on with the same ones, or begin another with --fresh.`,
  );
}

/** Puts a deployment aside, whole, so that another can take its name. Tells where it is now; null where none was. */
export function putAside(folder: string): string | null {
  if (!existsSync(folder)) return null;
  let n = 1;
  while (existsSync(`${folder}.${n}`)) n += 1;
  renameSync(folder, `${folder}.${n}`);
  return `${folder}.${n}`;
}

export function readSent(folder: string): SentTransactions {
  const path = join(folder, SENT);
  return existsSync(path) ? readJson(path, Sent, "the transactions of a deployment") : { sent: [], last: null };
}

/** Keeps a signed transaction before it is sent: after a crash here it is sent again, never another in its place. */
export function keepSent(folder: string, last: { nonce: number; hash: string; raw: string }): void {
  const { sent } = readSent(folder);
  writeJson(join(folder, SENT), { sent: [...sent, { nonce: last.nonce, hash: last.hash }], last });
}
