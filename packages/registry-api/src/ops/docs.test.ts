import { readFile } from "node:fs/promises";
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from "kysely";
import { beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import type { Tables } from "../store/tables.js";
import { makeMetrics } from "./metrics/metrics.js";
import { measureState } from "./metrics/state.js";
import { OPERATIONS_SETTINGS } from "./settings.js";

let text: string;
beforeAll(async () => {
  text = await readFile(new URL("../../../../docs/operations.md", import.meta.url), "utf8");
});

/** Every metric that a registry gives. */
async function namesOf(): Promise<readonly string[]> {
  const db = new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (instance) => new PostgresIntrospector(instance),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
  const metrics = makeMetrics();
  const pool = () => ({ total: 0, idle: 0, waiting: 0 });
  measureState(metrics, { db, now: () => 0, head: () => null, pool, money: async () => null });
  metrics.gauge("peerseal_data_free_bytes", "as operations do");
  const { registry } = metrics;
  metrics.close();
  return registry.getMetricsAsArray().map(({ name }) => name);
}

test("the alerts of the manual are Prometheus' rules over metrics that there are", async () => {
  const [, yaml = ""] = /```yaml\n([\s\S]*?)```/.exec(text) ?? [];
  const { groups } = parse(yaml) as {
    groups: { rules: { alert: string; expr: string; annotations?: { runbook: string } }[] }[];
  };
  const rules = groups.flatMap((group) => group.rules);
  expect(rules.length).toBeGreaterThan(10);
  const names = new Set(await namesOf());
  for (const { expr, annotations } of rules) {
    for (const [name] of expr.matchAll(/peerseal_\w+/g)) expect(names).toContain(name.replace(/_bucket$/, ""));
    if (annotations === undefined) continue;
    const [, runbook = ""] = /^docs\/operations\.md, (.+)$/.exec(annotations.runbook) ?? [];
    expect(text).toContain(`\n### ${runbook}\n`);
  }
});

test("the manual names every metric's reading by a name that there is", async () => {
  const names = new Set(await namesOf());
  for (const [name] of text.matchAll(/peerseal_[a-z_]+/g)) expect(names).toContain(name.replace(/_bucket$/, ""));
});

test("the manual lists every setting of operations", () => {
  for (const name of Object.keys(OPERATIONS_SETTINGS)) expect(text).toContain(`| \`${name}\` |`);
});

test.each([
  "database-unreachable",
  "disk-full",
  "migrations-pending",
  "draining",
  "chain-unreachable",
  "chain-wrong",
  "catching-up",
  "reorg-beyond-finality",
  "relayer-funds",
  "relayer-funds-low",
  "relay-stuck",
  "relay-failed",
])("there is a runbook for %s", (reason) => {
  expect(text).toContain(`\n### ${reason}\n`);
});
