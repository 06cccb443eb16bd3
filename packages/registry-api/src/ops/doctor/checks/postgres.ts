import { sql } from "kysely";
import { type Check, dbOf, fail, ok, type Patient, type Said, warn } from "../finding.js";

const LEAST_VERSION = 140_000;
const ENOUGH_CONNECTIONS = 20;
const NAMES = [
  "server_version_num",
  "server_version",
  "fsync",
  "synchronous_commit",
  "full_page_writes",
  "max_connections",
  "server_encoding",
] as const;

/** PostgreSQL answers, is new enough, and keeps what it has answered. */
export const postgres: Check = {
  name: "postgres",
  needs: ["config"],
  run: async (patient) => {
    if (patient.db === null) {
      const fix =
        patient.config?.databaseUrl == null
          ? "Start the registry: npm start"
          : "Check DATABASE_URL, and that this machine may reach it (pg_hba.conf, firewall).";
      return [fail(patient.databaseFault ?? "PostgreSQL does not answer.", fix)];
    }
    return judgeSettings(await readSettings(patient));
  },
};

type Settings = Readonly<Record<(typeof NAMES)[number], string>>;

async function readSettings(patient: Patient): Promise<Settings> {
  const { rows } = await sql<{ name: string; setting: string }>`
    select name, setting from pg_settings where name = any(${[...NAMES]}::text[])
  `.execute(dbOf(patient));
  const found = new Map(rows.map(({ name, setting }) => [name, setting]));
  // The names are those that were asked for.
  return Object.fromEntries(NAMES.map((name) => [name, found.get(name) ?? ""])) as Settings;
}

/** What settings of PostgreSQL mean for us. */
export function judgeSettings(settings: Settings): readonly Said[] {
  const said: Said[] = [];
  const alter = (name: string, value: string) => `ALTER SYSTEM SET ${name} = ${value}; SELECT pg_reload_conf();`;
  if (Number(settings.server_version_num) < LEAST_VERSION) {
    said.push(fail(`PostgreSQL ${settings.server_version} is too old.`, "Use PostgreSQL 16 or newer."));
  }
  if (settings.fsync !== "on") {
    said.push(fail("fsync is off: a power cut loses what was accepted.", alter("fsync", "on")));
  }
  if (settings.full_page_writes !== "on") {
    said.push(fail("full_page_writes is off: a power cut can damage tables.", alter("full_page_writes", "on")));
  }
  if (settings.synchronous_commit === "off") {
    said.push(fail("synchronous_commit is off: 202 would come before the commit.", alter("synchronous_commit", "on")));
  }
  if (settings.server_encoding !== "UTF8") {
    said.push(
      fail(
        `The database's encoding is ${settings.server_encoding}.`,
        "CREATE DATABASE peerseal ENCODING 'UTF8' TEMPLATE template0;",
      ),
    );
  }
  if (Number(settings.max_connections) < ENOUGH_CONNECTIONS) {
    said.push(
      warn(
        `max_connections is ${settings.max_connections}; each replica uses up to 12.`,
        "ALTER SYSTEM SET max_connections = 100; then restart PostgreSQL.",
      ),
    );
  }
  return said.length === 0 ? [ok(`PostgreSQL ${settings.server_version} answers and keeps what it answers.`)] : said;
}
