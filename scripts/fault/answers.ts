import { PeersealError } from "@peerseal/sdk";

const PASSING: ReadonlySet<string> = new Set([
  "registry-unreachable",
  "chain-unreachable",
  "chain-wrong",
  "database-unreachable",
  "overloaded",
  "internal",
]);

/** Whether the same may be accepted later, or by another replica: a fault in the way, not a refusal. */
export function isPassing(error: unknown): boolean {
  return error instanceof PeersealError && (error.retryable || PASSING.has(error.code));
}
