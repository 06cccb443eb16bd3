import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from "kysely";
import { pino } from "pino";
import { makeAccess } from "../../access/access.js";
import type { Tables } from "../../store/tables.js";
import type { HttpDeps } from "../deps.js";

const PERIODS = { objection: 1, reveal: 1, reply: 1, appeal: 1 };

/** What HTTP needs, with nothing behind it: for tests of what stands in front of the routes. */
export function bareDeps(more: Partial<HttpDeps> = {}): HttpDeps {
  const db = new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (instance) => new PostgresIntrospector(instance),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
  return {
    access: makeAccess({ db, now: () => 0, oidc: null, onError: () => undefined }),
    db,
    chain: {
      state: () => ({ head: 9, indexed: 1, lag: 8, failing: null }),
      caughtUpTo: async () => undefined,
    },
    network: {
      network: "eip155:31337:0x0000000000000000000000000000000000000001",
      chainId: 31337,
      directory: "0x0000000000000000000000000000000000000001",
      genesis: `0x${"0".repeat(64)}`,
      contracts: {},
      periods: { panel: PERIODS, rapid: PERIODS },
      rpc: null,
    },
    now: () => 0,
    log: pino({ level: "silent" }),
    publicUrl: null,
    baseUrl: () => "http://127.0.0.1",
    tls: null,
    demoSeeded: () => null,
    parts: () => ({}),
    web: { files: new Map(), head: null, policy: "default-src 'none'" },
    ...more,
  };
}
