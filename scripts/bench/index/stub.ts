import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createBlooms } from "../../../packages/registry-api/dist/indexer/bloom.js";
import { sampleLog } from "./sample.ts";

/*
 * An endpoint that makes a chain up as it is asked: so many events, so many a block, all of one contract, every block
 * final, with blooms that hold. It is there so that no chain limits what the indexer is measured at. A process of its
 * own: `node stub.ts <address> <events> <events a block>`; prints its URL.
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
// Made before anything is measured.
const bloomsOfBlocks = Array.from({ length: HEAD + 1 }, (_, number) => bloomOf(number));

function header(number: number): string {
  if (number > HEAD) return "null";
  return JSON.stringify({
    number: quantity(number),
    hash: hashOf(number),
    parentHash: hashOf(number - 1),
    timestamp: quantity(1_700_000_000 + number * 12),
    logsBloom: `0x${bloomsOfBlocks[number]}`,
    gasUsed: "0x1c9c380",
    transactions: [],
  });
}

function logText(i: number, number: number, place: number): string {
  const { topics, data } = sampleLog(i);
  const transaction = `0x${(i - (i % 10)).toString(16).padStart(64, "c")}`;
  return `{"address":"${address}","topics":["${topics.join('","')}"],"data":"${data}","blockHash":"${hashOf(number)}","blockNumber":"${quantity(number)}","transactionHash":"${transaction}","transactionIndex":"${quantity(Math.floor(place / 10))}","logIndex":"${quantity(place)}","removed":false}`;
}

type Call = { readonly id: number; readonly method: string; readonly params: readonly unknown[] };

function result({ method, params }: Call): string {
  const [first] = params;
  if (method === "eth_chainId") return '"0x7a69"';
  if (method === "eth_getCode") return '"0x6001"';
  if (method === "eth_getBlockByNumber") {
    return header(first === "latest" || first === "finalized" ? HEAD : Number(first));
  }
  if (method !== "eth_getLogs") return "null";
  const filter = first as { fromBlock?: string; toBlock?: string; blockHash?: string };
  if (filter.fromBlock === undefined || filter.toBlock === undefined) return "[]";
  const texts: string[] = [];
  for (let number = Number(filter.fromBlock); number <= Number(filter.toBlock); number++) {
    for (const [place, i] of logsIn(number).entries()) texts.push(logText(i, number, place));
  }
  return `[${texts.join(",")}]`;
}

const answer = (call: Call) => `{"jsonrpc":"2.0","id":${call.id},"result":${result(call)}}`;

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = JSON.parse(Buffer.concat(chunks).toString()) as Call | readonly Call[];
  const text = Array.isArray(body) ? `[${body.map(answer).join(",")}]` : answer(body as Call);
  response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
  response.end(text);
});
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
process.once("disconnect", () => process.exit(0));
