import type { JsonObject } from "../core/types.js";
import { isObject, listOf, member } from "../core/values.js";
import { type Listed, lookUpMethod, type ProofPurpose } from "./did-document.js";
import { multikeyOfJwk } from "./jwk.js";
import { type Multikey, parseMultikey } from "./multikey.js";

/**
 * Gets the document of a DID, or null where it cannot: injected, since nothing is fetched here. What it throws counts
 * like null. For a `did:web` it stands at `didWebUrl(did)`.
 */
export type LoadDid = (did: string) => Promise<JsonObject | null>;

/** How a proof's key is found. `now`: Unix seconds. */
export type ResolveOptions = {
  readonly loadDid?: LoadDid;
  readonly now?: number;
  readonly purpose?: ProofPurpose;
};

/** What a proof's `verificationMethod` leads to. `did`: the part before the fragment, where that is a DID. */
export type Resolved =
  | { readonly state: "found"; readonly key: Multikey; readonly jwk: null; readonly did: string }
  | { readonly state: "found"; readonly key: null; readonly jwk: JsonObject; readonly did: string }
  /** The DID has such a method or could have, but it may not sign this. */
  | { readonly state: "unfit"; readonly reason: string; readonly did: string }
  | { readonly state: "unsupported"; readonly did: string }
  /**
   * The DID's document says nothing for this key any more (`ended`), or nothing at all (`not-listed`). `key`: the one
   * that it was, or that the URL names.
   */
  | {
      readonly state: "ended" | "not-listed";
      readonly reason: string;
      readonly key: Multikey | null;
      readonly from: "did" | "url";
      readonly did: string;
    }
  /** `key`: the URL's fragment is a multikey. It names a key; it does not prove whose it is. */
  | { readonly state: "unresolvable"; readonly key: Multikey | null; readonly did: string | null };

/** Longer than any URL of a key that we could use. */
const MAX_URL = 2_048;
const DID = /^did:[a-z0-9]+:[\w.%:-]*[\w.%-]$/;

/**
 * Resolves a verification method: of did:key from itself, of any other DID from its document, where `loadDid` gives one.
 * Sources: the did:key method specification; Controlled Identifiers 1.0, section 3.3.
 */
export async function resolveMethod(url: string, options: ResolveOptions = {}): Promise<Resolved> {
  const [did = "", fragment = "", ...rest] = url.length > MAX_URL ? [] : url.split("#");
  if (rest.length > 0) return { state: "unresolvable", key: null, did: null };
  if (did.startsWith("did:key:")) return resolveDidKey(did, fragment);
  const named = parseMultikey(fragment);
  if (!DID.test(did)) return { state: "unresolvable", key: named, did: null };
  const document = await loaded(did, options.loadDid);
  const listed: Listed =
    document === null
      ? { state: "malformed" }
      : lookUpMethod(document, did, url, options.purpose ?? "assertionMethod", options.now);
  switch (listed.state) {
    case "malformed":
      return { state: "unresolvable", key: named, did };
    case "not-listed":
      return { state: "not-listed", reason: "method-not-listed", key: named, from: "url", did };
    case "ended":
      return { ...listed, from: "did", did };
    default:
      return { ...listed, did };
  }
}

/** Methods of a DID document that are looked through for a key. */
const MAX_METHODS = 64;

/**
 * Looks whether a DID lists a key that somebody only showed, such as one in the header of a JWT, and under the purpose.
 */
export async function resolveKey(did: string, shown: JsonObject, options: ResolveOptions = {}): Promise<Resolved> {
  const key = multikeyOfJwk(shown);
  if (did.startsWith("did:key:") && key !== null) {
    const own = resolveDidKey(did, did.slice("did:key:".length));
    const isOwn = own.state === "found" && own.key?.multikey === key.multikey;
    return isOwn ? own : { state: "unresolvable", key: null, did: null };
  }
  const document = DID.test(did) ? await loaded(did, options.loadDid) : null;
  const methods = document === null ? [] : listOf(member(document, "verificationMethod")).slice(0, MAX_METHODS);
  for (const method of methods) {
    const id = isObject(method) ? member(method, "id") : undefined;
    if (typeof id !== "string") continue;
    const found = await resolveMethod(id.startsWith("#") ? `${did}${id}` : id, options);
    if (found.state !== "found" || found.did !== did) continue;
    const isSame =
      key === null ? found.jwk?.n === shown.n && found.jwk?.e === shown.e : found.key?.multikey === key.multikey;
    if (isSame && (key !== null || found.jwk !== null)) return found;
  }
  return { state: "unresolvable", key: null, did: null };
}

/** Asks for each DID once. */
export function remembering(loadDid: LoadDid): LoadDid {
  const asked = new Map<string, Promise<JsonObject | null>>();
  return (did) => {
    const known = asked.get(did) ?? loaded(did, loadDid);
    asked.set(did, known);
    return known;
  };
}

function resolveDidKey(did: string, fragment: string): Resolved {
  const keyPart = did.slice("did:key:".length);
  const key = parseMultikey(keyPart);
  if (key === null) {
    // An unknown kind of key, unless it begins like one of ours: then there is no such key.
    const isOurs = /^z(?:6Mk|Dn|82)/.test(keyPart);
    return /^z[1-9A-HJ-NP-Za-km-z]+$/.test(keyPart) && !isOurs
      ? { state: "unfit", reason: "key-type", did }
      : { state: "unresolvable", key: null, did: null };
  }
  // The one method that may sign has the key itself as its fragment; the other that its document has only agrees keys.
  if (fragment !== keyPart) return { state: "unfit", reason: "method-not-assertion", did };
  return { state: "found", key, jwk: null, did };
}

async function loaded(did: string, loadDid: LoadDid | undefined): Promise<JsonObject | null> {
  if (loadDid === undefined) return null;
  try {
    return await loadDid(did);
  } catch {
    return null;
  }
}
