import { join } from "node:path";
import { PeersealError, parseNetworkId } from "@peerseal/sdk";
import { hexOf } from "./anchoring/chain.js";
import { readKeystore } from "./anchoring/keystore.js";
import { type Config, readConfig } from "./config.js";
import { placeOf } from "./network-place.js";
import { examine, textOf, worstOf } from "./ops/doctor/examine.js";
import type { Finding, Patient, Place } from "./ops/doctor/finding.js";
import { reachDatabase } from "./reach-database.js";
import { KEYSTORE_FILE } from "./relaying.js";
import { type Database, openDatabase } from "./store/database.js";

const ANSWER_MS = 5_000;

/**
 * Says what is wrong and what to do about it, whether the registry runs or not.
 *
 * @param write takes the report: text for people, or with `--json` one JSON document
 * @returns the code to exit with: 1 where something does not work
 */
export async function runDoctor(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  write: (text: string) => void,
): Promise<0 | 1> {
  const unknown = args.find((arg) => arg !== "--json");
  if (unknown !== undefined) {
    throw new PeersealError("config-invalid", `The only option is --json, not ${unknown}.`);
  }
  const findings = await diagnose(environment);
  const worst = worstOf(findings);
  write(args.includes("--json") ? `${JSON.stringify({ level: worst, findings })}\n` : textOf(findings));
  return worst === "fail" ? 1 : 0;
}

/** All findings for these settings. */
export async function diagnose(
  environment: Readonly<Record<string, string | undefined>>,
  more: { readonly now?: () => number; readonly nodeVersion?: string } = {},
): Promise<readonly Finding[]> {
  const { config, fault } = readSettings(environment);
  const found = config === null ? null : await findPlace(config);
  const database = config === null ? null : await openReached(config);
  const place = found === null || "message" in found ? null : found;
  try {
    const patient: Patient = {
      config,
      configFault: fault ?? (found !== null && "message" in found ? found : null),
      place,
      db: database?.db ?? null,
      databaseFault: database?.fault ?? null,
      ask: (endpoint, method, params) => ask(place?.rpcUrls[endpoint], method, params),
      relayer: async () => {
        if (config === null || place === null) return null;
        const { chainId } = parseNetworkId(place.network);
        const { relayer } = await readKeystore(join(config.dataDir, KEYSTORE_FILE), chainId);
        return relayer === null ? null : hexOf(relayer.address);
      },
      now: more.now ?? (() => Math.floor(Date.now() / 1000)),
      nodeVersion: more.nodeVersion ?? process.versions.node,
    };
    return await examine(patient);
  } finally {
    await database?.close();
  }
}

type Fault = { readonly message: string; readonly fix: string };

function readSettings(environment: Parameters<typeof readConfig>[0]): {
  readonly config: Config | null;
  readonly fault: Fault | null;
} {
  try {
    return { config: readConfig(environment), fault: null };
  } catch (error) {
    return { config: null, fault: faultOf(error) };
  }
}

async function findPlace(config: Config): Promise<Place | Fault> {
  try {
    const { network, rpc } = await placeOf(config);
    return { network, rpcUrls: rpc.split(",").map((url) => url.trim()) };
  } catch (error) {
    return faultOf(error);
  }
}

function faultOf(error: unknown): Fault {
  if (error instanceof PeersealError) return { message: error.message, fix: error.fix };
  return { message: "The settings cannot be read.", fix: "Correct the files that they name." };
}

type Opened = {
  readonly db: Database["db"] | null;
  readonly fault: string | null;
  readonly close: () => Promise<void>;
};

async function openReached(config: Config): Promise<Opened> {
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const closer of closers.reverse()) await closer();
  };
  try {
    const reached = await reachDatabase(config);
    closers.push(reached.close);
    const opened = await openDatabase({ url: reached.url, connections: 4 });
    closers.push(opened.close);
    return { db: opened.db, fault: null, close };
  } catch (error) {
    return { db: null, fault: error instanceof PeersealError ? error.message : "PostgreSQL does not answer.", close };
  }
}

/** One question to an endpoint, whose address never shows. @throws Error where no usable answer comes */
async function ask(url: string | undefined, method: string, params: readonly unknown[]): Promise<unknown> {
  if (url === undefined) throw new Error("There is no such endpoint.");
  const { username, password, ...bare } = parts(url);
  const response = await fetch(bare.href, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(username === ""
        ? {}
        : { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` }),
    },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  const answer: unknown = await response.json();
  if (typeof answer !== "object" || answer === null || !("result" in answer)) throw new Error("The endpoint refuses.");
  return answer.result;
}

function parts(text: string): { readonly href: string; readonly username: string; readonly password: string } {
  const url = new URL(text);
  const [username, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
  url.username = "";
  url.password = "";
  return { href: url.href, username, password };
}
