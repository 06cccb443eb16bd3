import { assemble, type Code, type Func, get, i32, load64, OP, set, store64, tee } from "./wasm-assembler.js";

/*
 * keccak256 of messages that fit one block, in WebAssembly: the permutation is written out from its definition (FIPS 202,
 * section 3), with the state in locals. Memory holds, in this order: a block for pairs of nodes, a block for anything
 * else, the round constants, room for the nodes of a proof, and from `NODES_AT` on whatever the caller puts there.
 */

/** Bytes of a block: 1,600 bits less twice 256. */
export const BLOCK_BYTES = 136;
const PAIR_AT = 0;
/** A block for the caller's messages. */
export const MESSAGE_AT = 136;
const CONSTANTS_AT = 512;
/** Room for the nodes of a proof. */
export const PROOF_AT = 1_024;
/** The caller's own. */
export const NODES_AT = 2_048;
const PAGE = 65_536;
const PAIR_BYTES = 64;
const NODE_BYTES = 32;
const LANES = 25;
const ROUNDS = 24;

/** The kernel over a memory of its own. */
export type KeccakKernel = {
  readonly memory: Uint8Array<ArrayBuffer>;
  /** keccak256 of a padded block at one address, written to another. */
  hash(block: number, to: number): void;
  /** keccak256 of each of so many pairs of nodes in a row, the smaller node first, written in a row. */
  hashPairs(from: number, pairs: number, to: number): void;
};

let compiled: Promise<WebAssembly.Module> | undefined;

/** Makes a kernel with so many bytes from `NODES_AT` on. The module is compiled once. */
export async function createKeccakKernel(bytes: number): Promise<KeccakKernel> {
  compiled ??= WebAssembly.compile(assemble(FUNCTIONS, 1));
  const memory = new WebAssembly.Memory({ initial: Math.ceil((NODES_AT + bytes) / PAGE) });
  const { exports } = await WebAssembly.instantiate(await compiled, { env: { memory } });
  const view = new Uint8Array(memory.buffer);
  padMessage(view.subarray(PAIR_AT, PAIR_AT + BLOCK_BYTES), PAIR_BYTES);
  const constants = new DataView(memory.buffer, CONSTANTS_AT);
  roundConstants().forEach((constant, round) => {
    constants.setBigUint64(8 * round, constant, true);
  });
  return { memory: view, hash: functionOf(exports, "hash"), hashPairs: functionOf(exports, "hashPairs") };
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

/** Round constants by the shift register that defines them (FIPS 202, 3.2.5). */
function roundConstants(): bigint[] {
  let register = 1;
  const nextBit = () => {
    const bit = register & 1;
    register = (register << 1) ^ (register & 0x80 ? 0x171 : 0);
    return bit;
  };
  return Array.from({ length: ROUNDS }, () => {
    let constant = 0n;
    for (let j = 0; j <= 6; j++) if (nextBit() === 1) constant |= 1n << BigInt(2 ** j - 1);
    return constant;
  });
}

/** Lane (x, y) of the state. */
const lane = (x: number, y: number) => (x % 5) + 5 * (y % 5);

/** How far each lane is rotated (FIPS 202, 3.2.2). */
function rotations(): number[] {
  const offsets = Array.from({ length: LANES }, () => 0);
  let [x, y] = [1, 0];
  for (let t = 0; t < 24; t++) {
    offsets[lane(x, y)] = (((t + 1) * (t + 2)) / 2) % 64;
    [x, y] = [y, (2 * x + 3 * y) % 5];
  }
  return offsets;
}

const i64Const = (value: number): Code => [OP["i64.const"], value & 127];

// Locals of `hash`: two addresses and the round's place, then the state, what it becomes, and the columns.
const [BLOCK, TO, ROUND] = [0, 1, 2];
const STATE = 3;
const NEXT = STATE + LANES;
const COLUMN = NEXT + LANES;
const state = (place: number) => STATE + place;
const next = (place: number) => NEXT + place;

function hashCode(): Code {
  const code: number[] = [];
  const offsets = rotations();
  for (let place = 0; place < BLOCK_BYTES / 8; place++)
    code.push(...get(BLOCK), ...load64(8 * place), ...set(state(place)));
  // The rest of the state begins as zero, but not where a local is used again.
  for (let place = BLOCK_BYTES / 8; place < LANES; place++) code.push(...i64Const(0), ...set(state(place)));
  code.push(...i32(0), ...set(ROUND), OP.loop, OP.empty);
  // theta: each column's parity is mixed into its neighbours.
  for (let x = 0; x < 5; x++) {
    code.push(...get(state(lane(x, 0))));
    for (let y = 1; y < 5; y++) code.push(...get(state(lane(x, y))), OP["i64.xor"]);
    code.push(...set(COLUMN + x));
  }
  // rho and pi: lanes are rotated and change places.
  for (let x = 0; x < 5; x++) {
    const mixed = [
      ...get(COLUMN + ((x + 4) % 5)),
      ...get(COLUMN + ((x + 1) % 5)),
      ...i64Const(1),
      OP["i64.rotl"],
      OP["i64.xor"],
    ];
    code.push(...mixed, ...set(COLUMN + 5));
    for (let y = 0; y < 5; y++) {
      const offset = offsets[lane(x, y)] ?? 0;
      code.push(...get(state(lane(x, y))), ...get(COLUMN + 5), OP["i64.xor"]);
      if (offset > 0) code.push(OP["i64.const"], ...sleb(offset), OP["i64.rotl"]);
      code.push(...set(next(lane(y, 2 * x + 3 * y))));
    }
  }
  // chi: each lane is changed by the two after it in its row.
  for (let y = 0; y < 5; y++) {
    for (let x = 0; x < 5; x++) {
      code.push(...get(next(lane(x, y))), ...get(next(lane(x + 1, y))), OP["i64.const"], 0x7f, OP["i64.xor"]);
      code.push(...get(next(lane(x + 2, y))), OP["i64.and"], OP["i64.xor"], ...set(state(lane(x, y))));
    }
  }
  // iota: the round's constant.
  code.push(...get(state(0)), ...get(ROUND), ...load64(CONSTANTS_AT), OP["i64.xor"], ...set(state(0)));
  code.push(
    ...get(ROUND),
    ...i32(8),
    OP["i32.add"],
    ...tee(ROUND),
    ...i32(8 * ROUNDS),
    OP["i32.lt_u"],
    OP.br_if,
    0,
    OP.end,
  );
  for (let place = 0; place < NODE_BYTES / 8; place++)
    code.push(...get(TO), ...get(state(place)), ...store64(8 * place));
  return code;
}

/** A small positive number as an `i64.const` takes it. */
const sleb = (value: number): Code => (value < 64 ? [value] : [(value & 127) | 128, value >> 7]);

// Locals of `hashPairs`: its parameters, then the place of the first difference and the two nodes in order.
const [FROM, PAIRS, PAIRS_TO, AT, LOW, HIGH] = [0, 1, 2, 3, 4, 5];

function hashPairsCode(): Code {
  const byteAt = (offset: number): Code => [
    ...get(FROM),
    ...get(AT),
    OP["i32.add"],
    OP["i32.load8_u"],
    0,
    ...sleb(offset),
  ];
  const copy = (from: number, to: number): number[] =>
    [0, 8, 16, 24].flatMap((offset) => [...i32(PAIR_AT), ...get(from), ...load64(offset), ...store64(to + offset)]);
  return [
    ...[OP.block, OP.empty, OP.loop, OP.empty],
    ...[...get(PAIRS), OP["i32.eqz"], OP.br_if, 1],
    // Where do the two differ first? In the first byte, nearly always.
    ...[...i32(0), ...set(AT), OP.block, OP.empty, OP.loop, OP.empty],
    ...[...byteAt(0), ...byteAt(NODE_BYTES), OP["i32.ne"], OP.br_if, 1],
    ...[...get(AT), ...i32(1), OP["i32.add"], ...tee(AT), ...i32(NODE_BYTES - 1), OP["i32.lt_u"], OP.br_if, 0],
    ...[OP.end, OP.end],
    // Whether the second is the smaller one, times the bytes between them.
    ...[...byteAt(0), ...byteAt(NODE_BYTES), OP["i32.gt_u"], ...i32(NODE_BYTES), OP["i32.mul"], ...set(LOW)],
    ...[...get(FROM), ...i32(NODE_BYTES), OP["i32.add"], ...get(LOW), OP["i32.sub"], ...set(HIGH)],
    ...[...get(FROM), ...get(LOW), OP["i32.add"], ...set(LOW)],
    ...copy(LOW, 0),
    ...copy(HIGH, NODE_BYTES),
    ...[...i32(PAIR_AT), ...get(PAIRS_TO), OP.call, 0],
    ...[...get(FROM), ...i32(PAIR_BYTES), OP["i32.add"], ...set(FROM)],
    ...[...get(PAIRS_TO), ...i32(NODE_BYTES), OP["i32.add"], ...set(PAIRS_TO)],
    ...[...get(PAIRS), ...i32(1), OP["i32.sub"], ...set(PAIRS), OP.br, 0],
    ...[OP.end, OP.end],
  ];
}

const FUNCTIONS: readonly Func[] = [
  { name: "hash", params: 2, i32s: 1, i64s: 2 * LANES + 6, code: hashCode() },
  { name: "hashPairs", params: 3, i32s: 3, i64s: 0, code: hashPairsCode() },
];
