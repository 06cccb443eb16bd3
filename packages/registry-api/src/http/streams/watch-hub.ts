import { createHash } from "node:crypto";
import type { OpenStream } from "./sse.js";

/** States of many things, each followed by any number of streams: all that are followed are read at once. */
export type WatchHub<K> = {
  /** Tells the state as it is, then each change, until it is settled. `known`: the id of what was told last. */
  readonly join: (stream: OpenStream, key: K, known: string | undefined) => void;
  readonly look: () => Promise<void>;
};

export type Watched = { readonly state: object; readonly isSettled: boolean };

type Watch<K> = { readonly key: K; readonly streams: Map<OpenStream, string | undefined> };

/**
 * @param nameOf names a key
 * @param read states of keys by name; what is left out is unknown now, and stays as it was told
 */
export function makeWatchHub<K>(
  nameOf: (key: K) => string,
  read: (keys: readonly K[]) => Promise<ReadonlyMap<string, Watched>>,
): WatchHub<K> {
  const watches = new Map<string, Watch<K>>();

  const look = async (): Promise<void> => {
    if (watches.size === 0) return;
    const states = await read([...watches.values()].map(({ key }) => key));
    for (const [name, { state, isSettled }] of states) {
      const watch = watches.get(name);
      if (watch === undefined) continue;
      const id = markOf(state);
      for (const [stream, told] of watch.streams) {
        if (told !== id) stream.send({ event: "state", data: state, id });
        watch.streams.set(stream, id);
        // Without an end the reader would come back for more.
        if (isSettled) {
          stream.send({ event: "end", data: {} });
          stream.end();
        }
      }
    }
  };

  return {
    look,
    join: (stream, key, known) => {
      const name = nameOf(key);
      const watch = watches.get(name) ?? { key, streams: new Map() };
      watches.set(name, watch);
      watch.streams.set(stream, known);
      stream.onEnd(() => {
        watch.streams.delete(stream);
        if (watch.streams.size === 0) watches.delete(name);
      });
    },
  };
}

/** A mark of a state: the same on every replica. */
function markOf(state: object): string {
  return createHash("sha256").update(JSON.stringify(state)).digest("base64url").slice(0, 16);
}
