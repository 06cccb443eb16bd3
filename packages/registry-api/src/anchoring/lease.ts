import type { Hex } from "@peerseal/sdk";
import type { Kysely } from "kysely";
import { type Fence, releaseLease, takeLease } from "../store/leases.js";
import type { Tables } from "../store/tables.js";
import type { Moment } from "./deps.js";

export type LeaseDeps = {
  readonly db: Kysely<Tables>;
  readonly chainId: number;
  /** Name of this process, different from that of every other one. */
  readonly holder: string;
  /** How long a lease lasts that nobody renews. */
  readonly seconds: number;
  readonly reached: (moment: Moment) => void | Promise<void>;
};

/** The leases of this process. */
export type Leases = {
  /** The lease of a sender; null while another process has it. */
  readonly take: (sender: Hex) => Promise<Fence | null>;
  /** Gives all back. */
  readonly close: () => Promise<void>;
};

type Held = { readonly fence: Fence; renewedAt: number };

/**
 * Keeps leases as long as the process lives: each is renewed at a third of its time. One that stood still for longer
 * finds that its fence no longer holds, whatever it believes itself.
 */
export function makeLeases({ db, chainId, holder, seconds, reached }: LeaseDeps): Leases {
  const held = new Map<Hex, Held>();
  const fresh = (one: Held) => performance.now() - one.renewedAt < (seconds * 1_000) / 3;

  async function renew(sender: Hex): Promise<Fence | null> {
    // From before the question: what is believed here ends before what the database holds.
    const renewedAt = performance.now();
    const fence = await takeLease(db, { chainId, sender, holder }, seconds);
    const before = held.get(sender);
    if (fence === null) held.delete(sender);
    else held.set(sender, { fence, renewedAt });
    if (fence !== null && before?.fence.token !== fence.token) await reached("lease-taken");
    return fence;
  }

  const timer = setInterval(
    () => {
      // A fault of the database shows wherever the lease is needed.
      for (const sender of held.keys()) renew(sender).catch(() => undefined);
    },
    (seconds * 1_000) / 3,
  );
  timer.unref();

  return {
    take: async (sender) => {
      const one = held.get(sender);
      return one !== undefined && fresh(one) ? one.fence : renew(sender);
    },
    close: async () => {
      clearInterval(timer);
      for (const { fence } of held.values()) await releaseLease(db, fence).catch(() => undefined);
      held.clear();
    },
  };
}
