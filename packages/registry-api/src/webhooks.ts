import { makeGuardedPost, requireAddress } from "./http/guarded-fetch.js";
import { webhookRoutes } from "./http/routes/webhooks.js";
import { startDeliveryQueue } from "./notify/boss.js";
import { noticeChain, startAtNewest } from "./notify/chain-notices.js";
import { deliver, eventId } from "./notify/deliver.js";
import { makeSecretBox, newId, newSecret, readWebhookKey } from "./notify/secrets.js";
import { spreadNotices } from "./notify/spread.js";
import type { Part, PartDeps } from "./parts.js";
import { addWebhook, hasWebhooks } from "./store/webhooks.js";

export type WebhookOptions = {
  /** Seconds before the second try; default 5. */
  readonly retryDelay?: number;
  /** Tries after the first; default 13, which with the delays above makes most of a day. */
  readonly retries?: number;
};

/** Days of failing after which a webhook is disabled. */
const PATIENCE_DAYS = 5;

/** The part that sends what happens to addresses of institutions. */
export const startWebhooks = (deps: PartDeps): Promise<Part> => startWebhooksWith(deps);

export async function startWebhooksWith(deps: PartDeps, options: WebhookOptions = {}): Promise<Part> {
  const { config, db, chain, changes, now, log } = deps;
  const box = makeSecretBox(await readWebhookKey(config.dataDir, config.webhookKey));
  const loopbackAllowed = config.webhooksToLoopback ?? false;
  const post = makeGuardedPost({ loopbackAllowed });
  const queue = await startDeliveryQueue(db, {
    retryDelay: options.retryDelay ?? 5,
    retries: options.retries ?? 13,
    deliver: (id, isLast) => deliver({ db, post, box, now, patience: PATIENCE_DAYS * 86_400 }, id, isLast),
    onError: (err) => log.error({ event: "webhooks-failing", err }),
  });
  const look = async (): Promise<void> => {
    while (await noticeChain(db));
    while (await spreadNotices(db, queue.enqueue, { indexed: chain.state().indexed ?? 0, now: now() }));
  };
  const following = changes.follow(look);

  const sealed = () => {
    const secret = newSecret();
    return { secret, sealed: box.seal(secret) };
  };
  return {
    name: "webhooks",
    routes: [
      webhookRoutes({
        db,
        now,
        requireAddress: (url) => requireAddress(url, loopbackAllowed),
        newSecret: sealed,
        eventId,
        add: async ({ institution, url, events }) => {
          const { secret, sealed: kept } = sealed();
          const webhook = { id: newId("wh"), institution, url, events: [...new Set(events)], secret: kept };
          const row = await db.transaction().execute(async (tx) => {
            if (!(await hasWebhooks(tx))) await startAtNewest(tx);
            return addWebhook(tx, webhook, now());
          });
          return { row, secret };
        },
        test: (row) =>
          db.transaction().execute(async (tx) => {
            const [id, notice] = [newId("del"), newId("evt")];
            const data = JSON.stringify({ webhook: row.id });
            const { institution } = row;
            await tx
              .insertInto("notices")
              .values({ id: notice, type: "test", institution, data, readyBlock: null, isSpread: true })
              .execute();
            await tx
              .insertInto("webhookDeliveries")
              .values({ id, webhook: row.id, notice, createdAt: now() })
              .execute();
            await queue.enqueue([id], tx);
            return id;
          }),
        again: (id) =>
          db.transaction().execute(async (tx) => {
            await tx
              .updateTable("webhookDeliveries")
              .set({ state: "queued", deliveredAt: null })
              .where("id", "=", id)
              .execute();
            await queue.enqueue([id], tx);
          }),
      }),
    ],
    state: () => ({ ready: true, reason: null }),
    close: async () => {
      await following.close();
      await queue.close();
    },
  };
}
