import { unrecognised } from "../credential/kinds.js";
import { type Opened, openedOf, openText } from "../credential/open.js";
import { recognise } from "../credential/recognise.js";
import { credentialDigest } from "../digest.js";
import { PeersealError } from "../errors.js";
import { parseJson } from "../json.js";
import { fromUtf8 } from "../text.js";
import type { Digest, JsonObject, JsonValue } from "../types.js";
import { isObject, listOf, member } from "../values.js";
import { decodePresentationJwt } from "./jwt.js";

/** Credentials of a presentation that are looked at. */
export const MAX_PRESENTED = 100;
const MAX_BYTES = 4 * 1024 * 1024;

/** One of the credentials of a presentation; `path` is a JSON Pointer into it. */
export type Presented =
  | { readonly state: "opened"; readonly path: string; readonly opened: Opened }
  | { readonly state: "unreadable"; readonly path: string; readonly error: PeersealError };

/** A presentation as it was opened, with every credential in it. */
export type OpenedPresentation = {
  /** What it came in: JSON as it is, a JWT, or a JSON object with a JWT in it. */
  readonly kind: "presentation" | "jwt" | "enveloped";
  /** As it was written; decoded from its claims where it came as a JWT. */
  readonly presentation: JsonObject;
  /** The compact JWS that holds its signature; null: it is JSON. */
  readonly jwt: string | null;
  /** Digest of `presentation`. */
  readonly digest: Digest;
  /** What the holder signed to answer this verifier; null in JSON, where each proof says it by itself. */
  readonly answer: { readonly challenge: JsonValue; readonly domain: JsonValue } | null;
  readonly credentials: readonly Presented[];
  /** Credentials beyond {@link MAX_PRESENTED}, which nobody looked at. */
  readonly notOpened: number;
};

/**
 * Opens a verifiable presentation (VCDM 2.0 or 1.1): JSON, a JWT, or an `EnvelopedVerifiablePresentation`, with every
 * credential in it, enveloped ones too. Looks at the outer form only.
 *
 * @param input JSON text or a JWT, or its bytes in UTF-8, 4 MiB at most
 * @throws `open-unrecognised` for what is no presentation; `open-damaged`; `json-*`
 */
export function openPresentation(input: Uint8Array | string): OpenedPresentation {
  const kind = recognise(input);
  const text = typeof input === "string" ? input : fromUtf8(input);
  if (kind === "jwt") return ofJwt(text.replace("\ufeff", "").trim(), "jwt");
  if (kind === "data") return ofDataUrl(text.trim());
  if (kind !== "json") throw unrecognised(kind === "link" ? "url" : kind);
  const value = parseJson(text.startsWith("\ufeff") ? text.slice(1) : text, { maxBytes: MAX_BYTES });
  return presentationOf(value);
}

/**
 * A presentation as a JSON value, for whoever has parsed it already.
 *
 * @throws as {@link openPresentation}
 */
export function presentationOf(value: JsonValue): OpenedPresentation {
  if (!isObject(value)) throw unrecognised(Array.isArray(value) ? "list" : "value");
  const types = listOf(member(value, "type"));
  if (types.includes("EnvelopedVerifiablePresentation")) {
    const id = member(value, "id");
    return ofDataUrl(typeof id === "string" ? id : "");
  }
  return opened(value, { kind: "presentation", jwt: null, answer: null });
}

function ofDataUrl(url: string): OpenedPresentation {
  const [, mediaType = "", content = ""] = /^data:([^,;]*)[^,]*,(.*)$/s.exec(url) ?? [];
  if (mediaType.trim().toLowerCase() !== "application/vp+jwt") throw unrecognised("object", { mediaType });
  return ofJwt(content, "enveloped");
}

function ofJwt(jwt: string, kind: "jwt" | "enveloped"): OpenedPresentation {
  const { presentation, answer } = decodePresentationJwt(jwt);
  return opened(presentation, { kind, jwt, answer });
}

function opened(
  presentation: JsonObject,
  parts: Pick<OpenedPresentation, "kind" | "jwt" | "answer">,
): OpenedPresentation {
  const written = member(presentation, "verifiableCredential");
  const all = listOf(written);
  const credentials = all.slice(0, MAX_PRESENTED).map((value, i): Presented => {
    const path = Array.isArray(written) ? `/verifiableCredential/${i}` : "/verifiableCredential";
    try {
      return { state: "opened", path, opened: credentialIn(value) };
    } catch (error) {
      if (error instanceof PeersealError) return { state: "unreadable", path, error };
      throw error;
    }
  });
  const digest = credentialDigest(presentation);
  return { ...parts, presentation, digest, credentials, notOpened: all.length - credentials.length };
}

function credentialIn(value: JsonValue): Opened {
  // VCDM 1.1 lets a JWT stand as a text; in 2.0 that is a fault of the form, but its credential is shown all the same.
  if (typeof value === "string") {
    if (recognise(value) !== "jwt") throw unrecognised("text");
    return openText(value);
  }
  if (!isObject(value)) throw unrecognised(Array.isArray(value) ? "list" : "value");
  if (listOf(member(value, "type")).includes("EnvelopedVerifiableCredential")) return openText(JSON.stringify(value));
  return openedOf(value);
}
