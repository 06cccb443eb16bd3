import { type NetworkConnection, type NetworkId, PeersealError, type Verdict, verify, wire } from "@peerseal/sdk";
import { findBatch, findByDigest } from "../../store/batches.js";
import { findAnchor, statusOf } from "../../store/chain-anchors.js";
import type { Db } from "../../store/database.js";
import type { Proofs } from "../../store/proofs.js";
import type { App, RouteModule } from "../app.js";
import { answers } from "./answers.js";
import { receiptOf } from "./receipt-of.js";

export type CredentialDeps = {
  readonly db: Db;
  readonly connection: NetworkConnection;
  readonly network: NetworkId;
  readonly proofs: Proofs;
  /** Newest block in the database. */
  readonly indexed: () => number;
};

/** Receipts by digest, status, and verifying. Nothing here lists credentials, and nothing is kept or logged. */
export function credentialRoutes(deps: CredentialDeps): RouteModule {
  return (app) => {
    registerReceipts(app, deps);
    registerStatus(app, deps);
    registerVerify(app, deps);
  };
}

function registerReceipts(app: App, deps: CredentialDeps): void {
  app.get(
    "/v1/receipts/:digest",
    {
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
      const row = await findByDigest(deps.db, params.digest);
      const batch = row === null ? null : await findBatch(deps.db, row);
      if (row === null || batch === null)
        throw new PeersealError("not-found", "No credential of this digest was put here.");
      const anchor = await findAnchor(deps.db, row.institution, String(row.number));
      const receipt = await receiptOf(deps, batch, row, anchor);
      if (receipt === null) throw new PeersealError("batch-state", "The credential's batch is not anchored yet.");
      return { ...receipt };
    },
  );
}

function registerStatus(app: App, deps: CredentialDeps): void {
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
      const anchor = await findAnchor(deps.db, institution, String(number));
      if (anchor === null || index >= anchor.size) {
        throw new PeersealError("not-found", "No anchored batch has this place.");
      }
      const { status, bits, changedAt } = await statusOf(deps.db, institution, String(number), index);
      return { institution, number, index, status, bits, changedAt, block: deps.indexed() };
    },
  );
}

function registerVerify(app: App, deps: CredentialDeps): void {
  app.post(
    "/v1/verify",
    {
      config: { json: "any" },
      schema: {
        tags: ["credentials"],
        summary: "Verify a credential or a bundle",
        description:
          "The same verification as in the SDK, the CLI and the web page, which need no registry. What is sent is " +
          "neither stored nor logged. A verdict of any kind answers 200; see `verdict`.",
        body: wire.VerifyRequest,
        response: answers(200, wire.Verdict, "open-unrecognised", "receipt-invalid"),
      },
    },
    async ({ body }) => {
      const { credential, receipt, at } = body;
      const verdict: Verdict = await verify(JSON.stringify(credential), {
        rpc: deps.connection.provider,
        network: deps.network,
        ...(receipt === undefined ? {} : { receipt: JSON.stringify(receipt) }),
        ...(at === undefined ? {} : { at }),
      });
      return { ...verdict };
    },
  );
}
