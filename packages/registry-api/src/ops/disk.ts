import { statfs } from "node:fs/promises";
import type { LogEvent } from "./log-watch.js";

/** Less than this on the disk of the embedded database counts as full, in bytes: a checkpoint and a segment of WAL. */
export const LEAST_FREE = 64 * 1024 * 1024;
/** Seconds for which a refused write says that the disk is full. */
const REMEMBERED = 30;

export type DiskWatch = {
  /** Told of what is logged; remembers that a write was refused. */
  readonly logged: (event: LogEvent) => void;
  readonly isFull: () => Promise<boolean>;
  /** Free bytes on the disk of the embedded database; null: it is elsewhere, or not known. */
  readonly free: () => Promise<number | null>;
};

/**
 * Whether there is room to write: PostgreSQL's own refusals are believed for half a minute, because a replica that gets
 * no more requests could not find out otherwise that there is room again.
 *
 * @param options.folder of the embedded database; null: another machine's
 */
export function watchDisk(options: { readonly folder: string | null; readonly now: () => number }): DiskWatch {
  let refusedAt: number | null = null;
  const free = async (): Promise<number | null> => {
    if (options.folder === null) return null;
    try {
      const { bavail, bsize } = await statfs(options.folder);
      return bavail * bsize;
    } catch {
      return null;
    }
  };
  return {
    logged: ({ code }) => {
      if (code === "disk-full") refusedAt = options.now();
    },
    free,
    isFull: async () => {
      if (refusedAt !== null && options.now() - refusedAt < REMEMBERED) return true;
      const bytes = await free();
      return bytes !== null && bytes < LEAST_FREE;
    },
  };
}
