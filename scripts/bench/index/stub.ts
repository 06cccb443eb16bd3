import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBlooms } from "../../../packages/registry-api/dist/indexer/bloom.js";
import { sampleLog } from "./sample.ts";

/*
 * An endpoint with a made-up chain: so many events, so many a block, all of one contract, every block final, with blooms
 * that hold. It is there so that no chain limits what the indexer is measured at: everything that it will be asked for
 * stands in a file before it says that it is ready. A process of its own: `node stub.ts <address> <events> <events a
 * block>`; prints its URL.
 */
const [address = "", events = "0", perBlock = "100"] = process.argv.slice(2);
const EVENTS = Number(events);
const PER_BLOCK = Number(perBlock);
const HEAD = Math.ceil(EVENTS / PER_BLOCK) + 1;
const blooms = await createBlooms();

/** Block 0 is the first one, events begin in block 1. */
const hashOf = (number: number) => `0x${(number + 1).toString(16).padStart(64, "b")}`;
const quantity = (value: number) => `0x${value.toString(16)}`;
const logsIn = (number: number): readonly number[] => {
  const first = (number - 1) * PER_BLOCK;
  const count = number < 1 ? 0 : Math.max(0, Math.min(PER_BLOCK, EVENTS - first));
  return Array.from({ length: count }, (_, i) => first + i);
};
const bloomOf = (number: number) =>
  blooms.of(logsIn(number).map((i) => ({ address, topics: sampleLog(i).topics })) as Parameters<typeof blooms.of>[0]);

function headerText(number: number): string {
  return JSON.stringify({
    number: quantity(number),
    hash: hashOf(number),
    parentHash: hashOf(number - 1),
    timestamp: quantity(1_700_000_000 + number * 12),
    logsBloom: `0x${bloomOf(number)}`,
    gasUsed: "0x1c9c380",
    transactions: [],
  });
}

function logText(i: number, number: number, place: number): string {
  const { topics, data } = sampleLog(i);
  const transaction = `0x${(i - (i % 10)).toString(16).padStart(64, "c")}`;
  return `{"address":"${address}","topics":["${topics.join('","')}"],"data":"${data}","blockHash":"${hashOf(number)}","blockNumber":"${quantity(number)}","transactionHash":"${transaction}","transactionIndex":"${quantity(Math.floor(place / 10))}","logIndex":"${quantity(place)}","removed":false}`;
}

type Answers = { readonly header: (number: number) => string; readonly logs: (from: number, to: number) => Buffer };

/** Writes all logs to a file, which has no name once it is open. */
function prepare(): Answers {
  const folder = mkdtempSync(join(tmpdir(), "peerseal-stub-"));
  const file = openSync(join(folder, "logs"), "w+");
  rmSync(folder, { recursive: true });
  process.once("exit", () => closeSync(file));
  const headers: string[] = [];
  /** Where the logs of each block begin; each log is followed by a comma. */
  const begins = [0];
  for (let number = 0; number <= HEAD; number++) {
    headers.push(headerText(number));
    const text = logsIn(number).map((i, place) => `${logText(i, number, place)},`);
    begins.push((begins.at(-1) ?? 0) + writeSync(file, text.join("")));
  }
  return {
    header: (number) => headers[number] ?? "null",
    logs: (from, to) => {
      const [begin = 0, end = 0] = [begins[Math.max(0, from)], begins[Math.min(to, HEAD) + 1]];
      const bytes = Buffer.allocUnsafe(Math.max(0, end - begin));
      readSync(file, bytes, 0, bytes.length, begin);
      return bytes.subarray(0, Math.max(0, bytes.length - 1));
    },
  };
}
const answers = prepare();

type Call = { readonly id: number; readonly method: string; readonly params: readonly unknown[] };
type Piece = string | Buffer;

function result({ method, params }: Call): readonly Piece[] {
  const [first] = params;
  if (method === "eth_chainId") return ['"0x7a69"'];
  if (method === "eth_getCode") return ['"0x6001"'];
  if (method === "eth_getBlockByNumber") {
    return [answers.header(first === "latest" || first === "finalized" ? HEAD : Number(first))];
  }
  if (method !== "eth_getLogs") return ["null"];
  const filter = first as { fromBlock?: string; toBlock?: string };
  if (filter.fromBlock === undefined || filter.toBlock === undefined) return ["[]"];
  return ["[", answers.logs(Number(filter.fromBlock), Number(filter.toBlock)), "]"];
}

const answer = (call: Call): readonly Piece[] => [`{"jsonrpc":"2.0","id":${call.id},"result":`, ...result(call), "}"];

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = JSON.parse(Buffer.concat(chunks).toString()) as Call | readonly Call[];
  const pieces = Array.isArray(body)
    ? ["[", ...body.flatMap((call: Call, i) => [...(i > 0 ? [","] : []), ...answer(call)]), "]"]
    : answer(body as Call);
  const length = pieces.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0);
  response.writeHead(200, { "content-type": "application/json", "content-length": length });
  response.cork();
  for (const piece of pieces) response.write(piece);
  response.end();
});
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
process.once("disconnect", () => process.exit(0));
