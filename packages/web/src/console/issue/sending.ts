import { createClient } from "@peerseal/sdk";
import { mayHaveWorked } from "../parts/may-have-worked.js";
import { type Draft, nextPending, requestOf } from "./draft.js";

/**
 * Sends what is left of a draft, part by part. Each part is noted with its key before it goes: after a reload, or where an
 * answer was lost, the same is sent with the same key and issued once.
 *
 * @param save keeps the draft as it then is.
 * @throws PeersealError what the registry refused. What was refused for good gets another key at the next attempt.
 */
export async function sendDraft(
  draft: Draft,
  institution: number,
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
      const { number } = await client.batches.issue(requestOf(current, institution, pending));
      current = { ...current, pending: null, sent: [...current.sent, { number, lines: pending.lines }] };
      await save(current);
    } catch (error) {
      if (!mayHaveWorked(error)) await save({ ...current, pending: null });
      throw error;
    }
  }
}
