import type { Hex, NetworkConnection } from "@peerseal/sdk";
import type { FastifyBaseLogger } from "fastify";
import type { Changes } from "./changes.js";
import type { Config } from "./config.js";
import type { RouteModule } from "./http/app.js";
import type { ChainView, NetworkView, PartState } from "./http/deps.js";
import type { Trace } from "./ops/tracing/tracing.js";
import type { Connections } from "./store/database.js";

/** What a part of the registry is given: nothing is reached in another way. */
export type PartDeps = {
  readonly config: Config;
  readonly db: Connections;
  readonly connection: NetworkConnection;
  readonly network: NetworkView;
  /** How far the database follows the chain, and waiting for it after a transaction. */
  readonly chain: ChainView;
  /**
   * Base address under which this registry says to be found, without a slash at its end. Known once it listens: not to
   * be asked before the first request.
   */
  readonly baseUrl: () => string;
  /** Tells when there is something new in the database. */
  readonly changes: Changes;
  /** Unix seconds. */
  readonly now: () => number;
  readonly log: FastifyBaseLogger;
  /** Tells how long work takes; absent: only runs it. */
  readonly trace?: Trace;
};

/**
 * A part that runs beside the indexer, such as relaying and anchoring: it is started before HTTP and closed after it.
 */
export type Part = {
  /** Name in `GET /readyz`. */
  readonly name: string;
  readonly routes: readonly RouteModule[];
  readonly state: () => PartState;
  /** The account that pays from here; null or absent: none. */
  readonly relayer?: Hex | null;
  /** Ends what runs, leaving what is not done for the next start. */
  readonly close: () => Promise<void>;
};

export type StartPart = (deps: PartDeps) => Promise<Part>;
