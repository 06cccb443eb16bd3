import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import {
  NETWORK_FILE,
  type NetworkFile,
  type NetworkId,
  PeersealError,
  parseJson,
  parseNetworkFile,
  parseNetworkId,
} from "@peerseal/sdk";
import type { Surroundings } from "../surroundings.js";

/** Where to ask, as far as it was said or found. */
export type Location = {
  readonly rpc: string | null;
  /** Null: the one that the credential names, which its issuer chose. */
  readonly network: NetworkId | null;
};

export type LocateFlags = { readonly rpc?: string; readonly network?: string; readonly dataDir?: string };

/**
 * Finds the network: flags first, then the environment, then the data folder's `network.json`.
 *
 * @throws PeersealError `id-malformed` for a network id, `file-unreadable`, `document-invalid` or `json-*` for a broken network file.
 */
export async function locate(flags: LocateFlags, around: Pick<Surroundings, "env" | "cwd">): Promise<Location> {
  const given = said(flags.network) ?? said(around.env.PEERSEAL_NETWORK);
  const network = given === null ? null : parseNetworkId(given).id;
  const rpc = said(flags.rpc) ?? said(around.env.RPC_URL);
  if (rpc !== null && network !== null) return { rpc, network };
  const file = await findNetworkFile(flags.dataDir, around);
  // A network chosen by hand is not looked for at the endpoint of another one.
  if (file === null || (network !== null && file.network !== network)) return { rpc, network };
  return { rpc: rpc ?? file.rpc, network: file.network };
}

async function findNetworkFile(
  dataDir: string | undefined,
  { env, cwd }: Pick<Surroundings, "env" | "cwd">,
): Promise<NetworkFile | null> {
  const chosen = said(dataDir) ?? said(env.PEERSEAL_DATA_DIR);
  if (chosen !== null) return readNetworkFile(resolve(cwd, chosen));
  for (const folder of [...withParents(cwd), ...withParents(import.meta.dirname)]) {
    const file = await readNetworkFile(join(folder, ".peerseal"));
    if (file !== null) return file;
  }
  return null;
}

async function readNetworkFile(folder: string): Promise<NetworkFile | null> {
  const path = join(folder, NETWORK_FILE);
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    if (isAbsent(cause)) return null;
    throw new PeersealError("file-unreadable", `${path} cannot be read.`, { cause });
  }
  try {
    return parseNetworkFile(parseJson(bytes));
  } catch (cause) {
    if (!(cause instanceof PeersealError)) throw cause;
    const { code, message, details } = cause;
    throw new PeersealError(code, `${path} is damaged: ${message}`, { details, cause });
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}

function* withParents(folder: string): Generator<string> {
  yield folder;
  const parent = dirname(folder);
  if (parent !== folder) yield* withParents(parent);
}

/** Empty settings count as absent: shells make them easily. */
function said(text: string | undefined): string | null {
  return text === undefined || text === "" ? null : text;
}
