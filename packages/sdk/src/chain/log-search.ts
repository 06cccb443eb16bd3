import type { Log } from "ethers";
import { PeersealError } from "../core/errors.js";
import type { Address } from "../core/types.js";
import type { NetworkConnection } from "./connect.js";

/** Endpoints refuse a range that is too long for them; one of so few blocks is not. */
const SHORTEST_RANGE = 64;
/** So many questions are asked of an endpoint that takes short ranges only. */
const MOST_QUESTIONS = 256;

/** Which logs. */
export type LogFilter = { readonly address: Address; readonly topics: (string | string[] | null)[] };

type Reader = Pick<NetworkConnection, "block" | "provider" | "source">;

/**
 * Logs of one contract from a block on, oldest first. A range that the endpoint refuses is asked for in halves.
 *
 * @throws PeersealError `chain-unreachable` for an endpoint that does not give them.
 */
export async function findLogs(reader: Reader, filter: LogFilter, fromBlock: number): Promise<Log[]> {
  let asked = 0;
  const search = async (from: number, to: number): Promise<Log[]> => {
    asked++;
    try {
      const logs = await reader.provider.getLogs({ ...filter, fromBlock: from, toBlock: to });
      return logs.filter(({ removed }) => !removed);
    } catch (cause) {
      if (to - from < SHORTEST_RANGE || asked >= MOST_QUESTIONS) throw refused(reader.source, cause);
      const middle = Math.floor((from + to) / 2);
      return [...(await search(from, middle)), ...(await search(middle + 1, to))];
    }
  };
  const { number } = await reader.block("latest");
  return number < fromBlock ? [] : search(fromBlock, number);
}

function refused(source: string, cause: unknown): PeersealError {
  return new PeersealError("chain-unreachable", `The endpoint ${source} does not give the logs of this contract.`, {
    details: { source, reason: "logs" },
    cause,
  });
}
