/** Methods that only read; all others but {@link SEND} are refused. */
const READ_METHODS: ReadonlySet<string> = new Set([
  "eth_blobBaseFee",
  "eth_blockNumber",
  "eth_call",
  "eth_chainId",
  "eth_estimateGas",
  "eth_feeHistory",
  "eth_gasPrice",
  "eth_getBalance",
  "eth_getBlockByHash",
  "eth_getBlockByNumber",
  "eth_getBlockTransactionCountByHash",
  "eth_getBlockTransactionCountByNumber",
  "eth_getCode",
  "eth_getLogs",
  "eth_getProof",
  "eth_getStorageAt",
  "eth_getTransactionByBlockHashAndIndex",
  "eth_getTransactionByBlockNumberAndIndex",
  "eth_getTransactionByHash",
  "eth_getTransactionCount",
  "eth_getTransactionReceipt",
  "eth_maxPriorityFeePerGas",
  "eth_syncing",
  "net_version",
  "web3_clientVersion",
  "web3_sha3",
]);

/** Answers that do not depend on the chain. There are no unlocked accounts, whatever the node holds. */
const FIXED_ANSWERS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ["eth_accounts", []],
  ["net_listening", true],
  ["eth_mining", false],
]);

/** The one method that writes. */
export const SEND = "eth_sendRawTransaction";

/** What the door does with a method. */
export type Handling =
  | { readonly kind: "read" }
  | { readonly kind: "send" }
  | { readonly kind: "fixed"; readonly answer: unknown }
  | { readonly kind: "refused" };

/** Decides by allow-list: a method nobody has thought of is refused. */
export function handlingOf(method: string): Handling {
  if (method === SEND) return { kind: "send" };
  if (FIXED_ANSWERS.has(method)) return { kind: "fixed", answer: FIXED_ANSWERS.get(method) };
  return READ_METHODS.has(method) ? { kind: "read" } : { kind: "refused" };
}
