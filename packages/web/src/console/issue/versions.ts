import type { Client, wire } from "@peerseal/sdk";
import { all, eachOf } from "../parts/institutions.js";

/** Versions for which an institution may issue now, newest first within a course. */
export async function issuableVersions(
  client: Client,
  institution: number,
  now: number,
): Promise<wire.VersionDetail[]> {
  const courses = await all((page) => client.courses.list({ ...page, institution }));
  const own = courses.filter(({ owners, deliverers }) =>
    [...owners, ...deliverers].some((party) => isNow(party, institution, now)),
  );
  const versions = await eachOf(own, ({ id }) => all((page) => client.courses.versions(id, page)));
  const taught = versions
    .flat()
    .filter(({ retiredAt, teachOutUntil }) => retiredAt === null || (teachOutUntil ?? 0) >= now);
  const details = await eachOf(taught, ({ id }) => client.versions.get(id));
  return details.sort((a, b) => b.published.at - a.published.at);
}

function isNow(party: wire.Course["owners"][number], institution: number, now: number): boolean {
  return (
    party.institution === institution &&
    party.from !== null &&
    party.from <= now &&
    (party.until === null || party.until > now)
  );
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
