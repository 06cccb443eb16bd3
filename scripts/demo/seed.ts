import { join } from "node:path";
import { KEYSTORE_FILE } from "@peerseal/registry-api";
import {
  connect,
  type Deployment,
  deployNetwork,
  generateCredentialKey,
  type NetworkConnection,
  type Sender,
} from "@peerseal/sdk";
import { BrowserProvider, Network, type Wallet } from "ethers";
import { writeFileDurably } from "../lib/files.ts";
import { LOCAL_CHAIN_ID, type LocalChain } from "../local-chain/local-chain.ts";
import { batchHappenings, type IssuedBatch } from "./batch-happenings.ts";
import { calendarFrom, letHappen } from "./calendar.ts";
import { courseHappenings, planVersions } from "./course-happenings.ts";
import { SAMPLES_FOLDER, SEED_FOLDER } from "./folder.ts";
import { followUpHappenings } from "./follow-ups.ts";
import { INSTITUTIONS } from "./institutions.ts";
import type { DemoKeys } from "./keys.ts";
import { demoRubricId, founderAdmissions, memberHappenings } from "./members.ts";
import { GOVERNOR_SETTINGS, PROPOSER } from "./proposals.ts";
import { planRounds, roundHappenings } from "./round-happenings.ts";
import { writeSamples } from "./samples.ts";
import { acting, openShelf, type World } from "./world.ts";

/**
 * So short that a person can wait for those that somebody waits for; a real network gives two weeks or a day for each.
 * What was sealed can be revealed for two minutes, unless all of it is sooner.
 */
const PERIODS = {
  panel: { objection: 1, reveal: 120, reply: 5, appeal: 60 * 86_400 },
  rapid: { objection: 1, reveal: 120, reply: 3, appeal: 60 * 86_400 },
} as const;
/** Below what one transaction may use at most; what is not used costs nothing. */
const GAS_LIMIT = 16_000_000n;
const MAX_FEE_PER_GAS = 10n ** 11n;

export type SeedDeps = {
  /** Fresh, its door closed; the relayer owns money. */
  readonly chain: LocalChain;
  readonly keys: DemoKeys;
  readonly progress: (done: number, of: number) => void;
};

/**
 * Makes the demo network on a fresh chain, at times chosen over the 800 days before, and writes what belongs to it into
 * the data folder: documents and batches for the registry's database, keystore, samples. It ends with the clock's time.
 */
export async function seedNetwork({ chain, keys, progress }: SeedDeps, dataDir: string): Promise<Deployment> {
  const calendar = calendarFrom(await genesisTime(chain));
  let now = calendar.at(0);
  chain.setClock(() => now);
  // What keeps the chain from writing, which ethers would hide behind a refused transaction.
  let unwritten: unknown;
  const request = ({ method, params }: { method: string; params?: readonly unknown[] | object }) =>
    chain.request(method, Array.isArray(params) ? params : []).catch((error: unknown) => {
      if (error instanceof Error) unwritten ??= error.cause;
      throw error;
    });
  const provider = new BrowserProvider({ request }, new Network("peerseal", LOCAL_CHAIN_ID), { cacheTimeout: -1 });
  let connection: NetworkConnection | undefined;
  try {
    const sender = payingSender(keys.relayer.connect(provider));
    const proposer = payingSender(keys.officer(PROPOSER).connect(provider));
    const shelf = openShelf();
    const deployment = await deployNetwork({
      sender,
      chainId: LOCAL_CHAIN_ID,
      governance: { kind: "members", settings: GOVERNOR_SETTINGS },
      founders: founderAdmissions({ keys, calendar, shelf }),
      periods: PERIODS,
    });
    connection = await connect({ rpc: { request }, network: deployment.network });
    const { policy, verifier, governor } = deployment.contracts;
    const world: World = {
      keys,
      connection,
      policy,
      verifier,
      governor,
      rubric: demoRubricId(),
      calendar,
      shelf,
      ...acting({ keys, connection, sender, proposer, now: () => now }),
    };
    const versions = planVersions(world);
    const rounds = planRounds(world, versions);
    const batches: IssuedBatch[] = [];
    const happenings = [
      ...memberHappenings(world),
      ...courseHappenings(world, versions),
      ...roundHappenings(world, rounds),
      ...followUpHappenings(world, versions, rounds),
      ...batchHappenings(world, versions, (batch) => batches.push(batch)),
    ];
    const setTime = (at: number) => {
      now = at;
    };
    await letHappen(happenings, { setTime, progress });
    writeSeed(join(dataDir, SEED_FOLDER), world, batches);
    await writeSamples(join(dataDir, SAMPLES_FOLDER), world, batches);
    await writeKeystore(dataDir, keys);
    return deployment;
  } catch (error) {
    throw unwritten ?? error;
  } finally {
    chain.setClock(null);
    connection?.close();
    provider.destroy();
  }
}

async function genesisTime(chain: LocalChain): Promise<number> {
  const block = await chain.request("eth_getBlockByNumber", ["0x0", false]);
  if (typeof block === "object" && block !== null && "timestamp" in block) return Number(block.timestamp);
  throw new TypeError("The chain has no first block.");
}

/** Counts its transactions itself and asks for no estimates: nobody else sends meanwhile. */
function payingSender(wallet: Wallet): Sender {
  let nonce = 0;
  return {
    sendTransaction: (transaction) =>
      wallet.sendTransaction({
        ...transaction,
        type: 2,
        nonce: nonce++,
        gasLimit: GAS_LIMIT,
        maxFeePerGas: MAX_FEE_PER_GAS,
        maxPriorityFeePerGas: 1n,
      }),
  };
}

function writeSeed(folder: string, world: World, batches: readonly IssuedBatch[]): void {
  const lines = (all: readonly string[]) => all.map((line) => `${line}\n`).join("");
  writeFileDurably(join(folder, "documents.jsonl"), lines(world.shelf.canonical()));
  writeFileDurably(join(folder, "batches.jsonl"), lines(batches.map((batch) => JSON.stringify(seedBatchOf(batch)))));
}

/** What a registry keeps of a batch after delivery: no credential's text, only digests and proofs. */
function seedBatchOf({ plan, about, number, capacity, root, size, anchoredAt, entries }: IssuedBatch) {
  return {
    institution: plan.issuer,
    number,
    courseVersion: about.id,
    capacity,
    root,
    size,
    sealedAt: anchoredAt,
    entries: [...entries]
      .sort((a, b) => a.index - b.index)
      .map(({ index, digest, proof }) => ({ index, digest, proof })),
  };
}

/** The providers lend their issuing keys to this registry; Hoyo keeps its own, and Shirakami is no more. */
async function writeKeystore(dataDir: string, keys: DemoKeys): Promise<void> {
  const lending = INSTITUTIONS.filter(({ kind, slug }) => kind === "provider" && slug !== "shirakami");
  const institutions = await Promise.all(
    lending.map(async ({ id }) => ({
      institution: id,
      anchor: keys.issuer(id).privateKey,
      credential: (await generateCredentialKey(keys.credentialSeed(id))).stored(),
    })),
  );
  const keystore = {
    schema: "peerseal.keystore/1",
    demo: true,
    chainId: LOCAL_CHAIN_ID,
    relayer: keys.relayer.privateKey,
    institutions,
  };
  writeFileDurably(join(dataDir, KEYSTORE_FILE), `${JSON.stringify(keystore, null, 2)}\n`, 0o600);
}
