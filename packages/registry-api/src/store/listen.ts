import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";

export type Listener = {
  /** Whether the connection stands now; without it, followers live on looking now and then. */
  readonly isUp: () => boolean;
  readonly close: () => Promise<void>;
};

const SLOWEST_MS = 10_000;
/** Longest wait for a goodbye. */
const LEAVING_MS = 500;

/**
 * Listens to channels of PostgreSQL on one connection of its own, which is made again when it breaks. What was said while
 * it was down is lost: `heard` is called after each connecting too, so that followers look for themselves.
 */
export function startListener(options: {
  readonly url: string;
  readonly channels: readonly string[];
  readonly heard: () => void;
  /** Told once each time that the connection breaks or cannot be made. */
  readonly onLost?: (error: unknown) => void;
}): Listener {
  const stop = new AbortController();
  let isUp = false;
  const aborted = new Promise<void>((resolve) => {
    stop.signal.addEventListener("abort", () => resolve(), { once: true });
  });

  const follow = async (): Promise<void> => {
    const connection = new pg.Client({
      connectionString: options.url,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      application_name: "peerseal-listener",
    });
    const ended = new Promise<void>((resolve) => {
      connection.on("error", () => resolve());
      connection.on("end", () => resolve());
    });
    connection.on("notification", options.heard);
    try {
      // Closing need not wait for an address that does not answer.
      await Promise.race([connection.connect(), aborted]);
      if (stop.signal.aborted) return;
      for (const channel of options.channels) await connection.query(`listen ${pg.escapeIdentifier(channel)}`);
      isUp = true;
      options.heard();
      await Promise.race([ended, aborted]);
    } finally {
      isUp = false;
      await leave(connection);
    }
  };

  const run = async (): Promise<void> => {
    let wait = 100;
    while (!stop.signal.aborted) {
      const before = Date.now();
      const error = await follow().then(
        () => null,
        (cause: unknown) => cause,
      );
      if (stop.signal.aborted) return;
      options.onLost?.(error);
      wait = Date.now() - before > SLOWEST_MS ? 100 : Math.min(wait * 2, SLOWEST_MS);
      await pause(wait, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  };
  const running = run();

  return {
    isUp: () => isUp,
    close: async () => {
      stop.abort();
      await running;
    },
  };
}

/** Ends a connection. One that broke, or was never made, may not answer to that: nobody waits for it for long. */
async function leave(connection: pg.Client): Promise<void> {
  const ended = new AbortController();
  const end = connection.end().catch(() => undefined);
  await Promise.race([end, pause(LEAVING_MS, undefined, { signal: ended.signal }).catch(() => undefined)]);
  ended.abort();
}
