import type { Prepare } from "../contest.ts";
import { outcomeOf, peerOf } from "../peer.ts";
import { signedBatch } from "../signed.ts";

/** Whether the proofs of parsed credentials verify. */
export const prepare: Prepare = async (n) => {
  const { credentials, keys } = await signedBatch(n);
  const peer = peerOf(keys);
  return async () => {
    const verified: string[] = [];
    for (const credential of credentials) verified.push(String(await peer.verify(credential)));
    return outcomeOf(verified);
  };
};
