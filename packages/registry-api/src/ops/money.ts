import type { Hex, NetworkConnection } from "@peerseal/sdk";
import type { Kysely } from "kysely";
import { feesToNote, listSenders, noteFee } from "../store/operations.js";
import type { Tables } from "../store/tables.js";

/** What relayers have and what the chain charges, in wei. */
export type Money = {
  readonly balances: readonly { readonly address: Hex; readonly wei: bigint }[];
  readonly baseFee: bigint;
};

type Asking = {
  readonly db: Kysely<Tables>;
  readonly provider: Pick<NetworkConnection["provider"], "getBalance" | "getBlock" | "getTransactionReceipt">;
  /** The account that pays from here; null: this registry is read-only. */
  readonly relayer: () => Hex | null;
};

/** Balances of the relayer of this process and of those whose transactions are stored; null where no answer comes. */
export async function readMoney({ db, provider, relayer }: Asking): Promise<Money | null> {
  try {
    const own = relayer();
    const addresses = new Set([...(own === null ? [] : [own]), ...(await listSenders(db))]);
    const [block, ...wei] = await Promise.all([
      provider.getBlock("latest"),
      ...[...addresses].map((address) => provider.getBalance(address)),
    ]);
    const balances = [...addresses].map((address, n) => ({ address, wei: wei[n] ?? 0n }));
    return { balances, baseFee: block?.baseFeePerGas ?? 0n };
  } catch {
    // Told by the indexer's state and the counters of the endpoints.
    return null;
  }
}

const AT_ONCE = 20;

/** Notes what final transactions have cost. Another replica may do so too: a hash is noted once. */
export async function noteFees({ db, provider }: Omit<Asking, "relayer">, now: number): Promise<number> {
  let noted = 0;
  for (const hash of await feesToNote(db, AT_ONCE)) {
    const receipt = await provider.getTransactionReceipt(hash);
    // Noted as nothing where a chain forgot it: else the first twenty that are gone would keep all others waiting.
    await noteFee(db, hash, receipt?.fee ?? 0n, now);
    noted++;
  }
  return noted;
}
