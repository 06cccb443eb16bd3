import { createServer } from "node:net";
import { PeersealError } from "@peerseal/sdk";

/** A failure as one line: code, what happened, and what to do about it. */
export function lineOf(error: unknown): string {
  if (error instanceof PeersealError) return `${error.code}: ${error.message} ${error.fix}`;
  if (isDiskFull(error)) return lineOf(new PeersealError("disk-full", "A file cannot be written.", { cause: error }));
  return `internal: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");
}

/**
 * Fails early where a port is in use: before work is done whose result could not be served. Port 0 is always free.
 *
 * @throws PeersealError `port-taken`.
 */
export async function requireFreePort(port: number, host: string): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) => {
      reject(new PeersealError("port-taken", `Port ${port} on ${host} is in use.`, { details: { port }, cause }));
    });
    server.listen(port, host, resolve);
  });
  await new Promise((resolve) => server.close(resolve));
}

/** Speaks to stderr in lines; on a terminal the progress of a stage stays on one line. */
export function tellOn(stream: NodeJS.WriteStream) {
  let shown = 0;
  return {
    stage: (what: string) => {
      shown = 0;
      stream.write(`peerseal: ${what}\n`);
    },
    progress: (done: number, of: number) => {
      const percent = Math.floor((100 * done) / of);
      const step = stream.isTTY ? 1 : 25;
      if (percent < shown + step && percent < 100) return;
      shown = percent;
      stream.write(stream.isTTY ? `\r  ${percent} %${percent === 100 ? "\n" : ""}` : `peerseal:   ${percent} %\n`);
    },
  };
}
