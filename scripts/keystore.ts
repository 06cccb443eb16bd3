import { chmodSync, existsSync, readFileSync, statSync } from "node:fs";
import { parseArgs } from "node:util";
import { PlainKeystore, type SealedKeystore, sealText } from "@peerseal/registry-api";
import { generateCredentialKey } from "@peerseal/sdk";
import { Wallet } from "ethers";
import { lineOf } from "./lib/command.ts";
import { writeFileDurably } from "./lib/files.ts";

/*
 * Keystores whose keys are under a password.
 *
 *   npm run keystore -- new --chain 1 --institution 2 [--institution 3] --password-file p --out keystore.json
 *   npm run keystore -- seal --in keystore.json --password-file p --out sealed.json
 *
 * `new` makes keys and prints the addresses and public keys to enter on chain; `seal` puts the keys of a file in clear
 * under a password. The password comes from a file, never from the command line, which other processes may see.
 */
const { values, positionals } = parseArgs({
  options: {
    chain: { type: "string" },
    institution: { type: "string", multiple: true },
    in: { type: "string" },
    out: { type: "string" },
    "password-file": { type: "string" },
  },
  allowPositionals: true,
});

function need(name: "chain" | "in" | "out" | "password-file"): string {
  const value = values[name];
  if (value === undefined) throw new Error(`--${name} is missing.`);
  return value;
}

function password(): string {
  const path = need("password-file");
  if ((statSync(path).mode & 0o077) !== 0) throw new Error(`${path} can be read by others: run chmod 600 on it.`);
  const [first = ""] = readFileSync(path, "utf8").split(/\r?\n/);
  if (first.length < 12) throw new Error(`The password in ${path} has fewer than 12 characters.`);
  return first;
}

const account = async (key: string, given: string) => ({
  encrypted: JSON.parse(await new Wallet(key).encrypt(given)) as { version: 3 },
});

async function seal(file: PlainKeystore, given: string): Promise<SealedKeystore> {
  const institutions: SealedKeystore["institutions"] = [];
  for (const { institution, anchor, credential } of file.institutions) {
    institutions.push({
      institution,
      anchor: await account(anchor, given),
      credential: { encrypted: await sealText(JSON.stringify(credential), given) },
    });
  }
  return {
    schema: "peerseal.keystore/2",
    chainId: file.chainId,
    relayer: await account(file.relayer, given),
    institutions,
  };
}

async function fresh(): Promise<PlainKeystore> {
  const chainId = Number(need("chain"));
  if (!Number.isSafeInteger(chainId) || chainId < 1) throw new Error("--chain takes the number of a chain.");
  const relayer = Wallet.createRandom();
  const said = [`relayer ${relayer.address}: send it money for fees`];
  const institutions: PlainKeystore["institutions"] = [];
  for (const text of values.institution ?? []) {
    const institution = Number(text);
    if (!Number.isSafeInteger(institution) || institution < 1) throw new Error("--institution takes a number.");
    const [anchor, credential] = [Wallet.createRandom(), await generateCredentialKey()];
    institutions.push({ institution, anchor: anchor.privateKey, credential: credential.stored() });
    const bytes = Buffer.from(credential.multikeyBytes).toString("hex");
    said.push(`institution ${institution}: AddKey ${anchor.address.toLowerCase()} and 0x${bytes}, both for issuing`);
  }
  process.stdout.write(`${said.join("\n")}\n`);
  return { schema: "peerseal.keystore/1", demo: false, chainId, relayer: relayer.privateKey, institutions };
}

function read(path: string): PlainKeystore {
  const parsed = PlainKeystore.safeParse(JSON.parse(readFileSync(path, "utf8")));
  // Paths only: a message could quote a key.
  if (!parsed.success) {
    throw new Error(`${path} is malformed at ${parsed.error.issues.map((issue) => issue.path.join(".")).join(", ")}.`);
  }
  if (parsed.data.demo) throw new Error(`${path} holds demonstration keys, which are worth nothing.`);
  return parsed.data;
}

async function main(): Promise<void> {
  const [command] = positionals;
  if (command !== "new" && command !== "seal") throw new Error("Say `new` or `seal`.");
  const out = need("out");
  if (existsSync(out)) throw new Error(`${out} is there already.`);
  const given = password();
  const file = await seal(command === "new" ? await fresh() : read(need("in")), given);
  writeFileDurably(out, `${JSON.stringify(file, null, 2)}\n`, 0o600);
  chmodSync(out, 0o600);
  process.stdout.write(`${out} is written. Start the registry with KEYSTORE_PASSWORD_FILE.\n`);
  if (command === "seal") process.stdout.write(`Delete ${need("in")} once the registry runs with it.\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error && !("code" in error) ? error.message : lineOf(error)}\n`);
  process.exitCode = 1;
});
