import {
  type Address,
  canonical,
  checkFormat,
  credentialDigest,
  type Hex,
  type JsonObject,
  type LoadDid,
  type NetworkId,
  PeersealError,
  parseStatusEntryId,
  parseVersionUrn,
  type prove,
} from "@peerseal/sdk";
import type { PutCredential } from "../../store/batches.js";

/** The batch that a credential must name. */
export type Place = {
  readonly network: NetworkId;
  readonly chainId: number;
  readonly directory: Address;
  readonly institution: number;
  readonly number: number;
  readonly capacity: number;
  readonly courseVersion: Hex;
  /** Resolves the DIDs of the network's institutions. */
  readonly loadDid: LoadDid;
  /** Checks proofs, and remembers what the credentials of a batch share. */
  readonly prove: typeof prove;
};

/**
 * Checks a signed credential before a batch takes it: what is wrong with it must be known before the batch is sealed.
 *
 * @param position where it stands in the request; errors name it.
 * @throws PeersealError `issue-invalid`, `batch-index`
 */
export async function inspectCredential(value: unknown, place: Place, position: number): Promise<PutCredential> {
  const credential = objectOf(value);
  if (credential === null) throw invalid("A credential is an object.", { position });
  const format = checkFormat(credential);
  if (!format.ok) throw invalid("The credential is malformed.", { position, issues: format.issues });
  const index = indexOf(credential, place, position);
  const digest = credentialDigest(credential);
  const { proofs } = await place.prove(credential, { loadDid: place.loadDid });
  const bad = proofs.find(({ outcome, controlledByIssuer }) => outcome !== "verified" || !controlledByIssuer);
  if (proofs.length === 0 || bad !== undefined) {
    throw invalid("A signature of the credential does not verify by its issuer's key.", {
      position,
      index,
      reason: bad?.reason ?? "no-proof",
    });
  }
  return { index, digest, credential: canonical(credential) };
}

function indexOf(credential: JsonObject, place: Place, position: number): number {
  const entry = statusEntryOf(credential);
  const same =
    entry !== null &&
    entry.chainId === place.chainId &&
    entry.directory === place.directory &&
    entry.institution === place.institution &&
    entry.number === place.number;
  if (!same) throw invalid("The credential's status entry does not name this batch.", { position, entry });
  if (entry.index >= place.capacity) {
    throw new PeersealError("batch-index", `Index ${entry.index} is not below the capacity ${place.capacity}.`, {
      details: { position, index: entry.index, capacity: place.capacity },
    });
  }
  const named = versionOf(credential);
  if (named === null || named.network !== place.network || named.version !== place.courseVersion) {
    throw invalid("The credential's achievement is not the course version of this batch.", {
      position,
      index: entry.index,
    });
  }
  return entry.index;
}

function statusEntryOf(credential: JsonObject) {
  const status = member(credential, "credentialStatus");
  const id = status === null ? undefined : status.id;
  return typeof id === "string" ? parseStatusEntryId(id) : null;
}

function versionOf(credential: JsonObject) {
  const subject = member(credential, "credentialSubject");
  const achievement = subject === null ? null : member(subject, "achievement");
  const id = achievement === null ? undefined : achievement.id;
  return typeof id === "string" ? parseVersionUrn(id) : null;
}

function member(object: JsonObject, name: string): JsonObject | null {
  return objectOf(object[name]);
}

/** What the strict JSON parser made, where it is an object: nothing but JSON is in it. */
function objectOf(value: unknown): JsonObject | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

function invalid(message: string, details: Readonly<Record<string, unknown>>): PeersealError {
  return new PeersealError("issue-invalid", message, { details });
}
