import { type Place, placesNamed, versionNamed } from "../core/credential/names.js";
import type { Opened } from "../core/credential/open.js";
import { type BatchQuestion, MOST_KEYS } from "../core/judge/evidence.js";
import type { Hex, KeyId, NetworkId, VersionId } from "../core/types.js";
import { INTERFACES } from "./abi.js";

/** Stands in a query for what is not known. */
const ZERO: Hex = `0x${"00".repeat(32)}`;

/** A credential to ask the chain about. */
export type Subject = {
  readonly opened: Pick<Opened, "credential" | "receipt">;
  /** Keys that signed for the issuer, as `prove` found them. Without a receipt they are not asked about. */
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
export type Question = {
  readonly asked: BatchQuestion;
  readonly queries: readonly Query[];
  readonly versions: readonly VersionId[];
};

/** Makes the question about a credential; without queries where it names no batch of this network. */
export function questionOf(network: NetworkId, { opened, keyHints }: Subject): Question {
  const { credential } = opened;
  const named = versionNamed(credential);
  const versions = named?.network === network ? [named.version] : [];
  if (opened.receipt?.network === network) {
    const { institution, number, index, root, size, courseVersion, key } = opened.receipt;
    const credentialKeys = [...new Set(keyHints)].slice(0, MOST_KEYS);
    const place = { institution, number, index, root, size, courseVersion, key };
    const keys = credentialKeys.length === 0 ? [ZERO] : credentialKeys;
    return {
      asked: { receipt: { root, size, courseVersion, key }, credentialKeys },
      queries: keys.map((credentialKey) => ({ ...place, credentialKey })),
      versions: [...new Set([courseVersion, ...versions])],
    };
  }
  const place = placesNamed(credential).find((entry) => entry?.network === network);
  return {
    asked: { receipt: null, credentialKeys: [] },
    queries: place == null ? [] : [withoutReceipt(place)],
    versions,
  };
}

/** Size 0 says to the lens that there is no receipt: it answers the status only. */
function withoutReceipt({ institution, number, index }: Place): Query {
  return { institution, number, index, root: ZERO, size: 0, courseVersion: ZERO, key: ZERO, credentialKey: ZERO };
}

/** Calldata for the directory: the lens's report on these. */
export function encodeQuestion(queries: readonly Query[], versions: readonly VersionId[]): string {
  return INTERFACES.directory.encodeFunctionData("ask", [
    INTERFACES.lens.encodeFunctionData("report", [queries, [...new Set(versions)]]),
  ]);
}
