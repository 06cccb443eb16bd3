import { enclosedIn } from "../core/credential/enclosed.js";
import type { EnclosedEvidence } from "../core/judge/evidence.js";
import type { JsonObject } from "../core/types.js";
import type { checkForeignStatus } from "./foreign-status.js";
import { proveJwt } from "./jwt.js";
import { type ProveOptions, prove } from "./prove.js";

/** How the keys and lists of enclosed credentials are had. */
export type EnclosedIo = Pick<ProveOptions, "loadDid"> & {
  readonly loadStatusList?: (url: string) => Promise<Uint8Array>;
  /** Unix seconds. */
  readonly now: number;
};

/**
 * Proves each credential inside a credential: endorsements of it, of its achievement, of its issuer, and what a learner
 * record carries; embedded or in JWTs. Number and depth are bounded; once one of them is too complex to check, so are
 * those after it: a file may not buy that work more than once.
 */
export async function proveEnclosed(credential: JsonObject, io: EnclosedIo): Promise<readonly EnclosedEvidence[]> {
  const { loadDid, loadStatusList, now } = io;
  const options = { now, ...(loadDid === undefined ? {} : { loadDid }) };
  const evidence: EnclosedEvidence[] = [];
  for (const { path, credential: inner, jwt } of enclosedIn(credential).found) {
    if (inner === null) continue;
    const proofs = await (jwt === null ? prove(inner, options) : proveJwt(jwt, options));
    const status = loadStatusList === undefined ? undefined : await statusOf(inner, { ...options, loadStatusList });
    evidence.push({ path, proofs, ...(status === undefined ? {} : { status }) });
    if (proofs.proofs.some(({ reason }) => reason === "too-complex")) break;
  }
  return evidence;
}

/** Reading published lists is loaded where somebody gave a way to get them. */
async function statusOf(...given: Parameters<typeof checkForeignStatus>): ReturnType<typeof checkForeignStatus> {
  const { checkForeignStatus } = await import("./foreign-status.js");
  return checkForeignStatus(...given);
}
