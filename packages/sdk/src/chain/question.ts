import type { Opened } from "../core/credential/open.js";
import { parseStatusEntryId, parseVersionUrn } from "../core/ids.js";
import { MOST_KEYS } from "../core/judge/evidence.js";
import type { Address, Hex, JsonObject, JsonValue, KeyId, VersionId } from "../core/types.js";
import { INTERFACES } from "./abi.js";

const ZERO: Hex = `0x${"00".repeat(32)}`;
/** Stands in a query where no key is known. */
export const NO_KEY: Hex = ZERO;

/** A credential to ask the chain about. */
export type Subject = {
  readonly opened: Pick<Opened, "credential" | "receipt">;
  /** Keys whose proofs stand on the credential, as `prove` found them. */
  readonly keyHints: readonly KeyId[];
};

/** One query of the lens, as `IVerificationLens.Query`. */
export type Query = {
  readonly institution: number;
  readonly number: number;
  readonly index: number;
  readonly root: Hex;
  readonly size: number;
  readonly courseVersion: Hex;
  readonly key: Hex;
  readonly credentialKey: Hex;
};

/** What to ask about one credential: a query for each key, all about the same place in the same batch. */
export type Question = { readonly queries: readonly Query[]; readonly versions: readonly VersionId[] };

type Home = { readonly chainId: number; readonly contracts: { readonly directory: Address } };

/** Makes the question about a credential; without queries where it names no batch of this network. */
export function questionOf(home: Home, { opened, keyHints }: Subject): Question {
  const receipt = opened.receipt?.network === networkOf(home) ? opened.receipt : null;
  const keys = keyHints.length === 0 ? [NO_KEY] : [...new Set(keyHints)].slice(0, MOST_KEYS);
  const named = namedVersions(home, opened.credential);
  if (receipt !== null) {
    const { institution, number, index, root, size, courseVersion, key } = receipt;
    const place = { institution, number, index, root, size, courseVersion, key };
    return { queries: keys.map((credentialKey) => ({ ...place, credentialKey })), versions: [courseVersion, ...named] };
  }
  for (const entry of objects(opened.credential.credentialStatus)) {
    const place = typeof entry.id === "string" ? parseStatusEntryId(entry.id) : null;
    if (place === null || place.chainId !== home.chainId || place.directory !== home.contracts.directory) continue;
    const { institution, number, index } = place;
    const query = { institution, number, index, root: ZERO, size: 0, courseVersion: ZERO, key: ZERO };
    return { queries: [{ ...query, credentialKey: NO_KEY }], versions: named };
  }
  return { queries: [], versions: named };
}

/** Calldata for the directory: the lens's report on these. */
export function encodeQuestion(queries: readonly Query[], versions: readonly VersionId[]): string {
  return INTERFACES.directory.encodeFunctionData("ask", [
    INTERFACES.lens.encodeFunctionData("report", [queries, [...new Set(versions)]]),
  ]);
}

function namedVersions(home: Home, credential: JsonObject): VersionId[] {
  return objects(credential.credentialSubject)
    .flatMap((subject) => objects(subject.achievement))
    .flatMap(({ id }) => (typeof id === "string" ? (parseVersionUrn(id) ?? []) : []))
    .filter(({ network }) => network === networkOf(home))
    .map(({ version }) => version);
}

function networkOf({ chainId, contracts }: Home): string {
  return `eip155:${chainId}:${contracts.directory}`;
}

function objects(value: JsonValue | undefined): JsonObject[] {
  const list: readonly JsonValue[] = isArray(value) ? value : value === undefined ? [] : [value];
  return list.filter((item): item is JsonObject => typeof item === "object" && item !== null && !isArray(item));
}

function isArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
