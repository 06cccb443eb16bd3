import { createServer } from "node:net";
import { parseArgs } from "node:util";
import { PeersealError } from "@peerseal/sdk";

const FULL = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);
const REFUSED = new Set(["EACCES", "EPERM", "EROFS", "ENOTDIR", "EISDIR", "EEXIST"]);

/** A failure as one line: code, what happened, and what to do about it. */
export function lineOf(error: unknown): string {
  const known = error instanceof PeersealError ? error : fileFault(error);
  if (known !== null) return `${known.code}: ${known.message} ${known.fix}`;
  return `internal: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

/** What the system refused about a file, as a typed error; null for every other failure. */
function fileFault(cause: unknown): PeersealError | null {
  if (!(cause instanceof Error) || !("code" in cause) || typeof cause.code !== "string") return null;
  const { code } = cause;
  if (FULL.has(code)) return new PeersealError("disk-full", "A file cannot be written.", { cause });
  if (!("path" in cause) || typeof cause.path !== "string") return null;
  // Making folders on a read-only file system fails with ENOENT.
  const isFolder = code === "ENOENT" && "syscall" in cause && cause.syscall === "mkdir";
  if (!REFUSED.has(code) && !isFolder) return null;
  const path = "dest" in cause && typeof cause.dest === "string" ? cause.dest : cause.path;
  const message = `${path} cannot be used (${code}): make it this user's to read and write, or set PEERSEAL_DATA_DIR to another folder.`;
  return new PeersealError("config-invalid", message, { details: { path }, cause });
}

/**
 * Which of the options were given; they take no values.
 *
 * @throws PeersealError `config-invalid` for one that there is not.
 */
export function readOptions<Name extends string>(names: readonly Name[]): ReadonlySet<Name> {
  try {
    const { values } = parseArgs({ options: Object.fromEntries(names.map((name) => [name, { type: "boolean" }])) });
    return new Set(names.filter((name) => values[name] === true));
  } catch (cause) {
    const all = names.map((name) => `--${name}`).join(" and ");
    const message = names.length === 0 ? "There are no options." : `The options are ${all}; there are no others.`;
    throw new PeersealError("config-invalid", message, { cause });
  }
}

/** Lets a reader such as `head` leave early: what it does not want to hear is no fault, and the work goes on. */
export function forgiveLeaving(stream: NodeJS.WriteStream): void {
  stream.on("error", (error) => {
    if (!("code" in error) || error.code !== "EPIPE") throw error;
  });
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
      const isRefused = "code" in cause && cause.code === "EACCES";
      const reason = isRefused ? "may be opened by an administrator only" : "is in use";
      reject(new PeersealError("port-taken", `Port ${port} on ${host} ${reason}.`, { details: { port }, cause }));
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
