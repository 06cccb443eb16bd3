import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from "kysely";
import { expect, test } from "vitest";
import type { AuditEntry } from "../store/access/audit-log.js";
import type { Tables } from "../store/tables.js";
import { makeAuditWriter } from "./audit.js";

const entry: AuditEntry = {
  at: 1,
  requestId: "req_1",
  principalKind: "nobody",
  principal: null,
  route: "POST /v1/actions",
  institution: null,
  status: 202,
  count: 1,
  override: null,
};

/** A database that holds each statement back until it is told to go on; gives the request ids of each. */
function slowDatabase() {
  const statements: string[][] = [];
  const waiting: ((fault?: Error) => void)[] = [];
  class Driver extends DummyDriver {
    override async acquireConnection() {
      return {
        executeQuery: async <R>({ parameters }: { readonly parameters: readonly unknown[] }) => {
          statements.push(parameters[1] as string[]);
          await new Promise<void>((go, fail) => waiting.push((fault) => (fault === undefined ? go() : fail(fault))));
          return { rows: [] as R[] };
        },
        streamQuery: () => {
          throw new Error("Nobody streams.");
        },
      };
    }
  }
  const db = new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new Driver(),
      createIntrospector: (instance) => new PostgresIntrospector(instance),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
  const next = async (fault?: Error) => {
    while (waiting.length === 0) await new Promise((turn) => setImmediate(turn));
    waiting.shift()?.(fault);
  };
  return { db, statements, next };
}

test("rows that come during a statement share the next one, and each waits for its own", async () => {
  const { db, statements, next } = slowDatabase();
  const { write } = makeAuditWriter(db, () => undefined);
  const done: string[] = [];
  const add = (requestId: string) => write({ ...entry, requestId }).then(() => done.push(requestId));
  const first = add("a");
  while (statements.length === 0) await new Promise((turn) => setImmediate(turn));
  const others = ["b", "c", "d"].map(add);
  expect(done).toEqual([]);
  await next();
  await first;
  expect(done).toEqual(["a"]);
  await next();
  await Promise.all(others);
  expect(statements).toEqual([["a"], ["b", "c", "d"]]);
  // A row that comes as the last one is done starts anew.
  const last = add("e");
  await next();
  await last;
  expect(statements).toHaveLength(3);
});

test("a statement that fails fails for its rows alone", async () => {
  const { db, next } = slowDatabase();
  const { write } = makeAuditWriter(db, () => undefined);
  const lost = write(entry);
  const refused = expect(lost).rejects.toThrow("gone");
  await next(new Error("gone"));
  await refused;
  const kept = write(entry);
  await next();
  await expect(kept).resolves.toBeUndefined();
});

test("refusals alike are one row, written at the latest when it closes", async () => {
  const { db, statements, next } = slowDatabase();
  const writer = makeAuditWriter(db, () => undefined);
  for (let i = 0; i < 1_000; i++) writer.count({ ...entry, requestId: `r${i}`, status: 401 });
  writer.count({ ...entry, requestId: "other", status: 403 });
  const closed = writer.close();
  await next();
  await closed;
  expect(statements).toEqual([["r0", "other"]]);
});

test("thousands at once are few statements, each row in one of them", async () => {
  const { db, statements, next } = slowDatabase();
  const { write } = makeAuditWriter(db, () => undefined);
  const all = Promise.all(Array.from({ length: 4_500 }, (_, i) => write({ ...entry, requestId: `r${i}` })));
  for (let i = 0; i < 3; i++) await next();
  await all;
  expect(statements.map((ids) => ids.length)).toEqual([2_000, 2_000, 500]);
  expect(new Set(statements.flat()).size).toBe(4_500);
});
