import { setTimeout as wait } from "node:timers/promises";
import {
  connect,
  type Hex,
  type NetworkConnection,
  type NetworkId,
  PeersealError,
  parseHex32,
  parseNetworkId,
} from "@peerseal/sdk";
import type { FastifyBaseLogger } from "fastify";
import type { ChainSource } from "./indexer/source.js";
import { sourceOver } from "./indexer/source.js";
import type { RpcCall } from "./ops/metrics/metrics.js";
import { watchCaller } from "./ops/rpc-watch.js";
import {
  asChainError,
  askCodes,
  askGenesis,
  findFirstBlock,
  openPool,
  type Pool,
  type PoolEvent,
  PoolProvider,
  splitUrls,
} from "./rpc/index.js";
import { requireNoted } from "./store/contracts.js";
import type { Db } from "./store/database.js";
import { findNetwork } from "./store/network.js";

/** How endpoints are asked. Absent members have the defaults of `openPool` and `sourceOver`. */
export type RpcSettings = {
  /** How many endpoints must tell the same blocks and logs. */
  readonly agreement?: number;
  readonly timeoutMs?: number;
  readonly staleBlocks?: number;
  readonly check?: "bloom" | "none";
  readonly recheckMs?: number;
  /** Block of the network's deployment; found by asking unless given. */
  readonly firstBlock?: number;
};

/** The chain as every part of the registry reaches it: over one pool of endpoints. */
export type ChainLink = {
  readonly connection: NetworkConnection;
  readonly source: ChainSource;
  readonly pool: Pool;
  readonly genesis: Hex;
  /** Block of the network's deployment: nothing of it is older. */
  readonly firstBlock: number;
  readonly close: () => void;
};

/**
 * Opens the endpoints, finds the network, and makes sure that chain, first block, registries and their code are those
 * that the database was made from.
 *
 * @throws PeersealError `chain-unreachable`, `chain-wrong`, `network-missing`, `database-foreign`, `contracts-changed`.
 */
export async function openChain(options: {
  readonly db: Db;
  readonly network: NetworkId;
  /** With commas between several. */
  readonly rpc: string;
  readonly settings: RpcSettings;
  readonly log: FastifyBaseLogger;
  /** Where it is known; 0: not known. */
  readonly firstBlock?: number;
  /** Told of each call to an endpoint. */
  readonly called?: (call: RpcCall) => void;
}): Promise<ChainLink> {
  const { db, network, settings, called } = options;
  const { chainId } = parseNetworkId(network);
  const urls = splitUrls(options.rpc);
  const { agreement = 1 } = settings;
  if (agreement > urls.length) {
    throw new PeersealError("config-invalid", `RPC_AGREEMENT=${agreement} needs as many endpoints in RPC_URL.`, {
      details: { settings: ["RPC_AGREEMENT", "RPC_URL"] },
    });
  }
  const pool = openPool({
    ...settings,
    urls,
    identity: { chainId, genesis: null, codes: {} },
    onEvent: (event) => options.log[levelOf(event)](event),
    ...(called === undefined ? {} : { around: (endpoint, place) => watchCaller(endpoint, place, called) }),
  });
  try {
    const stored = await findNetwork(db);
    const genesis = await agreedGenesis(pool, stored?.genesis ?? null);
    pool.expect({ genesis });
    const provider = new PoolProvider(pool, chainId);
    const connection = await whileItChanges(() => connect({ rpc: provider, network }));
    const addresses = [...new Set(Object.values(connection.contracts))];
    const codes = await pool.ask((caller) => askCodes(caller, addresses));
    await requireNoted(db, connection.contracts, codes);
    pool.expect({ codes });
    const close = () => {
      connection.close();
      provider.destroy();
      pool.close();
    };
    const firstBlock = stored?.firstBlock || options.firstBlock || (await firstBlockOf(pool, addresses, options));
    return { connection, source: sourceOver(pool, connection, settings), pool, genesis, firstBlock, close };
  } catch (error) {
    pool.close();
    throw asChainError(error);
  }
}

const ASK_AGAIN_MS = [50, 100, 200, 400, 800, 1_600];

/**
 * Asks again, for about three seconds, what endpoints refuse to tell of the newest block: while they take blocks back they
 * have none for a moment, and a registry that is started then would not start.
 */
export async function whileItChanges<T>(ask: () => Promise<T>): Promise<T> {
  for (const pause of ASK_AGAIN_MS) {
    try {
      return await ask();
    } catch (error) {
      if (!isRefused(error)) throw error;
      await wait(pause);
    }
  }
  return ask();
}

function isRefused(error: unknown): boolean {
  return error instanceof PeersealError && error.code === "chain-unreachable" && error.details.reason === "refused";
}

/** Noted with the network at the first start, so that it is looked for once. */
async function firstBlockOf(
  pool: Pool,
  addresses: readonly string[],
  { settings, log }: { readonly settings: RpcSettings; readonly log: FastifyBaseLogger },
): Promise<number> {
  if (settings.firstBlock !== undefined) return settings.firstBlock;
  const found = await pool.ask((caller) => findFirstBlock(caller, addresses));
  if (found === null)
    log.warn({ event: "first-block-unknown", fix: "Set RPC_FIRST_BLOCK to the block of the deployment." });
  else log.info({ event: "first-block-found", block: found });
  return found ?? 0;
}

/**
 * The first block, of the endpoints that serve the chain: the one that is known, or the one that all tell.
 *
 * @throws PeersealError `database-foreign`, `chain-wrong`.
 */
async function agreedGenesis(pool: Pool, known: Hex | null): Promise<Hex> {
  const told = await pool.survey(askGenesis);
  const different = [...new Set(told.map(({ answer }) => answer))];
  if (known !== null && different.includes(known)) return known;
  if (known !== null) {
    throw new PeersealError("database-foreign", "The database belongs to another chain (its first block differs).", {
      details: { field: "genesis", stored: known, expected: different[0] },
    });
  }
  const [only] = different;
  if (only === undefined || different.length > 1) {
    throw new PeersealError("chain-wrong", "The endpoints of RPC_URL serve chains with different first blocks.", {
      details: { field: "genesis", sources: told.map(({ name, answer }) => ({ source: name, genesis: answer })) },
    });
  }
  return parseHex32(only);
}

function levelOf({ event }: PoolEvent): "error" | "warn" | "info" {
  if (event === "rpc-endpoint-wrong") return "error";
  return event === "rpc-endpoint-failing" ? "warn" : "info";
}
