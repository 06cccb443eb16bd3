import { setTimeout as wait } from "node:timers/promises";
import type { Client } from "@peerseal/sdk";
import type pg from "pg";
import type { Moment } from "../../../packages/registry-api/dist/anchoring/deps.js";
import { type RegistryPlan, startOne } from "../../../test/e2e/relaying.world.ts";
import { clientAt, SETTINGS, type World } from "../world.ts";
import { Failpoint, type Failpoints } from "./failpoints.ts";

/** A registry in this process, at whose moments steps end. */
export type LocalReplica = { readonly client: Client; readonly close: () => Promise<void> };

const STALL_MS = 150;
/** As often as a registry of a chain of one's own asks. */
const POLL_MS = 100;
const SOON_MS = 2;

export async function startLocalReplica(
  world: World,
  options: {
    readonly name: string;
    readonly failpoints: Failpoints;
    readonly happened: (moment: Moment) => void;
    readonly keys?: RegistryPlan["keys"];
  },
): Promise<LocalReplica> {
  const { name, failpoints, happened, keys } = options;
  // A step may end before its registry serves.
  let nudge: () => void = () => undefined;
  const { registry } = await startOne(
    { ...world, rpc: world.door.url, databaseUrl: named(world.databaseUrl, name) },
    {
      folder: name,
      config: SETTINGS,
      pollMs: POLL_MS,
      ...(keys === undefined ? {} : { keys }),
      reached: async (moment) => {
        const mishap = failpoints.decide(moment);
        if (mishap === null) return;
        happened(moment);
        if (mishap === "stall") return wait(STALL_MS);
        if (mishap === "sever") await sever(world.pool, name);
        // Another process would go on at once; this one pauses after an error unless somebody asks for something.
        setTimeout(() => nudge(), SOON_MS);
        throw new Failpoint(moment);
      },
    },
  );
  const client = clientAt(world, registry.url);
  nudge = () => {
    client.batches.seal(world.sealed).catch(() => undefined);
  };
  return { client, close: registry.close };
}

/** A URL under which a replica's connections can be told from others'. */
function named(databaseUrl: string, name: string): string {
  const url = new URL(databaseUrl);
  url.searchParams.set("application_name", name);
  return url.href;
}

const SEVER = `select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and application_name = $1`;

/** Ends a replica's connections from the server's side, in the middle of whatever they do, and its right to sign. */
async function sever(pool: pg.Pool, name: string): Promise<void> {
  await pool.query(SEVER, [name]);
  // Only now: the step that ends here may itself hold the lease's row.
  await pool.query("update sender_leases set until_at = clock_timestamp()");
}
