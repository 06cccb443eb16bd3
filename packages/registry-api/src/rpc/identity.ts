import { createHash } from "node:crypto";
import type { Caller } from "./endpoint.js";
import { RpcFault } from "./fault.js";

/** What every endpoint must tell: whoever tells otherwise serves another chain, or lies. */
export type ChainIdentity = {
  readonly chainId: number;
  /** Hash of the first block; null: not known yet. */
  readonly genesis: string | null;
  /** SHA-256 of the code at each address that must be there; empty: not known yet. */
  readonly codes: Readonly<Record<string, string>>;
};

/** Where an endpoint differs. */
export type IdentityFault = {
  readonly field: "chainId" | "genesis" | "code";
  readonly expected: string;
  readonly actual: string;
  /** Of the contract whose code differs. */
  readonly address?: string;
};

/** @throws RpcFault */
export async function askChainId(caller: Caller): Promise<number> {
  return numberOf(await caller.call("eth_chainId", []), "chain id");
}

/** @throws RpcFault */
export async function askGenesis(caller: Caller): Promise<string> {
  const block = await caller.call("eth_getBlockByNumber", ["0x0", false]);
  const hash = typeof block === "object" && block !== null ? Reflect.get(block, "hash") : undefined;
  if (typeof hash !== "string" || !/^0x[0-9a-f]{64}$/i.test(hash)) {
    throw new RpcFault("malformed", "The endpoint does not tell its first block.");
  }
  return hash.toLowerCase();
}

/** SHA-256 of the code at each address, or the empty text where there is none. @throws RpcFault */
export async function askCodes(caller: Caller, addresses: readonly string[]): Promise<Record<string, string>> {
  const calls = addresses.map((address) => ({ method: "eth_getCode", params: [address, "latest"] }));
  const codes = await caller.batch(calls);
  return Object.fromEntries(addresses.map((address, i) => [address, hashOfCode(codes[i])]));
}

function hashOfCode(code: unknown): string {
  if (typeof code !== "string" || !/^0x(?:[0-9a-f]{2})*$/i.test(code)) {
    throw new RpcFault("malformed", "The endpoint does not tell a contract's code.");
  }
  return code === "0x"
    ? ""
    : createHash("sha256")
        .update(Buffer.from(code.slice(2), "hex"))
        .digest("hex");
}

/**
 * Compares what an endpoint tells with what it must tell; null: the same.
 *
 * @throws RpcFault where it does not answer, or has no code yet where there must be some: it may lag behind.
 */
export async function checkIdentity(caller: Caller, expected: ChainIdentity): Promise<IdentityFault | null> {
  const chainId = await askChainId(caller);
  if (chainId !== expected.chainId) {
    return { field: "chainId", expected: String(expected.chainId), actual: String(chainId) };
  }
  if (expected.genesis !== null) {
    const genesis = await askGenesis(caller);
    if (genesis !== expected.genesis) return { field: "genesis", expected: expected.genesis, actual: genesis };
  }
  const addresses = Object.keys(expected.codes);
  if (addresses.length === 0) return null;
  const codes = await askCodes(caller, addresses);
  for (const address of addresses) {
    const [wanted = "", actual = ""] = [expected.codes[address], codes[address]];
    if (actual === "") throw new RpcFault("suspect", `The endpoint has no contract at ${address} (yet).`);
    if (actual !== wanted) return { field: "code", expected: wanted, actual, address };
  }
  return null;
}

/** A quantity of JSON-RPC. @throws RpcFault `malformed`. */
export function numberOf(value: unknown, what: string): number {
  const number = typeof value === "string" && /^0x[0-9a-f]{1,14}$/i.test(value) ? Number.parseInt(value, 16) : null;
  if (number === null || !Number.isSafeInteger(number)) throw new RpcFault("malformed", `The ${what} is no number.`);
  return number;
}
