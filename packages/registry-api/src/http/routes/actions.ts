import {
  type Address,
  type Call,
  canonical,
  decodeRevert,
  digestOf,
  documentDigestOf,
  ERRORS,
  type ErrorCode,
  encodeAction,
  encodeClose,
  encodeDecide,
  type NetworkConnection,
  PeersealError,
  parseDocument,
  parseRoundId,
  parseSignedAction,
  readBatchWord,
  readPolicies,
  type SignedAction,
  wire,
} from "@peerseal/sdk";
import type { Kysely } from "kysely";
import { findBatch } from "../../store/batches.js";
import { findAnchor } from "../../store/chain-anchors.js";
import type { Db } from "../../store/database.js";
import { putDocument } from "../../store/documents.js";
import { acceptRelay, findRelay, orderOf, type RelayOrder, type RelayRow } from "../../store/relays.js";
import type { Tables } from "../../store/tables.js";
import type { App, RouteModule } from "../app.js";
import { answers } from "./answers.js";
import { requirePlausible } from "./unasked.js";

/** What relaying needs beside the database: the chain, whether a relayer key is there, and who does the work. */
export type RelayDeps = {
  readonly db: Kysely<Tables>;
  readonly connection: NetworkConnection;
  readonly canRelay: boolean;
  /** Newest block in the database. */
  readonly indexed: () => number;
  /** Unix seconds. */
  readonly now: () => number;
  /** Tells the worker that there is something to do. */
  readonly wake: () => void;
};

/** Routes that take signed acts, and acts that anyone may do, and tell what became of them. */
export function actionRoutes(relay: RelayDeps): RouteModule {
  return (app) => {
    registerActions(app, relay);
    registerRoundActs(app, relay);
  };
}

function registerActions(app: App, deps: RelayDeps): void {
  const tags = ["actions"];
  app.post(
    "/v1/actions",
    {
      schema: {
        tags,
        summary: "Relay a signed act",
        description:
          "Checks the act against the chain as it stands, keeps it, and answers 202; the transaction follows, paid by " +
          "this registry's relayer, which has no authority. The same act sent again gets the same answer. While the chain " +
          "does not answer, an act signed by an account is taken in by its signature and deadline alone, and held against " +
          "the chain once it is back: it may still fail.",
        body: wire.ActionRequest,
        response: answers(
          202,
          wire.Relay,
          "action-invalid",
          "Authorization_InvalidSignature",
          "Authorization_Expired",
          "not-found",
          "relayer-missing",
        ),
      },
    },
    async ({ body }, reply) => {
      const { document, ...rest } = body;
      const signed = parseSignedAction(rest);
      const named = document === undefined ? null : checkDocument(signed, document);
      await requireKnownBatch(deps, signed);
      const order = orderOf(encodeAction(deps.connection, signed), {
        action: signed.action,
        message: signed.message,
        signer: signed.authorization.signer,
      });
      const publish = async (db: Db) => {
        if (named !== null) await putDocument(db, named);
      };
      const row = await takeIn(deps, order, publish, (fault) =>
        requirePlausible(deps.connection, signed, deps.now(), fault),
      );
      return reply.code(202).send(toRelay(row, deps.indexed()));
    },
  );

  app.get(
    "/v1/actions/:id",
    {
      schema: {
        tags,
        summary: "What became of a relayed act",
        description:
          "`accepted`, `signed` (stored with its nonce), `broadcast`, `mined` (in a block), `recorded` (this registry has " +
          "followed that block), `failed` (see `failure`; sent again, it is tried again). `transaction` is null where " +
          "the act was recorded by somebody else's transaction.",
        params: wire.RelayPath,
        response: answers(200, wire.Relay, "not-found", "database-unreachable"),
      },
    },
    async ({ params }) => {
      const row = await findRelay(deps.db, params.id);
      if (row === null) throw new PeersealError("not-found", "No act of this id was relayed here.");
      return toRelay(row, deps.indexed());
    },
  );
}

function registerRoundActs(app: App, deps: RelayDeps): void {
  const schema = (summary: string) => ({
    tags: ["rounds"],
    summary,
    description: "Anyone may ask for it: the contract checks that it is time, and computes the result.",
    params: wire.RoundPath,
    response: answers(202, wire.Relay, "not-found", "Round_WrongStage", "relayer-missing"),
  });
  const take = async (action: string, round: string, call: Call) => {
    const row = await takeIn(deps, orderOf(call, { action, message: { round }, signer: null }));
    return toRelay(row, deps.indexed());
  };
  app.post(
    "/v1/rounds/:id/close",
    { schema: schema("Close a round after its reply window") },
    async ({ params: { id } }, reply) => {
      const call = encodeClose(deps.connection, parseRoundId(id));
      return reply.code(202).send(await take("CloseRound", id, call));
    },
  );
  app.post("/v1/rounds/:id/decide", { schema: schema("Decide a closed round") }, async ({ params: { id } }, reply) => {
    const call = encodeDecide(await currentPolicy(deps.connection), parseRoundId(id));
    return reply.code(202).send(await take("DecideRound", id, call));
  });
}

async function currentPolicy(connection: NetworkConnection): Promise<Address> {
  const policy = (await readPolicies(connection)).at(-1);
  if (policy === undefined) throw new PeersealError("not-found", "The network lists no quality policy.");
  return policy;
}

/**
 * Accepts an order that the chain would record now. One that is known already is answered as it stands: its act may be
 * on chain, where it could not be recorded again.
 *
 * @param alongside written in the same transaction, or by itself where the order is known.
 * @param unasked says whether the order is taken in while the chain does not answer; by default it is not.
 * @throws PeersealError `relayer-missing`, `chain-unreachable`, or the contract's own refusal.
 */
export async function takeIn(
  deps: RelayDeps,
  order: RelayOrder,
  alongside: (db: Db) => Promise<void> = async () => undefined,
  unasked: (fault: PeersealError) => void = (fault) => {
    throw fault;
  },
): Promise<RelayRow> {
  const known = await findRelay(deps.db, order.id);
  if (known !== null && known.state !== "failed") {
    await alongside(deps.db);
    return known;
  }
  requireRelayer(deps);
  try {
    await rehearse(deps.connection, order);
  } catch (fault) {
    if (!(fault instanceof PeersealError) || fault.code !== "chain-unreachable") throw fault;
    unasked(fault);
  }
  const row = await deps.db.transaction().execute(async (transaction) => {
    const accepted = await acceptRelay(transaction, order, deps.now());
    await alongside(transaction);
    return accepted;
  });
  deps.wake();
  return row;
}

/** @throws PeersealError `relayer-missing` */
export function requireRelayer({ canRelay }: Pick<RelayDeps, "canRelay">): void {
  if (!canRelay) throw new PeersealError("relayer-missing", "This registry is read-only.");
}

/** Asks the chain whether it would record this now. @throws PeersealError the contract's own error */
async function rehearse(connection: NetworkConnection, { target, calldata }: RelayOrder): Promise<void> {
  try {
    await connection.provider.call({ to: target, data: calldata, blockTag: "pending" });
  } catch (cause) {
    throw decodeRevert(cause);
  }
}

/**
 * The contract takes the status of any number, as a status may stand before its batch: a mistyped one is caught here.
 *
 * @throws PeersealError `not-found`, `chain-unreachable`
 */
async function requireKnownBatch({ db, connection }: RelayDeps, signed: SignedAction): Promise<void> {
  if (signed.action !== "SetStatus" && signed.action !== "SetStatusOf" && signed.action !== "SetStatusFor") return;
  const { institution, number } = signed.message;
  if ((await findBatch(db, { institution, number })) !== null) return;
  if ((await findAnchor(db, institution, String(number))) !== null) return;
  if ((await readBatchWord(connection, institution, number)) !== 0n) return;
  throw new PeersealError("not-found", `Institution ${institution} anchored no batch ${number}: check the number.`, {
    details: { institution, number },
  });
}

/** The document in the form that was hashed. @throws PeersealError `digest-mismatch`, `document-invalid` */
function checkDocument(signed: SignedAction, value: object) {
  const named = documentDigestOf(signed);
  if (named === null) {
    throw new PeersealError("digest-mismatch", `${signed.action} names no document.`, {
      details: { action: signed.action },
    });
  }
  const document = parseDocument(value);
  const digest = digestOf(document);
  if (document.schema !== named.schema || digest !== named.digest) {
    throw new PeersealError("digest-mismatch", `${signed.action} names another ${named.schema} document.`, {
      details: { expected: named.digest, actual: digest, schema: named.schema },
    });
  }
  return { digest, schema: document.schema, canonical: canonical(document) };
}

/** A relayed act as callers see it: recorded once this registry has followed the block that holds it. */
export function toRelay(row: RelayRow, indexed: number): wire.Relay {
  const recorded = row.state === "mined" && row.minedBlock !== null && row.minedBlock <= indexed;
  return {
    id: row.id,
    action: row.action,
    state: recorded ? "recorded" : row.state,
    target: row.target,
    transaction: row.hash,
    block: row.minedBlock,
    attempts: row.attempts,
    failure:
      row.failure === null
        ? null
        : { ...row.failure, fix: fixOf(row.failure.code), details: { ...row.failure.details } },
    acceptedAt: row.acceptedAt,
    signedAt: row.signedAt,
    broadcastAt: row.broadcastAt,
    minedAt: row.minedAt,
    finalAt: row.finalAt,
    failedAt: row.failedAt,
    href: `/v1/actions/${row.id}`,
  };
}

function fixOf(code: string): string {
  return code in ERRORS ? ERRORS[code as ErrorCode].fix : "";
}
