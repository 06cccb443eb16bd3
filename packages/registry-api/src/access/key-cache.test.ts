import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from "kysely";
import { expect, test, vi } from "vitest";
import type { KeyRow } from "../store/access/keys.js";
import type { Tables } from "../store/tables.js";
import { makeKeyLookup } from "./key-cache.js";
import { hashOf } from "./secrets.js";

const KEY = `ps_test_${"k".repeat(43)}`;
const ROW: KeyRow = {
  position: 1,
  id: "key_AAAAAAAAAAAAAAAA",
  hash: hashOf(KEY),
  label: "LMS",
  roles: ["officer"],
  purposes: ["issue", "juggle"],
  institution: 2,
  createdAt: 0,
  createdBy: "operator",
  expiresAt: 1_000_000,
  revokedAt: null,
  revokedBy: null,
  replaces: null,
  lastUsedAt: 0,
};

/** A table of one key, and how often it is asked. */
function table() {
  const state = { row: ROW, asked: 0, noted: 0, away: false };
  class Driver extends DummyDriver {
    override async acquireConnection() {
      return {
        executeQuery: async <R>({
          sql,
          parameters,
        }: {
          readonly sql: string;
          readonly parameters: readonly unknown[];
        }) => {
          if (state.away) throw new Error("away");
          if (sql.startsWith("update")) state.noted += 1;
          else state.asked += 1;
          const rows = sql.startsWith("select") && parameters.includes(state.row.hash) ? [state.row] : [];
          return { rows: rows as R[] };
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
  return { state, db };
}

test("a thousand requests ask once, and a revoked key ends within five seconds", async () => {
  const { state, db } = table();
  let now = 100;
  const { principalOf } = makeKeyLookup({ db, now: () => now, onError: () => undefined });
  const found = await Promise.all(Array.from({ length: 1_000 }, () => principalOf(KEY)));
  // A purpose that this version does not know gives nothing.
  const principal = { kind: "key", id: ROW.id, grants: [{ role: "officer", institution: 2 }], purposes: ["issue"] };
  expect(found[999]).toEqual(principal);
  expect(state.asked).toBe(1);
  state.row = { ...ROW, revokedAt: 100 };
  now += 3;
  expect(await principalOf(KEY)).toEqual(principal);
  now += 2;
  expect(await principalOf(KEY)).toBeNull();
  expect(state.asked).toBe(2);
});

test("a key that is forgotten here ends at once, and one that is over is none though it is remembered", async () => {
  const { state, db } = table();
  let now = ROW.expiresAt - 1;
  const { principalOf, forget } = makeKeyLookup({ db, now: () => now, onError: () => undefined });
  expect(await principalOf(KEY)).not.toBeNull();
  now += 1;
  expect(await principalOf(KEY)).toBeNull();
  now -= 1;
  state.row = { ...ROW, revokedAt: 100 };
  forget();
  expect(await principalOf(KEY)).toBeNull();
});

test("what is no key asks nobody, an unknown one asks once, and a failure is not remembered", async () => {
  const { state, db } = table();
  const { principalOf } = makeKeyLookup({ db, now: () => 100, onError: () => undefined });
  for (const text of ["", "ps_test_", `${KEY}x`, KEY.replace("ps_test", "sk_test")]) {
    expect(await principalOf(text)).toBeNull();
  }
  expect(state.asked).toBe(0);
  const unknown = `ps_live_${"u".repeat(43)}`;
  for (let i = 0; i < 10; i++) expect(await principalOf(unknown)).toBeNull();
  expect(state.asked).toBe(1);
  state.away = true;
  await expect(principalOf(KEY)).rejects.toThrow("away");
  state.away = false;
  expect(await principalOf(KEY)).not.toBeNull();
});

test("use is noted to the hour", async () => {
  const { state, db } = table();
  let now = 7_300;
  const { principalOf, forget } = makeKeyLookup({ db, now: () => now, onError: () => undefined });
  await principalOf(KEY);
  await vi.waitFor(() => expect(state.noted).toBe(1));
  state.row = { ...ROW, lastUsedAt: 7_200 };
  for (now of [7_400, 9_000, 10_799]) {
    forget();
    await principalOf(KEY);
  }
  expect(state.noted).toBe(1);
});
