import { monitorEventLoopDelay } from "node:perf_hooks";
import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { LogEvent } from "../log-watch.js";

/** What one answered call to an endpoint was. `endpoint`: its place in `RPC_URL`, because addresses may hold keys. */
export type RpcCall = {
  readonly endpoint: number;
  readonly method: string;
  readonly outcome: "answered" | "refused" | "failed";
  readonly seconds: number;
};

/** A request that was answered. `route`: its pattern, because paths hold digests. */
export type AnsweredRequest = {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
};

/** Counters of this process, and the way to read everything as Prometheus does. */
export type Metrics = {
  readonly registry: Registry;
  readonly answered: (request: AnsweredRequest) => void;
  readonly called: (call: RpcCall) => void;
  readonly logged: (event: LogEvent) => void;
  /** Adds what is measured when it is asked for. */
  readonly gauge: <Label extends string>(name: string, help: string, labels?: readonly Label[]) => Gauge<Label>;
  /** Run before each reading. */
  readonly beforeReading: (collect: () => Promise<void> | void) => void;
  readonly read: () => Promise<string>;
  readonly close: () => void;
};

const HTTP_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];
const RPC_SECONDS = [0.002, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const NANOSECONDS = 1e9;

/** Makes a set of metrics of its own: two registries in one process do not mix theirs. */
export function makeMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const requests = new Counter({
    name: "peerseal_http_requests_total",
    help: "Requests answered, by method, route pattern and class of status",
    labelNames: ["method", "route", "status_class"] as const,
    registers,
  });
  const durations = new Histogram({
    name: "peerseal_http_request_duration_seconds",
    help: "From the first byte of a request to the last of its answer",
    labelNames: ["method", "route", "status_class"] as const,
    buckets: HTTP_SECONDS,
    registers,
  });
  const calls = new Counter({
    name: "peerseal_rpc_requests_total",
    help: "Calls to chain endpoints, by place in RPC_URL, method and outcome (answered, refused, failed)",
    labelNames: ["endpoint", "method", "outcome"] as const,
    registers,
  });
  const callDurations = new Histogram({
    name: "peerseal_rpc_request_duration_seconds",
    help: "Time until a chain endpoint answered",
    labelNames: ["endpoint"] as const,
    buckets: RPC_SECONDS,
    registers,
  });
  const events = new Counter({
    name: "peerseal_log_events_total",
    help: "Events logged, by level, name and code; also those below the level that is written",
    labelNames: ["level", "event", "code"] as const,
    registers,
  });
  const rollbacks = new Counter({
    name: "peerseal_index_rollbacks_total",
    help: "Times that a reorganisation was followed by this process",
    registers,
  });
  const collectors: (() => Promise<void> | void)[] = [];
  const gauge: Metrics["gauge"] = (name, help, labels = []) => new Gauge({ name, help, labelNames: labels, registers });
  const closeRuntime = watchRuntime(gauge, (collect) => collectors.push(collect));
  return {
    registry,
    answered: ({ method, route, status, seconds }) => {
      const labels = { method, route, status_class: `${Math.floor(status / 100)}xx` };
      requests.inc(labels);
      durations.observe(labels, seconds);
    },
    called: ({ endpoint, method, outcome, seconds }) => {
      calls.inc({ endpoint, method, outcome });
      callDurations.observe({ endpoint }, seconds);
    },
    logged: ({ level, event, code }) => {
      events.inc({ level, event, code: code ?? "" });
      if (event === "indexer-rolled-back") rollbacks.inc();
    },
    gauge,
    beforeReading: (collect) => collectors.push(collect),
    read: async () => {
      await Promise.all(collectors.map((collect) => collect()));
      return registry.metrics();
    },
    close: closeRuntime,
  };
}

/** Event loop, memory and CPU of this process. */
function watchRuntime(gauge: Metrics["gauge"], collect: (what: () => void) => void): () => void {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const lag = gauge("peerseal_event_loop_lag_seconds", "Delay of the event loop since the last reading", ["quantile"]);
  const heap = gauge("peerseal_heap_used_bytes", "JavaScript heap in use");
  const resident = gauge("peerseal_resident_memory_bytes", "Resident memory of the process");
  const cpu = gauge("peerseal_cpu_seconds", "CPU time of the process since its start");
  const started = gauge("peerseal_start_time_seconds", "When the process started, Unix seconds");
  started.set(Math.floor(Date.now() / 1000 - process.uptime()));
  collect(() => {
    for (const quantile of [0.5, 0.99, 1]) {
      const nanoseconds = delay.count === 0 ? 0 : delay.percentile(quantile * 100);
      lag.set({ quantile }, nanoseconds / NANOSECONDS);
    }
    delay.reset();
    const { heapUsed, rss } = process.memoryUsage();
    heap.set(heapUsed);
    resident.set(rss);
    const { user, system } = process.cpuUsage();
    cpu.set((user + system) / 1e6);
  });
  return () => delay.disable();
}
