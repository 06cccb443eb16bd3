import { type Correction, capacityFor, drawIndex, drawNumber, type wire } from "@peerseal/sdk";
import { type BatchKey, markClosing, openBatch, putCredentials } from "../store/batches.js";
import type { Db } from "../store/database.js";
import { commonInput, given, type IssueDeps, learnerOf, lookUp, requireDistinct } from "./issue-terms.js";
import { type Drawn, signAll } from "./sign-all.js";

export type { IssueDeps } from "./issue-terms.js";

/** Corrections, one for each learner of a request, and what is written together with the new batch. */
export type Correcting = {
  readonly corrections: readonly Correction[];
  readonly alongside: (db: Db, batch: BatchKey) => Promise<void>;
};

/** Issues with keys that institutions lent. @throws PeersealError `key-not-lent`, `issue-invalid`, `not-found` */
export type Issue = (request: wire.IssueRequest, correcting?: Correcting) => Promise<BatchKey>;

const RANDOM_BYTES = 16;

/**
 * Issues to a list of learners with lent keys: draws number and indexes, signs, and puts everything into the database
 * in one transaction, ready to be sealed. A crash before its commit leaves nothing behind; after it, the worker goes on.
 */
export function makeIssue(deps: IssueDeps): Issue {
  return async (request, correcting) => {
    requireDistinct(request);
    const found = await lookUp(deps, request);
    const { keys, key } = found;
    const number = drawNumber(deps.random);
    const capacity = capacityFor(request.learners.length);
    const common = { ...(await commonInput(deps, request, found)), number };
    const used = new Set<number>();
    const learners = request.learners.map((learner, place): Drawn => {
      const index = drawIndex(used, capacity, deps.random);
      used.add(index);
      return {
        index,
        learner: learnerOf(learner, deps.random(RANDOM_BYTES)),
        random: deps.random(RANDOM_BYTES),
        ...given({ correctionOf: correcting?.corrections[place] }),
      };
    });
    const credentials = await signAll(common, key, learners);
    const batch = { institution: keys.institution, number };
    await deps.db.transaction().execute(async (transaction) => {
      const { courseVersion } = request;
      await openBatch(transaction, { ...batch, courseVersion, capacity }, deps.now());
      await putCredentials(transaction, batch, credentials, deps.now());
      await correcting?.alongside(transaction, batch);
      await markClosing(transaction, batch, deps.now());
    });
    return batch;
  };
}
