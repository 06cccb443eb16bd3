import type { Kysely } from "kysely";
import {
  type BatchAges,
  countJobs,
  countRelays,
  type IndexPlace,
  type JobCount,
  type RelayCount,
  readBatchAges,
  readIndexPlace,
  sumFees,
} from "../../store/operations.js";
import type { Tables } from "../../store/tables.js";
import type { Money } from "../money.js";
import type { Metrics } from "./metrics.js";

export type StateDeps = {
  readonly db: Kysely<Tables>;
  /** Unix seconds. */
  readonly now: () => number;
  /** Newest block that the chain tells this process of; null: unknown. */
  readonly head: () => number | null;
  /** Connections of this process to the database. */
  readonly pool: () => { readonly total: number; readonly idle: number; readonly waiting: number };
  readonly money: () => Promise<Money | null>;
};

/** Readings of the database are kept so long: several scrapers cost no more than one. */
const FRESH_MS = 5_000;

type Reading = {
  readonly place: IndexPlace | null;
  readonly relays: readonly RelayCount[];
  readonly batches: BatchAges;
  readonly jobs: readonly JobCount[];
  readonly fees: bigint;
};

/** Measures of what the database and the chain hold: read from there, so that replicas say the same. */
export function measureState(metrics: Metrics, deps: StateDeps): void {
  const { gauge } = metrics;
  const up = gauge("peerseal_database_up_bool", "1: the database answered this reading");
  const head = gauge("peerseal_chain_head_block", "Newest block that the chain tells this process of");
  const indexed = gauge("peerseal_index_head_block", "Newest block in the database");
  const final = gauge("peerseal_index_final_block", "Newest final block in the database");
  const lagBlocks = gauge("peerseal_index_lag_blocks", "Blocks between chain and database");
  const lagSeconds = gauge("peerseal_index_lag_seconds", "Age of the newest block in the database");
  const queue = gauge("peerseal_relay_queue_acts", "Signed acts by state", ["state"]);
  const oldest = gauge("peerseal_relay_queue_oldest_seconds", "Age of the oldest act under way, by state", ["state"]);
  const batches = gauge("peerseal_batches_under_way_batches", "Batches by state before their anchor", ["state"]);
  const batchAge = gauge("peerseal_batch_oldest_seconds", "Age of the oldest batch in a state", ["state"]);
  const fees = gauge("peerseal_relayer_fees_paid_wei", "What final transactions of the relayers have cost");
  const balance = gauge("peerseal_relayer_balance_wei", "Balance of a relayer", ["address"]);
  const baseFee = gauge("peerseal_chain_base_fee_wei", "Base fee of the newest block");
  const pool = gauge("peerseal_database_pool_connections", "Connections of this process", ["state"]);
  const jobs = gauge("peerseal_job_queue_jobs", "Jobs that wait, run or were given up (webhooks)", ["queue", "state"]);

  const read = kept(FRESH_MS, async (): Promise<Reading | null> => {
    const { db } = deps;
    try {
      const [place, relays, ages, counted, paid] = await Promise.all([
        readIndexPlace(db),
        countRelays(db),
        readBatchAges(db),
        countJobs(db),
        sumFees(db),
      ]);
      return { place, relays, batches: ages, jobs: counted, fees: paid };
    } catch {
      // Told by `peerseal_database_up_bool`; metrics of the process are still worth having.
      return null;
    }
  });

  metrics.beforeReading(async () => {
    const { total, idle, waiting } = deps.pool();
    pool.set({ state: "used" }, total - idle);
    pool.set({ state: "idle" }, idle);
    pool.set({ state: "waiting" }, waiting);
    const [reading, money] = await Promise.all([read(), deps.money()]);
    const told = deps.head();
    if (told !== null) head.set(told);
    balance.reset();
    for (const { address, wei } of money?.balances ?? []) balance.set({ address }, Number(wei));
    if (money !== null) baseFee.set(Number(money.baseFee));
    up.set(reading === null ? 0 : 1);
    if (reading === null) return;
    const { place } = reading;
    if (place !== null) {
      indexed.set(place.number);
      final.set(place.finalNumber);
      if (told !== null) lagBlocks.set(Math.max(0, told - place.number));
      if (place.at !== null) lagSeconds.set(Math.max(0, deps.now() - place.at));
    }
    for (const state of ["accepted", "signed", "broadcast", "mined", "failed"] as const) {
      const found = reading.relays.find((count) => count.state === state);
      queue.set({ state }, found?.acts ?? 0);
      if (state !== "mined" && state !== "failed") oldest.set({ state }, ageOf(found?.oldestAt ?? null, deps.now()));
    }
    const ages = reading.batches;
    batches.set({ state: "open" }, ages.open);
    batches.set({ state: "closing" }, ages.closing);
    batches.set({ state: "unanchored" }, ages.unanchored);
    batchAge.set({ state: "open" }, ageOf(ages.oldestOpenAt, deps.now()));
    batchAge.set({ state: "unanchored" }, ageOf(ages.oldestUnanchoredAt, deps.now()));
    fees.set(Number(reading.fees));
    jobs.reset();
    for (const { queue: name, state, jobs: count } of reading.jobs) jobs.set({ queue: name, state }, count);
  });
}

function ageOf(since: number | null, now: number): number {
  return since === null ? 0 : Math.max(0, now - since);
}

/** The same answer for a while; one question at a time. */
export function kept<T>(milliseconds: number, ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | null = null;
  let until = 0;
  return () => {
    if (answer === null || Date.now() >= until) {
      until = Date.now() + milliseconds;
      answer = ask();
      answer.catch(() => {
        answer = null;
      });
    }
    return answer;
  };
}
