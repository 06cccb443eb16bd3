import { wire } from "@peerseal/sdk";
import { SERVING_CHECKS } from "../../ops/readiness.js";
import type { Check } from "../../ops/view.js";
import { isAnswering } from "../../store/database.js";
import type { App } from "../app.js";
import type { HttpDeps } from "../deps.js";
import { answers } from "./answers.js";

/** Blocks that the database may be behind and still count as caught up. */
const LAG_ALLOWED = 5;

/** What keeps the chain from being read at all. */
const CHAIN_FAULTS = new Set([
  "chain-unreachable",
  "chain-wrong",
  "contracts-changed",
  "rpc-disagreement",
  "chain-suspect",
]);

export function registerHealthRoutes(app: App, deps: HttpDeps): void {
  app.get(
    "/healthz",
    {
      config: { budget: "none", cache: "no-store" },
      schema: { tags: ["network"], summary: "Whether the process lives", response: answers(200, wire.Health) },
    },
    async () => ({ status: "ok" as const }),
  );

  app.get(
    "/readyz",
    {
      config: { budget: "none", cache: "no-store" },
      schema: {
        tags: ["network"],
        summary: "Whether the registry can do its work, part by part",
        description:
          "503 while anything stands in the way. A load balancer asks with `only=serving`: intake goes on while the " +
          "chain is away or the relayer has no money, so that these alone must not take a replica out.",
        querystring: wire.ReadinessQuery,
        response: { ...answers(200, wire.Readiness), 503: wire.Readiness },
      },
    },
    async ({ query }, reply) => {
      const readiness = await readReadiness(deps);
      const isWell = query.only === "serving" ? readiness.serving : readiness.ready;
      return reply.code(isWell ? 200 : 503).send(readiness);
    },
  );
}

async function readReadiness(deps: HttpDeps): Promise<wire.Readiness> {
  const checking: Promise<Readonly<Record<string, Check>>> = deps.ops?.checks() ?? Promise.resolve({});
  const [answering, checks] = await Promise.all([isAnswering(deps.db), checking]);
  const { head, indexed, lag, failing } = deps.chain.state();
  const seeded = deps.demoSeeded();
  const parts = { ...deps.parts() };
  const operations = { ...checks };
  const caughtUp = failing === null && lag !== null && lag <= LAG_ALLOWED;
  const chainReady = head !== null && !CHAIN_FAULTS.has(failing ?? "");
  const all = [...Object.values(parts), ...Object.values(operations)];
  const blocked = Object.entries(operations).some(([name, { ready }]) => SERVING_CHECKS.has(name) && !ready);
  return {
    ready: answering && chainReady && caughtUp && seeded !== false && all.every(({ ready }) => ready),
    serving: answering && !blocked,
    database: { ready: answering, reason: answering ? null : "database-unreachable" },
    chain: { ready: chainReady, reason: chainReady ? null : (failing ?? "not-asked-yet") },
    indexer: { ready: caughtUp, reason: caughtUp ? null : (failing ?? "catching-up"), head, indexed, lag },
    demo: { seeded },
    parts,
    operations,
  };
}
