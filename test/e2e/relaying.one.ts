import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Client, createClient, type Deployment, generateCredentialKey } from "@peerseal/sdk";
import { createKey, type NewKeyWish } from "../../packages/registry-api/dist/access/index.js";
import type { Moment } from "../../packages/registry-api/dist/anchoring/deps.js";
import type { Config } from "../../packages/registry-api/dist/config.js";
import { createLog } from "../../packages/registry-api/dist/log.js";
import type { StartPart } from "../../packages/registry-api/dist/parts.js";
import { type Registry, type RegistryOptions, startRegistry } from "../../packages/registry-api/dist/registry.js";
import { KEYSTORE_FILE, type RelayingOptions, startRelayingWith } from "../../packages/registry-api/dist/relaying.js";
import { openDatabase } from "../../packages/registry-api/dist/store/database.js";
import { startVcApi } from "../../packages/registry-api/dist/vc-api.js";
import { credentialSeedOf, walletOf } from "./stack.keys.ts";

/** Chain and database on which a registry is started. */
export type Place = {
  readonly dataDir: string;
  readonly rpc: string;
  readonly databaseUrl: string;
  readonly deployment: Deployment;
};

const DAY = 86_400;

export type RegistryPlan = {
  /** Folder of its own below the world's; default `registry`. */
  readonly folder?: string;
  /** Whose key pays; default `relayer`. */
  readonly payer?: string;
  readonly rpc?: string;
  readonly now?: () => number;
  /** Pause between two looks at the chain; default 20. */
  readonly pollMs?: number;
  readonly reached?: (moment: Moment) => void | Promise<void>;
  /** Parts that run beside relaying and the VC API; default none. */
  readonly followers?: readonly StartPart[];
  readonly keys?: RelayingOptions["keys"];
  /** Settings that differ. */
  readonly config?: Partial<Config>;
  /** Takes what the registry logs as errors. */
  readonly faults?: unknown[];
  /** Takes the place of a silent log. */
  readonly log?: ReturnType<typeof createLog>;
  /** Takes every line that the registry logs. */
  readonly logged?: (line: string) => void;
  /** Parts beside the usual ones. */
  readonly parts?: readonly StartPart[];
  readonly intakeReached?: RegistryOptions["intakeReached"];
  /** Takes everything that the registry logs. */
  readonly lines?: unknown[];
  /** Instead of keys in clear. */
  readonly keystore?: object;
};

/** A key; without a wish, that of an officer of institution 2, whose keys the registries were lent. */
export async function keyFor(
  world: Pick<Place, "databaseUrl" | "deployment">,
  whose: Pick<NewKeyWish, "institution" | "roles"> = { institution: 2, roles: ["officer"] },
): Promise<string> {
  const database = await openDatabase({ url: world.databaseUrl, connections: 1 });
  try {
    const wish = { ...whose, label: "A test", createdBy: "operator" } as const;
    const at = { now: Math.floor(Date.now() / 1000) - DAY, chainId: world.deployment.chainId };
    return (await createKey(database.db, { ...wish, days: 730 }, at)).key;
  } finally {
    await database.close();
  }
}

/** A registry that was lent the keys of institution 2. */
export async function startOne(
  world: Place,
  plan: RegistryPlan = {},
): Promise<{ readonly registry: Registry; readonly client: Client }> {
  const dataDir = join(world.dataDir, plan.folder ?? "registry");
  await mkdir(dataDir, { recursive: true });
  const lent = (await generateCredentialKey(credentialSeedOf(2))).stored();
  const keystore = {
    schema: "peerseal.keystore/1",
    demo: true,
    chainId: world.deployment.chainId,
    relayer: walletOf(plan.payer ?? "relayer").privateKey,
    institutions: [{ institution: 2, anchor: walletOf("institution 2").privateKey, credential: lent }],
  };
  await writeFile(join(dataDir, KEYSTORE_FILE), JSON.stringify(plan.keystore ?? keystore), { mode: 0o600 });
  const { reached, keys, now, faults, lines, logged } = plan;
  const log =
    plan.log ??
    createLog({ logLevel: logged === undefined ? "silent" : "debug" }, { write: logged ?? (() => undefined) });
  if (faults !== undefined) log.error = (fields: unknown) => faults.push(fields);
  if (lines !== undefined) {
    for (const level of ["debug", "info", "warn", "error"] as const)
      log[level] = (...said: unknown[]) => lines.push(said);
  }
  const databaseUrl = plan.config?.databaseUrl ?? world.databaseUrl;
  const registry = await startRegistry({
    config: {
      port: 0,
      dataDir,
      remote: null,
      databaseUrl: world.databaseUrl,
      publicUrl: null,
      tls: null,
      vcTest: false,
      logLevel: "silent",
      // What a killed registry held, the next one takes soon; shorter, a busy machine loses it in between.
      anchoring: { leaseSeconds: 3 },
      ...plan.config,
    },
    log,
    network: {
      network: world.deployment.network,
      rpc: plan.rpc ?? world.rpc,
      firstBlock: world.deployment.deployedAtBlock,
    },
    parts: [
      (deps) =>
        startRelayingWith(deps, {
          ...(reached === undefined ? {} : { reached }),
          ...(keys === undefined ? {} : { keys }),
        }),
      startVcApi,
      ...(plan.parts ?? []),
      ...(plan.followers ?? []),
    ],
    ...(plan.intakeReached === undefined ? {} : { intakeReached: plan.intakeReached }),
    pollMs: plan.pollMs ?? 20,
    ...(now === undefined ? {} : { now }),
  });
  return {
    registry,
    client: createClient({
      baseUrl: registry.url,
      apiKey: await keyFor({ deployment: world.deployment, databaseUrl }),
    }),
  };
}
