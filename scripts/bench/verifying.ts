import { createBulkProver } from "@peerseal/sdk/bulk";
import type { Work } from "./contest.ts";
import { outcomeOf, peerOf } from "./peer.ts";
import type { SignedSet } from "./signed.ts";

/** Whether the proofs of parsed credentials verify, and the digest of each; a new prover each time, which learns anew. */
export function bySdk({ credentials }: SignedSet): Work {
  return async () => {
    const prove = createBulkProver();
    const verified: string[] = [];
    for (const credential of credentials) {
      const { proofs } = await prove(credential);
      verified.push(String(proofs.length === 1 && proofs[0]?.outcome === "verified"));
    }
    return outcomeOf(verified);
  };
}

/** Whether the proofs of parsed credentials verify. */
export function byDigitalBazaar({ credentials, keys }: SignedSet): Work {
  const peer = peerOf(keys);
  return async () => {
    const verified: string[] = [];
    for (const credential of credentials) verified.push(String(await peer.verify(credential)));
    return outcomeOf(verified);
  };
}
