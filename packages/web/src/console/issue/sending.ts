import { createClient, type Hex, PeersealError, type wire } from "@peerseal/sdk";
import { kept } from "../parts/kept.js";
import { type Draft, nextPending, requestOf } from "./draft.js";

/** That something was issued without a review result that stood: why, and by whom. It stays in this browser. */
export type Override = {
  readonly institution: number;
  readonly number: number;
  readonly version: Hex;
  readonly state: wire.Quality["state"];
  readonly reason: string;
  /** Id of the signed-in person at this registry. */
  readonly by: string;
  /** Unix seconds. */
  readonly at: number;
};

/** Where the override of a batch is kept. */
export function overrideKey(institution: number, number: number): string {
  return `override/${institution}/${number}`;
}

/** Who sends, and what is noted where no review result stands. */
export type SendingTerms = {
  readonly institution: number;
  /** State of quality that was overridden; null: a result stands. */
  readonly overridden: wire.Quality["state"] | null;
  readonly by: string;
};

/**
 * Sends what is left of a draft, part by part. Each part is noted with its key before it goes: after a reload, or where an
 * answer was lost, the same is sent with the same key and issued once.
 *
 * @param save keeps the draft as it then is.
 * @throws PeersealError what the registry refused. What was refused for good gets another key at the next attempt.
 */
export async function sendDraft(
  draft: Draft,
  terms: SendingTerms,
  save: (draft: Draft) => Promise<void>,
): Promise<Draft> {
  let current = draft;
  for (;;) {
    const pending = nextPending(current, () => crypto.randomUUID());
    if (pending === null) return current;
    current = { ...current, pending };
    await save(current);
    try {
      const client = createClient({ baseUrl: location.origin, idempotencyKey: pending.key });
      const { number } = await client.batches.issue(requestOf(current, terms.institution, pending));
      await noteOverride(current, terms, number);
      current = { ...current, pending: null, sent: [...current.sent, { number, lines: pending.lines }] };
      await save(current);
    } catch (error) {
      if (!mayHaveWorked(error)) await save({ ...current, pending: null });
      throw error;
    }
  }
}

/** Whether the registry may have issued all the same: its answer was lost, or is still to come. */
function mayHaveWorked(error: unknown): boolean {
  return !(error instanceof PeersealError) || error.retryable || error.code === "internal";
}

async function noteOverride({ version, reason }: Draft, terms: SendingTerms, number: number): Promise<void> {
  const { institution, overridden, by } = terms;
  if (overridden === null || version === null) return;
  const at = Math.floor(Date.now() / 1000);
  const override: Override = { institution, number, version, state: overridden, reason, by, at };
  await kept.put(overrideKey(institution, number), override);
}
