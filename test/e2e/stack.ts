import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type NetworkId, parseNetworkId } from "@peerseal/sdk";

/** A running stack: chain, database, registry. */
export type Stack = {
  readonly api: string;
  /** Key of an officer of institution 2, whose keys the registry was lent. */
  readonly apiKey: string;
  /** Keys of officers by the number of their institution. */
  readonly apiKeys: Readonly<Record<string, string>>;
  readonly rpc: string;
  readonly network: NetworkId;
  readonly stop: () => Promise<void>;
  /** Ends the process at once, with no chance to tidy up. */
  readonly kill: () => Promise<void>;
};

const CHILD = fileURLToPath(new URL("./stack.child.ts", import.meta.url));

/** Starts the stack of a data folder in a process of its own. */
export async function startStack(dataDir: string, only?: "chain-only"): Promise<Stack> {
  const child = spawn(process.execPath, [CHILD, dataDir, ...(only === undefined ? [] : [only])], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const errors: string[] = [];
  child.stderr.on("data", (chunk: Buffer) => errors.push(chunk.toString()));
  const line = await firstLine(child, errors);
  const { api, apiKeys, rpc, network } = JSON.parse(line) as Pick<Stack, "rpc" | "apiKeys"> &
    Record<"api", string | null> &
    Record<"network", string>;
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  };
  return {
    api: api ?? "",
    apiKey: apiKeys[2] ?? "",
    apiKeys,
    rpc,
    network: parseNetworkId(network).id,
    stop: () => end("SIGTERM"),
    kill: () => end("SIGKILL"),
  };
}

async function firstLine(child: ChildProcess, errors: readonly string[]): Promise<string> {
  if (child.stdout === null) throw new TypeError("The child has no output.");
  const lines = createInterface({ input: child.stdout });
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`The stack ended with ${code}: ${errors.join("")}`);
  });
  const line = once(lines, "line").then(([first]) => String(first));
  return Promise.race([line, ended]);
}
