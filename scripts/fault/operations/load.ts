import type { Client, VersionId } from "@peerseal/sdk";

/** A batch that a client was told to be accepted. `at`: milliseconds of this process. */
export type Accepted = { readonly institution: number; readonly number: number; readonly at: number };

/** Clients that issue one batch after another until they are stopped. */
export type Load = {
  readonly accepted: readonly Accepted[];
  /** Codes of refusals and how often each came. */
  readonly refused: ReadonlyMap<string, number>;
  readonly stop: () => Promise<void>;
};

const PAUSE_MS = 20;

export function startLoad(clientNow: () => Client | null, version: VersionId, clients: number): Load {
  const accepted: Accepted[] = [];
  const refused = new Map<string, number>();
  let going = true;
  let n = 0;
  const work = async () => {
    while (going) {
      const client = clientNow();
      n++;
      const learners = Array.from({ length: 1 + (n % 3) }, (_, i) => `learner-${n}-${i}@example.org`);
      try {
        if (client === null) throw Object.assign(new Error(), { code: "away" });
        const { institution, number } = await client.batches.issue({ courseVersion: version, learners });
        accepted.push({ institution, number, at: performance.now() });
      } catch (error) {
        const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
        refused.set(code, (refused.get(code) ?? 0) + 1);
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    }
  };
  const working = Promise.all(Array.from({ length: clients }, work));
  return {
    accepted,
    refused,
    stop: async () => {
      going = false;
      await working;
    },
  };
}
