import { Interface, type LogDescription } from "ethers";
import { type Ask, hexOf } from "./json-rpc.ts";

/*
 * What the chain holds, read by raw JSON-RPC and decoded by signatures written here: nothing of the code under test
 * stands between the chain and the checks.
 */
const EVENTS = new Interface([
  "event InstitutionAdmitted(uint32 indexed institution, string name, string domain, bytes2 country, uint8 kind, bytes32 profileDigest)",
  "event KeyAdded(uint32 indexed institution, bytes32 indexed key, uint8 purposes, uint40 from, uint40 until, bytes data)",
  "event CourseRegistered(bytes32 indexed course, uint32 indexed institution, string code)",
  "event VersionPublished(bytes32 indexed course, bytes32 indexed version, bytes32 descriptorDigest, bytes32 previous, bool minor, uint32 publisher)",
  "event BatchAnchored(uint32 indexed institution, uint64 indexed number, bytes32 root, uint32 size, bytes32 indexed courseVersion, bytes32 key)",
  "event StatusChanged(uint32 indexed institution, uint64 indexed number, uint8 action, uint32[] words, uint256[] masks, bytes32 key)",
  "event CredentialStatusChanged(uint32 indexed institution, uint64 indexed number, uint32 index, uint8 action, bytes32 key)",
  "event PolicyListed(address indexed policy, bool listed)",
]);

/** A log of the network, and what it says where its event is one of those above. */
export type TrueLog = {
  readonly block: number;
  readonly blockHash: string;
  readonly index: number;
  readonly transaction: string;
  readonly event: LogDescription | null;
};

/** A transaction of the relayer in a block. */
export type TrueTransaction = {
  readonly hash: string;
  readonly nonce: number;
  readonly to: string;
  readonly data: string;
  readonly succeeded: boolean;
};

type RawLog = {
  readonly address: string;
  readonly topics: string[];
  readonly data: string;
  readonly blockNumber: string;
  readonly blockHash: string;
  readonly logIndex: string;
  readonly transactionHash: string;
};
type RawBlock = {
  readonly number: string;
  readonly hash: string;
  readonly transactions: readonly {
    readonly hash: string;
    readonly from: string;
    readonly to: string | null;
    readonly nonce: string;
    readonly input: string;
  }[];
};

const AT_ONCE = 32;

export async function headOf(ask: Ask): Promise<number> {
  return Number(await ask<string>("eth_blockNumber"));
}

/** Logs of contracts up to a block, with those of the policies that the directory ever listed. */
export async function readLogs(ask: Ask, addresses: readonly string[], upTo: number): Promise<readonly TrueLog[]> {
  const read = async (address: readonly string[]) =>
    (await ask<readonly RawLog[]>("eth_getLogs", [{ fromBlock: "0x0", toBlock: hexOf(upTo), address }])).map(trueLog);
  const logs = await read(addresses);
  const policies = logs.flatMap(({ event }) => (event?.name === "PolicyListed" ? [String(event.args.policy)] : []));
  return policies.length === 0 ? logs : read([...addresses, ...policies]);
}

function trueLog(log: RawLog): TrueLog {
  return {
    block: Number(log.blockNumber),
    blockHash: log.blockHash,
    index: Number(log.logIndex),
    transaction: log.transactionHash,
    event: EVENTS.parseLog({ topics: log.topics, data: log.data }),
  };
}

/** Hashes of all blocks up to one, and the transactions of one sender in them. */
export async function readBlocks(
  ask: Ask,
  sender: string,
  upTo: number,
): Promise<{ readonly hashes: ReadonlyMap<number, string>; readonly transactions: readonly TrueTransaction[] }> {
  const hashes = new Map<number, string>();
  const found: RawBlock["transactions"][number][] = [];
  for (let from = 0; from <= upTo; from += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, upTo - from + 1) }, (_, place) => from + place);
    const blocks = await Promise.all(
      numbers.map((number) => ask<RawBlock | null>("eth_getBlockByNumber", [hexOf(number), true])),
    );
    for (const block of blocks) {
      if (block === null) continue;
      hashes.set(Number(block.number), block.hash);
      found.push(...block.transactions.filter((transaction) => transaction.from.toLowerCase() === sender));
    }
  }
  const transactions: TrueTransaction[] = [];
  for (let from = 0; from < found.length; from += AT_ONCE) {
    const some = found.slice(from, from + AT_ONCE).map(async (transaction) => {
      const receipt = await ask<{ readonly status: string } | null>("eth_getTransactionReceipt", [transaction.hash]);
      return {
        hash: transaction.hash,
        nonce: Number(transaction.nonce),
        to: (transaction.to ?? "").toLowerCase(),
        data: transaction.input,
        succeeded: receipt?.status === "0x1",
      };
    });
    transactions.push(...(await Promise.all(some)));
  }
  return { hashes, transactions };
}

/** Blocks below the newest that the chain does not tell any more: it is broken itself, and no witness for anything. */
export async function lostBlocks(ask: Ask): Promise<readonly number[]> {
  const lost: number[] = [];
  const head = await headOf(ask);
  for (let number = 0; number < head; number++) {
    if ((await ask("eth_getBlockByNumber", [hexOf(number), false])) === null) lost.push(number);
  }
  return lost;
}
