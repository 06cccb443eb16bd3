import { toRelay } from "./http/routes/actions.js";
import { viewOf } from "./http/routes/batch-view.js";
import { eventRoutes } from "./http/routes/events.js";
import { makeFeedHub } from "./http/streams/feed-hub.js";
import { makeStreamRoom } from "./http/streams/sse.js";
import { makeWatchHub } from "./http/streams/watch-hub.js";
import type { Part, PartDeps } from "./parts.js";
import type { BatchKey } from "./store/batches.js";
import { batchesAsTheyStand, relaysAsTheyStand } from "./store/watching.js";

/** The part that streams what happens to whoever follows it. */
export async function startStreams({ db, chain, changes, config }: PartDeps): Promise<Part> {
  const indexed = () => chain.state().indexed ?? 0;
  const nameOf = ({ institution, number }: BatchKey) => `${institution}-${number}`;
  const room = makeStreamRoom({ most: config.streamsMost ?? 1_000, mostOfAddress: 50, heartbeatMs: 15_000 });
  const feed = makeFeedHub(db);
  const batches = makeWatchHub(nameOf, async (keys: readonly BatchKey[]) => {
    const found = await batchesAsTheyStand(db, keys);
    return new Map(
      found.map((facts) => {
        const state = viewOf(facts, indexed());
        return [nameOf(facts.row), { state, isSettled: state.state === "anchored" || state.state === "failed" }];
      }),
    );
  });
  const actions = makeWatchHub(
    (id: `0x${string}`) => id,
    async (ids) => {
      const rows = await relaysAsTheyStand(db, ids);
      return new Map(
        rows.map((row) => {
          const state = toRelay(row, indexed());
          return [row.id, { state, isSettled: state.state === "recorded" || state.state === "failed" }];
        }),
      );
    },
  );
  const look = async () => {
    await Promise.all([feed.look(), batches.look(), actions.look()]);
  };
  const following = changes.follow(look);
  return {
    name: "streams",
    routes: [eventRoutes({ db, room, feed, batches, actions, wake: following.wake })],
    state: () => ({ ready: true, reason: null }),
    close: async () => {
      room.close();
      await following.close();
    },
  };
}
