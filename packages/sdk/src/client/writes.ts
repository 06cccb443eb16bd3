import type { z } from "zod";
import type { SignedAction } from "../core/actions.js";
import { ERRORS, type ErrorCode, PeersealError } from "../core/errors.js";
import { jsonObject } from "../core/fields.js";
import { parseReceipt, type Receipt } from "../core/receipt.js";
import type { JsonObject } from "../core/types.js";
import { Relay } from "../wire/actions.js";
import {
  Batch,
  BatchOverrideAnswer,
  BatchPage,
  type BatchQuery,
  BundlePage,
  type CorrectionRequest,
  DeletedBodies,
  type IssueRequest,
  type OpenBatchRequest,
  PutCredentialsAnswer,
} from "../wire/batches.js";
import { BulkVerifyAnswer, type BulkVerifyRequest, Status, type VerifyRequest } from "../wire/credentials.js";
import type { LearnerRecordRequest } from "../wire/exports.js";
import { callsOn, request, SLOW_MS, type Transport } from "./request.js";

type BatchName = { readonly institution: number; readonly number: number };
type PageOptions = { readonly limit?: number; readonly cursor?: string };
type Waiting = { readonly timeoutMs?: number; readonly everyMs?: number };

/** Calls that change something, and those about batches and credentials. */
export function writeCalls(transport: Transport) {
  const { at, get, post } = callsOn(transport);
  const slow: Transport = { ...transport, timeoutMs: Math.max(transport.timeoutMs, SLOW_MS) };
  const action = (id: string) => get(at("actions", id), Relay);
  const batch = (name: BatchName) => get(at("batches", name.institution, name.number), Batch);
  return {
    actions: {
      /** Relays a signed act; with its document the registry publishes that too. */
      send: (signed: SignedAction, document?: JsonObject) =>
        post(at("actions"), Relay, { ...signed, ...(document === undefined ? {} : { document }) }),
      get: action,
      /** Waits until the registry has followed the act's block. @throws PeersealError why it failed, or `overloaded` */
      recorded: async (relay: Pick<Relay, "id">, waiting: Waiting = {}): Promise<Relay> => {
        const done = await until(
          () => action(relay.id),
          ({ state }) => state === "recorded" || state === "failed",
          waiting,
        );
        if (done.failure !== null) throw failureOf(done.failure);
        return done;
      },
    },
    closeRound: (round: string) => post(at("rounds", round, "close"), Relay),
    decideRound: (round: string) => post(at("rounds", round, "decide"), Relay),
    batches: {
      list: (query: Partial<z.output<typeof BatchQuery>> = {}) => get(at("batches"), BatchPage, query),
      get: batch,
      open: (body: OpenBatchRequest) => post(at("batches"), Batch, body),
      put: (name: BatchName, credentials: readonly JsonObject[]) =>
        request(slow, {
          method: "POST",
          path: at("batches", name.institution, name.number, "credentials"),
          answer: PutCredentialsAnswer,
          body: { credentials },
        }),
      seal: (name: BatchName) => post(at("batches", name.institution, name.number, "seal"), Batch),
      anchor: (name: BatchName, authorization: SignedAction["authorization"]) =>
        post(at("batches", name.institution, name.number, "anchor"), Batch, { authorization }),
      /** Opens, signs, seals and anchors with keys that the registry was lent. */
      issue: (body: z.input<typeof IssueRequest>) =>
        request(slow, { method: "POST", path: at("batches", "issue"), answer: Batch, body }),
      /** Re-issues some of its credentials, corrected; the old ones are replaced once the chain holds the new batch. */
      correct: (name: BatchName, body: z.input<typeof CorrectionRequest>) =>
        request(slow, {
          method: "POST",
          path: at("batches", name.institution, name.number, "corrections"),
          answer: Batch,
          body,
        }),
      /** Why it was issued although no review result stood, for whoever may know. */
      override: (name: BatchName) => get(at("batches", name.institution, name.number, "override"), BatchOverrideAnswer),
      bundles: (name: BatchName, page: PageOptions & { readonly with?: "endorsement" } = {}) =>
        get(at("batches", name.institution, name.number, "credentials"), BundlePage, page),
      deleteCredentials: (name: BatchName) =>
        request(transport, {
          method: "DELETE",
          path: at("batches", name.institution, name.number, "credentials"),
          answer: DeletedBodies,
        }),
      /** Waits for one of some states. @throws PeersealError why its anchor failed, or `overloaded` */
      reached: async (name: BatchName, states: readonly Batch["state"][], waiting: Waiting = {}): Promise<Batch> => {
        const done = await until(
          () => batch(name),
          ({ state }) => states.includes(state) || state === "failed",
          waiting,
        );
        if (done.state === "failed" && done.job?.failure != null) throw failureOf(done.job.failure);
        return done;
      },
    },
    /** An untrusted hint: check it as any receipt. */
    receipt: async (digest: string): Promise<Receipt> => parseReceipt(await get(at("receipts", digest), jsonObject)),
    status: (name: BatchName, index: number) => get(at("status", name.institution, name.number, index), Status),
    /** A credential in the European Learning Model, unsigned. */
    exportElm: (credential: JsonObject) => post(at("exports", "elm"), jsonObject, { credential }),
    /** Several credentials of one learner as a signed learner record (CLR 2.0). */
    learnerRecord: (body: LearnerRecordRequest) => post(at("learner-records"), jsonObject, body),
    /** Verdicts on up to 200 files, one row each in their order. */
    verifyBulk: (body: BulkVerifyRequest) =>
      request(slow, { method: "POST", path: at("verify", "bulk"), answer: BulkVerifyAnswer, body }),
    verify: (body: VerifyRequest) => post(at("verify"), jsonObject, body),
  };
}

async function until<T>(ask: () => Promise<T>, done: (value: T) => boolean, waiting: Waiting): Promise<T> {
  const end = Date.now() + (waiting.timeoutMs ?? 60_000);
  for (;;) {
    const value = await ask();
    if (done(value)) return value;
    if (Date.now() > end) throw new PeersealError("overloaded", "The registry has not finished in time.");
    await new Promise((resolve) => setTimeout(resolve, waiting.everyMs ?? 100));
  }
}

function failureOf(failure: NonNullable<Relay["failure"]>): PeersealError {
  const code: ErrorCode = Object.hasOwn(ERRORS, failure.code) ? (failure.code as ErrorCode) : "contract-revert";
  return new PeersealError(code, failure.message, { details: failure.details });
}
