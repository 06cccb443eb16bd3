import type { Hex, NetworkConnection } from "@peerseal/sdk";
import type { FastifyBaseLogger, FastifyRequest } from "fastify";
import type { Config } from "../config.js";
import { SOFTWARE } from "../software.js";
import type { Database } from "../store/database.js";
import { readLease } from "../store/operations.js";
import { watchDisk } from "./disk.js";
import { makeDrain } from "./drain.js";
import { watchLog } from "./log-watch.js";
import { makeMetrics, type RpcCall } from "./metrics/metrics.js";
import { serveMetrics } from "./metrics/server.js";
import { kept, measureState } from "./metrics/state.js";
import { type Money, noteFees, readMoney } from "./money.js";
import { readChecks } from "./readiness.js";
import { watchRequests } from "./requests.js";
import { startTracing, type Trace } from "./tracing/tracing.js";
import type { OpsView } from "./view.js";

const MONEY_FRESH_MS = 15_000;
const FEES_EVERY_MS = 15_000;
/** Seconds for which nobody may hold the right to sign. */
const LEASE_PATIENCE = 60;

/** What is known before the database is open: the log that everything else writes to, and tracing. */
export type Watching = Awaited<ReturnType<typeof beginWatching>>;

/** What operations look at. */
export type OperationsDeps = {
  readonly database: Database;
  readonly connection: NetworkConnection;
  readonly head: () => number | null;
  /** The account that pays from here; null: this registry is read-only. */
  readonly relayer: () => Hex | null;
  /** Folder of the embedded database; null: another's. */
  readonly databaseFolder: string | null;
  readonly principal: (request: FastifyRequest) => string | null;
};

/** Running operations: what HTTP asks, and the end of it. */
export type Operations = {
  readonly view: OpsView;
  readonly drain: () => void;
  readonly stopStreams: () => void;
  readonly close: () => Promise<void>;
};

/** Begins to count what is logged and, where it is wanted, to trace. */
export async function beginWatching(config: Config, plain: FastifyBaseLogger) {
  const metrics = makeMetrics();
  const noted: Parameters<typeof watchLog>[1][] = [metrics.logged];
  const log = watchLog(plain, (event) => {
    for (const note of noted) note(event);
  });
  const { tracing: wanted } = config;
  const tracing = await startTracing(wanted === undefined ? null : { ...wanted, version: SOFTWARE.version });
  const trace: Trace = tracing.span;
  const called = (call: RpcCall) => {
    metrics.called(call);
    tracing.past(`rpc ${call.method}`, { "rpc.endpoint": call.endpoint }, call.seconds, call.outcome !== "answered");
  };
  return { metrics, log, tracing, trace, called, note: (note: (typeof noted)[number]) => noted.push(note) };
}

/**
 * Starts what operators look at: readiness, metrics, the log of requests, spans.
 *
 * @throws PeersealError `port-taken` for `METRICS_PORT`
 */
export async function startOperations(
  { config, now, host }: { readonly config: Config; readonly now: () => number; readonly host: string },
  { metrics, log, tracing, note }: Watching,
  deps: OperationsDeps,
): Promise<Operations> {
  const { database, connection, relayer } = deps;
  const { db } = database;
  const drain = makeDrain();
  const disk = watchDisk({ folder: deps.databaseFolder, now });
  note(disk.logged);
  const { provider } = connection;
  database.watchQueries((statement, seconds, failed) => {
    tracing.past(`sql ${statement}`, { "db.system.name": "postgresql" }, seconds, failed);
  });
  const money: () => Promise<Money | null> = kept(MONEY_FRESH_MS, () => readMoney({ db, provider, relayer }));
  measureState(metrics, { db, now, head: deps.head, pool: database.pool, money });
  const free = metrics.gauge("peerseal_data_free_bytes", "Free space on the disk of the embedded database");
  metrics.beforeReading(async () => {
    const bytes = await disk.free();
    if (bytes !== null) free.set(bytes);
  });

  const lease = metrics.gauge(
    "peerseal_sender_lease_seconds",
    "How long the right to sign lasts; below 0: nobody has it",
  );
  metrics.beforeReading(async () => {
    const address = relayer();
    const held = address === null ? null : await readLease(db, address);
    if (held !== null) lease.set(held.endsIn);
  });

  const feeTimer = setInterval(() => {
    if (relayer() !== null) noteFees({ db, provider }, now()).catch(() => undefined);
  }, FEES_EVERY_MS);
  feeTimer.unref();

  const own = config.operations;
  const token = own?.metricsToken ?? null;
  const port = own?.metricsPort ?? null;
  const server = port === null ? null : await serveMetrics({ host, port, token, read: metrics.read });
  if (server !== null) log.info({ event: "metrics-listening", url: server.url });
  const answered = watchRequests({ metrics, logged: own?.logRequests ?? "errors", principal: deps.principal });

  const view: OpsView = {
    stopping: drain.stopping,
    isDraining: drain.isDraining,
    began: tracing.began,
    within: tracing.within,
    ended: (request, reply) => {
      answered(request, reply);
      tracing.ended(request, reply);
    },
    checks: () =>
      readChecks({
        db,
        isDraining: drain.isDraining,
        disk,
        money,
        relayer,
        leastWei: own?.leastWei ?? 0n,
        lease: async () => {
          const address = relayer();
          if (address === null) return null;
          const lease = await readLease(db, address);
          // Any replica is as ready with it as without, as long as one of them has it.
          if (lease === null || lease.endsIn > -LEASE_PATIENCE) return { ready: true, reason: null };
          return { ready: false, reason: "lease-free" };
        },
      }),
    metrics: server === null ? { token, read: metrics.read } : null,
  };
  return {
    view,
    drain: drain.begin,
    stopStreams: drain.stop,
    close: async () => {
      drain.stop();
      clearInterval(feeTimer);
      await server?.close();
      metrics.close();
    },
  };
}
