import { isIP } from "node:net";
import { type NetworkId, PeersealError, parseNetworkId } from "@peerseal/sdk";
import { z } from "zod";
import { BUDGETS, type FrontSettings, OPEN_FRONT, SHEDDING, TIMEOUTS } from "./http/front/settings.js";

/** Loopback only: there are no accounts yet, so nobody else may reach the registry. */
export const HOST = "127.0.0.1";
export const DEFAULT_PORT = 4600;

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
  /** What stands in front of the routes; absent: timeouts, and no budgets. */
  readonly front?: FrontSettings;
  readonly logLevel: "fatal" | "error" | "warn" | "info" | "debug" | "silent";
};

const LOOPBACK_NAME = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

const url = (protocols: RegExp, name: string) =>
  z.url({ protocol: protocols, error: `is not ${name}` }).transform((text) => text.replace(/\/+$/, ""));

const whole = (least = 0) =>
  z
    .string()
    .regex(/^\d{1,9}$/, { error: "is not a whole number" })
    .transform(Number)
    .refine((value) => value >= least, { error: `is less than ${least}` });

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
  RPC_URL: url(/^https?$/, "an http(s) URL").optional(),
  PEERSEAL_NETWORK: z.string().optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "is not a postgres:// URL" }).optional(),
  PUBLIC_URL: url(/^https?$/, "an http(s) URL").optional(),
  CONTACT: z.url({ protocol: /^(?:mailto|https)$/, error: "is not a mailto: or https: address" }).optional(),
  TLS_CERT: z.string().optional(),
  TLS_KEY: z.string().optional(),
  HTTPS: z.literal("self-signed", { error: "is not `self-signed`" }).optional(),
  PEERSEAL_VC_TEST: z.enum(["0", "1"], { error: "is neither 0 nor 1" }).default("0"),
  RATE_LIMIT_READS: whole().optional(),
  RATE_LIMIT_WRITES: whole().optional(),
  RATE_LIMIT_VERIFY: whole().optional(),
  RATE_LIMIT_SIGN_IN: whole().optional(),
  TIMEOUT_HEADERS_MS: whole(1).default(TIMEOUTS.headersMs),
  TIMEOUT_BODY_IDLE_MS: whole(1).default(TIMEOUTS.bodyIdleMs),
  TIMEOUT_REQUEST_MS: whole(1).default(TIMEOUTS.requestMs),
  TIMEOUT_KEEP_ALIVE_MS: whole(1).default(TIMEOUTS.keepAliveMs),
  SHED_LOOP_DELAY_MS: whole().default(SHEDDING.loopDelayMs),
  SHED_HEAP_PERCENT: whole().default(SHEDDING.heapPercent),
  TRUST_PROXY: z
    .string()
    .refine((text) => text.split(",").every((part) => isNetwork(part.trim())), {
      error: "is not a list of addresses or networks such as 10.0.0.0/8",
    })
    .optional(),
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
    front: frontOf(parsed.data),
    logLevel: LOG_LEVEL,
  };
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
