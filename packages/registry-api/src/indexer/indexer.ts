import { PeersealError } from "@peerseal/sdk";
import type { FastifyBaseLogger } from "fastify";
import { RpcFault } from "../rpc/index.js";
import { databaseFault } from "../store/database.js";
import { type AdvanceDeps, advance, FinalityBroken } from "./advance.js";
import { ChainMoved } from "./collect.js";

export type IndexerState = {
  /** Newest block that the chain tells of; null: not asked yet. */
  readonly head: number | null;
  /** Newest block in the database; null: none. */
  readonly indexed: number | null;
  readonly lag: number | null;
  /** Code of what stands in the way now; null: nothing. `reorg-beyond-finality` ends the indexing for good. */
  readonly failing: string | null;
};

/** Runs until `close`. */
export type Indexer = {
  readonly state: () => IndexerState;
  /**
   * Resolves once the database holds everything up to `block`; looks at once instead of at the next interval.
   *
   * @throws PeersealError `overloaded` after `timeoutMs` (default 15,000), `chain-unreachable` if the chain is silent.
   */
  readonly caughtUpTo: (block: number, options?: { readonly timeoutMs?: number }) => Promise<void>;
  /** Ends after the step that runs. */
  readonly close: () => Promise<void>;
};

type Waiter = { readonly block: number; readonly resolve: () => void };

/**
 * Follows the chain into the database.
 *
 * @param options.pollMs pause between two looks while there is nothing new.
 * @param options.doubtMs how long answers may contradict each other before that is an alarm; 30 seconds unless given.
 */
export function startIndexer(
  deps: AdvanceDeps & { readonly log: FastifyBaseLogger },
  options: { readonly pollMs?: number; readonly doubtMs?: number } = {},
): Indexer {
  const { pollMs = 250, doubtMs = 30_000 } = options;
  const stop = new AbortController();
  const waiters = new Set<Waiter>();
  let wake: () => void = () => undefined;
  let state: IndexerState = { head: null, indexed: null, lag: null, failing: null };

  /** Since when nothing can be taken because answers contradict each other; null: they do not. */
  let doubtfulSince: number | null = null;
  const reached = (indexed: number, head: number): void => {
    if (state.failing !== null) deps.log.info({ event: "indexer-recovered", indexed });
    doubtfulSince = null;
    state = { head, indexed, lag: Math.max(0, head - indexed), failing: null };
    for (const waiter of waiters) if (waiter.block <= indexed) waiter.resolve();
  };

  const step = async (): Promise<"more" | "idle" | "halted"> => {
    try {
      const { head, indexed, did } = await advance(deps, { signal: stop.signal, onIndexed: reached });
      if (did === "rolled-back") deps.log.warn({ event: "indexer-rolled-back", to: indexed });
      reached(indexed, head);
      return did === "nothing" ? "idle" : "more";
    } catch (error) {
      // The chain moved while it was read: nothing was written, the next look sees it as it is.
      if (error instanceof ChainMoved) return "idle";
      if (isDoubt(error)) {
        // So does an answer that contradicts another one, for as long as a chain may be of two minds.
        doubtfulSince ??= performance.now();
        if (performance.now() - doubtfulSince < doubtMs) return "idle";
      }
      const halted = error instanceof FinalityBroken;
      const failing = halted ? "reorg-beyond-finality" : codeOf(error);
      if (state.failing !== failing) {
        deps.log[halted ? "fatal" : "error"]({
          event: halted ? "indexer-halted" : "indexer-failing",
          code: failing,
          err: error,
        });
      }
      state = { ...state, failing };
      return halted ? "halted" : "idle";
    }
  };

  const run = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      const outcome = await step();
      if (outcome === "halted") return;
      if (outcome === "idle" && !stop.signal.aborted) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, pollMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    }
  };
  const running = run();

  return {
    state: () => state,
    caughtUpTo: (block, { timeoutMs = 15_000 } = {}) =>
      new Promise<void>((resolve, reject) => {
        if (state.indexed !== null && state.indexed >= block) return resolve();
        const waiter: Waiter = {
          block,
          resolve: () => {
            clearTimeout(timer);
            waiters.delete(waiter);
            resolve();
          },
        };
        const timer = setTimeout(() => {
          waiters.delete(waiter);
          const code = state.failing === "chain-unreachable" ? "chain-unreachable" : "overloaded";
          reject(new PeersealError(code, `Block ${block} is not indexed yet.`, { details: { block, ...state } }));
        }, timeoutMs);
        waiters.add(waiter);
        wake();
      }),
    close: async () => {
      stop.abort();
      wake();
      await running;
    },
  };
}

/** Answers that contradict each other or the chain: none of them was taken. */
function isDoubt(error: unknown): boolean {
  if (error instanceof RpcFault) return error.kind === "suspect";
  return error instanceof PeersealError && error.code === "rpc-disagreement";
}

function codeOf(error: unknown): string {
  if (error instanceof RpcFault) return error.kind === "suspect" ? "chain-suspect" : "chain-unreachable";
  if (error instanceof PeersealError) return error.code;
  return databaseFault(error)?.code ?? "internal";
}
