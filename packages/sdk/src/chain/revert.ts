import { AbiCoder, dataSlice, type ErrorDescription, isHexString } from "ethers";
import { isErrorCode, PeersealError } from "../core/errors.js";
import type { Hex } from "../core/types.js";
import { INTERFACES } from "./abi.js";
import { plainArgs } from "./plain.js";
import { isUnreachable, stringField } from "./rpc-fault.js";

/**
 * Turns whatever a provider, wallet or JSON-RPC endpoint threw into our error, by the revert's data, which ethers,
 * EIP-1193 providers and JSON-RPC endpoints keep in different places.
 *
 * @returns the contract's error under its own name with its arguments by name (integers up to 64 bits as numbers, larger
 * as decimal strings, bytes in lowercase hex); `contract-revert` with `data` for a revert that no interface knows;
 * `chain-unreachable`; `relay-failed` for everything else that kept a transaction from being recorded.
 */
export function decodeRevert(error: unknown): PeersealError {
  if (error instanceof PeersealError) return error;
  const candidates = revertData(error);
  for (const data of candidates) {
    const known = describe(data);
    if (known !== null) return namedError(known, data, error);
  }
  const [data] = candidates;
  if (data !== undefined) return unknownRevert(data, error);
  if (stringField(error, "code") === "CALL_EXCEPTION" && !isEndpointsOwn(error)) return unknownRevert("0x", error);
  if (isUnreachable(error)) {
    return new PeersealError("chain-unreachable", "The chain's RPC endpoint does not answer.", { cause: error });
  }
  return new PeersealError("relay-failed", "The transaction could not be sent.", {
    details: { reason: stringField(error, "code") ?? "unknown" },
    cause: error,
  });
}

/** What endpoints say of a call that was executed and failed; whatever else they say is no word of a contract. */
const EXECUTED = /revert|opcode|out of gas|stack|jump|vm exception|execution|invalid/i;

/** Whether ethers calls an exception what is a fault of the endpoint itself, such as that it is busy. */
function isEndpointsOwn(error: unknown): boolean {
  if (typeof error !== "object" || error === null || !("info" in error)) return false;
  const { info } = error;
  const said = typeof info === "object" && info !== null && "error" in info ? stringField(info.error, "message") : null;
  return said !== null && !EXECUTED.test(said);
}

function namedError(error: ErrorDescription, data: Hex, cause: unknown): PeersealError {
  const args = plainArgs(error.args, error.fragment.inputs, "text");
  if (isErrorCode(error.name)) {
    return new PeersealError(error.name, `The contract refuses: ${error.name}.`, { details: args, cause });
  }
  return new PeersealError("contract-revert", `The contract refuses: ${error.name}.`, {
    details: { name: error.name, args, data },
    cause,
  });
}

function unknownRevert(data: Hex, cause: unknown): PeersealError {
  const reason = builtIn(data);
  const text = reason === null ? "for a reason that this version does not know" : `: ${Object.values(reason).join()}`;
  return new PeersealError("contract-revert", `A contract reverted ${text}.`, {
    details: { ...reason, data },
    cause,
  });
}

/** The two errors that the compiler itself makes. */
function builtIn(data: Hex): { readonly reason: string } | { readonly panic: number } | null {
  try {
    const coder = AbiCoder.defaultAbiCoder();
    const rest = data.length > 10 ? dataSlice(data, 4) : "0x";
    if (data.startsWith("0x08c379a0")) return { reason: String(coder.decode(["string"], rest)[0]) };
    if (data.startsWith("0x4e487b71")) return { panic: Number(coder.decode(["uint256"], rest)[0]) };
  } catch {
    // Truncated data says nothing.
  }
  return null;
}

function describe(data: Hex): ErrorDescription | null {
  for (const contract of Object.values(INTERFACES)) {
    try {
      const found = contract.parseError(data);
      // ethers knows the compiler's own errors on every interface; those are told apart below.
      if (found !== null && found.name !== "Error" && found.name !== "Panic") return found;
    } catch {
      // The selector fits and the arguments do not: not an error of ours.
    }
  }
  return null;
}

/** Where revert data hides. Never `transaction`, `payload` or `params`: their `data` is what was sent. */
const PLACES = ["data", "error", "info", "cause", "originalError", "responseBody", "body", "revert", "result"] as const;

/** Everything in an error that may be the data of a revert, outermost first. */
function revertData(error: unknown): Hex[] {
  const found: Hex[] = [];
  const seen = new Set<unknown>();
  const queue: unknown[] = [error];
  while (queue.length > 0 && seen.size < 64) {
    const value = queue.shift();
    if (typeof value === "string") {
      // OpenEthereum's descendants write `Reverted 0x...`.
      const hex = value.startsWith("Reverted 0x") ? value.slice("Reverted ".length) : value;
      if (isRevertData(hex)) found.push(hex);
      else if (value.startsWith("{")) queue.push(parse(value));
      continue;
    }
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    for (const place of PLACES) queue.push(Reflect.get(value, place));
  }
  return found;
}

/** A selector and whole words: an address, a transaction hash or a block hash is none. */
function isRevertData(text: string): text is Hex {
  return isHexString(text) && (text.length - 2) % 64 === 8;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
