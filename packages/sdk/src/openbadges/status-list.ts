import { time } from "../core/documents/parts.js";
import { PeersealError } from "../core/errors.js";
import { isHex32 } from "../core/hex.js";
import { parseNetworkId } from "../core/ids.js";
import type { Hex, JsonObject, NetworkId } from "../core/types.js";
import { VC_CONTEXT } from "./contexts.js";

export {
  decodeStatusList,
  encodeStatusList,
  MAX_STATUS_LIST_ENTRIES,
  MIN_STATUS_LIST_ENTRIES,
  statusAt,
  statusListBits,
} from "./bitstring.js";

/** What a set bit of a list that we publish says. */
export type StatusPurpose = "revocation" | "suspension";

/** The block whose bitmaps a list tells; `time` in Unix seconds. */
export type StatusListBlock = {
  readonly network: NetworkId;
  readonly number: number;
  readonly hash: Hex;
  readonly time: number;
};

/** What a published list is made of. Times are `YYYY-MM-DDTHH:MM:SSZ`. */
export type StatusListInput = {
  /** URL at which the list is published: `statusListCredential` of the entries. */
  readonly id: string;
  /** The issuer of the credentials in the list, as they name it. */
  readonly issuer: string | JsonObject;
  readonly purpose: StatusPurpose;
  /** As {@link encodeStatusList} writes it. */
  readonly encodedList: string;
  readonly validFrom: string;
  /** Soon after `validFrom`: until then others may keep the list without asking again. */
  readonly validUntil: string;
  readonly block: StatusListBlock;
};

/**
 * The unsigned `BitstringStatusListCredential` of a batch for one purpose (W3C Bitstring Status List v1.0).
 *
 * It names the context of VCDM 2.0 and no other, so that every verifier can check its signature; which block it tells
 * stands in its signed `description`, which {@link statusListBlock} reads. No `ttl`: it would be a second, unlike word
 * for the time that `validUntil` tells.
 *
 * @throws `issue-invalid` for times or a block that do not fit, `id-malformed` for a network that is none
 *
 * @example
 * const unsigned = statusListCredential({ id, issuer: key.did, purpose: "revocation",
 *   encodedList: encodeStatusList(statusListBits(revoked)), validFrom, validUntil, block });
 */
export function statusListCredential(input: StatusListInput): JsonObject {
  const { id, issuer, purpose, encodedList, validFrom, validUntil, block } = input;
  for (const [field, value] of Object.entries({ validFrom, validUntil })) {
    if (!time.safeParse(value).success) refuse(`${field} is not YYYY-MM-DDTHH:MM:SSZ`, { field, value });
  }
  if (validUntil <= validFrom) refuse("the list's validity ends before it starts", { field: "validUntil" });
  return {
    "@context": [VC_CONTEXT],
    id,
    type: ["VerifiableCredential", "BitstringStatusListCredential"],
    issuer,
    description: describe(purpose, block),
    validFrom,
    validUntil,
    credentialSubject: { id: `${id}#list`, type: "BitstringStatusList", statusPurpose: purpose, encodedList },
  };
}

const DESCRIPTION =
  /^Bits of (?:revocation|suspension) as (eip155:\d+:0x[0-9a-f]{40}) had them at block (\d{1,15}) \((0x[0-9a-f]{64})\) of (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)\.$/;

function describe(purpose: StatusPurpose, { network, number, hash, time: at }: StatusListBlock): string {
  const { id } = parseNetworkId(network);
  if (!Number.isSafeInteger(number) || number < 0 || !isHex32(hash) || !Number.isSafeInteger(at) || at < 0) {
    refuse("the block does not have number, hash and time", { number, hash, time: at });
  }
  const when = new Date(at * 1000).toISOString().replace(".000Z", "Z");
  return `Bits of ${purpose} as ${id} had them at block ${number} (${hash}) of ${when}.`;
}

/** The block that a list of ours says it tells; null for a list of others. Nothing of it is checked. */
export function statusListBlock(list: JsonObject): StatusListBlock | null {
  const { description } = list;
  const [, network, number, hash, at] = (typeof description === "string" && DESCRIPTION.exec(description)) || [];
  if (network === undefined || number === undefined || hash === undefined || at === undefined) return null;
  if (!isHex32(hash)) return null;
  return { network: parseNetworkId(network).id, number: Number(number), hash, time: Date.parse(at) / 1000 };
}

function refuse(message: string, details: Record<string, string | number>): never {
  throw new PeersealError("issue-invalid", message, { details });
}
