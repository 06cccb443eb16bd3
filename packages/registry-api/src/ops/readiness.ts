import type { Kysely } from "kysely";
import { listApplied, MIGRATIONS } from "../store/migrations/index.js";
import type { Tables } from "../store/tables.js";
import type { DiskWatch } from "./disk.js";
import type { Money } from "./money.js";
import type { Check } from "./view.js";

export type ReadinessDeps = {
  readonly db: Kysely<Tables>;
  readonly isDraining: () => boolean;
  readonly disk: DiskWatch;
  readonly money: () => Promise<Money | null>;
  /** The account that pays from here; null: this registry is read-only. */
  readonly relayer: () => string | null;
  /** Less than this, in wei, is told as `relayer-funds-low`. */
  readonly leastWei: bigint;
  /** Who may sign among replicas; null: nothing is known of it. */
  readonly lease: () => Promise<Check | null>;
};

const READY: Check = { ready: true, reason: null };
const not = (reason: string): Check => ({ ready: false, reason });

/** What stands in the way beside database, chain, indexer and parts. Nothing is asked that takes long. */
export async function readChecks(deps: ReadinessDeps): Promise<Readonly<Record<string, Check>>> {
  const [migrations, full, funds, lease] = await Promise.all([
    migrationsCheck(deps.db),
    deps.disk.isFull(),
    fundsCheck(deps),
    deps.lease().catch(() => null),
  ]);
  return {
    drain: deps.isDraining() ? not("draining") : READY,
    migrations,
    disk: full ? not("disk-full") : READY,
    funds,
    ...(lease === null ? {} : { lease }),
  };
}

async function migrationsCheck(db: Kysely<Tables>): Promise<Check> {
  try {
    const applied = new Set(await listApplied(db));
    return Object.keys(MIGRATIONS).every((name) => applied.has(name)) ? READY : not("migrations-pending");
  } catch {
    // The database's own part says why.
    return not("database-unreachable");
  }
}

/** Little money is told while it still lasts; that a transaction cannot be paid, the relaying part says itself. */
async function fundsCheck({ money, relayer, leastWei }: ReadinessDeps): Promise<Check> {
  const address = relayer();
  if (address === null || leastWei === 0n) return READY;
  const own = (await money())?.balances.find((balance) => balance.address === address);
  return own !== undefined && own.wei < leastWei ? not("relayer-funds-low") : READY;
}

/** Checks without which no request can be taken; the others are for people, and intake goes on meanwhile. */
export const SERVING_CHECKS: ReadonlySet<string> = new Set(["drain", "migrations", "disk"]);
