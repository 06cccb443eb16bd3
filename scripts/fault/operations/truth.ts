import { AbiCoder, id } from "ethers";
import pg from "pg";
import type { World } from "../../../test/e2e/relaying.world.ts";
import { walletOf } from "../../../test/e2e/stack.keys.ts";

const ANCHORED = id("BatchAnchored(uint32,uint64,bytes32,uint32,bytes32,bytes32)");

/** What the chain holds, read past the registry. Keys: `institution/number`. */
export type Truth = {
  readonly anchors: ReadonlyMap<string, { readonly root: string; readonly size: number; readonly times: number }>;
  /** Hash of the relayer's transaction by nonce; how many of them did nothing. */
  readonly transactions: ReadonlyMap<number, string>;
  readonly reverted: number;
};

/** Reads every block of the network: chains of these runs are short. */
export async function readTruth(world: World): Promise<Truth> {
  const { provider, deployment } = world;
  const logs = await provider.getLogs({ fromBlock: deployment.deployedAtBlock, toBlock: "latest", topics: [ANCHORED] });
  const anchors = new Map<string, { root: string; size: number; times: number }>();
  for (const { topics, data } of logs) {
    const key = `${BigInt(topics[1] ?? 0)}/${BigInt(topics[2] ?? 0)}`;
    const [root, size] = AbiCoder.defaultAbiCoder().decode(["bytes32", "uint32", "bytes32"], data);
    anchors.set(key, { root: String(root), size: Number(size), times: (anchors.get(key)?.times ?? 0) + 1 });
  }
  const relayer = walletOf("relayer").address;
  const transactions = new Map<number, string>();
  let reverted = 0;
  const head = await provider.getBlockNumber();
  for (let number = deployment.deployedAtBlock; number <= head; number++) {
    const block = await provider.getBlock(number, true);
    for (const transaction of block?.prefetchedTransactions ?? []) {
      if (transaction.from !== relayer) continue;
      transactions.set(transaction.nonce, transaction.hash);
      if ((await provider.getTransactionReceipt(transaction.hash))?.status !== 1) reverted++;
    }
  }
  return { anchors, transactions, reverted };
}

/** One question to a database of the world. */
export async function ask<Row extends pg.QueryResultRow>(url: string, text: string): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

/** Rows about the chain that it does not say, and what it says that there is no row for. */
export async function wrongRows(url: string, truth: Truth): Promise<number> {
  const rows = await ask<{ key: string; root: string; size: string }>(
    url,
    "select institution || '/' || number as key, root, size from chain_anchors",
  );
  const wrong = rows.filter(({ key, root, size }) => {
    const told = truth.anchors.get(key);
    return told === undefined || told.root !== root || told.size !== Number(size);
  });
  return wrong.length + Math.abs(truth.anchors.size - rows.length);
}

/** Acts that claim a nonce which another transaction spent; anchors that the chain has twice; acts that did nothing. */
export async function doubles(url: string, truth: Truth): Promise<number> {
  const rows = await ask<{ nonce: string; hash: string }>(
    url,
    "select nonce, hash from relays where state = 'mined' and nonce is not null",
  );
  const claimed = rows.filter(({ nonce, hash }) => truth.transactions.get(Number(nonce)) !== hash);
  const twice = [...truth.anchors.values()].filter(({ times }) => times > 1);
  return claimed.length + twice.length + truth.reverted;
}
