// Puts load on an address in a process of its own. Told by the parent what; tells what came of it.
import { performance } from "node:perf_hooks";
import autocannon from "autocannon";
import pg from "pg";
import type { Loaded, Order } from "../read.ts";

process.once("message", (order: Order) => {
  (order.kind === "http" ? overHttp(order) : onDatabase(order)).then(
    (loaded) => process.send?.(loaded, () => process.disconnect()),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});

async function overHttp({ url, paths, connections, seconds }: Extract<Order, { kind: "http" }>): Promise<Loaded> {
  const requests = paths.map((path) => ({ method: "GET" as const, path }));
  const result = await autocannon({ url, connections, duration: seconds, requests, timeout: 30 });
  const { requests: answered, latency, non2xx, errors } = result;
  if (non2xx > 0) throw new Error(`${non2xx} answers were no 2xx.`);
  return { perSecond: Math.round(answered.average), p50ms: latency.p50, p99ms: latency.p99, errors };
}

/** The same rows asked of PostgreSQL alone. */
async function onDatabase({ url, digests, connections, seconds }: Extract<Order, { kind: "sql" }>): Promise<Loaded> {
  const pool = new pg.Pool({ connectionString: url, max: connections });
  const latencies: number[] = [];
  const end = performance.now() + seconds * 1_000;
  await Promise.all(
    Array.from({ length: connections }, async (_, connection) => {
      for (let n = connection; performance.now() < end; n += connections) {
        const from = performance.now();
        await pool.query("select * from batch_credentials where digest = $1", [digests[n % digests.length]]);
        latencies.push(performance.now() - from);
      }
    }),
  );
  await pool.end();
  latencies.sort((a, b) => a - b);
  const at = (share: number) => Math.round((latencies[Math.floor(latencies.length * share)] ?? 0) * 10) / 10;
  return { perSecond: Math.round(latencies.length / seconds), p50ms: at(0.5), p99ms: at(0.99), errors: 0 };
}
