import type { World } from "../world.ts";

/** How many things wait for their block, as of a moment ago. */
export type Backlog = { readonly waiting: () => number; readonly stop: () => void };

const LOOK_MS = 100;

/** Looks again and again at what registries have taken in and not brought to the chain yet. */
export function watchBacklog({ pool }: Pick<World, "pool">): Backlog {
  let waiting = 0;
  const look = async () => {
    const { rows } = await pool.query<{ waiting: string }>(
      `select (select count(*) from relays where state in ('accepted', 'signed', 'broadcast'))
        + (select count(*) from batches where state = 'closing') as waiting`,
    );
    waiting = Number(rows[0]?.waiting ?? 0);
  };
  const timer = setInterval(() => {
    // A connection that a fault ended: the next look has another.
    look().catch(() => undefined);
  }, LOOK_MS);
  return { waiting: () => waiting, stop: () => clearInterval(timer) };
}
