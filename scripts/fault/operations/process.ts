import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type Client, createClient } from "@peerseal/sdk";
import { keyFor, type World } from "../../../test/e2e/relaying.world.ts";

/** A registry in a process of its own. */
export type Running = {
  readonly url: string;
  readonly client: Client;
  readonly end: (signal: NodeJS.Signals) => Promise<void>;
};

const CHILD = fileURLToPath(new URL("../../../test/fault/relaying.child.ts", import.meta.url));

/** Starts a registry of the world on one of its databases. */
export async function startProcess(world: World, databaseUrl: string): Promise<Running> {
  const { dataDir, rpc, deployment } = world;
  const place = JSON.stringify({ dataDir, rpc, databaseUrl, deployment });
  const child = spawn(process.execPath, [CHILD, place], { stdio: ["ignore", "pipe", "inherit"] });
  const url = await firstLine(child);
  return {
    url,
    client: createClient({ baseUrl: url, apiKey: await keyFor({ databaseUrl, deployment }) }),
    end: async (signal) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill(signal);
      await ended;
    },
  };
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new TypeError("The child has no output.");
  const ended = once(child, "exit").then(() => Promise.reject(new Error("The registry ended before it listened.")));
  ended.catch(() => undefined);
  const [line] = await Promise.race([once(createInterface(child.stdout), "line"), ended]);
  return String(line);
}
