import { randomBytes } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PeersealError } from "@peerseal/sdk";
import { z } from "zod";
import { createKey, keyPrefix } from "./access/keys.js";
import { hashOf } from "./access/secrets.js";
import type { PartDeps, StartPart } from "./parts.js";
import { findKeyByHash } from "./store/access/keys.js";

/** Name of the demo's API keys in the data folder. */
export const DEMO_API_KEYS_FILE = "demo-api-keys.json";

const DemoApiKeys = z.strictObject({
  schema: z.literal("peerseal.demo-api-keys/1"),
  notice: z.string(),
  admin: z.string().describe("Of the whole registry"),
  officers: z.record(z.string().regex(/^\d+$/), z.string()).describe("By the number of the institution"),
});
/** Keys of a demonstration: of an admin of the registry, and of an officer of each institution. */
export type DemoApiKeys = z.infer<typeof DemoApiKeys>;

/**
 * The part that makes API keys for a demonstration, once, and keeps them in a file that its owner alone may read. Made
 * anew where the database does not know them, or they hold no more.
 *
 * @throws PeersealError `config-invalid` on a chain that is no test chain.
 */
export function keepDemoKeys(institutions: readonly number[]): StartPart {
  return async (deps) => {
    if (keyPrefix(deps.network.chainId) !== "ps_test_") {
      throw new PeersealError("config-invalid", "Demo API keys are for test chains only.");
    }
    const { dataDir } = deps.config;
    const known = await readDemoApiKeys(dataDir);
    if (known === null || !(await hold(deps, known, institutions))) await make(deps, institutions);
    return {
      name: "demo-keys",
      routes: [],
      state: () => ({ ready: true, reason: null }),
      close: async () => undefined,
    };
  };
}

/** The demo's keys in a data folder; null: none, or none that can be read. */
export async function readDemoApiKeys(dataDir: string): Promise<DemoApiKeys | null> {
  try {
    return DemoApiKeys.parse(JSON.parse(await readFile(join(dataDir, DEMO_API_KEYS_FILE), "utf8")));
  } catch {
    return null;
  }
}

async function hold({ db, now }: PartDeps, keys: DemoApiKeys, institutions: readonly number[]): Promise<boolean> {
  const needed = [keys.admin, ...institutions.map((institution) => keys.officers[institution])];
  for (const key of needed) {
    const row = key === undefined ? null : await findKeyByHash(db, hashOf(key));
    if (row === null || row.revokedAt !== null || row.expiresAt <= now()) return false;
  }
  return true;
}

async function make({ db, config, network, now }: PartDeps, institutions: readonly number[]): Promise<void> {
  const at = { now: now(), chainId: network.chainId };
  const common = { label: "Demonstration", createdBy: "operator" } as const;
  const admin = await createKey(db, { ...common, institution: null, roles: ["admin", "auditor"] }, at);
  const officers: Record<string, string> = {};
  for (const institution of institutions) {
    const { key } = await createKey(db, { ...common, institution, roles: ["officer"] }, at);
    officers[institution] = key;
  }
  const file: DemoApiKeys = {
    schema: "peerseal.demo-api-keys/1",
    notice: "Keys of a demonstration, for this registry only.",
    admin: admin.key,
    officers,
  };
  await mkdir(config.dataDir, { recursive: true });
  const path = join(config.dataDir, DEMO_API_KEYS_FILE);
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  try {
    await writeFile(draft, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600, flush: true });
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}
