import { networkId, parseAddress } from "@peerseal/sdk";
import { startIndexer } from "../../../packages/registry-api/dist/indexer/indexer.js";
import { sourceOver } from "../../../packages/registry-api/dist/indexer/source.js";
import { createLog } from "../../../packages/registry-api/dist/log.js";
import { openPool } from "../../../packages/registry-api/dist/rpc/index.js";
import { openDatabase } from "../../../packages/registry-api/dist/store/database.js";
import { migrate } from "../../../packages/registry-api/dist/store/migrations/index.js";
import { claimNetwork } from "../../../packages/registry-api/dist/store/network.js";

/*
 * Our indexer alone, in a process of its own: `node ours.ts <rpc> <database> <contract> <first block> <last block>`.
 * Prints one line of JSON when it reached the last block: how long it took from its first question on, and the peak of
 * its memory.
 */
const [rpc = "", url = "", contract = "", first = "0", last = "0"] = process.argv.slice(2);
const address = parseAddress(contract);
const contracts = {
  directory: address,
  institutions: address,
  courses: address,
  rubrics: address,
  rounds: address,
  credentials: address,
  followUps: address,
};
const { db, close } = await openDatabase({ url });
await migrate(db);
await claimNetwork(db, {
  network: networkId(31337, address),
  chainId: 31337,
  genesis: `0x${"00".repeat(32)}`,
  directory: address,
  firstBlock: Number(first),
});
const pool = openPool({ urls: [rpc], identity: { chainId: 31337, genesis: null, codes: {} }, timeoutMs: 60_000 });
const source = sourceOver(pool, { chainId: 31337, contracts });
const started = performance.now();
const log = createLog({ logLevel: process.env.LOG_LEVEL === "debug" ? "debug" : "error" });
const indexer = startIndexer({ db, source, registries: [address], firstBlock: Number(first), log });
await indexer.caughtUpTo(Number(last), { timeoutMs: 280_000 });
const ms = performance.now() - started;
await indexer.close();
pool.close();
await close();
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
const peakMB = maxRSS / 1024;
process.stdout.write(`${JSON.stringify({ ms, peakMB, cpuMs: (userCPUTime + systemCPUTime) / 1000 })}\n`);
