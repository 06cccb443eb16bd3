import { type NetworkId, parseNetworkId } from "@peerseal/sdk";
import { z } from "zod";
import type { OidcSettings } from "./access/oidc.js";
import type { RpcSettings } from "./chain-link.js";
import type { FrontSettings } from "./http/front/settings.js";
import { OPERATIONS_SETTINGS, type OperationsSettings, operationsOf, tracingOf } from "./ops/settings.js";
import type { TracingSettings } from "./ops/tracing/tracing.js";
import { ANCHORING_SETTINGS, type AnchoringSettings, anchoringOf } from "./settings/anchoring.js";
import { FOLLOWING_SETTINGS, type FollowingSettings, followingOf } from "./settings/following.js";
import { FRONT_SETTINGS, frontOf } from "./settings/front.js";
import { invalid, isLoopback, isLoopbackHost } from "./settings/reading.js";
import { RPC_SETTINGS, rpcOf } from "./settings/rpc.js";
import { oidcOf, SIGN_IN_SETTINGS } from "./settings/sign-in.js";

export type { AnchoringSettings } from "./settings/anchoring.js";

/** Loopback, unless told otherwise. */
export const HOST = "127.0.0.1";
export const DEFAULT_PORT = 4600;

/** Certificate and key of the registry itself: files in PEM form, or made by itself for this machine. */
export type TlsSettings =
  | { readonly kind: "files"; readonly certFile: string; readonly keyFile: string }
  | { readonly kind: "self-signed" };

export type Config = FollowingSettings & {
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
  readonly logLevel: "fatal" | "error" | "warn" | "info" | "debug" | "silent";
  /** How endpoints are asked; absent: as each setting's default says. */
  readonly rpc?: RpcSettings;
  /** What operators set; absent: the defaults. */
  readonly operations?: OperationsSettings;
  /** Where spans are told; absent: nowhere. */
  readonly tracing?: Omit<TracingSettings, "version">;
};

const url = (protocols: RegExp, name: string) =>
  z.url({ protocol: protocols, error: `is not ${name}` }).transform((text) => text.replace(/\/+$/, ""));

const isHttp = (text: string) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

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
  PEERSEAL_NETWORK: z.string().optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "is not a postgres:// URL" }).optional(),
  PUBLIC_URL: url(/^https?$/, "an http(s) URL").optional(),
  CONTACT: z.url({ protocol: /^(?:mailto|https)$/, error: "is not a mailto: or https: address" }).optional(),
  TLS_CERT: z.string().optional(),
  TLS_KEY: z.string().optional(),
  HTTPS: z.literal("self-signed", { error: "is not `self-signed`" }).optional(),
  PEERSEAL_VC_TEST: z.enum(["0", "1"], { error: "is neither 0 nor 1" }).default("0"),
  ...RPC_SETTINGS,
  ...ANCHORING_SETTINGS,
  ...FRONT_SETTINGS,
  ...FOLLOWING_SETTINGS,
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
  ...OPERATIONS_SETTINGS,
  ...SIGN_IN_SETTINGS,
  HOST: z.union([z.ipv4(), z.ipv6(), z.literal("localhost")], { error: "is not an IP address" }).optional(),
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
    ...anchoringOf(parsed.data),
    front: frontOf(parsed.data),
    ...hostOf(parsed.data),
    ...oidcOf(parsed.data),
    ...followingOf(parsed.data),
    logLevel: LOG_LEVEL,
    ...rpcOf(parsed.data),
    ...operationsOf(parsed.data, given),
    ...tracingOf(parsed.data),
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
  if (PUBLIC_URL === undefined && !isLoopbackHost(host)) {
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
  if (host === undefined || isLoopbackHost(host)) return;
  throw invalid(
    "PEERSEAL_VC_TEST=1 signs whatever it is sent, so that it is for this machine only: unset it or HOST.",
    {
      settings: ["PEERSEAL_VC_TEST"],
    },
  );
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
