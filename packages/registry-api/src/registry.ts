import { join } from "node:path";
import { type NetworkId, PeersealError } from "@peerseal/sdk";
import type { FastifyBaseLogger } from "fastify";
import { makeAccess } from "./access/access.js";
import { openChain } from "./chain-link.js";
import { startChanges } from "./changes.js";
import { type Config, HOST } from "./config.js";
import { askGoverning, watchGoverning } from "./governing.js";
import { principalOf } from "./http/access/index.js";
import { type App, buildApp } from "./http/app.js";
import type { HttpDeps } from "./http/deps.js";
import { readWebApp } from "./http/web-app.js";
import { registriesOf } from "./indexer/advance.js";
import { type Indexer, startIndexer } from "./indexer/indexer.js";
import { viewOf } from "./network-view.js";
import { PATIENCE_MS } from "./ops/drain.js";
import { beginWatching, type Operations, startOperations } from "./ops/operations.js";
import type { Part, StartPart } from "./parts.js";
import type { EndpointState } from "./rpc/index.js";
import { openDatabase } from "./store/database.js";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./store/embedded/embedded-postgres.js";
import { migrate } from "./store/migrations/index.js";
import { claimNetwork } from "./store/network.js";
import { readTls } from "./tls.js";

/** Where the network is. `rpc`: its endpoints, with commas between several. `firstBlock`: block of its deployment; its
 * logs are read from there on; 0: it is to be found. */
export type NetworkPlace = {
  readonly network: NetworkId;
  readonly rpc: string;
  readonly firstBlock: number;
};

export type RegistryOptions = {
  readonly config: Config;
  readonly log: FastifyBaseLogger;
  readonly network: NetworkPlace;
  /** What runs beside the indexer; started in this order, closed in the opposite one. */
  readonly parts?: readonly StartPart[];
  /** Whether the demo data is there; null: none is wanted (default). */
  readonly demoSeeded?: () => boolean | null;
  /** Folder of the built web pages. */
  readonly webRoot?: string | null;
  /** Pause between two looks at the chain; default 250 on a local network, 4,000 on another's. */
  readonly pollMs?: number;
  /** Unix seconds; default: the system's clock. */
  readonly now?: () => number;
  /** Told between the steps of a write with an `Idempotency-Key`, and waited for; tests end the process there. */
  readonly intakeReached?: HttpDeps["intakeReached"];
};

/** A running registry. */
export type Registry = {
  /** Address on loopback. */
  readonly url: string;
  readonly state: Indexer["state"];
  readonly caughtUpTo: Indexer["caughtUpTo"];
  /** Readiness says `draining` from now on, and callers are asked to go elsewhere; everything else goes on. */
  readonly drain: () => void;
  /** How each endpoint of the chain does. */
  readonly endpoints: () => readonly EndpointState[];
  /** Ends HTTP, parts, indexer, connection and database, in this order. May be called twice. */
  readonly close: () => Promise<void>;
};

/**
 * Starts the registry: database, migrations, connection, indexer, parts, HTTP. What was started is closed again when a
 * later step fails.
 *
 * @throws PeersealError `database-unreachable`, `database-foreign`, `data-locked`, `binary-missing`, `disk-full`,
 * `chain-unreachable`, `chain-wrong`, `network-missing`, `port-taken`.
 */
export async function startRegistry(options: RegistryOptions): Promise<Registry> {
  const { config } = options;
  const now = options.now ?? (() => Math.floor(Date.now() / 1000));
  const closers: (() => Promise<void>)[] = [];
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= closeAll(closers, options.log);
    return closing;
  };
  const watching = await beginWatching(config, options.log);
  const { log, trace } = watching;
  closers.push(watching.tracing.close);
  try {
    const embedded = config.databaseUrl === null ? await startDatabase(config, log, closers) : null;
    const databaseUrl = config.databaseUrl ?? embedded?.url ?? "";
    const database = await openDatabase({
      url: databaseUrl,
      onIdleError: (err) => log.warn({ event: "database-connection-lost", err }),
    });
    closers.push(database.close);
    const applied = await migrate(database.db);
    if (applied.length > 0) log.info({ event: "database-migrated", migrations: applied });

    const { network, rpc, firstBlock: known } = options.network;
    const link = await openChain({
      db: database.db,
      network,
      rpc,
      settings: config.rpc ?? {},
      log,
      firstBlock: known,
      called: watching.called,
    });
    closers.push(async () => link.close());
    const { connection, firstBlock } = link;
    const view = await viewOf(connection, rpc, link.genesis);
    await claimNetwork(database.db, {
      network,
      chainId: view.chainId,
      genesis: view.genesis,
      directory: view.directory,
      firstBlock,
    });

    const indexer = startIndexer(
      {
        db: database.db,
        source: link.source,
        registries: registriesOf(connection.contracts),
        firstBlock,
        log,
        trace,
      },
      { pollMs: options.pollMs ?? (config.remote === null ? 250 : 4_000) },
    );
    closers.push(indexer.close);

    const tls = await readTls(config.tls, config.dataDir, now());
    let listening: string | null = null;
    const baseUrl = (): string => {
      const known = config.publicUrl ?? listening;
      if (known === null) throw new PeersealError("internal", "The registry was asked for its address too early.");
      return known;
    };
    const chain = { state: indexer.state, caughtUpTo: indexer.caughtUpTo };
    const changes = startChanges({ url: databaseUrl, log });
    closers.push(changes.close);
    const parts: Part[] = [];
    for (const start of options.parts ?? []) {
      const part = await start({
        config,
        db: database.db,
        connection,
        network: view,
        chain,
        changes,
        baseUrl,
        now,
        log,
        trace,
      });
      parts.push(part);
      closers.push(part.close);
    }

    const governing = watchGoverning({ ...askGoverning(connection), firstBlock, now, log });
    // Known before the first caller asks.
    governing();

    const access = makeAccess({
      db: database.db,
      now,
      oidc: config.oidc ?? null,
      onError: (event, err) => log.error({ event, err }),
    });
    closers.push(access.close);

    const operations = await startOperations({ config, now, host: config.host ?? HOST }, watching, {
      database,
      connection,
      head: () => indexer.state().head,
      relayer: () => parts.find((part) => part.relayer != null)?.relayer ?? null,
      databaseFolder: embedded?.folder ?? null,
      principal: (request) => principalOf(request)?.id ?? null,
    });
    closers.push(operations.close);
    const deps: HttpDeps = {
      access,
      db: database.db,
      chain,
      network: view,
      governing,
      now,
      log,
      publicUrl: config.publicUrl,
      baseUrl,
      tls,
      demoSeeded: options.demoSeeded ?? (() => null),
      parts: () => Object.fromEntries(parts.map((part) => [part.name, part.state()])),
      web: { ...(await readWebApp(options.webRoot ?? null, view.rpc)), samples: join(config.dataDir, "samples") },
      ops: operations.view,
      ...(config.front === undefined ? {} : { front: config.front }),
      ...(options.intakeReached === undefined ? {} : { intakeReached: options.intakeReached }),
    };
    const app = await buildApp(
      deps,
      parts.flatMap((part) => part.routes),
    );
    closers.push(() => closeHttp(app, operations, log));
    const url = await listen(app, config, tls === null ? "http" : "https");
    listening = url;
    log.info({ event: "registry-listening", url, network });
    return {
      url,
      state: indexer.state,
      caughtUpTo: indexer.caughtUpTo,
      endpoints: link.pool.states,
      drain: operations.drain,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What the embedded PostgreSQL tells that an operator must know. */
const TROUBLE = new Set(["database.died", "database.lost"]);

async function startDatabase(
  config: Config,
  log: FastifyBaseLogger,
  closers: (() => Promise<void>)[],
): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({
    dataDir: config.dataDir,
    log: (event, fields) => (TROUBLE.has(event) ? log.error({ event, ...fields }) : log.info({ event, ...fields })),
  });
  closers.push(server.stop);
  return server;
}

/** Requests at work get their answers, streams end; a caller who does not read keeps nothing open for ever. */
async function closeHttp(app: App, operations: Operations, log: FastifyBaseLogger): Promise<void> {
  operations.stopStreams();
  const cut = setTimeout(() => {
    log.warn({ event: "connections-cut", afterMs: PATIENCE_MS });
    app.server.closeAllConnections();
  }, PATIENCE_MS);
  try {
    await app.close();
  } finally {
    clearTimeout(cut);
  }
}

async function listen(app: App, config: Config, scheme: "http" | "https"): Promise<string> {
  const { port, host = HOST } = config;
  try {
    const address = new URL(await app.listen({ host, port }));
    // An address that stands for all of this machine's is reached by the machine itself on loopback.
    if (host === "0.0.0.0" || host === "::") address.hostname = HOST;
    return `${scheme}://${address.host}`;
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : null;
    if (code === "EADDRINUSE" || code === "EACCES") {
      const reason = code === "EACCES" ? "may be opened by an administrator only" : "is in use";
      throw new PeersealError("port-taken", `Port ${port} on ${host} ${reason}.`, { details: { port }, cause });
    }
    throw cause;
  }
}

/** Last started, first closed; one that fails does not keep the others open. */
async function closeAll(closers: readonly (() => Promise<void>)[], log: FastifyBaseLogger): Promise<void> {
  for (const closer of [...closers].reverse()) {
    await closer().catch((err: unknown) => log.error({ event: "close-failed", err }));
  }
}
