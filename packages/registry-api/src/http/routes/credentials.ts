import { type NetworkId, PeersealError, wire } from "@peerseal/sdk";
import { findStatuses } from "../../store/chain-anchors.js";
import type { Connections } from "../../store/database.js";
import type { Proofs } from "../../store/proofs.js";
import { findReceiptSources } from "../../store/receipts.js";
import type { App, RouteModule } from "../app.js";
import { answers } from "./answers.js";
import { receiptOf } from "./receipt-of.js";

export type CredentialDeps = {
  readonly db: Connections;
  readonly network: NetworkId;
  readonly proofs: Proofs;
  /** Newest block in the database. */
  readonly indexed: () => number;
};

/** Receipts by digest, and status. Nothing here lists credentials. */
export function credentialRoutes(deps: CredentialDeps): RouteModule {
  return (app) => {
    registerReceipts(app, deps);
    registerStatus(app, deps);
  };
}

function registerReceipts(app: App, deps: CredentialDeps): void {
  const find = findReceiptSources(deps.db);
  app.get(
    "/v1/receipts/:digest",
    {
      config: { cache: "no-store" },
      schema: {
        tags: ["receipts"],
        summary: "Receipt of a credential by its digest",
        description:
          "SHA-256 of the JCS form of the signed credential with `proof` as an array. Receipts cannot be listed.",
        params: wire.ReceiptPath,
        response: answers(200, wire.Receipt, "not-found", "batch-state", "database-unreachable"),
      },
    },
    async ({ params }) => {
      const source = await find(params.digest);
      if (source === null) throw new PeersealError("not-found", "No credential of this digest was put here.");
      const receipt = await receiptOf(deps, source.batch, source.row, source.anchor);
      if (receipt === null) throw new PeersealError("batch-state", "The credential's batch is not anchored yet.");
      return { ...receipt };
    },
  );
}

function registerStatus(app: App, deps: CredentialDeps): void {
  const find = findStatuses(deps.db);
  app.get(
    "/v1/status/:institution/:number/:index",
    {
      schema: {
        tags: ["credentials"],
        summary: "Status of a credential by the place that its status entry names",
        params: wire.StatusPath,
        response: answers(200, wire.Status, "not-found", "database-unreachable"),
      },
    },
    async ({ params }) => {
      const { institution, number, index } = params;
      const found = await find({ institution, number: String(number), index });
      if (found === null) throw new PeersealError("not-found", "No anchored batch has this place.");
      const { status, bits, changedAt } = found;
      return { institution, number, index, status, bits, changedAt, block: deps.indexed() };
    },
  );
}
