/**
 * How `docs/operations.md` has a replica started: without them V8 lets garbage pile up on a machine with room, and with
 * the bound alone it looks for garbage so often that a backfill takes half as much of the processor again.
 */
export const REPLICA_FLAGS = ["--max-old-space-size=256", "--max-semi-space-size=16", "--heap-growing-percent=200"];
