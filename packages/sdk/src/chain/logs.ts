import type { LogDescription } from "ethers";
import { parseAddress } from "../core/ids.js";
import { INTERFACES } from "./abi.js";
import type { NetworkContracts } from "./connect.js";
import type { ChainEvent, EventContract } from "./events.js";
import { plainArgs, UnsafeInteger } from "./plain.js";

/** A log as any client gives it. */
export type RawLog = { readonly address: string; readonly topics: readonly string[]; readonly data: string };

/**
 * Reads the event in a log.
 *
 * An event of any contract that looks like a policy's decision is given as one: compare `address` with the policies that
 * the directory lists.
 *
 * @returns null for a log that is none of ours, or one with an integer beyond 2^53 - 1, which no document can name.
 */
export function decodeLog(network: NetworkContracts, log: RawLog): ChainEvent | null {
  const address = parseAddress(log.address);
  const read = contractsAt(network, address).flatMap((contract) => describe(contract, log) ?? [])[0];
  if (read === undefined) return null;
  const { contract, found } = read;
  try {
    const args = plainArgs(found.args, found.fragment.inputs, "throw");
    // The ABI that decoded the log is the one that the type is made of.
    return { contract, address, event: found.name, args } as unknown as ChainEvent;
  } catch (error) {
    if (error instanceof UnsafeInteger) return null;
    throw error;
  }
}

/** Reads many logs, each with what it was read from; logs that are none of ours are left out. */
export function decodeLogs<L extends RawLog>(
  network: NetworkContracts,
  logs: readonly L[],
): { readonly log: L; readonly event: ChainEvent }[] {
  return logs.flatMap((log) => {
    const event = decodeLog(network, log);
    return event === null ? [] : [{ log, event }];
  });
}

const CONTRACTS = [
  "institutions",
  "courses",
  "rubrics",
  "rounds",
  "credentials",
  "followUps",
  "directory",
] as const satisfies readonly EventContract[];

/** What answers at an address: one contract may be several registries, whose events all differ. */
function contractsAt({ contracts }: NetworkContracts, address: string): readonly EventContract[] {
  const found = CONTRACTS.filter((name) => contracts[name] === address);
  return found.length === 0 ? ["policy"] : found;
}

function describe(contract: EventContract, log: RawLog): { contract: EventContract; found: LogDescription } | null {
  try {
    const found = INTERFACES[contract].parseLog(log);
    return found === null ? null : { contract, found };
  } catch {
    // A foreign contract may use the topic of an event of ours with other arguments.
    return null;
  }
}
