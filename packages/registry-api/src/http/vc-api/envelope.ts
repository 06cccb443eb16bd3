import {
  decodeCredentialJwt,
  type JsonObject,
  listOf,
  openPresentation,
  PeersealError,
  type wire,
} from "@peerseal/sdk";
import { problem } from "./problems.js";

/** A document, taken out of its envelope where it came in one. */
export type Envelope =
  | { readonly state: "read"; readonly document: JsonObject; readonly jwt: string | null }
  | { readonly state: "malformed"; readonly problems: readonly wire.ProblemDetail[] };

const VC_CONTEXT = "https://www.w3.org/ns/credentials/v2";
const TYPES = { credential: "EnvelopedVerifiableCredential", presentation: "EnvelopedVerifiablePresentation" } as const;
/** Media types under which a JWT with a credential or a presentation goes. */
const JWT_URL = {
  credential: /^data:application\/(?:jwt|vc\+jwt|vc-ld\+jwt|vc\+ld\+json\+jwt)[;,](.+)$/s,
  presentation: /^data:application\/(?:jwt|vp\+jwt|vp-ld\+jwt|vp\+ld\+json\+jwt)[;,](.+)$/s,
} as const;

/**
 * Takes a document out of an `EnvelopedVerifiableCredential` or `...Presentation` (VCDM 2.0, section 4.13.2): a `data:`
 * URL with a JWT. A document without envelope is given back as it is.
 */
export function readEnvelope(given: JsonObject, kind: keyof typeof TYPES): Envelope {
  const types = listOf(given.type);
  const id = given.id;
  const isEnveloped = types.includes(TYPES[kind]) || (typeof id === "string" && id.startsWith("data:"));
  if (!isEnveloped) return { state: "read", document: given, jwt: null };
  const problems: wire.ProblemDetail[] = [];
  if (!listOf(given["@context"]).includes(VC_CONTEXT)) {
    problems.push(problem("malformed", "context-first", "An envelope names the context of VCDM 2.0."));
  }
  if (types.length !== 1 || types[0] !== TYPES[kind]) {
    problems.push(problem("malformed", "type", `An envelope is of the type ${TYPES[kind]} and no other.`));
  }
  const jwt = typeof id === "string" ? (JWT_URL[kind].exec(id)?.[1] ?? null) : null;
  const payload = jwt === null ? null : documentOf(jwt, kind);
  if (jwt === null || payload === null) {
    problems.push(problem("parsing", "envelope-unread", "The id of an envelope is a data: URL with a JWT."));
  }
  if (problems.length > 0 || jwt === null || payload === null) return { state: "malformed", problems };
  return { state: "read", document: payload, jwt };
}

/** What the JWT holds; null: it is none, or holds something else. */
function documentOf(jwt: string, kind: keyof typeof TYPES): JsonObject | null {
  try {
    return kind === "credential" ? decodeCredentialJwt(jwt).credential : openPresentation(jwt).presentation;
  } catch (error) {
    if (error instanceof PeersealError) return null;
    throw error;
  }
}
