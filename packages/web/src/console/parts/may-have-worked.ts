import { PeersealError } from "@peerseal/sdk";

/**
 * Whether a registry may have done a write all the same: its answer was lost, or is still to come. Then it is sent again
 * under the same key; under the key of one that was refused, the same refusal is all that would come.
 */
export function mayHaveWorked(error: unknown): boolean {
  return !(error instanceof PeersealError) || error.retryable || error.code === "internal";
}
