/** How `docs/operations.md` has a replica started: without them V8 lets garbage pile up on a machine with room. */
export const REPLICA_FLAGS = ["--max-old-space-size=256", "--max-semi-space-size=16"];
