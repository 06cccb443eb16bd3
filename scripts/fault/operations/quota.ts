import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";

/** A limit on how large files may become that needs no rights: writes beyond it fail as they do on a full disk. */
export type Quota = { readonly impose: (bytes: number) => void; readonly lift: () => void };

/**
 * A quota on the files that a PostgreSQL writes (RLIMIT_FSIZE), for its server process and all that it has started; what
 * it starts later gets it as well.
 *
 * @returns why there can be none on this system, as a text.
 */
export function quotaOn(server: number): Quota | string {
  if (process.platform !== "linux") return `limits of a running process cannot be set on ${process.platform}`;
  if (spawnSync("prlimit", ["--version"]).error !== undefined) return "there is no program prlimit (util-linux)";
  const set = (soft: string) => {
    for (const pid of [server, ...childrenOf(server)]) {
      const { status, stderr } = spawnSync("prlimit", ["--pid", String(pid), `--fsize=${soft}:`], {
        // Only the same user may do so without rights, and root's PostgreSQL runs as another one.
        ...ownerOf(server),
        encoding: "utf8",
      });
      // A process may have ended since it was listed; the server itself must not have.
      if (status !== 0 && pid === server) throw new Error(`prlimit: ${stderr}`);
    }
  };
  return { impose: (bytes) => set(String(bytes)), lift: () => set("unlimited") };
}

function ownerOf(pid: number): { readonly uid?: number; readonly gid?: number } {
  const { uid, gid } = statSync(`/proc/${pid}`);
  return uid === process.getuid?.() ? {} : { uid, gid };
}

function childrenOf(parent: number): readonly number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent);
}

function parentOf(pid: number): number | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The command stands in parentheses and may itself hold spaces.
    return Number(text.slice(text.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return null;
  }
}
