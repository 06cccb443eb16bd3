import { type Hex, PeersealError } from "@peerseal/sdk";
import type { Db } from "../store/database.js";
import { spendSince } from "../store/transactions.js";
import type { Fees } from "./chain.js";

/** What signing may cost, in wei; null: no limit. */
export type FeeLimits = {
  /** Of a unit of gas, for one transaction. */
  readonly maxFeePerGas: bigint | null;
  /** Of everything that is signed within 24 hours, at its worst. */
  readonly spendPerDay: bigint | null;
};

export const NO_LIMITS: FeeLimits = { maxFeePerGas: null, spendPerDay: null };

const DAY = 86_400;
/** Nodes take another transaction of the same nonce for a tenth more; an eighth is what all of them take. */
const OUTBID = { numerator: 9n, denominator: 8n };

/**
 * What is offered under a cap: less than asked for, as long as a block may take it.
 *
 * @throws PeersealError `fee-cap` where the chain charges more
 */
export function capped(fees: Fees, baseFee: bigint, { maxFeePerGas: cap }: FeeLimits): Fees {
  if (cap === null || fees.maxFeePerGas <= cap) return fees;
  if (baseFee >= cap) throw beyondCap(baseFee, cap);
  const left = cap - baseFee;
  const { maxPriorityFeePerGas: tip } = fees;
  return { maxFeePerGas: cap, maxPriorityFeePerGas: smaller(tip, left) };
}

/**
 * What a transaction that takes the place of another must offer: at least an eighth more on both fees.
 *
 * @throws PeersealError `fee-cap` where that is beyond the cap
 */
export function raised(offered: Fees, market: Fees, { maxFeePerGas: cap }: FeeLimits): Fees {
  const maxFeePerGas = larger(market.maxFeePerGas, anEighthMore(offered.maxFeePerGas));
  const maxPriorityFeePerGas = larger(market.maxPriorityFeePerGas, anEighthMore(offered.maxPriorityFeePerGas));
  const least = larger(anEighthMore(offered.maxFeePerGas), maxPriorityFeePerGas);
  if (cap === null || maxFeePerGas <= cap) return { maxFeePerGas: larger(maxFeePerGas, least), maxPriorityFeePerGas };
  if (least > cap) throw beyondCap(least, cap);
  return { maxFeePerGas: cap, maxPriorityFeePerGas };
}

/** @throws PeersealError `fee-cap` where the day's ceiling would be passed */
export async function requireWithinDay(
  db: Db,
  spender: { readonly chainId: number; readonly sender: Hex },
  /** The most that it may cost, less what a transaction of its nonce may cost already; wei. */
  more: bigint,
  { spendPerDay: ceiling }: FeeLimits,
  now: number,
): Promise<void> {
  if (ceiling === null) return;
  const spent = await spendSince(db, spender.chainId, spender.sender, now - DAY);
  if (spent + more <= ceiling) return;
  throw new PeersealError("fee-cap", "What may be spent within a day is spent.", {
    details: { limit: "spend-per-day", spent: spent.toString(), more: more.toString(), ceiling: ceiling.toString() },
  });
}

function beyondCap(needed: bigint, cap: bigint): PeersealError {
  return new PeersealError("fee-cap", "The chain charges more than may be offered.", {
    details: { limit: "fee-per-gas", needed: needed.toString(), cap: cap.toString() },
  });
}

function anEighthMore(fee: bigint): bigint {
  // Rounded up, and never the same.
  return (fee * OUTBID.numerator) / OUTBID.denominator + 1n;
}

// Math.max takes no bigint.
function larger(a: bigint, b: bigint): bigint {
  if (a > b) return a;
  return b;
}

function smaller(a: bigint, b: bigint): bigint {
  if (a > b) return b;
  return a;
}
