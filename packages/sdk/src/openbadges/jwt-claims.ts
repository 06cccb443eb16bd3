import { parseDateTime } from "../core/credential/format-time.js";
import { issuerNamed } from "../core/credential/names.js";
import type { JsonObject, JsonValue } from "../core/types.js";
import { isObject, member } from "../core/values.js";
import type { Finding } from "./attribute.js";
import type { ProofPurpose } from "./did-document.js";

const TYPES = {
  assertionMethod: new Set(["jwt", "vc+jwt", "vc+ld+jwt", "vc+ld+json+jwt"]),
  authentication: new Set(["jwt", "vp+jwt", "vp+ld+jwt", "vp+ld+json+jwt"]),
} as const satisfies Record<ProofPurpose, ReadonlySet<string>>;

/**
 * What the header of the JWT of a credential, or of a presentation (`authentication`), says against it, or null. Sources: RFC 8725, VC-JOSE-COSE section 3.1, Open
 * Badges 3.0 section 8.2.
 */
export function headerFault(header: JsonObject, purpose: ProofPurpose = "assertionMethod"): Finding | null {
  const algorithm = member(header, "alg");
  if (typeof algorithm !== "string") return { outcome: "invalid", reason: "jwt-malformed" };
  // Without a signature, or with a secret that whoever verifies would have to share.
  if (/^none$/i.test(algorithm)) return { outcome: "invalid", reason: "jwt-unsigned" };
  if (/^HS\d+$/i.test(algorithm)) return { outcome: "invalid", reason: "jwt-symmetric" };
  const type = member(header, "typ");
  const plain = typeof type === "string" ? type.toLowerCase().replace(/^application\//, "") : type;
  if (plain !== undefined && (typeof plain !== "string" || !TYPES[purpose].has(plain))) {
    return { outcome: "invalid", reason: "jwt-type" };
  }
  return member(header, "crit") === undefined ? null : { outcome: "unsupported", reason: "jwt-critical" };
}

/**
 * What the registered claims of a credential's JWT say against it, or null: a claim that stands for a member must say
 * the same, and a claim that stands alone must not be over.
 *
 * @param now Unix seconds
 */
export function claimsFault(
  { header, payload, credential }: { header: JsonObject; payload: JsonObject; credential: JsonObject },
  now: number | undefined,
): Finding | null {
  const differs: Finding = { outcome: "invalid", reason: "jwt-claims-differ" };
  const isEnvelope = member(payload, "vc") !== undefined || member(payload, "vp") !== undefined;
  if (isEnvelope && /v[cp]\+/i.test(String(member(header, "typ") ?? ""))) return differs;
  const subject = member(credential, "credentialSubject");
  const texts: readonly (readonly [string, JsonValue | undefined])[] = [
    ["iss", issuerNamed(credential).id ?? undefined],
    ["jti", member(credential, "id")],
    ["sub", isObject(subject) ? member(subject, "id") : undefined],
  ];
  for (const [claim, wanted] of texts) {
    const value = member(payload, claim);
    if (value !== undefined && wanted !== undefined && value !== wanted) return differs;
  }
  // Nothing in the credential itself says who issued it, then.
  if (issuerNamed(credential).id === null) return { outcome: "invalid", reason: "jwt-malformed" };
  return timeFault(payload, credential, now);
}

function timeFault(payload: JsonObject, credential: JsonObject, now: number | undefined): Finding | null {
  for (const [claim, names] of [
    ["nbf", ["validFrom", "issuanceDate"]],
    ["exp", ["validUntil", "expirationDate"]],
  ] as const) {
    const value = member(payload, claim);
    if (value === undefined) continue;
    if (typeof value !== "number") return { outcome: "invalid", reason: "jwt-malformed" };
    const written = names.map((name) => member(credential, name)).find((text) => text !== undefined);
    if (written !== undefined) {
      const time = typeof written === "string" ? parseDateTime(written) : null;
      // Claims count in seconds, dates may be written finer.
      if (time === null || Math.abs(time / 1_000 - value) >= 1)
        return { outcome: "invalid", reason: "jwt-claims-differ" };
      continue;
    }
    if (now === undefined) return { outcome: "unsupported", reason: "proof-expiry-unknown" };
    if (claim === "exp" && value <= now) return { outcome: "expired", reason: "proof-expired" };
    if (claim === "nbf" && value > now) return { outcome: "unresolvable", reason: "proof-not-yet-valid" };
  }
  return null;
}
