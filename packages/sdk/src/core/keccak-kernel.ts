import { hashCode, WIDE_LOCALS, writeConstants } from "./keccak-permutation.js";
import { assemble, type Code, type Func, get, i32, load64, OP, set, store64, tee, unsigned } from "./wasm-assembler.js";

/*
 * keccak256 of messages that fit one block, in WebAssembly. Memory holds, in this order: a block for a pair of nodes, one
 * for two pairs side by side, one for anything else, the round constants, room for the nodes of a proof, and from
 * `NODES_AT` on whatever the caller puts there.
 */

/** Bytes of a block: 1,600 bits less twice 256. */
export const BLOCK_BYTES = 136;
const PAIR_AT = 0;
const PAIRS_AT = 144;
/** A block for the caller's messages. */
export const MESSAGE_AT = 432;
const CONSTANTS_AT = 576;
/** Room for the nodes of a proof. */
export const PROOF_AT = 1_024;
/** The caller's own. */
export const NODES_AT = 2_048;
const PAGE = 65_536;
const PAIR_BYTES = 64;
const NODE_BYTES = 32;

/** The kernel over a memory of its own. */
export type KeccakKernel = {
  readonly memory: Uint8Array<ArrayBuffer>;
  /** keccak256 of a padded block at one address, written to another. */
  hash(block: number, to: number): void;
  /** keccak256 of each of so many pairs of nodes in a row, the smaller node first, written in a row. */
  hashPairs(from: number, pairs: number, to: number): void;
  /** Writes the siblings from a place among so many (a power of two) leaves at `NODES_AT` upwards to `PROOF_AT`. */
  writeProof(place: number, width: number): void;
};

let compiled: Promise<WebAssembly.Module> | undefined;

/** Makes a kernel with so many bytes from `NODES_AT` on. The module is compiled once. */
export async function createKeccakKernel(bytes: number): Promise<KeccakKernel> {
  compiled ??= compile();
  const memory = new WebAssembly.Memory({ initial: Math.ceil((NODES_AT + bytes) / PAGE) });
  const { exports } = await WebAssembly.instantiate(await compiled, { env: { memory } });
  const view = new Uint8Array(memory.buffer);
  padMessage(view.subarray(PAIR_AT, PAIR_AT + BLOCK_BYTES), PAIR_BYTES);
  for (let at = PAIR_BYTES; at < BLOCK_BYTES; at++) {
    // The same padding, word by word beside itself.
    const to = PAIRS_AT + 16 * Math.floor(at / 8) + (at % 8);
    view[to] = view[PAIR_AT + at] ?? 0;
    view[to + 8] = view[PAIR_AT + at] ?? 0;
  }
  writeConstants(memory.buffer, CONSTANTS_AT);
  return {
    memory: view,
    hash: functionOf(exports, "hash"),
    hashPairs: functionOf(exports, "hashPairs"),
    writeProof: functionOf(exports, "writeProof"),
  };
}

/** Two hashes at once where the engine has 128-bit words, which is everywhere but on old browsers. */
async function compile(): Promise<WebAssembly.Module> {
  const fast = assemble(functions(true), 1);
  return WebAssembly.compile(WebAssembly.validate(fast) ? fast : assemble(functions(false), 1));
}

/** Pads a block that holds a message of so many bytes, as keccak256 does (not as SHA3-256, which marks its end by 6). */
export function padMessage(block: Uint8Array, bytes: number): void {
  block.fill(0, bytes);
  block[bytes] = 1;
  block[BLOCK_BYTES - 1] = (block[BLOCK_BYTES - 1] ?? 0) | 0x80;
}

type KernelFunction = (...numbers: number[]) => void;

function functionOf(exports: WebAssembly.Exports, name: string): KernelFunction {
  const found = exports[name];
  if (typeof found !== "function") throw new TypeError(`The kernel has no ${name}.`);
  return (...numbers) => void found(...numbers);
}

/** The kernel's functions; they call each other by their places here. */
export function functions(isPaired: boolean): Func[] {
  const none = { type: "i64", count: 0 } as const;
  return [
    { name: "hash", params: 2, i32s: 1, wide: { type: "i64", count: WIDE_LOCALS }, code: hashCode(1, CONSTANTS_AT) },
    { name: null, params: 3, i32s: 3, wide: none, code: sortCode() },
    { name: "hashPairs", params: 3, i32s: 0, wide: none, code: hashPairsCode(isPaired) },
    { name: "writeProof", params: 2, i32s: 3, wide: none, code: writeProofCode() },
    ...(isPaired
      ? [
          {
            name: null,
            params: 2,
            i32s: 1,
            wide: { type: "v128", count: WIDE_LOCALS },
            code: hashCode(2, CONSTANTS_AT),
          } as const,
        ]
      : []),
  ];
}
const [HASH, SORT, HASH_TWO] = [0, 1, 4];

const add = (amount: number): Code => [...i32(amount), OP["i32.add"]];
const increase = (local: number, amount: number): Code => [...get(local), ...add(amount), ...set(local)];
/** Copies a node's words: from the address in one local to that in another, so many bytes from word to word there. */
const copyNode = (from: number, to: number, offset: number, stride: number): Code =>
  [0, 1, 2, 3].flatMap((word) => [...get(to), ...get(from), ...load64(8 * word), ...store64(offset + stride * word)]);

/** `sort(pair, to, isPaired)`: writes the two nodes at `pair` to a block, the smaller first; paired: every other word. */
function sortCode(): Code {
  const [PAIR, TO, IS_PAIRED, AT, LOW, HIGH] = [0, 1, 2, 3, 4, 5];
  const byteAt = (offset: number): Code => [
    ...[...get(PAIR), ...get(AT), OP["i32.add"]],
    ...[OP["i32.load8_u"], 0, ...unsigned(offset)],
  ];
  return [
    // Where do the two differ first? In the first byte, nearly always.
    ...[OP.block, OP.empty, OP.loop, OP.empty],
    ...[...byteAt(0), ...byteAt(NODE_BYTES), OP["i32.ne"], OP.br_if, 1],
    ...[...get(AT), ...add(1), ...tee(AT), ...i32(NODE_BYTES - 1), OP["i32.lt_u"], OP.br_if, 0],
    ...[OP.end, OP.end],
    // Whether the second is the smaller one, times the bytes between them.
    ...[...byteAt(0), ...byteAt(NODE_BYTES), OP["i32.gt_u"], ...i32(NODE_BYTES), OP["i32.mul"], ...set(LOW)],
    ...[...get(PAIR), ...add(NODE_BYTES), ...get(LOW), OP["i32.sub"], ...set(HIGH)],
    ...[...get(PAIR), ...get(LOW), OP["i32.add"], ...set(LOW)],
    ...[OP.block, OP.empty, ...get(IS_PAIRED), OP.br_if, 0],
    ...[...copyNode(LOW, TO, 0, 8), ...copyNode(HIGH, TO, NODE_BYTES, 8), OP.return],
    ...[OP.end],
    ...[...copyNode(LOW, TO, 0, 16), ...copyNode(HIGH, TO, 2 * NODE_BYTES, 16)],
  ];
}

function hashPairsCode(isPaired: boolean): Code {
  const [FROM, PAIRS, TO] = [0, 1, 2];
  const sort = (offset: number, at: number, paired: 0 | 1): Code => [
    ...[...get(FROM), ...add(offset), ...i32(at), ...i32(paired), OP.call, SORT],
  ];
  /** Repeats while there are so many pairs left. */
  const whileAtLeast = (pairs: number, body: Code): Code => [
    ...[OP.block, OP.empty, OP.loop, OP.empty, ...get(PAIRS), ...i32(pairs), OP["i32.lt_u"], OP.br_if, 1],
    ...body,
    ...increase(FROM, PAIR_BYTES * pairs),
    ...increase(TO, NODE_BYTES * pairs),
    ...[...increase(PAIRS, -pairs), OP.br, 0, OP.end, OP.end],
  ];
  const two = [
    ...sort(0, PAIRS_AT, 1),
    ...sort(PAIR_BYTES, PAIRS_AT + 8, 1),
    ...i32(PAIRS_AT),
    ...get(TO),
    OP.call,
    HASH_TWO,
  ];
  const one = [...sort(0, PAIR_AT, 0), ...i32(PAIR_AT), ...get(TO), OP.call, HASH];
  return [...(isPaired ? whileAtLeast(2, two) : []), ...whileAtLeast(1, one)];
}

function writeProofCode(): Code {
  const [PLACE, WIDTH, LEVEL, TO, FROM] = [0, 1, 2, 3, 4];
  return [
    ...[...i32(NODES_AT), ...set(LEVEL), ...i32(PROOF_AT), ...set(TO)],
    ...[OP.block, OP.empty, OP.loop, OP.empty, ...get(WIDTH), ...i32(2), OP["i32.lt_u"], OP.br_if, 1],
    // The sibling's address: the level's own, and its place among the nodes there.
    ...[...get(PLACE), ...i32(1), OP["i32.xor"], ...i32(5), OP["i32.shl"], ...get(LEVEL), OP["i32.add"], ...set(FROM)],
    ...copyNode(FROM, TO, 0, 8),
    ...increase(TO, NODE_BYTES),
    ...[...get(WIDTH), ...i32(5), OP["i32.shl"], ...get(LEVEL), OP["i32.add"], ...set(LEVEL)],
    ...[...get(PLACE), ...i32(1), OP["i32.shr_u"], ...set(PLACE)],
    ...[...get(WIDTH), ...i32(1), OP["i32.shr_u"], ...set(WIDTH), OP.br, 0, OP.end, OP.end],
  ];
}
