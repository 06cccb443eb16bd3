import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PeersealError } from "@peerseal/sdk";
import { z } from "zod";
import { askNumber, openRpc, type Rpc } from "./rpc.ts";

const CONFIRMATIONS = 5;

const Networks = z.record(
  z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  z.strictObject({ chainId: z.int().positive(), rpc: z.url(), confirmations: z.int().min(1).max(64) }),
);

/** A chain that answers, under the name that its deployment is kept by. */
export type Target = {
  readonly name: string;
  readonly chainId: number;
  /** Hash of the first block: tells apart chains with the same id. */
  readonly genesis: string;
  readonly url: string;
  readonly rpc: Rpc;
  /** Blocks on top of a contract before the next one is sent, its own included. */
  readonly confirmations: number;
};

/**
 * Finds the chain: by its name in `networks.json`, by an endpoint, or by both, where the endpoint must serve the named
 * chain.
 *
 * @throws PeersealError `config-invalid`, `chain-unreachable`, `chain-wrong`.
 */
export async function findTarget(options: {
  readonly network: string | undefined;
  readonly rpc: string | undefined;
}): Promise<Target> {
  const named = options.network === undefined ? undefined : networkOf(options.network);
  const url = options.rpc ?? named?.rpc;
  if (url === undefined) throw new PeersealError("config-invalid", "Say where: --network <name> or --rpc <url>.");
  const rpc = openRpc(url);
  const chainId = Number(await askNumber(rpc, "eth_chainId"));
  if (named !== undefined && named.chainId !== chainId) {
    const { chainId: expected } = named;
    throw new PeersealError(
      "chain-wrong",
      `${rpc.source} serves chain ${chainId}, but ${options.network} is ${expected}.`,
      {
        details: { source: rpc.source, expected, actual: chainId },
      },
    );
  }
  const { hash } = z.object({ hash: z.string() }).parse(await rpc.request("eth_getBlockByNumber", ["0x0", false]));
  return {
    name: options.network ?? `chain-${chainId}`,
    chainId,
    genesis: hash,
    url,
    rpc,
    confirmations: named?.confirmations ?? CONFIRMATIONS,
  };
}

function networkOf(name: string) {
  const networks = Networks.parse(JSON.parse(readFileSync(join(import.meta.dirname, "networks.json"), "utf8")));
  const found = Object.hasOwn(networks, name) ? networks[name] : undefined;
  if (found !== undefined) return found;
  const all = Object.keys(networks).join(", ");
  throw new PeersealError(
    "config-invalid",
    `There is no network "${name}": scripts/deploy/networks.json names ${all}; any other chain is reached by --rpc <url>.`,
  );
}
