import { isIP } from "node:net";
import { join } from "node:path";
import { type NetworkId, PeersealError, parseNetworkId } from "@peerseal/sdk";
import { z } from "zod";
import type { OidcSettings } from "./access/oidc.js";
import type { RpcSettings } from "./chain-link.js";
import { BUDGETS, type FrontSettings, OPEN_FRONT, SHEDDING, TIMEOUTS } from "./http/front/settings.js";
import { OPERATIONS_SETTINGS, type OperationsSettings, operationsOf, tracingOf } from "./ops/settings.js";
import type { TracingSettings } from "./ops/tracing/tracing.js";

/** Loopback, unless told otherwise. */
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
  /** What stands in front of the routes; absent: timeouts, and no budgets. */
  readonly front?: FrontSettings;
  /** Address on which it listens; absent: {@link HOST}. */
  readonly host?: string;
  /** Sign-in by a provider of OpenID Connect; absent: none. */
  readonly oidc?: OidcSettings;
  /** Streams of events that may be open at a time; default 1,000. */
  readonly streamsMost?: number;
  /** Whether webhooks may go to http: and to addresses of this machine; for tests. */
  readonly webhooksToLoopback?: boolean;
  /** Key under which secrets of webhooks are kept, 32 bytes in base64url; absent: one in the data folder. */
  readonly webhookKey?: string;
  readonly logLevel: "fatal" | "error" | "warn" | "info" | "debug" | "silent";
  /** How endpoints are asked; absent: as each setting's default says. */
  readonly rpc?: RpcSettings;
  /** What operators set; absent: the defaults. */
  readonly operations?: OperationsSettings;
  /** Where spans are told; absent: nowhere. */
  readonly tracing?: Omit<TracingSettings, "version">;
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

const isHttp = (text: string) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

const milliseconds = (least: number, most: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,6}$/, { error: "is not a number of milliseconds" })
    .transform(Number)
    .refine((value) => value >= least && value <= most, { error: `is not between ${least} and ${most}` });
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

const count = (least = 0) => whole(least, 999_999_999);

/** `0.0.0.0/0` would believe everybody, and is what nobody means. */
function isNetwork(text: string): boolean {
  const [address = "", bits] = text.split("/");
  const family = isIP(address);
  if (family === 0) return false;
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) > 0 && Number(bits) <= (family === 4 ? 32 : 128))
  );
}

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
  RATE_LIMIT_READS: count().optional(),
  RATE_LIMIT_WRITES: count().optional(),
  RATE_LIMIT_VERIFY: count().optional(),
  RATE_LIMIT_SIGN_IN: count().optional(),
  TIMEOUT_HEADERS_MS: count(1).default(TIMEOUTS.headersMs),
  TIMEOUT_BODY_IDLE_MS: count(1).default(TIMEOUTS.bodyIdleMs),
  TIMEOUT_REQUEST_MS: count(1).default(TIMEOUTS.requestMs),
  TIMEOUT_KEEP_ALIVE_MS: count(1).default(TIMEOUTS.keepAliveMs),
  SHED_LOOP_DELAY_MS: count().default(SHEDDING.loopDelayMs),
  SHED_HEAP_PERCENT: count().default(SHEDDING.heapPercent),
  TRUST_PROXY: z
    .string()
    .refine((text) => text.split(",").every((part) => isNetwork(part.trim())), {
      error: "is not a list of addresses or networks such as 10.0.0.0/8",
    })
    .optional(),
  STREAMS_MAX: z.coerce
    .number({ error: "is not a number" })
    .int({ error: "is not a whole number" })
    .min(1, { error: "is below 1" })
    .max(100_000, { error: "is above 100,000" })
    .optional(),
  PEERSEAL_WEBHOOKS_TO_LOOPBACK: z.enum(["0", "1"], { error: "is neither 0 nor 1" }).default("0"),
  WEBHOOK_KEY: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/, { error: "is not 32 bytes in base64url (43 characters)" })
    .optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
  ...OPERATIONS_SETTINGS,
  HOST: z.union([z.ipv4(), z.ipv6(), z.literal("localhost")], { error: "is not an IP address" }).optional(),
  // As it stands: providers compare it letter by letter.
  OIDC_ISSUER: z.url({ protocol: /^https?$/, error: "is not an http(s) URL" }).optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
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
  if (vcTest) requireLocal(parsed.data);
  if (parsed.data.PEERSEAL_WEBHOOKS_TO_LOOPBACK === "1" && PUBLIC_URL !== undefined && !isLoopback(PUBLIC_URL)) {
    throw invalid("PEERSEAL_WEBHOOKS_TO_LOOPBACK=1 is for tests on this machine only: unset it or PUBLIC_URL.", {
      settings: ["PEERSEAL_WEBHOOKS_TO_LOOPBACK"],
    });
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
    front: frontOf(parsed.data),
    ...hostOf(parsed.data),
    ...oidcOf(parsed.data),
    ...featuresOf(parsed.data),
    logLevel: LOG_LEVEL,
    ...rpcOf(parsed.data),
    ...operationsOf(parsed.data, given),
    ...tracingOf(parsed.data),
  };
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

function frontOf(given: z.output<typeof Environment>): FrontSettings {
  // Conformance suites ask for more in a minute than people do.
  const usual = given.PEERSEAL_VC_TEST === "1" ? OPEN_FRONT.budgets : BUDGETS;
  return {
    budgets: {
      reads: given.RATE_LIMIT_READS ?? usual.reads,
      writes: given.RATE_LIMIT_WRITES ?? usual.writes,
      verify: given.RATE_LIMIT_VERIFY ?? usual.verify,
      signIn: given.RATE_LIMIT_SIGN_IN ?? usual.signIn,
    },
    timeouts: {
      headersMs: given.TIMEOUT_HEADERS_MS,
      bodyIdleMs: given.TIMEOUT_BODY_IDLE_MS,
      // The whole of a request takes no less than its headers.
      requestMs: Math.max(given.TIMEOUT_REQUEST_MS, given.TIMEOUT_HEADERS_MS),
      keepAliveMs: given.TIMEOUT_KEEP_ALIVE_MS,
    },
    shedding: { loopDelayMs: given.SHED_LOOP_DELAY_MS, heapPercent: Math.min(99, given.SHED_HEAP_PERCENT) },
    trustProxy: given.TRUST_PROXY ?? null,
  };
}

function featuresOf(given: z.output<typeof Environment>) {
  const { STREAMS_MAX, WEBHOOK_KEY, PEERSEAL_WEBHOOKS_TO_LOOPBACK } = given;
  return {
    ...(STREAMS_MAX === undefined ? {} : { streamsMost: STREAMS_MAX }),
    ...(WEBHOOK_KEY === undefined ? {} : { webhookKey: WEBHOOK_KEY }),
    ...(PEERSEAL_WEBHOOKS_TO_LOOPBACK === "1" ? { webhooksToLoopback: true } : {}),
  };
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

/** Who listens to others must know the name under which they come: any other name is refused. */
function hostOf({ HOST: host, PUBLIC_URL }: z.output<typeof Environment>): Pick<Config, "host"> {
  if (host === undefined) return {};
  if (PUBLIC_URL === undefined && !LOOPBACK_NAME.test(host) && host !== "::1") {
    throw invalid(
      `HOST=${host} can be reached by others: set PUBLIC_URL to the address that they use, or unset HOST.`,
      {
        settings: ["PUBLIC_URL"],
      },
    );
  }
  return { host };
}

/** The test issuer signs for everybody who can reach it. */
function requireLocal({ HOST: host }: z.output<typeof Environment>): void {
  if (host === undefined || LOOPBACK_NAME.test(host) || host === "::1") return;
  throw invalid(
    "PEERSEAL_VC_TEST=1 signs whatever it is sent, so that it is for this machine only: unset it or HOST.",
    {
      settings: ["PEERSEAL_VC_TEST"],
    },
  );
}

function oidcOf(settings: z.output<typeof Environment>): Pick<Config, "oidc"> {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = settings;
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return {};
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) {
    const all = { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret };
    const missing = Object.entries(all).flatMap(([name, value]) => (value === undefined ? [name] : []));
    throw invalid(`${missing.join(" and ")} not set: issuer, client id and secret belong together.`, {
      settings: missing,
    });
  }
  if (new URL(issuer).protocol === "http:" && !isLoopback(issuer)) {
    throw invalid("OIDC_ISSUER is not an https: address: anybody on the way could sign in as anybody.", {
      settings: ["OIDC_ISSUER"],
    });
  }
  return { oidc: { issuer, clientId, clientSecret } };
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
