import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

/** A chain of its own in a process of its own. */
export type Anvil = { readonly url: string; readonly stop: () => Promise<void> };

/**
 * Starts anvil, which makes a block for each transaction until a miner takes that over.
 *
 * @param slotsInAnEpoch its final block is two epochs behind its newest.
 */
export async function startAnvil(slotsInAnEpoch: number): Promise<Anvil> {
  const platform = `${process.platform}-${process.arch === "x64" ? "amd64" : process.arch}`;
  const program = createRequire(import.meta.url).resolve(`@foundry-rs/anvil-${platform}/bin/anvil`);
  const args = ["--port", "0", "--slots-in-an-epoch", String(slotsInAnEpoch)];
  const child = spawn(program, [...args, "--accounts", "1", "--no-request-size-limit"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", () => reject(new Error("anvil ended before it listened.")));
    createInterface(child.stdout).on("line", (line) => {
      const address = /Listening on (\S+)/.exec(line)?.[1];
      if (address !== undefined) resolve(`http://${address}`);
    });
  });
  return {
    url,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    },
  };
}
