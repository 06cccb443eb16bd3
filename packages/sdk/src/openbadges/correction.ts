import type { TextByLanguage } from "../core/documents/index.js";
import { PeersealError } from "../core/errors.js";
import { parseStatusEntryId } from "../core/ids.js";
import type { JsonObject } from "../core/types.js";
import { isObject, member } from "../core/values.js";
import type { Correction } from "./issue.js";

/**
 * What a corrected credential says about the one that it takes the place of. The pointer stands in the new file only;
 * the old one is marked `replaced` on chain (`SetStatus`, action `replace`), which names no successor.
 *
 * @throws `issue-invalid` where the old one has no id or no status entry of a network of ours
 */
export function correctionOf(credential: JsonObject, reason?: TextByLanguage): Correction {
  const id = member(credential, "id");
  const status = member(credential, "credentialStatus");
  const statusEntry = isObject(status) ? member(status, "id") : undefined;
  if (typeof id !== "string" || typeof statusEntry !== "string" || parseStatusEntryId(statusEntry) === null) {
    throw new PeersealError("issue-invalid", "Only a credential of a batch can be corrected.");
  }
  return { credential: id, statusEntry, ...(reason === undefined ? {} : { reason }) };
}
