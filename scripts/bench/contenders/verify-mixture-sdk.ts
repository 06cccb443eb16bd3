import { createBulkProver } from "@peerseal/sdk/bulk";
import type { Prepare } from "../contest.ts";
import { outcomeOf } from "../peer.ts";
import { signedMixture } from "../signed.ts";

/** Whether the proofs of parsed credentials verify, and the digest of each; a new prover each time, which learns anew. */
export const prepare: Prepare = async (n) => {
  const { credentials } = await signedMixture(n);
  return async () => {
    const prove = createBulkProver();
    const verified: string[] = [];
    for (const credential of credentials) {
      const { proofs } = await prove(credential);
      verified.push(String(proofs.length === 1 && proofs[0]?.outcome === "verified"));
    }
    return outcomeOf(verified);
  };
};
