import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeEmbeddedPostgres, startEmbeddedPostgres } from "@peerseal/registry-api";
import { type Hex, networkId } from "@peerseal/sdk";
import { afterAll, beforeAll, expect, test } from "vitest";
import { advance, FinalityBroken } from "../../packages/registry-api/dist/indexer/advance.js";
import type { ChainSource } from "../../packages/registry-api/dist/indexer/source.js";
import { type Database, openDatabase } from "../../packages/registry-api/dist/store/database.js";
import { migrate } from "../../packages/registry-api/dist/store/migrations/index.js";
import { claimNetwork } from "../../packages/registry-api/dist/store/network.js";

const DIRECTORY: Hex = `0x${"d1".repeat(20)}`;

let dataDir: string;
let server: { readonly url: string; readonly stop: () => Promise<void> };
let database: Database;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "peerseal-other-chain-"));
  server = await startEmbeddedPostgres({ dataDir });
  database = await openDatabase({ url: server.url });
  await migrate(database.db);
  const genesis: Hex = `0x${"00".repeat(32)}`;
  const network = networkId(31337, DIRECTORY);
  await claimNetwork(database.db, { network, chainId: 31337, genesis, directory: DIRECTORY, firstBlock: 1 });
});

afterAll(async () => {
  await database?.close();
  await server?.stop();
  await removeEmbeddedPostgres(dataDir);
  await rm(dataDir, { recursive: true, force: true });
});

/** A chain without events whose every block is final; chains of two names share no block. */
function chain(name: string, head: number): ChainSource {
  const hash = (number: number): Hex => `0x${name.repeat(31)}${number.toString(16).padStart(2, "0")}`;
  const block = (number: number) => ({ number, hash: hash(number), parentHash: hash(number - 1), at: 1_000 + number });
  return {
    latest: async () => block(head),
    final: async () => block(head),
    block: async (number) => (number <= head ? block(number) : null),
    stretch: async (from, to) => {
      const blocks = [block(from), block(to)];
      return { first: block(from), head: block(to), blocks: from === to ? [block(to)] : blocks, events: [] };
    },
    rangeBlocks: () => 100,
  };
}

test("a shorter chain is waited for where it is the same, and stops the indexer where it is another", async () => {
  const step = (source: ChainSource) => advance({ db: database.db, source, registries: [DIRECTORY], firstBlock: 1 });
  expect(await step(chain("aa", 5))).toMatchObject({ did: "indexed", indexed: 5 });
  expect(await step(chain("aa", 9))).toMatchObject({ did: "indexed", indexed: 9 });
  expect(await step(chain("aa", 6))).toMatchObject({ did: "nothing", indexed: 9 });
  await expect(step(chain("bb", 6))).rejects.toBeInstanceOf(FinalityBroken);
});
