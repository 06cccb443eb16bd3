import { join, relative, resolve } from "node:path";
import { DEMO_API_KEYS_FILE, type DemoApiKeys } from "@peerseal/registry-api";
import { type Client, pages } from "@peerseal/sdk";
import { SAMPLES_FOLDER } from "./folder.ts";

/** The course whose story the examples follow, and who issues for it. */
const EXAMPLE = { institution: 1, code: "shelter-hygiene" } as const;

export type Place = {
  /** Address of the registry. */
  readonly url: string;
  readonly dataDir: string;
  /** Whether the data folder is one that commands find by themselves. */
  readonly isDefaultFolder: boolean;
  /** null: none were made. */
  readonly apiKeys: DemoApiKeys | null;
};

type Folder = Pick<Place, "dataDir" | "isDefaultFolder">;

/** The command that verifies a sample. */
export function verifyCommand({ dataDir, isDefaultFolder }: Folder, sample: string): string {
  const full = join(resolve(dataDir), SAMPLES_FOLDER, sample);
  const near = relative(process.cwd(), full);
  const path = near.startsWith("..") ? full : near;
  return `${prefix({ dataDir, isDefaultFolder })}npm run -s verify -- ${quoted(path)}`;
}

/** What a newcomer can do now, as lines for a terminal. @param client with the admin's key, where there are keys. */
export async function whatToTry(client: Client, place: Place): Promise<string> {
  const { url } = place;
  const version = await newestVersion(client);
  const apiKey = place.apiKeys?.officers[EXAMPLE.institution] ?? "";
  const body = JSON.stringify({
    courseVersion: version,
    institution: EXAMPLE.institution,
    learners: ["first.learner@example.org", "second.learner@example.org"],
  });
  return `
Try it:

  Verify a credential from its file and the chain alone
    ${verifyCommand(place, "good.peerseal.json")}
    (beside it: revoked, suspended, replaced, corrected, altered, expired, merged; good.json with good.receipt.json;
    and good as a badge and a certificate: good.png, good.svg, good.pdf, good.ja.pdf)

  Seal the last review of an open round, reveal all, and see in-review become the result
    ${prefix(place)}npm run demo:review

  Issue and anchor credentials for two learners, as an officer of institution ${EXAMPLE.institution}
    curl -s ${url}/v1/batches/issue -H 'content-type: application/json' -H 'authorization: Bearer ${apiKey}' -d '${body}'
    (keys of officers and of an admin: ${DEMO_API_KEYS_FILE} in the data folder)

  In the browser
    Verify a file                   ${url}/
    The network, and who governs    ${url}/network  ${url}/governance
    A course's review result        ${url}/versions/${version}
    The same as data                ${url}/v1/versions/${version}
    The institution's console       ${await invitationTo(client, place)}
    The reviewer's workspace        ${url}/review
    API reference                   ${url}/docs
`;
}

/** Where somebody becomes an officer of the example's institution. Passkeys need a name, which a number is not. */
async function invitationTo(client: Client, { url, apiKeys }: Place): Promise<string> {
  if (apiKeys === null) return `${url}/console`;
  const { token } = await client.access.invitations.create({
    institution: EXAMPLE.institution,
    role: "officer",
    label: "Printed by npm start",
    hours: 24,
  });
  const named = new URL(`/sign-in#invite=${token}`, url);
  if (named.hostname === "127.0.0.1") named.hostname = "localhost";
  return `${named.href} (once, within a day)`;
}

async function newestVersion(client: Client): Promise<string> {
  for await (const course of pages((page) => client.courses.list({ ...page, institution: EXAMPLE.institution }))) {
    if (course.code === EXAMPLE.code && course.newestVersion !== null) return course.newestVersion;
  }
  throw new TypeError(`The registry does not know the course ${EXAMPLE.code}.`);
}

function prefix({ dataDir, isDefaultFolder }: Folder): string {
  return isDefaultFolder ? "" : `PEERSEAL_DATA_DIR=${quoted(resolve(dataDir))} `;
}

/** As a shell takes it. */
function quoted(text: string): string {
  return /^[\w./@:-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
