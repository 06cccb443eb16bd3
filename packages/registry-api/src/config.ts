import { join } from "node:path";
import { type NetworkId, PeersealError, parseNetworkId } from "@peerseal/sdk";
import { z } from "zod";
import type { RpcSettings } from "./chain-link.js";

/** Loopback only: there are no accounts yet, so nobody else may reach the registry. */
export const HOST = "127.0.0.1";
export const DEFAULT_PORT = 4600;
/** Places of a rolling batch at most, and seconds that one may stay open. */
const MOST_ROLLING = 2 ** 17;
const MOST_SEAL_AFTER = 30 * 86_400;

/** Certificate and key of the registry itself: files in PEM form, or made by itself for this machine. */
export type TlsSettings =
  | { readonly kind: "files"; readonly certFile: string; readonly keyFile: string }
  | { readonly kind: "self-signed" };

export type Config = {
  /** 0: any free port. */
  readonly port: number;
  readonly dataDir: string;
  /** A chain of somebody else's; null: the local one of the data folder. */
  readonly remote: { readonly rpcUrl: string; readonly network: NetworkId } | null;
  /** null: the embedded PostgreSQL of the data folder. */
  readonly databaseUrl: string | null;
  /** Base address for the world, without a slash at its end. */
  readonly publicUrl: string | null;
  /** Where the operator can be reached, `mailto:` or `https:`; absent: not told. */
  readonly contact?: string;
  /** null: plain HTTP. */
  readonly tls: TlsSettings | null;
  /** Whether the test issuer of the VC API is there, for conformance suites; never under a public name. */
  readonly vcTest: boolean;
  readonly anchoring?: AnchoringSettings;
  readonly logLevel: "fatal" | "error" | "warn" | "info" | "debug" | "silent";
  /** How endpoints are asked; absent: as each setting's default says. */
  readonly rpc?: RpcSettings;
};

/** How batches stay open, what signing may cost, and where its keys are; what is absent has a default of its own. */
export type AnchoringSettings = {
  /** Places of a rolling batch, a power of two. */
  readonly rollingCapacity?: number;
  /** Seconds after which a rolling batch is sealed. */
  readonly rollingSealAfter?: number;
  /** Settings of single institutions that differ. */
  readonly rollingOf?: Readonly<Record<string, { readonly capacity?: number; readonly sealAfter?: number }>>;
  /** How long the right to sign lasts that nobody renews, in seconds. */
  readonly leaseSeconds?: number;
  readonly maxFeeGwei?: number;
  /** Wei that may be spent on fees within 24 hours. */
  readonly maxSpendWeiPerDay?: bigint;
  /** File with the password of the keystore. */
  readonly keystorePasswordFile?: string;
  /** Days after which texts of credentials that the chain holds are deleted. */
  readonly bodiesKeptDays?: number;
};

const LOOPBACK_NAME = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

const url = (protocols: RegExp, name: string) =>
  z.url({ protocol: protocols, error: `is not ${name}` }).transform((text) => text.replace(/\/+$/, ""));

const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, { error: `is not a whole number from ${least} to ${most}` })
    .transform(Number)
    .refine((value) => value >= least && value <= most, {
      error: `is not a whole number from ${least} to ${most}`,
    });
const isPowerOfTwo = (value: number) => Number.isInteger(Math.log2(value));
const RollingOf = z.record(
  z.string().regex(/^[1-9]\d{0,9}$/),
  z.strictObject({
    capacity: z.int().min(1).max(MOST_ROLLING).refine(isPowerOfTwo).optional(),
    sealAfter: z.int().min(1).max(MOST_SEAL_AFTER).optional(),
  }),
);
const ANCHORING = {
  ROLLING_CAPACITY: whole(1, MOST_ROLLING).refine(isPowerOfTwo, { error: "is not a power of two" }).optional(),
  ROLLING_SEAL_AFTER: whole(1, MOST_SEAL_AFTER).optional(),
  ROLLING_OF: z
    .string()
    .transform((text, context) => {
      const parsed = RollingOf.safeParse(parseObject(text));
      if (parsed.success) return parsed.data;
      context.addIssue('is not JSON such as {"2": {"capacity": 4096, "sealAfter": 60}}');
      return z.NEVER;
    })
    .optional(),
  LEASE_SECONDS: whole(1, 600).optional(),
  MAX_FEE_GWEI: whole(1, 999_999_999).optional(),
  MAX_SPEND_WEI_PER_DAY: z
    .string()
    .regex(/^[1-9]\d{0,77}$/, { error: "is not a whole number of wei" })
    .transform(BigInt)
    .optional(),
  KEYSTORE_PASSWORD_FILE: z.string().optional(),
  /** Set by systemd for `LoadCredential=keystore-password:...`. */
  CREDENTIALS_DIRECTORY: z.string().optional(),
  BODIES_KEPT_DAYS: whole(1, 3_650).optional(),
};

function parseObject(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
const isHttp = (text: string) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

const milliseconds = (least: number, most: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,6}$/, { error: "is not a number of milliseconds" })
    .transform(Number)
    .refine((value) => value >= least && value <= most, { error: `is not between ${least} and ${most}` });

const Environment = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, { error: "is not a port number" })
    .transform(Number)
    .refine((port) => port <= 65_535, { error: "is not a port number" })
    .default(DEFAULT_PORT),
  PEERSEAL_DATA_DIR: z.string().min(1).default(".peerseal"),
  RPC_URL: z
    .string()
    .refine((list) => list.split(",").every((one) => isHttp(one.trim())), { error: "is not an http(s) URL" })
    .transform((list) =>
      list
        .split(",")
        .map((one) => one.trim().replace(/\/+$/, ""))
        .join(","),
    )
    .optional(),
  RPC_AGREEMENT: z.enum(["1", "2", "3"], { error: "is not 1, 2 or 3" }).transform(Number).optional(),
  RPC_TIMEOUT_MS: milliseconds(100, 120_000).optional(),
  RPC_STALE_BLOCKS: z
    .string()
    .regex(/^[1-9]\d{0,5}$/, { error: "is not a number of blocks" })
    .transform(Number)
    .optional(),
  RPC_FIRST_BLOCK: z
    .string()
    .regex(/^\d{1,12}$/, { error: "is not a block's number" })
    .transform(Number)
    .optional(),
  RPC_CHECK: z.enum(["bloom", "none"], { error: "is neither bloom nor none" }).optional(),
  PEERSEAL_NETWORK: z.string().optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "is not a postgres:// URL" }).optional(),
  PUBLIC_URL: url(/^https?$/, "an http(s) URL").optional(),
  CONTACT: z.url({ protocol: /^(?:mailto|https)$/, error: "is not a mailto: or https: address" }).optional(),
  TLS_CERT: z.string().optional(),
  TLS_KEY: z.string().optional(),
  HTTPS: z.literal("self-signed", { error: "is not `self-signed`" }).optional(),
  PEERSEAL_VC_TEST: z.enum(["0", "1"], { error: "is neither 0 nor 1" }).default("0"),
  ...ANCHORING,
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
});

/**
 * Settings from the environment. An empty variable counts as not set.
 *
 * @throws PeersealError `config-invalid` with one line that names each setting at fault and its fix.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter((entry) => entry[1] !== ""));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
    throw invalid(`${faults.join("; ")}.`, { settings: parsed.error.issues.map((issue) => issue.path.join(".")) });
  }
  const { PORT, PEERSEAL_DATA_DIR, RPC_URL, PEERSEAL_NETWORK, DATABASE_URL, PUBLIC_URL, CONTACT, LOG_LEVEL } =
    parsed.data;
  const vcTest = parsed.data.PEERSEAL_VC_TEST === "1";
  if (vcTest && PUBLIC_URL !== undefined && !isLoopback(PUBLIC_URL)) {
    throw invalid(
      "PEERSEAL_VC_TEST=1 signs whatever it is sent, so that it is for this machine only: unset it or PUBLIC_URL.",
      { settings: ["PEERSEAL_VC_TEST"] },
    );
  }
  return {
    port: PORT,
    dataDir: PEERSEAL_DATA_DIR,
    remote: remoteOf(RPC_URL, PEERSEAL_NETWORK),
    databaseUrl: DATABASE_URL ?? null,
    publicUrl: PUBLIC_URL ?? null,
    ...(CONTACT === undefined ? {} : { contact: CONTACT }),
    tls: tlsOf(parsed.data),
    vcTest,
    ...anchoringOf(parsed.data),
    logLevel: LOG_LEVEL,
    ...rpcOf(parsed.data),
  };
}

function credentialFile(folder: string | undefined): string | undefined {
  return folder === undefined ? undefined : join(folder, "keystore-password");
}

function anchoringOf(given: z.output<typeof Environment>): Pick<Config, "anchoring"> {
  const settings = {
    rollingCapacity: given.ROLLING_CAPACITY,
    rollingSealAfter: given.ROLLING_SEAL_AFTER,
    rollingOf: given.ROLLING_OF,
    leaseSeconds: given.LEASE_SECONDS,
    maxFeeGwei: given.MAX_FEE_GWEI,
    maxSpendWeiPerDay: given.MAX_SPEND_WEI_PER_DAY,
    keystorePasswordFile: given.KEYSTORE_PASSWORD_FILE ?? credentialFile(given.CREDENTIALS_DIRECTORY),
    bodiesKeptDays: given.BODIES_KEPT_DAYS,
  };
  // Absent members only are taken away.
  const there = Object.entries(settings).filter(([, value]) => value !== undefined);
  return there.length === 0 ? {} : { anchoring: Object.fromEntries(there) as AnchoringSettings };
}

function rpcOf(given: z.output<typeof Environment>): Pick<Config, "rpc"> {
  const { RPC_AGREEMENT, RPC_TIMEOUT_MS, RPC_STALE_BLOCKS, RPC_FIRST_BLOCK, RPC_CHECK } = given;
  const rpc: RpcSettings = {
    ...(RPC_AGREEMENT === undefined ? {} : { agreement: RPC_AGREEMENT }),
    ...(RPC_TIMEOUT_MS === undefined ? {} : { timeoutMs: RPC_TIMEOUT_MS }),
    ...(RPC_STALE_BLOCKS === undefined ? {} : { staleBlocks: RPC_STALE_BLOCKS }),
    ...(RPC_FIRST_BLOCK === undefined ? {} : { firstBlock: RPC_FIRST_BLOCK }),
    ...(RPC_CHECK === undefined ? {} : { check: RPC_CHECK }),
  };
  return Object.keys(rpc).length === 0 ? {} : { rpc };
}

function tlsOf({ TLS_CERT, TLS_KEY, HTTPS }: z.output<typeof Environment>): TlsSettings | null {
  if (TLS_CERT === undefined && TLS_KEY === undefined) return HTTPS === undefined ? null : { kind: HTTPS };
  if (TLS_CERT === undefined || TLS_KEY === undefined) {
    const missing = TLS_CERT === undefined ? "TLS_CERT" : "TLS_KEY";
    throw invalid(`${missing} is not set: a certificate and its key belong together.`, { settings: [missing] });
  }
  if (HTTPS !== undefined) {
    throw invalid("HTTPS=self-signed stands beside TLS_CERT: give a certificate or have one made, not both.", {
      settings: ["HTTPS"],
    });
  }
  return { kind: "files", certFile: TLS_CERT, keyFile: TLS_KEY };
}

/** Whether the address is that of this machine. */
function isLoopback(address: string): boolean {
  return LOOPBACK_NAME.test(new URL(address).hostname);
}

function remoteOf(rpcUrl: string | undefined, network: string | undefined): Config["remote"] {
  if (rpcUrl === undefined && network === undefined) return null;
  if (rpcUrl === undefined) {
    throw invalid("PEERSEAL_NETWORK is set without RPC_URL: set RPC_URL to an endpoint of its chain, or unset it.", {
      settings: ["RPC_URL"],
    });
  }
  if (network === undefined) {
    throw invalid(
      "RPC_URL is set without PEERSEAL_NETWORK: set PEERSEAL_NETWORK to `eip155:<chainId>:<directory address>`.",
      { settings: ["PEERSEAL_NETWORK"] },
    );
  }
  try {
    return { rpcUrl, network: parseNetworkId(network).id };
  } catch (cause) {
    throw invalid("PEERSEAL_NETWORK is not of the form `eip155:<chainId>:<directory address>`.", {
      settings: ["PEERSEAL_NETWORK"],
      cause,
    });
  }
}

function invalid(
  message: string,
  options: { readonly settings: readonly string[]; readonly cause?: unknown },
): PeersealError {
  return new PeersealError("config-invalid", message, {
    details: { settings: options.settings },
    cause: options.cause,
  });
}
