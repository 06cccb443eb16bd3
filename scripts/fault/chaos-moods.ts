import type { Chance } from "./random.ts";

/** What an endpoint may do to a call. */
export const MISCHIEFS = [
  "error",
  "drop",
  "cut",
  "truncate",
  "limit",
  "slow",
  "stale-head",
  "hidden-logs",
  "some-logs",
  "null-receipt",
  "lost-send",
  "doubled-send",
  "wrong-chain",
  "foreign-genesis",
] as const;
export type Mischief = (typeof MISCHIEFS)[number];

type Asked = { readonly method: string; readonly params: readonly unknown[] };

/** Chooses what happens to a call; null: nothing. */
export type Mood = (call: Asked, chance: Chance) => Mischief | null;

/** What may happen to any call, and how often of a hundred. */
const ANY: readonly (readonly [Mischief, number])[] = [
  ["error", 2],
  ["drop", 2],
  ["cut", 1],
  ["truncate", 1],
  ["limit", 1],
  ["slow", 1],
];

/** What may happen to some calls only, and how often of a hundred. */
const OF_METHOD: Readonly<Record<string, readonly (readonly [Mischief, number])[]>> = {
  eth_getLogs: [
    ["hidden-logs", 15],
    ["some-logs", 10],
  ],
  eth_getTransactionReceipt: [["null-receipt", 20]],
  eth_sendRawTransaction: [
    ["lost-send", 10],
    ["doubled-send", 15],
  ],
};

const GENESIS = new Set(["0x0", "earliest"]);

/** A bad day: everything at once, a little of each. */
export const bad: Mood = ({ method }, chance) => {
  let left = chance.next() * 100;
  for (const [mischief, share] of [...(OF_METHOD[method] ?? []), ...ANY]) {
    left -= share;
    if (left < 0) return mischief;
  }
  return null;
};

/** One that is behind, for as long as it lasts, and bad beside. */
export const behind: Mood = (call, chance) => (chance.hits(0.7) ? "stale-head" : bad(call, chance));

/** Another chain in its place. */
export const foreign: Mood = ({ method, params }, chance) => {
  if (method === "eth_chainId" || method === "net_version") return "wrong-chain";
  if (method === "eth_getBlockByNumber" && GENESIS.has(String(params[0]))) return "foreign-genesis";
  return chance.hits(0.02) ? "error" : null;
};

/** No answer at all. */
export const away: Mood = () => "drop";
