import { setTimeout as wait } from "node:timers/promises";
import { type Client, PeersealError } from "@peerseal/sdk";
import { isPassing } from "./answers.ts";
import { KINDS, type Kind, type LoadDeps } from "./kinds.ts";
import { type Chance, chanceOf } from "./random.ts";

/** Clients that send until told to stop. */
export type Load = {
  readonly sent: () => number;
  /** What no replica should have refused, as text; a finding each. */
  readonly refused: readonly string[];
  /** Takes up nothing new, and waits until all that was begun is accepted. */
  readonly stop: () => Promise<void>;
};

export type LoadOptions = {
  readonly deps: Omit<LoadDeps, "chance">;
  readonly seed: number;
  /** Of the run: two in one world send different things. */
  readonly name: string;
  /** A replica that may be alive; each attempt asks for another. */
  readonly client: () => Client;
  readonly clients: number;
  /** Pause of a client between two things, in milliseconds. */
  readonly pauseMs?: number;
  readonly kinds?: readonly [Kind, ...Kind[]];
  /** Whether another thing may be sent now; else clients wait. */
  readonly mayBegin?: (sent: number) => boolean;
  /** How long one thing is tried, in milliseconds. */
  readonly patienceMs?: number;
};

const RETRY_MS = 25;

/** Starts clients that send, and send the same again to another replica where no answer came. */
export function startLoad(options: LoadOptions): Load {
  const { deps, seed, name, clients, pauseMs = 0, kinds = KINDS, patienceMs = 180_000 } = options;
  const refused: string[] = [];
  let stopping = false;
  let sent = 0;

  async function send(kind: string, attempt: (client: Client) => Promise<void>): Promise<void> {
    const until = Date.now() + patienceMs;
    for (;;) {
      try {
        await attempt(options.client());
        sent++;
        return;
      } catch (error) {
        if (!isPassing(error) || Date.now() > until) {
          refused.push(
            `${kind}: ${error instanceof PeersealError ? `${error.code}: ${error.message} ${JSON.stringify(error.details)}` : String(error)}`,
          );
          return;
        }
        await wait(RETRY_MS);
      }
    }
  }

  async function run(client: number): Promise<void> {
    const chance = chanceOf(seed, name, "client", client);
    while (!stopping) {
      if (options.mayBegin?.(sent) === false) {
        await wait(RETRY_MS);
        continue;
      }
      const kind = kindOf(kinds, chance);
      const attempt = await kind.make({ ...deps, chance });
      if (attempt !== null) await send(kind.name, attempt);
      if (pauseMs > 0 || attempt === null) await wait(Math.max(1, pauseMs * 2 * chance.next()));
    }
  }

  const running = Promise.all(Array.from({ length: clients }, (_, client) => run(client)));
  return {
    sent: () => sent,
    refused,
    stop: async () => {
      stopping = true;
      await running;
    },
  };
}

function kindOf(kinds: readonly [Kind, ...Kind[]], chance: Chance): Kind {
  let left = chance.next() * kinds.reduce((sum, { weight }) => sum + weight, 0);
  for (const kind of kinds) {
    left -= kind.weight;
    if (left < 0) return kind;
  }
  return kinds[0];
}
