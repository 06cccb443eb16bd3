import { randomBytes } from "node:crypto";
import { drawNumber, PeersealError } from "@peerseal/sdk";
import type { Kysely } from "kysely";
import type { Db } from "../store/database.js";
import {
  countPuts,
  digestsAtPlaces,
  insertPuts,
  lockBatches,
  type Put,
  type PutBatch,
  type PutRow,
  placeName,
} from "../store/intake.js";
import { type Allotment, allocate, type Stream } from "../store/rolling.js";
import type { Tables } from "../store/tables.js";
import type { Moment } from "./deps.js";
import { createGroup, type Ended } from "./group.js";
import { rememberPlaces } from "./places.js";

/** How batches that stay open are made. */
export type RollingSettings = {
  /** Places of a batch, a power of two. */
  readonly capacity: number;
  /** Seconds from its opening after which a batch is sealed. */
  readonly sealAfter: number;
};

export type IntakeDeps = {
  readonly db: Kysely<Tables>;
  /** Unix seconds. */
  readonly now: () => number;
  readonly reached: (moment: Moment) => void | Promise<void>;
  readonly rollingOf: (institution: number) => RollingSettings;
};

/** A place of a rolling batch. */
export type Place = { readonly number: number; readonly index: number };

export type Intake = {
  /**
   * Gives out places, drawn at random, before anything is signed for them. They are kept free for `seconds`; a batch may
   * be sealed without those that are empty then.
   *
   * @throws PeersealError `overloaded`
   */
  readonly reserve: (stream: Stream, count: number, seconds: number) => Promise<readonly Place[]>;
  /**
   * Stores credentials in their places, all of one call or none. Resolves once they are committed: from then on no seal
   * leaves them out. Those that are there with the same digest stay.
   *
   * @param alongside written in the same transaction, or neither is.
   * @returns how many were not there before.
   * @throws PeersealError `not-found`, `batch-state`, `batch-index`, `overloaded`
   */
  readonly put: (institution: number, puts: readonly Put[], alongside?: Alongside) => Promise<number>;
  readonly close: () => Promise<void>;
};

/** Something that is written together with what is put. */
export type Alongside = (db: Db) => Promise<void>;

type Reserving = { readonly stream: Stream; readonly count: number; readonly seconds: number };
type Putting = {
  readonly institution: number;
  readonly puts: readonly Put[];
  readonly alongside: Alongside | undefined;
};

const SEED_BYTES = 32;
/** A few milliseconds: less than a commit takes. */
const WAIT_MS = 2;
/** Credentials of a group; more make it slower for all. */
const FULL = 2_000;
/** Credentials that may wait: 200 MB of texts at the worst. */
const MOST = 20_000;

/** Takes in what is to be anchored. Requests that come together share one commit, and each has its own answer. */
export function startIntake(deps: IntakeDeps): Intake {
  const { db, now, reached } = deps;
  const placesOf = rememberPlaces();
  const options = { waitMs: WAIT_MS, full: FULL, most: MOST };

  const reserving = createGroup<Reserving, readonly Place[]>(async (items) => {
    const streams = new Map<string, Reserving[]>();
    for (const item of items) {
      const name = `${item.stream.institution} ${item.stream.courseVersion}`;
      streams.set(name, [...(streams.get(name) ?? []), item]);
    }
    const given = new Map<Reserving, readonly Place[]>();
    await db.transaction().execute(async (transaction) => {
      // Always in the same order, so that two registries never wait for each other.
      for (const [, wanted] of [...streams].sort(([a], [b]) => (a < b ? -1 : 1))) {
        await giveOut(transaction, wanted, given);
      }
      await reached("slots-chosen");
    });
    await reached("slots-reserved");
    return items.map((item): Ended<readonly Place[]> => ({ ok: true, value: given.get(item) ?? [] }));
  }, options);

  async function giveOut(transaction: Db, wanted: readonly Reserving[], given: Map<Reserving, readonly Place[]>) {
    const [first] = wanted;
    if (first === undefined) return;
    const count = wanted.reduce((sum, one) => sum + one.count, 0);
    const reservedUntil = now() + Math.max(...wanted.map(({ seconds }) => seconds));
    const terms = { ...deps.rollingOf(first.stream.institution), reservedUntil };
    const places = (await allocate(transaction, first.stream, count, terms, draw, now())).flatMap(placesOfAllotment);
    let from = 0;
    for (const one of wanted) {
      given.set(one, places.slice(from, from + one.count));
      from += one.count;
    }
  }

  const placesOfAllotment = ({ number, capacity, drawSeed, from, to }: Allotment): readonly Place[] =>
    [...placesOf(drawSeed, capacity).order.subarray(from, to)].map((index) => ({ number, index }));

  const putting = createGroup<Putting, number>(async (items) => {
    const ended = await putGroup(items);
    if (ended !== null) return ended;
    // Some items stand in each other's way: each for itself, so that one fails alone.
    const each: Ended<number>[] = [];
    for (const item of items) each.push(await putAlone(item));
    return each;
  }, options);

  async function putAlone(item: Putting): Promise<Ended<number>> {
    try {
      const [ended] = (await putGroup([item])) ?? [];
      return ended ?? { ok: false, error: new PeersealError("internal", "A put alone stood in its own way.") };
    } catch (error) {
      return { ok: false, error };
    }
  }

  /** @returns null where more than one item is there and an index or digest is taken: nothing was stored. */
  async function putGroup(items: readonly Putting[]): Promise<readonly Ended<number>[] | null> {
    const clash = Symbol("clash");
    const ended: Ended<number>[] = [];
    try {
      await db.transaction().execute(async (transaction) => {
        const batches = await lockedBatches(transaction, items);
        const good: PutRow[][] = [];
        const besides: Alongside[] = [];
        for (const { institution, puts, alongside } of items) {
          const rows = puts.map((put): PutRow => ({ institution, ...put }));
          const error = faultOf(rows, batches, placesOf);
          if (error === null) good.push(rows);
          if (error === null && alongside !== undefined) besides.push(alongside);
          if (error === null) ended.push({ ok: true, value: rows.length });
          // Its answer was lost, and the batch was closed before it came again.
          else if (error.code === "batch-state" && (await areStored(transaction, rows)))
            ended.push({ ok: true, value: 0 });
          else ended.push({ ok: false, error });
        }
        const rows = good.flat();
        if (rows.length === 0) return;
        const added = await insertPuts(transaction, rows, now());
        if (added === rows.length) await countPuts(transaction, countsOf(rows));
        else if (items.length > 1) throw clash;
        else ended.splice(0, 1, await settleAlone(transaction, rows, added));
        for (const write of besides) {
          await write(transaction).catch((error: unknown) => {
            // What one cannot write is no fault of the others.
            throw items.length > 1 ? clash : error;
          });
        }
        await reached("intake-chosen");
      });
    } catch (error) {
      if (error === clash) return null;
      throw error;
    }
    await reached("intake-stored");
    return ended;
  }

  return {
    reserve: (stream, count, seconds) => reserving.add({ stream, count, seconds }, count),
    put: (institution, puts, alongside) => putting.add({ institution, puts, alongside }, puts.length),
    close: async () => {
      await Promise.all([reserving.close(), putting.close()]);
    },
  };
}

const draw = () => ({
  number: drawNumber((length) => new Uint8Array(randomBytes(length))),
  drawSeed: randomBytes(SEED_BYTES).toString("hex"),
});

const batchName = (institution: number, number: number) => `${institution}/${number}`;

async function lockedBatches(db: Db, items: readonly Putting[]): Promise<ReadonlyMap<string, PutBatch>> {
  const keys = new Map(
    items.flatMap(({ institution, puts }) =>
      puts.map(({ number }) => [batchName(institution, number), { institution, number }] as const),
    ),
  );
  const batches = await lockBatches(db, [...keys.values()]);
  return new Map(batches.map((batch) => [batchName(batch.institution, batch.number), batch]));
}

/** Why a put cannot be: what is wrong with its batch or with one of its places; null: nothing is. */
function faultOf(
  rows: readonly PutRow[],
  batches: ReadonlyMap<string, PutBatch>,
  placesOf: ReturnType<typeof rememberPlaces>,
): PeersealError | null {
  const seen = new Set<string>();
  for (const row of rows) {
    const { institution, number, index, digest } = row;
    const batch = batches.get(batchName(institution, number));
    if (batch === undefined) {
      return new PeersealError("not-found", `Institution ${institution} has opened no batch ${number} here.`);
    }
    if (batch.state !== "open") {
      return new PeersealError("batch-state", `Batch ${number} is ${batch.state}: it takes no more credentials.`, {
        details: { institution, number, expected: "open", actual: batch.state },
      });
    }
    if (index >= batch.capacity || !isGivenOut(batch, index, placesOf)) {
      return new PeersealError("batch-index", `Place ${index} of batch ${number} was not given out.`, {
        details: { number, index, capacity: batch.capacity },
      });
    }
    if (seen.has(placeName(row)) || seen.has(digest)) {
      return new PeersealError("batch-index", `Index ${index} or its digest stands twice in the request.`, {
        details: { number, index, digest },
      });
    }
    seen.add(placeName(row)).add(digest);
  }
  return null;
}

/** Places of a batch that an institution drafts are its own to give. */
function isGivenOut(batch: PutBatch, index: number, placesOf: ReturnType<typeof rememberPlaces>): boolean {
  if (!batch.rolling || batch.drawSeed === null) return true;
  return (placesOf(batch.drawSeed, batch.capacity).rank[index] ?? batch.capacity) < batch.allocated;
}

/** A put of which a part was there: fine where it is the very same. @throws PeersealError `batch-index` */
async function settleAlone(db: Db, rows: readonly PutRow[], added: number): Promise<Ended<number>> {
  const stored = await digestsAtPlaces(db, rows);
  const taken = rows.find((row) => stored.get(placeName(row)) !== row.digest);
  if (taken !== undefined) {
    const { number, index, digest } = taken;
    throw new PeersealError("batch-index", `Index ${index} is taken, or this credential is in a batch already.`, {
      details: { number, index, digest },
    });
  }
  // Which of them are new is not told: all of a batch are counted anew.
  if (added > 0) await recount(db, rows);
  return { ok: true, value: added };
}

/** Whether the very same were put before. */
async function areStored(db: Db, rows: readonly PutRow[]): Promise<boolean> {
  const stored = await digestsAtPlaces(db, rows);
  return rows.every((row) => stored.get(placeName(row)) === row.digest);
}

async function recount(db: Db, rows: readonly PutRow[]): Promise<void> {
  for (const { institution, number } of countsOf(rows)) {
    await db
      .updateTable("batches")
      .set((set) => ({
        credentials: set
          .selectFrom("batchCredentials")
          .select(({ fn }) => fn.countAll<number>().as("count"))
          .where("institution", "=", institution)
          .where("number", "=", number),
      }))
      .where("institution", "=", institution)
      .where("number", "=", number)
      .execute();
  }
}

function countsOf(rows: readonly PutRow[]) {
  const counts = new Map<string, { institution: number; number: number; added: number }>();
  for (const { institution, number } of rows) {
    const name = batchName(institution, number);
    const count = counts.get(name) ?? { institution, number, added: 0 };
    count.added++;
    counts.set(name, count);
  }
  return [...counts.values()].sort((a, b) => a.institution - b.institution || a.number - b.number);
}
