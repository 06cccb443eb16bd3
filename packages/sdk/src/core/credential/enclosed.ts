import type { JsonObject, JsonValue } from "../types.js";
import { isList, isObject, listOf, member } from "../values.js";
import { pointer } from "./format-rules.js";
import { decodeCredentialJwt } from "./jwt.js";

/** Credentials inside a credential that are looked at; of more it is only said how many there are. */
export const MAX_ENCLOSED = 12;

/** A credential inside another: an endorsement of something in it, or one that a learner record carries. */
export type Enclosed = {
  readonly kind: "endorsement" | "credential";
  /** JSON Pointer to it. */
  readonly path: string;
  /** Id of what it stands beside: the credential, its achievement, its issuer; null where that has none. */
  readonly beside: string | null;
  /** Decoded where it came as a JWT; null: it is no credential at all. */
  readonly credential: JsonObject | null;
  readonly jwt: string | null;
};

/**
 * Finds the credentials inside a credential, the outermost first, but not those inside them: whoever wants to know
 * who endorses an endorser verifies the endorsement by itself.
 */
export function enclosedIn(credential: JsonObject): {
  readonly found: readonly Enclosed[];
  /** Those beyond {@link MAX_ENCLOSED}. */
  readonly more: number;
} {
  const found: Enclosed[] = [];
  let more = 0;
  const take = (kind: Enclosed["kind"], path: string, holder: JsonObject, value: JsonValue) => {
    if (found.length === MAX_ENCLOSED) more += 1;
    else found.push(read(kind, path, holder, value));
  };
  const queue: (readonly [JsonObject, string])[] = [[credential, ""]];
  // An index instead of shift(), which takes time that grows with the queue.
  for (let i = 0; i < queue.length; i += 1) {
    const [object, path] = queue[i] ?? [credential, ""];
    for (const [name, value] of Object.entries(object)) {
      const kind = KINDS.get(name);
      const at = pointer(path, name);
      if (PASSED.has(name) || typeof value !== "object" || value === null) {
        if (kind === "endorsement" && typeof value === "string") take(kind, at, object, value);
        continue;
      }
      for (const [j, item] of (isList(value) ? value : [value]).entries()) {
        const here = isList(value) ? pointer(at, j) : at;
        if (kind !== undefined) take(kind, here, object, item);
        else if (isObject(item)) queue.push([item, here]);
      }
    }
  }
  return { found, more };
}

const KINDS: ReadonlyMap<string, Enclosed["kind"]> = new Map([
  ["endorsement", "endorsement"],
  ["endorsementJwt", "endorsement"],
  ["verifiableCredential", "credential"],
]);
const PASSED = new Set(["@context", "proof", "credentialStatus"]);

function read(kind: Enclosed["kind"], path: string, holder: JsonObject, value: JsonValue): Enclosed {
  const id = member(holder, "id");
  const about = { kind, path, beside: typeof id === "string" ? id : null };
  const jwt = jwtIn(value);
  if (jwt === null) return { ...about, credential: isObject(value) ? value : null, jwt };
  try {
    return { ...about, credential: decodeCredentialJwt(jwt).credential, jwt };
  } catch {
    return { ...about, credential: null, jwt };
  }
}

function jwtIn(value: JsonValue): string | null {
  if (typeof value === "string") return value;
  if (!isObject(value) || !listOf(member(value, "type")).includes("EnvelopedVerifiableCredential")) return null;
  const id = member(value, "id");
  return /^data:application\/vc\+jwt[^,]*,(.*)$/is.exec(typeof id === "string" ? id : "")?.[1] ?? null;
}
