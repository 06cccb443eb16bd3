import { checkBatches } from "./batches.js";
import type { Finding, FsckDeps } from "./finding.js";
import { checkRelays } from "./relays.js";
import { checkStatuses } from "./statuses.js";

export type { Finding, FindingCode, FsckDeps } from "./finding.js";

/**
 * Recomputes what was accepted and sealed, and holds it against the chain and the index. Reads only; a registry may run
 * beside it, and what it is about to do shows as not yet done.
 *
 * @throws PeersealError `chain-unreachable`, `database-unreachable`
 */
export async function fsck(deps: FsckDeps): Promise<readonly Finding[]> {
  return [...(await checkBatches(deps)), ...(await checkStatuses(deps)), ...(await checkRelays(deps))];
}
