import type { Hex, Periods } from "@peerseal/sdk";
import type { FastifyBaseLogger } from "fastify";
import type { Access } from "../access/access.js";
import type { TellGoverning } from "../governing.js";
import type { OpsView } from "../ops/view.js";
import type { Db } from "../store/database.js";
import type { FrontSettings } from "./front/settings.js";
import type { IntakeMoment } from "./idempotency.js";
import type { WebApp } from "./web-app.js";

/** How far the database follows the chain, seen from HTTP. */
export type IndexState = {
  /** Newest block that the chain tells of; null: not asked yet, or no answer. */
  readonly head: number | null;
  /** Newest block in the database; null: none. */
  readonly indexed: number | null;
  /** Blocks between the two. */
  readonly lag: number | null;
  /** Code of what stands in the way now; null: nothing. */
  readonly failing: string | null;
};

/** What the routes need of the indexer. */
export type ChainView = {
  readonly state: () => IndexState;
  /**
   * Resolves once the database holds everything up to `block`.
   *
   * @throws PeersealError `overloaded` when that takes longer than `timeoutMs` (default 15,000); `chain-unreachable`
   * when the chain does not answer meanwhile.
   */
  readonly caughtUpTo: (block: number, options?: { readonly timeoutMs?: number }) => Promise<void>;
};

export type PartState = { readonly ready: boolean; readonly reason: string | null };

/** The network as the routes tell of it. */
export type NetworkView = {
  readonly network: string;
  readonly chainId: number;
  readonly directory: Hex;
  readonly genesis: Hex;
  /** Addresses by name. */
  readonly contracts: Readonly<Record<string, Hex>>;
  /** Lengths of the windows of a round on each route, in seconds. */
  readonly periods: { readonly panel: Periods; readonly rapid: Periods };
  /** Shown to callers, so that they can check without us; null: kept private. */
  readonly rpc: string | null;
};

/** Certificate chain and private key, PEM. */
export type TlsKeys = { readonly cert: string; readonly key: string };

/** Everything that HTTP works with. Routes take it as an argument; nothing is reached through decorators. */
export type HttpDeps = {
  readonly db: Db;
  readonly chain: ChainView;
  readonly network: NetworkView;
  /** Who governs it; absent: not told. */
  readonly governing?: TellGoverning;
  /** Unix seconds. */
  readonly now: () => number;
  readonly log: FastifyBaseLogger;
  /** Base address for the world, without a slash at its end; null: loopback only. */
  readonly publicUrl: string | null;
  /**
   * Base address under which this registry says to be found, without a slash at its end: the public one, or that on
   * which it listens.
   */
  readonly baseUrl: () => string;
  /** Certificate and key in PEM form; null: plain HTTP. */
  readonly tls: TlsKeys | null;
  /** Whether the demo data is there; null: none is wanted. */
  readonly demoSeeded: () => boolean | null;
  /** States of further parts, by name, for readiness. */
  readonly parts: () => Readonly<Record<string, PartState>>;
  /** The built web app. */
  readonly web: WebApp;
  /** Who asks, and the log of what was written. */
  readonly access: Access;
  /** Readiness, metrics and the end of the process; absent: HTTP alone. */
  readonly ops?: OpsView;
  /** Limits of what stands in front of the routes; absent: the widest. */
  readonly front?: FrontSettings;
  /** Told between the steps of a write with an `Idempotency-Key`, and waited for; tests end the process there. */
  readonly intakeReached?: (moment: IntakeMoment) => void | Promise<void>;
};
