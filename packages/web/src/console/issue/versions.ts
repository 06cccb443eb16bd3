import type { Client, wire } from "@peerseal/sdk";
import { isParty } from "../courses/load.js";
import { all, eachOf } from "../parts/lists.js";

type Party = wire.Course["owners"][number];

/** Versions for which an institution may issue now, newest first: its own and those that it delivers. */
export function issuableVersions(client: Client, institution: number, now: number): Promise<wire.VersionDetail[]> {
  return versionsOf(
    client,
    institution,
    ({ owners, deliverers }) => holdsOne([...owners, ...deliverers], institution, now),
    ({ retiredAt, teachOutUntil }) => retiredAt === null || (teachOutUntil ?? 0) >= now,
  );
}

/** Versions that an institution may have reviewed now, newest first: those of courses that it owns. */
export function reviewableVersions(client: Client, institution: number, now: number): Promise<wire.VersionDetail[]> {
  return versionsOf(
    client,
    institution,
    ({ owners }) => holdsOne(owners, institution, now),
    ({ retiredAt }) => retiredAt === null,
  );
}

async function versionsOf(
  client: Client,
  institution: number,
  isMeant: (course: wire.Course) => boolean,
  isOpen: (version: wire.Version) => boolean,
): Promise<wire.VersionDetail[]> {
  const courses = (await all((page) => client.courses.list({ ...page, institution }))).filter(isMeant);
  const versions = await eachOf(courses, ({ id }) => all((page) => client.courses.versions(id, page)));
  const details = await eachOf(versions.flat().filter(isOpen), ({ id }) => client.versions.get(id));
  return details.sort((a, b) => b.published.at - a.published.at);
}

function holdsOne(parties: readonly Party[], institution: number, now: number): boolean {
  return parties.some((party) => party.institution === institution && isParty(party, now));
}

/** Title of a version with its number, as lists show it. */
export function versionName(
  version: Pick<wire.VersionDetail, "descriptor" | "title">,
  textIn: (texts: Readonly<Record<string, string>> | null) => { readonly text: string } | null,
  otherwise: string,
): string {
  const number = version.descriptor?.version;
  const title = textIn(version.title)?.text ?? otherwise;
  return typeof number === "string" ? `${title} ${number}` : title;
}
