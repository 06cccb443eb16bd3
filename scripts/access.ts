// Makes, lists and revokes API keys on the database itself: for the first admin, and when no admin is left.
import { parseArgs } from "node:util";
import {
  createKeyAsOperator,
  isPurpose,
  isRole,
  type OperatorDatabase,
  PURPOSES,
  ROLES,
  readConfig,
  revokeKeyAsOperator,
  withOperatorDatabase,
} from "@peerseal/registry-api";
import { PeersealError } from "@peerseal/sdk";
import { forgiveLeaving, lineOf } from "./lib/command.ts";

const USAGE = `npm run -s access -- create-key --role ${ROLES.join("|")} [--role ...] [--institution N]
    [--purpose ${PURPOSES.join("|")}] [--label TEXT] [--days N]
  prints a new API key, once; without --institution it spans the whole registry (admin and auditor only)
npm run -s access -- revoke-key <id>
`;
const say = (text: string) => process.stdout.write(`${text}\n`);
const now = () => Math.floor(Date.now() / 1000);

async function main(): Promise<void> {
  const { values, positionals } = read();
  const [command, id] = positionals;
  if (command === "create-key" && id === undefined) return withDatabase((database) => create(database, values));
  if (command === "revoke-key" && id !== undefined) return withDatabase((database) => revoke(database, id));
  throw usage("Name a command.");
}

const withDatabase = (work: (database: OperatorDatabase) => Promise<void>) =>
  withOperatorDatabase(readConfig(process.env), work);

function read() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        role: { type: "string", multiple: true },
        purpose: { type: "string", multiple: true },
        institution: { type: "string" },
        label: { type: "string" },
        days: { type: "string" },
      },
    });
  } catch (cause) {
    throw usage(cause instanceof Error ? cause.message : "The command is not understood.");
  }
}

type Values = ReturnType<typeof read>["values"];

async function create({ db, chainId }: OperatorDatabase, values: Values): Promise<void> {
  const roles = (values.role ?? []).map((text) => (isRole(text) ? text : fail(`There is no role "${text}".`)));
  const purposes = values.purpose?.map((text) => (isPurpose(text) ? text : fail(`There is no purpose "${text}".`)));
  const { key, row } = await createKeyAsOperator(
    db,
    {
      institution: values.institution === undefined ? null : numberOf("institution", values.institution),
      roles,
      purposes,
      label: values.label ?? "Made at the machine",
      days: values.days === undefined ? undefined : numberOf("days", values.days),
    },
    { now: now(), chainId },
  );
  process.stderr.write(`${row.id}: ${roles.join(", ")}; keep it well, it is not shown again.\n`);
  say(key);
}

async function revoke({ db }: OperatorDatabase, id: string): Promise<void> {
  if (!(await revokeKeyAsOperator(db, id, now())))
    throw new PeersealError("not-found", `No live key has the id ${id}.`);
  say(`${id} is revoked; a running registry takes it for five seconds at most.`);
}

function numberOf(name: string, text: string): number {
  return /^[1-9]\d{0,9}$/.test(text) ? Number(text) : fail(`--${name} is not a number.`);
}

function fail(message: string): never {
  throw usage(message);
}

function usage(message: string): PeersealError {
  return new PeersealError("usage-invalid", `${message}\n${USAGE}`);
}

forgiveLeaving(process.stdout);
main().catch((error: unknown) => {
  process.stderr.write(`${lineOf(error)}\n`);
  process.exitCode = 1;
});
