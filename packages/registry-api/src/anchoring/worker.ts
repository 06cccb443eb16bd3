import { PeersealError } from "@peerseal/sdk";
import type { FastifyBaseLogger } from "fastify";
import { findBatch } from "../store/batches.js";
import { backlog, type RelayRow } from "../store/relays.js";
import type { Keystore } from "./keystore.js";
import { commitmentOf, type SealDeps, sealNext } from "./seal.js";
import { resume, type SubmitDeps, submitNext } from "./submit.js";

export type WorkerDeps = Omit<SealDeps, "lent"> & {
  readonly keystore: Keystore;
  readonly log: FastifyBaseLogger;
};

export type Worker = {
  /** There may be something to do: looks at once instead of at the next turn. */
  readonly wake: () => void;
  /** Code of what stands in the way; null: nothing. */
  readonly failing: () => string | null;
  readonly close: () => Promise<void>;
};

const IDLE_MS = 1_000;
const BUSY_MS = 100;
const FAULT_MS = 2_000;

/** Runs sealing, submitting and following until closed. Everything it knows is in the database. */
export function startWorker(deps: WorkerDeps): Worker {
  const { db, connection, keystore, now, log } = deps;
  let closed = false;
  let failing: string | null = null;
  let awaken: () => void = () => undefined;
  let woken = false;

  const seal: SealDeps = { db, connection, lent: keystore.lent, now };
  const submit: SubmitDeps | null =
    keystore.relayer === null
      ? null
      : { db, connection, relayer: keystore.relayer, now, ownCommitment: (relay) => ownCommitment(relay) };

  async function ownCommitment(relay: RelayRow): Promise<bigint | null> {
    const { institution, number } = relay.message as { institution?: unknown; number?: unknown };
    if (relay.action !== "Anchor" || typeof institution !== "number" || typeof number !== "number") return null;
    const batch = await findBatch(db, { institution, number });
    return batch === null || relay.signer === null ? null : commitmentOf(batch, relay.signer);
  }

  async function pass(): Promise<number> {
    while (!closed && (await sealNext(seal)));
    if (submit === null) return IDLE_MS;
    while (!closed && (await submitNext(submit)));
    const open = closed ? 0 : await resume(submit);
    const { waiting } = open > 0 ? { waiting: open } : await backlog(db);
    return waiting > 0 ? BUSY_MS : IDLE_MS;
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

  async function run(): Promise<void> {
    while (!closed) {
      woken = false;
      let wait = IDLE_MS;
      try {
        wait = await pass();
        failing = null;
      } catch (error) {
        const code = error instanceof PeersealError ? error.code : "internal";
        if (failing !== code) log.error({ event: "anchoring-failed", code, err: error });
        failing = code;
        wait = FAULT_MS;
      }
      await pause(wait);
    }
  }

  const running = run();
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
    },
  };
}
