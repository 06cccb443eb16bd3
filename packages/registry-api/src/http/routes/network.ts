import { wire } from "@peerseal/sdk";
import { readCursor } from "../../store/blocks.js";
import { listListedRubrics, listPolicies } from "../../store/network.js";
import type { App } from "../app.js";
import type { HttpDeps } from "../deps.js";
import { answers } from "./answers.js";

export function registerNetworkRoutes(app: App, deps: HttpDeps): void {
  app.get(
    "/v1/network",
    {
      schema: {
        tags: ["network"],
        summary: "The network, its contracts, and how far this registry follows the chain",
        response: answers(200, wire.Network, "database-unreachable"),
      },
    },
    async () => {
      const [cursor, policies, rubrics] = await Promise.all([
        readCursor(deps.db),
        listPolicies(deps.db),
        listListedRubrics(deps.db),
      ]);
      const { head, lag } = deps.chain.state();
      const { network, chainId, directory, genesis, contracts, periods, rpc } = deps.network;
      return {
        network,
        chainId,
        directory,
        genesis,
        contracts: { ...contracts },
        periods,
        rpc,
        indexed: cursor?.head ?? null,
        final: cursor?.final ?? null,
        head,
        lag,
        policies: [...policies],
        rubrics: [...rubrics],
        governance: deps.governing?.() ?? null,
      };
    },
  );
}
