import { type Client, PeersealError, type wire } from "@peerseal/sdk";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { registry } from "../../registry/registry.js";

/** A batch as it comes along. `isLost`: the stream was cut off, and is opened again. */
export type FollowedBatch = {
  readonly batch: wire.Batch | undefined;
  readonly error: unknown;
  readonly isLost: boolean;
};

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

/** States after which nothing comes of itself. */
export function isAtRest({ state }: wire.Batch): boolean {
  return state === "anchored" || state === "failed";
}

/** Follows a batch by its stream of events, through lost connections, until it is recorded or has failed. */
export function useBatch(institution: number, number: number): FollowedBatch {
  const queries = useQueryClient();
  const [isLost, setLost] = useState(false);
  const { data, error } = useQuery({
    queryKey: ["batch", institution, number],
    queryFn: () => registry.batches.get({ institution, number }),
  });
  const isGoingOn = data !== undefined && !isAtRest(data);
  useEffect(() => {
    if (!isGoingOn) return;
    const ending = new AbortController();
    const show = (batch: wire.Batch) => queries.setQueryData(["batch", institution, number], batch);
    void follow(registry, { institution, number }, { show, setLost, signal: ending.signal });
    return () => ending.abort();
  }, [institution, number, isGoingOn, queries]);
  return { batch: data, error, isLost };
}

type Following = {
  readonly show: (batch: wire.Batch) => void;
  readonly setLost: (isLost: boolean) => void;
  readonly signal: AbortSignal;
};

async function follow(
  client: Client,
  name: { institution: number; number: number },
  { show, setLost, signal }: Following,
) {
  let after: string | undefined;
  let wait = FIRST_WAIT_MS;
  while (!signal.aborted) {
    try {
      for await (const { id, data } of client.events.batch(name, {
        signal,
        ...(after === undefined ? {} : { after }),
      })) {
        after = id ?? after;
        wait = FIRST_WAIT_MS;
        setLost(false);
        show(data);
      }
      if (signal.aborted) return;
      const batch = await client.batches.get(name);
      show(batch);
      // Streams also end when a registry drains: another one goes on.
      if (isAtRest(batch)) return;
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof PeersealError && !error.retryable) return;
      setLost(true);
    }
    await paused(wait, signal);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }
}

function paused(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
