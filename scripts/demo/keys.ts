import { createHmac, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PeersealError } from "@peerseal/sdk";
import { Wallet } from "ethers";
import { z } from "zod";
import { writeFileDurably } from "../lib/files.ts";
import { LOCAL_CHAIN_ID } from "../local-chain/local-chain.ts";

const DemoKeyFile = z.strictObject({
  schema: z.literal("peerseal.demo-keys/1"),
  notice: z.string(),
  chainId: z.literal(LOCAL_CHAIN_ID),
  seed: z.string().regex(/^[0-9a-f]{64}$/),
});

/** Keys of the demo network, all derived from one random seed of the data folder. */
export type DemoKeys = {
  readonly relayer: Wallet;
  /** Holds every purpose but `issue`. */
  readonly officer: (institution: number) => Wallet;
  /** Anchors batches. */
  readonly issuer: (institution: number) => Wallet;
  /** 32 bytes from which the Ed25519 key that signs credentials is made. */
  readonly credentialSeed: (institution: number) => Uint8Array;
  /** One-round signer of a seat, named by anything that tells the seat apart. */
  readonly seat: (name: string) => { readonly wallet: Wallet; readonly passkeySeed: Uint8Array };
  /** Random-looking bytes that are the same each time for one name. */
  readonly bytes: (name: string, length: number) => Uint8Array;
};

/** Name of the file in the data folder. */
export const DEMO_KEYS_FILE = "demo-keys.json";

const pathOf = (dataDir: string) => join(dataDir, DEMO_KEYS_FILE);

/** Makes the demo keys of a data folder, readable by its owner only. */
export function createDemoKeys(dataDir: string): DemoKeys {
  const seed = randomBytes(32).toString("hex");
  const file = {
    schema: "peerseal.demo-keys/1",
    notice: "Demonstration keys. They are worth nothing and are refused on any chain but the local one.",
    chainId: LOCAL_CHAIN_ID,
    seed,
  };
  writeFileDurably(pathOf(dataDir), `${JSON.stringify(file, null, 2)}\n`, 0o600);
  return derive(seed);
}

/** @throws PeersealError `config-invalid` when the folder holds no demo keys, or some of another chain. */
export function readDemoKeys(dataDir: string): DemoKeys {
  let text: string;
  try {
    text = readFileSync(pathOf(dataDir), "utf8");
  } catch (cause) {
    throw new PeersealError("config-invalid", `${dataDir} holds no demo keys: start anew with --fresh.`, {
      cause,
    });
  }
  const parsed = DemoKeyFile.safeParse(parse(text));
  // Names of fields only: a message could quote the seed.
  if (!parsed.success) {
    const fields = parsed.error.issues.map(({ path }) => path.join(".")).join(", ") || "no JSON object";
    const message = `${pathOf(dataDir)} holds no demo keys of the local chain (${fields}): start anew with --fresh.`;
    throw new PeersealError("config-invalid", message);
  }
  return derive(parsed.data.seed);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function derive(seed: string): DemoKeys {
  const block = (name: string, length: number): Uint8Array => {
    const parts: Uint8Array[] = [];
    for (let n = 0; n * 32 < length; n++) {
      parts.push(createHmac("sha256", Buffer.from(seed, "hex")).update(`${n}:${name}`).digest());
    }
    return new Uint8Array(Buffer.concat(parts).subarray(0, length));
  };
  const wallet = (name: string) => new Wallet(`0x${Buffer.from(block(name, 32)).toString("hex")}`);
  return {
    relayer: wallet("relayer"),
    officer: (institution) => wallet(`officer:${institution}`),
    issuer: (institution) => wallet(`issuer:${institution}`),
    credentialSeed: (institution) => block(`credential:${institution}`, 32),
    seat: (name) => ({ wallet: wallet(`seat:${name}`), passkeySeed: block(`passkey:${name}`, 32) }),
    bytes: (name, length) => block(`bytes:${name}`, length),
  };
}
