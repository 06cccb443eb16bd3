import { makeMerkleTree } from "@openzeppelin/merkle-tree/dist/core.js";
import { standardNodeHash } from "@openzeppelin/merkle-tree/dist/hashes.js";
import { AbiCoder, id, keccak256 } from "ethers";
import type { TrueLog } from "../chain-truth.ts";
import type { Accepted } from "../ledger.ts";

/** A credential as the database holds it in a batch. */
export type StoredLeaf = {
  readonly institution: number;
  readonly number: number;
  readonly index: number;
  readonly digest: string;
};

const LEAF_DOMAIN = id("peerseal.credential-leaf/1");
const REVOKE = 1n;
const EMPTY = `0x${"0".repeat(64)}`;
const WORD_BITS = 256;

/** What the chain says of everything that may have been accepted. */
type Seen = {
  readonly courses: ReadonlyMap<string, number>;
  readonly anchors: ReadonlyMap<string, { readonly root: string; readonly size: number; readonly times: number }>;
  readonly revoked: ReadonlyMap<string, number>;
};

export function seenOn(logs: readonly TrueLog[]): Seen {
  const courses = new Map<string, number>();
  const anchors = new Map<string, { root: string; size: number; times: number }>();
  const revoked = new Map<string, number>();
  const add = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const { event } of logs) {
    if (event === null) continue;
    const { name, args } = event;
    if (name === "CourseRegistered") add(courses, `${args.institution} ${args.code}`);
    if (name === "BatchAnchored") {
      const key = `${args.institution} ${args.number}`;
      anchors.set(key, { root: args.root, size: Number(args.size), times: (anchors.get(key)?.times ?? 0) + 1 });
    }
    if (name === "CredentialStatusChanged" && args.action === REVOKE) {
      add(revoked, `${args.institution} ${args.number} ${args.index}`);
    }
    if (name === "StatusChanged" && args.action === REVOKE) {
      for (const [place, word] of [...args.words].entries()) {
        for (const bit of bitsOf(BigInt(args.masks[place]))) {
          add(revoked, `${args.institution} ${args.number} ${Number(word) * WORD_BITS + bit}`);
        }
      }
    }
  }
  return { courses, anchors, revoked };
}

/** Accepted things that the chain does not hold (yet), as text. */
export function missingOn(accepted: readonly Accepted[], seen: Seen): string[] {
  return accepted.filter((what) => !isOn(what, seen)).map((what) => `not on chain: ${JSON.stringify(what)}`);
}

function isOn(what: Accepted, { courses, anchors, revoked }: Seen): boolean {
  switch (what.kind) {
    case "course":
      return courses.has(`${what.institution} ${what.code}`);
    case "leaf":
    case "batch":
      return anchors.has(`${what.institution} ${what.number}`);
    case "revoked":
      return revoked.has(`${what.institution} ${what.number} ${what.index}`);
  }
}

/**
 * Accepted credentials that no root holds at their place. The roots are computed anew, by another library, of what the
 * database says is in each batch.
 */
export function checkLeaves(accepted: readonly Accepted[], seen: Seen, stored: readonly StoredLeaf[]): string[] {
  const findings: string[] = [];
  const batches = new Map<string, Map<number, string>>();
  for (const { institution, number, index, digest } of stored) {
    const key = `${institution} ${number}`;
    batches.set(key, (batches.get(key) ?? new Map<number, string>()).set(index, digest));
  }
  for (const [key, leaves] of batches) {
    const anchor = seen.anchors.get(key);
    if (anchor === undefined) continue;
    const root = rootOf(leaves, anchor.size);
    if (root !== anchor.root)
      findings.push(`the root of batch ${key} is not that of what is stored: ${anchor.root}, ${root}`);
  }
  for (const what of accepted) {
    const leaves =
      what.kind === "leaf" || what.kind === "batch" ? batches.get(`${what.institution} ${what.number}`) : undefined;
    if (what.kind === "leaf" && leaves?.get(what.index) !== what.digest) {
      findings.push(`not in the database at its place: ${JSON.stringify(what)}`);
    }
    if (what.kind === "batch" && leaves?.size !== what.learners) {
      findings.push(`a batch of ${what.learners} holds ${leaves?.size ?? 0}: ${JSON.stringify(what)}`);
    }
  }
  return findings;
}

/** What is on chain more often than once, and digests that stand in two places. */
export function checkOnce({ courses, anchors, revoked }: Seen, stored: readonly StoredLeaf[]): string[] {
  const places = new Map<string, number>();
  for (const { digest } of stored) places.set(digest, (places.get(digest) ?? 0) + 1);
  return [
    ...[...courses].flatMap(([key, times]) => (times > 1 ? [`course registered ${times} times: ${key}`] : [])),
    ...[...anchors].flatMap(([key, { times }]) => (times > 1 ? [`batch anchored ${times} times: ${key}`] : [])),
    ...[...revoked].flatMap(([key, times]) => (times > 1 ? [`credential revoked ${times} times: ${key}`] : [])),
    ...[...places].flatMap(([digest, times]) => (times > 1 ? [`credential in ${times} places: ${digest}`] : [])),
  ];
}

/** The root over leaves by index, padded with zero words; null where an index lies beyond the size. */
function rootOf(digests: ReadonlyMap<number, string>, size: number): string | null {
  let width = 1;
  while (width < size) width *= 2;
  const leaves = Array.from({ length: width }, () => EMPTY);
  for (const [index, digest] of digests) {
    if (index >= size) return null;
    const encoded = AbiCoder.defaultAbiCoder().encode(["bytes32", "uint256", "bytes32"], [LEAF_DOMAIN, index, digest]);
    leaves[index] = keccak256(keccak256(encoded));
  }
  return makeMerkleTree(leaves, standardNodeHash)[0] ?? null;
}

function bitsOf(mask: bigint): number[] {
  return Array.from({ length: WORD_BITS }, (_, bit) => bit).filter((bit) => ((mask >> BigInt(bit)) & 1n) === 1n);
}
