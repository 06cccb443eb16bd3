import { hashIdentifier, isObject, type LearnerIdentifier, pages, parseStatusEntryId } from "@peerseal/sdk";
import { registry } from "../../registry/registry.js";

type Name = { readonly institution: number; readonly number: number };
/** A bundle of a batch, with its place. */
export type Placed = { readonly place: number; readonly bundle: Readonly<Record<string, unknown>> };

/** Bundles of a batch whose texts are still held here, one after another. */
export async function* bundlesOf(name: Name): AsyncGenerator<Placed, void, undefined> {
  for await (const bundle of pages((page) => registry.batches.bundles(name, page))) {
    const place = placeOf(bundle);
    if (place !== null) yield { place, bundle };
  }
}

/** Places of a batch that hold a credential; null where its texts are deleted, and nobody knows here any more. */
export async function usedPlaces(name: Name): Promise<ReadonlySet<number> | null> {
  const places = new Set<number>();
  for await (const { place } of bundlesOf(name)) places.add(place);
  return places.size === 0 ? null : places;
}

function placeOf({ credential }: Readonly<Record<string, unknown>>): number | null {
  const status = isObject(credential) ? credential.credentialStatus : null;
  const entry = Array.isArray(status) ? status[0] : status;
  const id = isObject(entry) ? entry.id : null;
  return typeof id === "string" ? (parseStatusEntryId(id)?.index ?? null) : null;
}

/** Name of the file of a credential. */
export function fileOf(place: number, ending: string): string {
  return `${String(place).padStart(6, "0")}.${ending}`;
}

/** Whose credential it is: the one identifier of a list that leads to its salted hash; null: none of them. */
export function ownerOf({ bundle }: Placed, learners: readonly LearnerIdentifier[]): LearnerIdentifier | null {
  const credential = isObject(bundle.credential) ? bundle.credential : {};
  const subject = isObject(credential.credentialSubject) ? credential.credentialSubject : {};
  const identities = Array.isArray(subject.identifier) ? subject.identifier : [subject.identifier];
  for (const identity of identities) {
    if (!isObject(identity) || typeof identity.salt !== "string") continue;
    const { salt, identityHash } = identity;
    const owner = learners.find((learner) => hashIdentifier(learner, salt) === identityHash);
    if (owner !== undefined) return owner;
  }
  return null;
}
