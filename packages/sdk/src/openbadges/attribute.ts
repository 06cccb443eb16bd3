import { credentialKeyId } from "../core/ids.js";
import type { ProofOutcome, ProofResult } from "../core/judge/evidence.js";
import type { JsonObject } from "../core/types.js";
import type { Multikey } from "./multikey.js";
import type { Resolved } from "./resolve.js";

/** What a signature came to. */
export type Finding = { readonly outcome: ProofOutcome; readonly reason: string };

/** Makes a result of what was found, and of what is known about its key. */
export type ResultOf = (finding: Finding, more?: Partial<ProofResult>) => ProofResult;

/** How a signature is checked by a key, or by a key that has no multikey. */
export type Checks = {
  readonly byKey: (key: Multikey) => Promise<Finding>;
  readonly byJwk: (jwk: JsonObject) => Promise<Finding>;
};

/** Checks a signature by the key that its method led to, and says whose key that is. */
export async function attribute(
  resolved: Resolved,
  issuer: string | null,
  result: ResultOf,
  checks: Checks,
): Promise<ProofResult> {
  switch (resolved.state) {
    case "unfit":
      return result({ outcome: "invalid", reason: resolved.reason });
    case "unsupported":
      return result({ outcome: "unsupported", reason: "key-unsupported" });
    case "found": {
      const controlledByIssuer = resolved.did === issuer;
      if (resolved.key === null) return result(await checks.byJwk(resolved.jwk), { controlledByIssuer });
      const key = credentialKeyId(resolved.key.bytes);
      return result(await checks.byKey(resolved.key), { key, keyFrom: "did", controlledByIssuer });
    }
    default:
      return undecided(resolved, result, checks);
  }
}

/** The result where nobody vouches for the key: what it would have come to stands beside. */
async function undecided(
  resolved: Resolved & { readonly state: "unresolvable" | "ended" | "not-listed" },
  result: ResultOf,
  { byKey }: Checks,
): Promise<ProofResult> {
  const { key, did } = resolved;
  const keyFrom = resolved.state === "ended" ? "did" : "url";
  // Not listed is an answer: the key is not the DID's now. Whether it was, only the chain can tell.
  const outcome = resolved.state === "not-listed" ? "invalid" : "unresolvable";
  const reason = resolved.state === "unresolvable" ? "key-unresolvable" : resolved.reason;
  if (key === null) return result({ outcome, reason });
  const { outcome: own } = await byKey(key);
  if (own !== "verified" && own !== "invalid") return result({ outcome, reason });
  const agrees = own === "verified";
  const told = resolved.state === "unresolvable" ? `${reason}-url-key-${agrees ? "agrees" : "disagrees"}` : reason;
  // Whose key an https URL names, no chain can say: it knows institutions by domain, and DIDs name these.
  return result({ outcome, reason: told }, did === null ? {} : { key: credentialKeyId(key.bytes), keyFrom, agrees });
}
