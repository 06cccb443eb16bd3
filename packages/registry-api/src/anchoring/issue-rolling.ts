import { setImmediate as nextTurn } from "node:timers/promises";
import { type CredentialBatch, credentialBuilder, type Hex, PeersealError, type wire } from "@peerseal/sdk";
import { type BulkIssuer, createBulkIssuer } from "@peerseal/sdk/bulk";
import type { Put } from "../store/intake.js";
import type { Intake, Place } from "./intake.js";
import { commonInput, type IssueDeps, learnerOf, lookUp, requireDistinct } from "./issue-terms.js";
import { put as putOf } from "./sign-all.js";

/** What was signed and stored, in the order of the request's learners. */
export type IssuedRolling = {
  readonly institution: number;
  readonly credentials: readonly { readonly number: number; readonly index: number; readonly digest: Hex }[];
};

/**
 * Issues with lent keys into the batch that fills: places first, then signatures, then one commit.
 *
 * @throws PeersealError `key-not-lent`, `issue-invalid`, `not-found`, `overloaded`
 */
export type IssueRolling = (request: wire.IssueRequest) => Promise<IssuedRolling>;

const RANDOM_BYTES = 16;
/** How long places are kept for signatures: far longer than these take. */
const RESERVE_SECONDS = 120;
/** How long what many requests share is used again: keys, descriptor, decision, and the second of issuing. */
const SESSION_SECONDS = 60;
const MOST_SESSIONS = 50;
/** Signatures between two of which others get their turn. */
const A_WHILE = 16;
/** A batch may be sealed between reservation and commit, where a process stood still for minutes. */
const ATTEMPTS = 3;

/** What requests with the same terms share. */
type Session = {
  readonly institution: number;
  readonly verificationMethod: string;
  readonly common: Omit<CredentialBatch, "number">;
  readonly issuer: BulkIssuer;
  readonly builders: Map<number, ReturnType<typeof credentialBuilder>>;
  /** Ends when nobody learns any more. */
  learning: Promise<void>;
};

export function makeIssueRolling(deps: IssueDeps, intake: Intake): IssueRolling {
  const sessions = new Map<string, { readonly until: number; readonly session: Promise<Session> }>();

  async function open(request: wire.IssueRequest, before: Promise<Session> | undefined): Promise<Session> {
    const found = await lookUp(deps, request);
    const common = await commonInput(deps, request, found);
    const created = common.validFrom;
    // What it learnt of these credentials still holds, as long as the key is the same.
    const known = await before?.catch(() => undefined);
    const isKnown = known !== undefined && known.verificationMethod === found.key.verificationMethod;
    return {
      institution: found.keys.institution,
      verificationMethod: found.key.verificationMethod,
      common,
      issuer: isKnown ? known.issuer.at(created) : createBulkIssuer(found.key, { created }),
      builders: new Map(),
      learning: Promise.resolve(),
    };
  }

  function sessionOf(request: wire.IssueRequest): Promise<Session> {
    const { learners: _, ...terms } = request;
    const name = JSON.stringify(terms, Object.keys(terms).sort());
    const known = sessions.get(name);
    if (known !== undefined && known.until > deps.now()) return known.session;
    const session = open(request, known?.session);
    sessions.delete(name);
    sessions.set(name, { until: deps.now() + SESSION_SECONDS, session });
    // What failed is asked anew.
    session.catch(() => {
      if (sessions.get(name)?.session === session) sessions.delete(name);
    });
    for (const oldest of sessions.keys()) {
      if (sessions.size <= MOST_SESSIONS) break;
      sessions.delete(oldest);
    }
    return session;
  }

  /** The first credentials of a kind are read by a slow library: one request at a time learns from them. */
  async function sign(session: Session, request: wire.IssueRequest, places: readonly Place[]): Promise<Put[]> {
    if (session.issuer.counts.shape > 0) return signNow(session, request, places);
    const signing = session.learning.then(() => signNow(session, request, places));
    session.learning = signing.then(
      () => undefined,
      () => undefined,
    );
    return signing;
  }

  async function signNow(session: Session, request: wire.IssueRequest, places: readonly Place[]): Promise<Put[]> {
    const { common, issuer, builders } = session;
    const signed: Put[] = [];
    for (const [i, learner] of request.learners.entries()) {
      if (i % A_WHILE === A_WHILE - 1) await nextTurn();
      const place = places[i];
      if (place === undefined) throw new PeersealError("internal", "Fewer places were given out than asked for.");
      const build = builders.get(place.number) ?? credentialBuilder({ ...common, number: place.number });
      if (!builders.has(place.number)) {
        builders.clear();
        builders.set(place.number, build);
      }
      const { index, number } = place;
      const one = { index, learner: learnerOf(learner, deps.random(RANDOM_BYTES)), random: deps.random(RANDOM_BYTES) };
      signed.push({ number, ...putOf(index, await issuer.issue(build(one))) });
    }
    return signed;
  }

  return async (request) => {
    requireDistinct(request);
    const session = await sessionOf(request);
    const { institution } = session;
    const stream = { institution, courseVersion: request.courseVersion };
    for (let attempt = 1; ; attempt++) {
      const places = await intake.reserve(stream, request.learners.length, RESERVE_SECONDS);
      const signed = await sign(session, request, places);
      try {
        await intake.put(institution, signed);
      } catch (error) {
        if (error instanceof PeersealError && error.code === "batch-state" && attempt < ATTEMPTS) continue;
        throw error;
      }
      return { institution, credentials: signed.map(({ number, index, digest }) => ({ number, index, digest })) };
    }
  };
}
