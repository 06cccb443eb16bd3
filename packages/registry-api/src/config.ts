import { type NetworkId, PeersealError, parseNetworkId } from "@peerseal/sdk";
import { z } from "zod";
import type { OidcSettings } from "./access/oidc.js";

/** Loopback, unless told otherwise. */
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
  /** Address on which it listens; absent: {@link HOST}. */
  readonly host?: string;
  /** Sign-in by a provider of OpenID Connect; absent: none. */
  readonly oidc?: OidcSettings;
  readonly logLevel: "fatal" | "error" | "warn" | "info" | "debug" | "silent";
};

const LOOPBACK_NAME = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

const url = (protocols: RegExp, name: string) =>
  z.url({ protocol: protocols, error: `is not ${name}` }).transform((text) => text.replace(/\/+$/, ""));

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
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
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
  return {
    port: PORT,
    dataDir: PEERSEAL_DATA_DIR,
    remote: remoteOf(RPC_URL, PEERSEAL_NETWORK),
    databaseUrl: DATABASE_URL ?? null,
    publicUrl: PUBLIC_URL ?? null,
    ...(CONTACT === undefined ? {} : { contact: CONTACT }),
    tls: tlsOf(parsed.data),
    vcTest,
    ...hostOf(parsed.data),
    ...oidcOf(parsed.data),
    logLevel: LOG_LEVEL,
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
