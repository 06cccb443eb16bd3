import { type ErrorCode, PeersealError } from "@peerseal/sdk";
import type { FastifyBaseLogger } from "fastify";
import { NO_TRACING, type Trace } from "../ops/tracing/tracing.js";
import { databaseFault } from "../store/database.js";
import { unsettledSenders } from "../store/relay-blocks.js";
import { backlog } from "../store/relays.js";
import { chainOf, hexOf } from "./chain.js";
import type { RelayerDeps } from "./deps.js";
import { follow } from "./follow.js";
import type { Keystore } from "./keystore.js";
import { makeLeases } from "./lease.js";
import { replaceNext } from "./replace.js";
import { deleteDueBodies } from "./retention.js";
import { closeDueRolling, type SealDeps, sealNext } from "./seal.js";
import { settle, takeBack } from "./settle.js";
import { submitNext } from "./submit.js";

export type WorkerDeps = Omit<RelayerDeps, "relayer" | "chain" | "leases"> & {
  readonly lease: { readonly holder: string; readonly seconds: number };
  /** Days after their batch is recorded that texts are kept; null: until somebody deletes them. */
  readonly bodiesKeptDays: number | null;
  readonly keystore: Keystore;
  readonly log: FastifyBaseLogger;
  /** Tells how long each step takes; absent: only runs it. */
  readonly trace?: Trace;
};

export type WorkerOptions = {
  /** Pause between two looks at orders under way, in milliseconds. */
  readonly pollMs: number;
};

export type Worker = {
  /** There may be something to do: looks at once instead of at the next turn. */
  readonly wake: () => void;
  /** Code of what stands in the way; null: nothing. */
  readonly failing: () => ErrorCode | null;
  readonly close: () => Promise<void>;
};

const IDLE_MS = 1_000;
/** Pauses after faults grow from the first to the second. */
const FIRST_FAULT_MS = 100;
const FAULT_MS = 2_000;
/** Orders that may be signed and not in a block at a time. */
const BURST = 32;
/** Seals in a row: where batches come as fast as they are sealed, what is sealed must be sent all the same. */
const IN_A_ROW = 32;
/** Seconds after which a signed order counts as stuck. */
const STUCK = 600;

/**
 * Runs sealing, submitting and following until closed; without a relayer's key nothing runs. Everything it knows is in
 * the database: any number of workers may share one, and what one leaves another takes up.
 */
export function startWorker(deps: WorkerDeps, { pollMs }: WorkerOptions): Worker {
  const { keystore, log, lease, bodiesKeptDays, trace = NO_TRACING.span, ...rest } = deps;
  const { relayer, lent } = keystore;
  let closed = false;
  let failing: ErrorCode | null = null;
  /** In a row. */
  let faults = 0;
  let awaken: () => void = () => undefined;
  let woken = false;

  async function pass(sealing: SealDeps, relaying: RelayerDeps): Promise<number> {
    // One must not keep the other from its work.
    const [sealed, relayed] = [await settled(seal(sealing)), await settled(relay(relaying))];
    // Who lost the lease has nothing to complain of: another registry goes on.
    const fault = (relayed?.code === "lease-lost" ? null : relayed) ?? sealed;
    if (fault !== null) throw fault;
    const { waiting, signedAt } = await backlog(relaying.db);
    if (signedAt !== null && relaying.now() - signedAt > STUCK) {
      throw new PeersealError("relay-stuck", "A transaction waits for its block.", { details: { signedAt } });
    }
    return waiting > 0 ? pollMs : IDLE_MS;
  }

  async function seal(sealing: SealDeps): Promise<void> {
    await closeDueRolling(sealing);
    await someOf(() => trace("anchoring seal", {}, () => sealNext(sealing)));
    if (bodiesKeptDays !== null) await deleteDueBodies(sealing, bodiesKeptDays);
    await someOf(() => replaceNext(sealing));
  }

  /** Does a thing until there is none left, or so often that others must have their turn first. */
  async function someOf(doNext: () => Promise<boolean>): Promise<void> {
    for (let n = 0; n < IN_A_ROW; n++) if (closed || !(await doNext())) return;
    woken = true;
  }

  async function relay(deps: RelayerDeps): Promise<void> {
    const fence = await deps.leases.take(hexOf(deps.relayer.address));
    // Another registry signs with this key, and does what is to be done.
    if (fence === null) return;
    const relaying = { ...deps, fence };
    const isFollowing = (await unsettledSenders(deps.db)).length > 0;
    if (isFollowing || (await backlog(deps.db)).waiting > 0) {
      // Neither signed for nor believed, whatever another chain tells.
      await deps.requireOurChain();
      await deps.reached("chain-checked");
    }
    await takeBack(relaying);
    let fault = await settled(trace("anchoring follow", {}, () => follow(relaying)));
    if (fault !== null && fault.code !== "relay-failed") throw fault;
    const { signed } = await backlog(relaying.db);
    // Behind bytes that the chain does not take nothing moves, unless it is a missing nonce that the next one fills.
    const room = Math.min(BURST - signed, fault === null ? BURST : 1);
    for (let n = 0; n < room && !closed; n++) {
      const submitted = await trace("anchoring sign and broadcast", {}, () => submitNext(relaying));
      if (submitted.kind === "idle") break;
      if (submitted.kind === "put-off") fault ??= submitted.fault;
    }
    if (isFollowing) await settle(relaying);
    if (fault !== null) throw fault;
  }

  const pause = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      if (woken || closed) return resolve();
      const timer = setTimeout(resolve, milliseconds);
      awaken = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function run(sealing: SealDeps, relaying: RelayerDeps): Promise<void> {
    while (!closed) {
      woken = false;
      let wait = IDLE_MS;
      try {
        wait = await pass(sealing, relaying);
        if (failing !== null) log.info({ event: "anchoring-recovered", was: failing });
        failing = null;
        faults = 0;
      } catch (error) {
        const fault = asFault(error);
        if (failing !== fault.code) log.error({ event: "anchoring-failed", ...forLog(fault) });
        failing = fault.code;
        wait = Math.min(FAULT_MS, FIRST_FAULT_MS * 2 ** faults++);
      }
      await pause(wait);
    }
  }

  const leases = makeLeases({ ...lease, ...rest, chainId: rest.connection.chainId });
  const running =
    relayer === null
      ? Promise.resolve()
      : run({ ...rest, lent }, { ...rest, relayer, leases, chain: chainOf(rest.connection) });
  return {
    wake: () => {
      woken = true;
      awaken();
    },
    failing: () => failing,
    close: async () => {
      closed = true;
      awaken();
      await running;
      await leases.close();
    },
  };
}

async function settled(what: Promise<void>): Promise<PeersealError | null> {
  try {
    await what;
    return null;
  } catch (error) {
    return asFault(error);
  }
}

function asFault(error: unknown): PeersealError {
  if (error instanceof PeersealError) return error;
  return databaseFault(error) ?? new PeersealError("internal", "A fault of the worker.", { cause: error });
}

/** Causes of faults outside us stay out: an endpoint's error quotes its address, with the key that may stand in it. */
function forLog(fault: PeersealError): object {
  const { code, details, cause } = fault;
  return code === "internal" ? { code, err: cause } : { code, details };
}
