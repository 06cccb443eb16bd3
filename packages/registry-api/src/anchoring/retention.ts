import { deleteBodies, dueBodies } from "../store/batches.js";
import type { SealDeps } from "./seal.js";

const DAY = 86_400;

/**
 * Deletes the texts of credentials whose batches the chain has held for so many days: by then they are delivered, and
 * digests and places are all that stays. A crash leaves them due.
 */
export async function deleteDueBodies(
  { db, now, reached }: Pick<SealDeps, "db" | "now" | "reached">,
  keptDays: number,
): Promise<void> {
  for (const key of await dueBodies(db, now() - keptDays * DAY)) {
    await reached("bodies-due");
    await deleteBodies(db, key);
  }
}
