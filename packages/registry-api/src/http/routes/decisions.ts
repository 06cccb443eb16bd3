import { type Hex, PeersealError, wire } from "@peerseal/sdk";
import type { Db } from "../../store/database.js";
import { type DecisionRow, decisionsOf, listDecisions } from "../../store/decisions.js";
import { carriedFrom } from "../../store/follow-ups.js";
import { findRound } from "../../store/rounds.js";
import type { App } from "../app.js";
import type { HttpDeps } from "../deps.js";
import { answers } from "./answers.js";
import { nonZero, recorded } from "./shapes.js";

const tags = ["decisions"];

export function registerDecisionRoutes(app: App, deps: HttpDeps): void {
  app.get(
    "/v1/decisions",
    {
      schema: {
        tags,
        summary: "Decisions in order, oldest first unless asked otherwise",
        querystring: wire.DecisionQuery,
        response: answers(200, wire.DecisionPage, "cursor-invalid", "database-unreachable"),
      },
    },
    async ({ query }) => {
      const { data, next } = await listDecisions(deps.db, query, query);
      return { data: await toDecisions(deps.db, data), next };
    },
  );

  app.get(
    "/v1/decisions/:round",
    {
      schema: {
        tags,
        summary: "Decisions of one round: at most one of each policy",
        params: wire.DecisionPath,
        response: answers(200, wire.DecisionList, "not-found", "database-unreachable"),
      },
    },
    async ({ params }) => decisionsOn(deps.db, params.round),
  );
}

/** Decisions of one round. @throws PeersealError `not-found` */
export async function decisionsOn(db: Db, round: Hex): Promise<{ data: wire.Decision[] }> {
  if ((await findRound(db, round)) === null) {
    throw new PeersealError("not-found", `There is no round ${round} in this network.`);
  }
  return { data: await toDecisions(db, await decisionsOf(db, [round])) };
}

/** Decisions with what followed them. */
export async function toDecisions(db: Db, rows: readonly DecisionRow[]): Promise<wire.Decision[]> {
  const carried = await carriedFrom(db, [...new Set(rows.map((row) => row.round))]);
  return rows.map((row) => ({
    round: row.round,
    version: row.version,
    rubric: row.rubric,
    policy: row.policy,
    listed: row.policyListed && row.rubricListed,
    outcome: row.outcome,
    decidedAt: row.at,
    expiresAt: nonZero(row.expiresAt),
    conditionsClosedAt: nonZero(row.conditionsClosedAt),
    conditions: row.conditions,
    rescindedAt: nonZero(row.rescindedAt),
    rescissionGround: row.rescissionGround,
    carriedTo: carried
      .filter(({ round }) => round === row.round)
      .map(({ version, steps, at }) => ({ version, steps, at })),
    recorded: recorded(row),
  }));
}
