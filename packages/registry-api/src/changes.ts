import type { FastifyBaseLogger } from "fastify";
import { startListener } from "./store/listen.js";

/**
 * Tells followers within this process that there may be something new in the database: one listening connection for all
 * of them, and a look now and then in case that one was down.
 */
export type Changes = {
  /** Calls `look` after each change, never while it still runs. */
  readonly follow: (look: () => Promise<void>) => Following;
  readonly close: () => Promise<void>;
};

export type Following = {
  /** Looks now. */
  readonly wake: () => void;
  /** Ends after the look that runs. */
  readonly close: () => Promise<void>;
};

/** What PostgreSQL is listened to: steps along the chain, states of acts and batches, documents and deliveries. */
const CHANNELS = ["peerseal_chain", "peerseal_work", "peerseal_documents", "peerseal_notices"] as const;
/** Longest time that a change stays unseen where listening fails, such as behind a pooler. */
const LOOK_MS = 2_000;

export function startChanges(options: { readonly url: string; readonly log: FastifyBaseLogger }): Changes {
  const { log } = options;
  const followers = new Set<() => void>();
  const listener = startListener({
    url: options.url,
    channels: CHANNELS,
    heard: () => {
      for (const wake of followers) wake();
    },
    onLost: (err) => log.warn({ event: "listening-lost", err }),
  });
  return {
    follow: (look) => {
      const follower = makeFollower(look, (err) => log.error({ event: "follower-failing", err }));
      followers.add(follower.wake);
      follower.wake();
      return {
        wake: follower.wake,
        close: async () => {
          followers.delete(follower.wake);
          await follower.close();
        },
      };
    },
    close: listener.close,
  };
}

/** Runs a look whenever woken, one at a time; what wakes it meanwhile makes it look once more. */
function makeFollower(look: () => Promise<void>, onError: (error: unknown) => void) {
  let running: Promise<void> | null = null;
  let again = false;
  let closed = false;
  let failing = false;
  const run = async (): Promise<void> => {
    do {
      again = false;
      await look().then(
        () => {
          failing = false;
        },
        (error: unknown) => {
          if (!failing) onError(error);
          failing = true;
        },
      );
    } while (again && !closed);
  };
  const wake = (): void => {
    if (closed) return;
    if (running !== null) {
      again = true;
      return;
    }
    running = run().finally(() => {
      running = null;
    });
  };
  const timer = setInterval(wake, LOOK_MS);
  timer.unref();
  return {
    wake,
    close: async () => {
      closed = true;
      clearInterval(timer);
      await running;
    },
  };
}
