import {
  type LoadDid,
  type NetworkConnection,
  open,
  type Verdict,
  type VerifyInput,
  type VerifyOptions,
  verify,
  verifyMany,
  wire,
} from "@peerseal/sdk";
import type { Db } from "../../store/database.js";
import type { Proofs } from "../../store/proofs.js";
import { placesByDigest } from "../../store/receipts.js";
import type { App, RouteModule } from "../app.js";
import { answers } from "./answers.js";
import { receiptOf } from "./receipt-of.js";
import { registerBulkVerify } from "./verify-bulk.js";

export type VerifyDeps = {
  readonly db: Db;
  readonly connection: NetworkConnection;
  readonly proofs: Proofs;
  /** Unix seconds. */
  readonly now: () => number;
  /** Loaders for one request, bounded in what they fetch of others. */
  readonly loaders: () => {
    readonly loadDid: LoadDid;
    readonly loadStatusList: NonNullable<VerifyOptions["loadStatusList"]>;
  };
};

/** Verifying, of one and of many. What is sent is neither kept nor logged. */
export function verifyRoutes(deps: VerifyDeps): RouteModule {
  return (app) => {
    registerVerify(app, deps);
    registerBulkVerify(app, deps);
  };
}

function registerVerify(app: App, deps: VerifyDeps): void {
  app.post(
    "/v1/verify",
    {
      config: { json: "any", budget: "verify", idempotency: "none" },
      schema: {
        tags: ["credentials"],
        summary: "Verify a credential or a bundle",
        description:
          "The same verification as in the SDK, the CLI and the web page, which need no registry. What is sent is " +
          "neither stored nor logged. DID documents and status lists of others are fetched, in bounds of number and " +
          "time; what cannot be had is unknown, never good. A verdict of any kind answers 200; see `verdict`.",
        body: wire.VerifyRequest,
        response: answers(200, wire.Verdict, "open-unrecognised", "receipt-invalid"),
      },
    },
    async ({ body }) => {
      const { credential, receipt, at } = body;
      const input = { file: JSON.stringify(credential) };
      const [known] = receipt === undefined ? await withReceipts(deps, [input]) : [];
      const given = receipt === undefined ? known?.receipt : JSON.stringify(receipt);
      const verdict: Verdict = await verify(input.file, {
        ...optionsOf(deps, at),
        ...(given === undefined ? {} : { receipt: given }),
      });
      return { ...verdict };
    },
  );
}

/** Verifies files with one question to the chain for each 200. */
export async function verifyFiles(deps: VerifyDeps, files: readonly VerifyInput[], at: number | undefined) {
  return verifyMany(await withReceipts(deps, files), optionsOf(deps, at));
}

function optionsOf({ connection, now, loaders }: VerifyDeps, at: number | undefined): VerifyOptions {
  return {
    rpc: connection.provider,
    network: connection.network,
    now: now(),
    ...loaders(),
    ...(at === undefined ? {} : { at }),
  };
}

/** Gives a credential that comes without a receipt the one that it has here: a hint, checked as any other. */
async function withReceipts(
  { db, connection, proofs }: VerifyDeps,
  files: readonly VerifyInput[],
): Promise<readonly VerifyInput[]> {
  const digests = await Promise.all(
    files.map(async ({ file, receipt }) => {
      if (receipt !== undefined) return null;
      const opened = await open(file).catch(() => null);
      return opened === null || opened.receipt !== null ? null : opened.digest;
    }),
  );
  const places = await placesByDigest(
    db,
    digests.flatMap((digest) => (digest === null ? [] : [digest])),
  );
  return Promise.all(
    files.map(async (input, i) => {
      const digest = digests[i];
      const place = digest == null ? undefined : places.get(digest);
      if (place === undefined) return input;
      const receipt = await receiptOf({ network: connection.network, proofs }, place.batch, place.row, place.anchor);
      return receipt === null ? input : { ...input, receipt: JSON.stringify(receipt) };
    }),
  );
}
