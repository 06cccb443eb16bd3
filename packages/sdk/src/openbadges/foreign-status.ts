import { checkFormat } from "../core/credential/format.js";
import { decodeCredentialJwt } from "../core/credential/jwt.js";
import { issuerNamed, placesNamed } from "../core/credential/names.js";
import { recognise } from "../core/credential/recognise.js";
import { credentialDigest } from "../core/digest.js";
import { parseJson } from "../core/json.js";
import { validityReason } from "../core/judge/checks/validity.js";
import type { ProofResult, StatusEvidence, StatusListFault, StatusResult } from "../core/judge/evidence.js";
import { fromUtf8 } from "../core/text.js";
import type { JsonObject, JsonValue } from "../core/types.js";
import { isObject, listOf, member } from "../core/values.js";
import { decodeBits, MIN_STATUS_LIST_ENTRIES, statusAt } from "./bitstring.js";
import { proveJwt } from "./jwt.js";
import { prove } from "./prove.js";
import type { LoadDid } from "./resolve.js";
import { readEntry, type StatusEntryRead } from "./status-entry.js";

/** How status lists are had, and when: injected, so that nothing here ever fetches. */
export type StatusListIo = {
  /** Gives the bytes at a URL; whatever it throws means that the list could not be reached. */
  readonly loadStatusList: (url: string) => Promise<Uint8Array>;
  /** Gets DID documents of the lists' issuers; without it only did:key resolves. */
  readonly loadDid?: LoadDid;
  /** Unix seconds: the time within whose validity a list must be. */
  readonly now: number;
};

/** Entries that are looked at; the rest of a credential with more is not known. */
export const MAX_STATUS_ENTRIES = 16;
// A list of the greatest length takes 2.8 MB of base64url where gzip cannot shorten it.
const MAX_LIST_BYTES = 4_000_000;

/**
 * Asks the status lists that the entries of a credential name, other than those of our own networks: of these the chain
 * tells the status. Each list is fetched once. It must be a credential of the list's type, signed by its issuer, within
 * its validity and for the entry's purpose, else the outcome is `unknown`, never clear.
 *
 * A set bit counts from any such list. A clear one counts only where the list is long enough, is the one that the entry
 * names, and its issuer is the credential's: else whoever serves the URL could put another list there.
 *
 * Never throws about a list.
 * @throws the `json-*` codes of `credentialDigest` where the credential is no JSON
 *
 * @example
 * const status = await checkForeignStatus(credential, { now,
 *   loadStatusList: async (url) => new Uint8Array(await (await fetch(url)).arrayBuffer()) });
 */
export async function checkForeignStatus(credential: JsonObject, io: StatusListIo): Promise<StatusEvidence> {
  const own = placesNamed(credential);
  return askLists(credential, io, (entry) => own[entry] === null);
}

/** As {@link checkForeignStatus}, but asks the published lists of our own networks too, to compare them with the chain. */
export async function checkPublishedStatus(credential: JsonObject, io: StatusListIo): Promise<StatusEvidence> {
  return askLists(credential, io, () => true);
}

async function askLists(
  credential: JsonObject,
  io: StatusListIo,
  isAsked: (entry: number) => boolean,
): Promise<StatusEvidence> {
  const issuer = issuerNamed(credential).id;
  const lists = new Map<string, Promise<Loaded>>();
  const load = (url: string): Promise<Loaded> => {
    const known = lists.get(url) ?? loadList(url, io);
    lists.set(url, known);
    return known;
  };
  const entries: StatusResult[] = [];
  for (const [i, value] of listOf(member(credential, "credentialStatus")).entries()) {
    if (!isAsked(i)) continue;
    if (entries.length === MAX_STATUS_ENTRIES) {
      // One more result than was looked at says that there are more, however many there are.
      entries.push(unknown(i, "unsupported"));
      break;
    }
    entries.push(await askEntry(i, value, issuer, load));
  }
  return { digest: credentialDigest(credential), at: io.now, entries };
}

/** A list as it came: proven and in date, or what is wrong with it. */
type Loaded =
  | { readonly state: "good"; readonly list: JsonObject; readonly bits: (encoded: string) => Uint8Array }
  | { readonly state: "bad"; readonly fault: StatusListFault; readonly list: JsonObject | null };

async function askEntry(
  entry: number,
  written: JsonValue,
  issuer: string | null,
  load: (url: string) => Promise<Loaded>,
): Promise<StatusResult> {
  const read = readEntry(written);
  if (typeof read === "string") return unknown(entry, read, purposeOf(written));
  const loaded = await load(read.list);
  const about = { ...aboutList(loaded.list, issuer), purpose: read.purpose, list: read.list };
  const failed = (fault: StatusListFault) => ({ ...unknown(entry, fault), ...about });
  if (loaded.state === "bad") return failed(loaded.fault);
  const found = valueIn(loaded, read);
  if (typeof found === "string") return failed(found);
  const { value } = found;
  const known = { ...failed("unsupported"), fault: null, value, message: read.messages.get(value) ?? null };
  if (value !== 0) return { ...known, outcome: "set" };
  const fault = clearFault(found.isShort, member(loaded.list, "id") === read.list, about.listByIssuer);
  return fault === null ? { ...known, outcome: "clear" } : { ...failed(fault), value };
}

/** Why a clear bit proves nothing, or null. */
function clearFault(isShort: boolean, isNamed: boolean, isByIssuer: boolean): StatusListFault | null {
  if (isShort) return "too-short";
  if (!isNamed) return "other-list";
  return isByIssuer ? null : "other-issuer";
}

function unknown(entry: number, fault: StatusListFault, purpose: string | null = null): StatusResult {
  const nothing = { value: null, message: null, list: null, listIssuer: null, listByIssuer: false, validUntil: null };
  return { entry, purpose, outcome: "unknown", fault, ...nothing };
}

function purposeOf(value: JsonValue): string | null {
  const purpose = isObject(value) ? member(value, "statusPurpose") : undefined;
  return typeof purpose === "string" ? purpose : null;
}

function aboutList(list: JsonObject | null, issuer: string | null) {
  const listIssuer = list === null ? null : issuerNamed(list).id;
  const until = list === null ? undefined : (member(list, "validUntil") ?? member(list, "expirationDate"));
  return {
    listIssuer,
    listByIssuer: listIssuer !== null && listIssuer === issuer,
    validUntil: typeof until === "string" ? until : null,
  };
}

/** The value of the entry's bits and whether the list is long enough, or why the list has none for it. */
function valueIn(
  { list, bits }: Loaded & { state: "good" },
  entry: StatusEntryRead,
): { readonly value: number; readonly isShort: boolean } | StatusListFault {
  const subject = member(list, "credentialSubject");
  if (!isObject(subject) || !listOf(member(list, "type")).includes(`${entry.listType}Credential`)) return "unreadable";
  if (!listOf(member(subject, "type")).includes(entry.listType)) return "unreadable";
  if (!listOf(member(subject, "statusPurpose")).includes(entry.purpose)) return "other-purpose";
  const encoded = member(subject, "encodedList");
  if (typeof encoded !== "string") return "unreadable";
  try {
    const all = bits(entry.listType === "StatusList2021" ? multibase(encoded) : encoded);
    const value = statusAt(all, entry.index, entry.size);
    const isShort = (all.length * 8) / entry.size < MIN_STATUS_LIST_ENTRIES;
    if (value === null) return isShort ? "too-short" : "index-outside";
    return { value, isShort };
  } catch {
    return "unreadable";
  }
}

/** The older lists have no multibase prefix, and some of them the other alphabet of Base64. */
function multibase(encoded: string): string {
  return `u${encoded
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/={1,2}$/, "")}`;
}

async function loadList(url: string, { loadStatusList, loadDid, now }: StatusListIo): Promise<Loaded> {
  const bad = (fault: StatusListFault, list: JsonObject | null = null): Loaded => ({ state: "bad", fault, list });
  let bytes: Uint8Array;
  try {
    bytes = await loadStatusList(url);
  } catch {
    return bad("unreachable");
  }
  const read = readList(bytes);
  if (read === null) return bad("unreadable");
  const { list, jwt } = read;
  const options = { now, ...(loadDid === undefined ? {} : { loadDid }) };
  const proofs = await (jwt === null ? prove(list, options) : proveJwt(jwt, options));
  const fault = signatureFault(proofs.proofs) ?? dateFault(list, now);
  if (fault !== null) return bad(fault, list);
  const decoded = new Map<string, Uint8Array>();
  return {
    state: "good",
    list,
    bits: (encoded) => {
      const known = decoded.get(encoded) ?? decodeBits(encoded);
      decoded.set(encoded, known);
      return known;
    },
  };
}

/** The list in JSON, or in a JWT as VC-JOSE-COSE has it; null for anything that is no well-formed credential. */
function readList(bytes: Uint8Array): { readonly list: JsonObject; readonly jwt: string | null } | null {
  try {
    const isJwt = recognise(bytes) === "jwt";
    const jwt = isJwt && bytes.length <= MAX_LIST_BYTES ? fromUtf8(bytes).trim() : null;
    const value = jwt === null ? parseJson(bytes, { maxBytes: MAX_LIST_BYTES }) : decodeCredentialJwt(jwt).credential;
    return isObject(value) && checkFormat(value).ok ? { list: value, jwt } : null;
  } catch {
    return null;
  }
}

function signatureFault(proofs: readonly ProofResult[]): StatusListFault | null {
  if (proofs.length === 0) return "unsigned";
  if (proofs.some(({ outcome }) => outcome === "invalid")) return "altered";
  if (!proofs.every(({ outcome }) => outcome === "verified")) return "unproven";
  return proofs.some(({ controlledByIssuer }) => controlledByIssuer) ? null : "unproven";
}

function dateFault(list: JsonObject, now: number): StatusListFault | null {
  switch (validityReason(list, now)) {
    case "within-validity":
    case "no-validity-dates":
      return null;
    case "not-yet-valid":
      return "not-yet-valid";
    case "expired":
      return "expired";
    default:
      return "unreadable";
  }
}
