import { networkId, parseInstitutionUrn, parseStatusEntryId, parseVersionUrn } from "../ids.js";
import type { JsonObject, JsonValue, NetworkId, VersionId } from "../types.js";
import { isObject, listOf, member } from "../values.js";

/*
 * What a credential names on a network. Whoever asks the chain and whoever judges its answer read it here, so that they
 * never speak of different things.
 */

/** Place of a credential: a bit of a batch of an institution of a network. */
export type Place = {
  readonly network: NetworkId;
  readonly institution: number;
  readonly number: number;
  readonly index: number;
};

/** The place that each status entry names, in order; null for an entry that is not ours. */
export function placesNamed(credential: JsonObject): readonly (Place | null)[] {
  return listOf(member(credential, "credentialStatus")).map((status) => {
    const id = textOf(status, "id");
    const entry = id === null ? null : parseStatusEntryId(id);
    if (entry === null) return null;
    const { chainId, directory, institution, number, index } = entry;
    return { network: networkId(chainId, directory), institution, number, index };
  });
}

/** The course version that the achievement names: of one subject with one achievement; of more, none is the one. */
export function versionNamed(
  credential: JsonObject,
): { readonly network: NetworkId; readonly version: VersionId } | null {
  const subjects = listOf(member(credential, "credentialSubject"));
  const achievements = subjects.flatMap((subject) => (isObject(subject) ? listOf(member(subject, "achievement")) : []));
  const [achievement] = achievements;
  if (subjects.length !== 1 || achievements.length !== 1 || achievement === undefined) return null;
  const id = textOf(achievement, "id");
  return id === null ? null : parseVersionUrn(id);
}

/** Who the credential says its issuer is: an id, a name as it is written, and institutions of networks. */
export type ClaimedIssuer = {
  readonly id: string | null;
  readonly name: JsonValue;
  readonly institutions: readonly { readonly network: NetworkId; readonly institution: number }[];
};

/** Reads what a credential says about its issuer; nothing of it is checked. */
export function issuerNamed(credential: JsonObject): ClaimedIssuer {
  const value = member(credential, "issuer");
  if (typeof value === "string") return { id: value, name: null, institutions: [] };
  if (!isObject(value)) return { id: null, name: null, institutions: [] };
  const others = listOf(member(value, "otherIdentifier")).map((entry) => textOf(entry, "identifier"));
  return {
    id: textOf(value, "id"),
    name: member(value, "name") ?? null,
    institutions: others.flatMap((text) => (text === null ? [] : (parseInstitutionUrn(text) ?? []))),
  };
}

function textOf(value: JsonValue, name: string): string | null {
  const text = isObject(value) ? member(value, name) : undefined;
  return typeof text === "string" ? text : null;
}
