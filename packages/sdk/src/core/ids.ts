import { AbiCoder } from "ethers/abi";
import { getAddress } from "ethers/address";
import { keccak256 } from "ethers/crypto";
import { sha256 } from "./digest.js";
import { PeersealError } from "./errors.js";
import { hexLength, isHex20, isHex32, toHex } from "./hex.js";
import { utf8 } from "./text.js";
import type {
  Address,
  BatchId,
  ConcernId,
  CourseId,
  Digest,
  Hex,
  KeyId,
  NetworkId,
  RoundId,
  RubricId,
  VersionId,
} from "./types.js";

const CODER = AbiCoder.defaultAbiCoder();
const COURSE_CODE = /^[a-z0-9][a-z0-9-]{0,62}$/;
const NETWORK = /^eip155:([1-9][0-9]{0,15}):(0x[0-9a-f]{40})$/;
const STATUS_ENTRY =
  /^urn:peerseal:([1-9][0-9]{0,15}):(0x[0-9a-f]{40}):batch:([1-9][0-9]{0,9}):(0|[1-9][0-9]{0,15})#(0|[1-9][0-9]{0,6})$/;
const INSTITUTION_URN = /^urn:peerseal:([1-9][0-9]{0,15}):(0x[0-9a-f]{40}):institution:([1-9][0-9]{0,9})$/;
const VERSION_URN = /^urn:peerseal:([1-9][0-9]{0,15}):(0x[0-9a-f]{40}):version:(0x[0-9a-f]{64})$/;
const STATUS_LIST = /^([1-9][0-9]{0,9})-(0|[1-9][0-9]{0,15})-(revocation|suspension)$/;
/** Highest number of an institution; the first is 1. */
export const MAX_INSTITUTION = 0xffff_ffff;
/** Credentials that a batch may hold: 2^20. */
export const MAX_BATCH_SIZE = 1 << 20;

function malformed(what: string): PeersealError {
  return new PeersealError("id-malformed", `Malformed: ${what}.`);
}

/**
 * Reads 32 bytes: `0x` and 64 lowercase hex digits.
 *
 * @throws `id-malformed`
 */
export function parseHex32(text: string): Hex {
  if (isHex32(text)) return text;
  throw malformed("expected 0x and 64 lowercase hex digits");
}

/**
 * Reads an address, in lowercase or with its EIP-55 checksum, and gives it in lowercase.
 *
 * @throws `id-malformed`, also for a wrong checksum
 */
export function parseAddress(text: string): Address {
  if (isHex20(text)) return text as Hex as Address;
  if (!/^0x[0-9a-fA-F]{40}$/.test(text)) throw malformed("expected 0x and 40 hex digits");
  try {
    return toHex(getAddress(text).toLowerCase()) as Address;
  } catch {
    throw malformed("the address does not have its checksum");
  }
}

/** @throws `id-malformed` */
export const parseCourseId = (text: string): CourseId => parseHex32(text) as CourseId;
/** @throws `id-malformed` */
export const parseVersionId = (text: string): VersionId => parseHex32(text) as VersionId;
/** @throws `id-malformed` */
export const parseRubricId = (text: string): RubricId => parseHex32(text) as RubricId;
/** @throws `id-malformed` */
export const parseRoundId = (text: string): RoundId => parseHex32(text) as RoundId;
/** @throws `id-malformed` */
export const parseConcernId = (text: string): ConcernId => parseHex32(text) as ConcernId;
/** @throws `id-malformed` */
export const parseBatchId = (text: string): BatchId => parseHex32(text) as BatchId;
/** @throws `id-malformed` */
export const parseKeyId = (text: string): KeyId => parseHex32(text) as KeyId;

/**
 * CAIP-10 id of a network: its chain and the address of its directory.
 *
 * @throws `id-malformed`
 */
export function networkId(chainId: number, directory: string): NetworkId {
  return parseNetworkId(`eip155:${chainId}:${parseAddress(directory)}`).id;
}

/**
 * Reads `eip155:<chainId>:<directory>`, the address in lowercase.
 *
 * @throws `id-malformed`
 */
export function parseNetworkId(text: string): {
  readonly id: NetworkId;
  readonly chainId: number;
  readonly directory: Address;
} {
  const [, chain, directory] = NETWORK.exec(text) ?? [];
  const chainId = Number(chain);
  if (directory === undefined || !Number.isSafeInteger(chainId)) {
    throw malformed("expected eip155:<chain id>:<directory address in lowercase>");
  }
  return { id: text as NetworkId, chainId, directory: parseAddress(directory) };
}

function hashOf(types: readonly string[], values: readonly unknown[]): Hex {
  return toHex(keccak256(CODER.encode(types, values)));
}

/**
 * Id of a course: keccak256(abi.encode(uint32 institution, keccak256(code))). `institution` is the one that registered it.
 *
 * @throws `id-malformed` for a code that is not `[a-z0-9][a-z0-9-]{0,62}`
 */
export function courseId(institution: number, code: string): CourseId {
  if (!COURSE_CODE.test(code)) throw malformed("a course code is [a-z0-9][a-z0-9-]{0,62}");
  return hashOf(["uint32", "bytes32"], [institution, keccak256(utf8(code))]) as CourseId;
}

/** Id of a course version: keccak256(abi.encode(course, descriptorDigest)). */
export function versionId(course: CourseId, descriptorDigest: Digest): VersionId {
  return hashOf(["bytes32", "bytes32"], [course, descriptorDigest]) as VersionId;
}

/** Id of a rubric: keccak256(abi.encode(uint32 publisher, digest, uint256[2] header)). */
export function rubricId(publisher: number, digest: Digest, header: readonly [bigint, bigint]): RubricId {
  return hashOf(["uint32", "bytes32", "uint256[2]"], [publisher, digest, header]) as RubricId;
}

/** Id of the n-th round (from 1) of a version against a rubric: keccak256(abi.encode(version, rubric, uint32 n)). */
export function roundId(version: VersionId, rubric: RubricId, n: number): RoundId {
  return hashOf(["bytes32", "bytes32", "uint32"], [version, rubric, n]) as RoundId;
}

/** Id of the n-th concern (from 1) about a version: keccak256(abi.encode(version, uint32 n)). */
export function concernId(version: VersionId, n: number): ConcernId {
  return hashOf(["bytes32", "uint32"], [version, n]) as ConcernId;
}

/** Id of a batch: keccak256(abi.encode(uint32 institution, uint64 number)). */
export function batchId(institution: number, number: number): BatchId {
  return hashOf(["uint32", "uint64"], [institution, number]) as BatchId;
}

/**
 * Id of a signer from its ERC-7913 bytes: the padded address, or keccak256 of a passkey's 84 bytes. Whether a passkey
 * names the network's verifier is for the chain to say.
 *
 * @throws `signer-malformed`
 */
export function signerId(signer: Hex): KeyId {
  const length = hexLength(signer);
  if (length === 20) return parseHex32(`0x${"0".repeat(24)}${signer.slice(2)}`) as KeyId;
  if (length === 84) return toHex(keccak256(signer)) as KeyId;
  throw new PeersealError("signer-malformed", `Signer bytes are 20 or 84 long, not ${length}.`, {
    details: { length },
  });
}

/** Id of a credential key: SHA-256 of its multikey bytes, prefix included. */
export function credentialKeyId(multikeyBytes: Uint8Array): KeyId {
  return sha256(multikeyBytes) as KeyId;
}

/** The place of a credential: network, institution, batch number, bit in the batch's bitmaps. */
export type StatusEntry = {
  readonly chainId: number;
  readonly directory: Address;
  readonly institution: number;
  readonly number: number;
  readonly index: number;
};

/**
 * `credentialStatus.id` of a credential: from it alone the chain tells the status.
 *
 * @throws `id-malformed` for a value out of range
 */
export function statusEntryId(entry: StatusEntry): string {
  const { chainId, directory, institution, number, index } = entry;
  const text = `urn:peerseal:${chainId}:${directory}:batch:${institution}:${number}#${index}`;
  if (parseStatusEntryId(text) === null) throw malformed("a value of the status entry is out of range");
  return text;
}

/** Reads what {@link statusEntryId} writes; null for everything else, such as the status entry of a foreign credential. */
export function parseStatusEntryId(text: string): StatusEntry | null {
  const [, chain, directory, institution, number, index] = STATUS_ENTRY.exec(text) ?? [];
  if (directory === undefined) return null;
  const entry = {
    chainId: Number(chain),
    directory: parseAddress(directory),
    institution: Number(institution),
    number: Number(number),
    index: Number(index),
  };
  const inRange =
    Number.isSafeInteger(entry.chainId) &&
    entry.institution <= MAX_INSTITUTION &&
    Number.isSafeInteger(entry.number) &&
    entry.index < MAX_BATCH_SIZE;
  return inRange ? entry : null;
}

/** How an institution of a network is named outside it: `urn:peerseal:<chainId>:<directory>:institution:<n>`. */
export function institutionUrn(network: NetworkId, institution: number): string {
  const { chainId, directory } = parseNetworkId(network);
  return `urn:peerseal:${chainId}:${directory}:institution:${institution}`;
}

/** Reads what {@link institutionUrn} writes; null for everything else. */
export function parseInstitutionUrn(
  text: string,
): { readonly network: NetworkId; readonly institution: number } | null {
  const [, chain, directory, institution] = INSTITUTION_URN.exec(text) ?? [];
  if (directory === undefined || !Number.isSafeInteger(Number(chain))) return null;
  if (Number(institution) > MAX_INSTITUTION) return null;
  return { network: networkId(Number(chain), directory), institution: Number(institution) };
}

/** URN of a course version, as a credential's achievement names it. */
export function versionUrn(network: NetworkId, version: VersionId): string {
  const { chainId, directory } = parseNetworkId(network);
  return `urn:peerseal:${chainId}:${directory}:version:${version}`;
}

/** Name of a batch's published status list, as in a registry's `/status/<name>`: `<institution>-<number>-<purpose>`. */
export function statusListName(list: StatusList): string {
  const text = `${list.institution}-${list.number}-${list.purpose}`;
  if (parseStatusListName(text) === null) throw malformed("a value of the status list's name is out of range");
  return text;
}

/** What a status list of a batch tells of. */
export type StatusList = {
  readonly institution: number;
  readonly number: number;
  readonly purpose: "revocation" | "suspension";
};

/** Reads what {@link statusListName} writes; null for everything else. */
export function parseStatusListName(text: string): StatusList | null {
  const [, institution, number, purpose] = STATUS_LIST.exec(text) ?? [];
  const list = { institution: Number(institution), number: Number(number) };
  if (list.institution > MAX_INSTITUTION || !Number.isSafeInteger(list.number)) return null;
  return purpose === "revocation" || purpose === "suspension" ? { ...list, purpose } : null;
}

/** URN of a review round, of a rubric or of a programme, as documents about them name it. */
export function networkUrn(network: NetworkId, kind: "round" | "rubric" | "programme", id: Hex): string {
  const { chainId, directory } = parseNetworkId(network);
  return `urn:peerseal:${chainId}:${directory}:${kind}:${parseHex32(id)}`;
}

/** Reads what {@link versionUrn} writes; null for everything else. */
export function parseVersionUrn(text: string): { readonly network: NetworkId; readonly version: VersionId } | null {
  const [, chain, directory, version] = VERSION_URN.exec(text) ?? [];
  if (chain === undefined || directory === undefined || version === undefined) return null;
  if (!Number.isSafeInteger(Number(chain))) return null;
  return { network: networkId(Number(chain), directory), version: parseVersionId(version) };
}
