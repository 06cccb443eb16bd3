import { findGovernance, type Governing, type NetworkConnection, type wire } from "@peerseal/sdk";
import type { FastifyBaseLogger } from "fastify";

/** A successor of the governor is known after so many seconds; members give it its role by a vote of weeks. */
const REFRESH_SECONDS = 600;

/** Finds out who governs. As `findGovernance`. */
type Find = (fromBlock: number) => Promise<Governing>;

/** Who governs the network, as far as it is known: asked at the first call, and anew from time to time. Never waits. */
export type TellGoverning = () => wire.Governance | null;

/**
 * Keeps who governs the network. No row of the index hangs on it, and whoever it matters to asks the contracts, so what
 * one endpoint says is enough here; one that gives no logs keeps nothing from starting.
 *
 * @param options.firstBlock block of the network's deployment. @param options.now Unix seconds.
 */
export function watchGoverning(options: {
  readonly find: Find;
  readonly head: () => Promise<number>;
  readonly firstBlock: number;
  readonly now: () => number;
  readonly log: Pick<FastifyBaseLogger, "warn">;
}): TellGoverning {
  const { find, head, now, log } = options;
  let known: Governing | null = null;
  let askedAt = Number.NEGATIVE_INFINITY;
  let fromBlock = options.firstBlock;
  const ask = async () => {
    try {
      const searched = await head();
      const found = await find(fromBlock);
      // Where nobody new was given the role, who had it keeps it.
      if (known?.kind !== "members" || found.kind === "members") known = found;
      fromBlock = searched;
    } catch (err) {
      log.warn({ event: "governance-unknown", err });
    }
  };
  return () => {
    if (now() - askedAt >= REFRESH_SECONDS) {
      askedAt = now();
      void ask();
    }
    return known === null ? null : toldOf(known);
  };
}

/** The questions of `watchGoverning`, to a chain. */
export function askGoverning(connection: NetworkConnection): {
  readonly find: Find;
  readonly head: () => Promise<number>;
} {
  return {
    find: (fromBlock) => findGovernance(connection, { fromBlock }),
    head: async () => (await connection.block("latest")).number,
  };
}

function toldOf(governing: Governing): wire.Governance {
  if (governing.kind === "account") return governing;
  const { governor, timelock } = governing.governance;
  return { kind: "members", governor, timelock };
}
