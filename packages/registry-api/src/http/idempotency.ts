import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { PeersealError } from "@peerseal/sdk";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Db } from "../store/database.js";
import {
  type Attempt,
  bindEffect,
  claimKey,
  type Effect,
  type IdempotencyRow,
  keepAnswer,
  releaseKey,
  sweepKeys,
} from "../store/idempotency.js";
import { principalOf } from "./access/index.js";
import type { App } from "./app.js";
import type { HttpDeps } from "./deps.js";

/**
 * Moments of a write with a key at which a crash must do no harm: `effect-bound` inside its transaction, `effect-done`
 * after the commit and before the answer is kept, `answer-kept` before it is sent.
 */
export const INTAKE_MOMENTS = ["effect-bound", "effect-done", "answer-kept"] as const;
export type IntakeMoment = (typeof INTAKE_MOMENTS)[number];

declare module "fastify" {
  interface FastifyContextConfig {
    /** `none`: the route takes no `Idempotency-Key`, as it changes nothing or speaks another standard's words. */
    idempotency?: "none";
  }
}

/** How a handler does what must not be done twice. */
export type Once = {
  /** What an earlier attempt with this key did, before its answer was lost; null: do it. */
  readonly found: Effect | null;
  /** Call inside the transaction that does it. @throws PeersealError `idempotency-in-progress` */
  readonly bind: (db: Db, effect: Effect) => Promise<void>;
};

type Work = { readonly attempt: Attempt; readonly key: string; readonly once: Once };

const WRITES = new Set(["POST", "PUT", "PATCH", "DELETE"]);
/** RFC 8941 strings are quoted; most callers send the bare token. */
const KEY = /^[\x21-\x7e]{1,255}$/;
/** Answers of these are for the moment only. */
const PASSING = new Set([401, 403, 408, 425, 429]);
/** Larger answers are not kept; their effects are. */
const MOST_KEPT = 256 * 1024;
const SWEEP_MS = 600_000;

const WITHOUT_KEY: Once = { found: null, bind: async () => undefined };
const works = new WeakMap<FastifyRequest, Work>();
const bodies = new WeakMap<FastifyRequest, Buffer>();

/** Whether requests of a route may carry a key. */
export function takesKey(method: string, config: { readonly idempotency?: "none" | undefined }): boolean {
  return WRITES.has(method) && config.idempotency !== "none";
}

/** Lets the key of a request cover the bytes of its body. Costs nothing where there is no key. */
export function noteBody(request: FastifyRequest, body: Buffer): void {
  if (request.headers["idempotency-key"] === undefined) return;
  bodies.set(request, createHash("sha256").update(body).digest());
}

/** For handlers: what the key of this request says; without a key, that everything is to be done. */
export function onceOf(request: FastifyRequest): Once {
  return works.get(request)?.once ?? WITHOUT_KEY;
}

type Deps = Pick<HttpDeps, "db" | "now" | "log" | "intakeReached">;

/**
 * `Idempotency-Key` on every write (draft-ietf-httpapi-idempotency-key-header): a request that is sent again is answered
 * as before, and its effect happens once, also where the process ends between effect and answer. Register before routes.
 */
export function registerIdempotency(app: App, deps: Deps): void {
  const reached = deps.intakeReached ?? (() => undefined);
  app.addHook("preHandler", async (request, reply) => {
    const given = request.headers["idempotency-key"];
    if (given === undefined || !takesKey(request.method, request.routeOptions.config)) return;
    const key = keyOf(request, given);
    const attempt = attemptOf(request, key, principalOf(request)?.id ?? "anonymous");
    const claim = await claimKey(deps.db, attempt, deps.now());
    switch (claim.kind) {
      case "mismatch":
        throw new PeersealError("idempotency-mismatch", "This key came with another request before.");
      case "at-work":
        reply.header("retry-after", "1");
        throw new PeersealError("idempotency-in-progress", "The first request of this key is at work.");
      case "answered":
        return replay(reply, claim.row, key);
      case "done":
        reply.header("idempotency-replayed", "true");
        works.set(request, {
          attempt: { ...attempt, holder: claim.holder },
          key,
          once: { found: claim.effect, bind: async () => undefined },
        });
        return;
      case "mine": {
        const bind = async (db: Db, effect: Effect) => {
          await bindEffect(db, attempt, effect);
          await reached("effect-bound");
        };
        works.set(request, { attempt, key, once: { found: null, bind } });
      }
    }
  });

  app.addHook("onSend", async (request, reply, payload: unknown) => {
    const work = works.get(request);
    if (work === undefined) return payload;
    works.delete(request);
    await reached("effect-done");
    try {
      if (isKept(reply.statusCode, payload)) {
        const contentType = reply.getHeader("content-type");
        await keepAnswer(deps.db, work.attempt, {
          status: reply.statusCode,
          contentType: typeof contentType === "string" ? contentType : null,
          body: seal(payload, work.key, work.attempt.id),
        });
      } else {
        await releaseKey(deps.db, work.attempt);
      }
    } catch {
      // The answer is right all the same. A retry waits for the lease, and finds the effect.
      deps.log.warn({ event: "idempotency-not-kept", requestId: request.id });
    }
    await reached("answer-kept");
    return payload;
  });

  const timer = setInterval(() => {
    sweepKeys(deps.db, deps.now()).catch(() => undefined);
  }, SWEEP_MS);
  timer.unref();
  app.addHook("onClose", async () => clearInterval(timer));
}

function keyOf({ raw }: FastifyRequest, given: string | readonly string[]): string {
  const names = raw.rawHeaders.filter((name, place) => place % 2 === 0 && name.toLowerCase() === "idempotency-key");
  const bare = typeof given === "string" ? (/^"(.*)"$/.exec(given)?.[1] ?? given) : "";
  if (names.length > 1 || !KEY.test(bare)) {
    throw new PeersealError("idempotency-key", "The key is 1 to 255 printable characters, given once.");
  }
  return bare;
}

/** The key is a secret of the caller: neither the row's name nor its fingerprint tells it, or what the body said. */
function attemptOf(request: FastifyRequest, key: string, caller: string): Attempt {
  const route = `${request.method} ${request.routeOptions.url ?? ""}`;
  const body = bodies.get(request) ?? Buffer.alloc(0);
  return {
    id: createHash("sha256")
      .update(JSON.stringify([caller, route, key]))
      .digest("hex"),
    fingerprint: createHmac("sha256", key).update(`${request.method} ${request.url}\n`).update(body).digest("hex"),
    holder: crypto.randomUUID(),
  };
}

function isKept(status: number, payload: unknown): payload is string {
  return status < 500 && !PASSING.has(status) && typeof payload === "string" && payload.length <= MOST_KEPT;
}

function replay(reply: FastifyReply, row: IdempotencyRow, key: string): FastifyReply {
  if (row.status === null || row.body === null) throw new PeersealError("internal", "An answer that is not there.");
  if (row.contentType !== null) reply.header("content-type", row.contentType);
  return reply
    .code(row.status)
    .header("idempotency-replayed", "true")
    .serializer((text: unknown) => String(text))
    .send(open(row.body, key, row.id));
}

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A database, or a copy of it, does not give away what was answered: some answers are told once and to one caller. */
function seal(text: string, key: string, id: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", sealingKey(key, id), iv);
  return Buffer.concat([iv, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
}

function open(sealed: Buffer, key: string, id: string): string {
  const decipher = createDecipheriv("aes-256-gcm", sealingKey(key, id), sealed.subarray(0, IV_BYTES));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  return decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES), undefined, "utf8") + decipher.final("utf8");
}

function sealingKey(key: string, id: string): Buffer {
  return Buffer.from(hkdfSync("sha256", key, id, "peerseal idempotent answer", 32));
}
