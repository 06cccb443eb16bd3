import { wire } from "@peerseal/sdk";
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
    { schema: { tags: ["network"], summary: "Whether the process lives", response: answers(200, wire.Health) } },
    async () => ({ status: "ok" as const }),
  );

  app.get(
    "/readyz",
    {
      schema: {
        tags: ["network"],
        summary: "Whether the registry can do its work, part by part",
        response: { ...answers(200, wire.Readiness), 503: wire.Readiness },
      },
    },
    async (_request, reply) => {
      const readiness = await readReadiness(deps);
      return reply.code(readiness.ready ? 200 : 503).send(readiness);
    },
  );
}

async function readReadiness(deps: HttpDeps): Promise<wire.Readiness> {
  const answering = await isAnswering(deps.db);
  const { head, indexed, lag, failing } = deps.chain.state();
  const seeded = deps.demoSeeded();
  const parts = { ...deps.parts() };
  const caughtUp = failing === null && lag !== null && lag <= LAG_ALLOWED;
  const chainReady = head !== null && !CHAIN_FAULTS.has(failing ?? "");
  const ready =
    answering && chainReady && caughtUp && seeded !== false && Object.values(parts).every((part) => part.ready);
  return {
    ready,
    database: { ready: answering, reason: answering ? null : "database-unreachable" },
    chain: { ready: chainReady, reason: chainReady ? null : (failing ?? "not-asked-yet") },
    indexer: { ready: caughtUp, reason: caughtUp ? null : (failing ?? "catching-up"), head, indexed, lag },
    demo: { seeded },
    parts,
  };
}
