import { type Code, get, i32, load64, OP, set, simd, store64, tee, unsigned } from "./wasm-assembler.js";

/*
 * The permutation Keccak-f[1600] as WebAssembly, written out from its definition (FIPS 202, section 3) with the state in
 * locals: one state in 64-bit words, or two side by side in 128-bit ones.
 */

const LANES = 25;
const ROUNDS = 24;
/** Rounds in a row before the loop: fewer jumps, and code that still fits the caches. */
const UNROLLED = 6;
/** Bytes from one round constant to the next: each stands there twice, for two states. */
const CONSTANT_BYTES = 16;
/** 64-bit words of a block of keccak256, and of its result. */
const BLOCK_WORDS = 17;
const RESULT_WORDS = 4;

/** Locals of a hash function beside its parameters: the state, what it becomes, columns, and what is rotated. */
export const WIDE_LOCALS = 2 * LANES + 7;

/** Round constants by the shift register that defines them (FIPS 202, 3.2.5). */
export function roundConstants(): bigint[] {
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

/** Writes the round constants where the code expects them. */
export function writeConstants(memory: ArrayBuffer, at: number): void {
  const view = new DataView(memory, at);
  roundConstants().forEach((constant, round) => {
    view.setBigUint64(CONSTANT_BYTES * round, constant, true);
    view.setBigUint64(CONSTANT_BYTES * round + 8, constant, true);
  });
}

/** How a word of the state is worked on. */
type Words = {
  /** Word `place` of the block at the address on the stack. */
  readonly load: (place: number) => Code;
  readonly constant: (offset: number) => Code;
  readonly xor: Code;
  /** The word on the stack rotated, by way of a local. */
  readonly rotate: (by: number, local: number) => Code;
  /** `c` where `b` has no bit: the two are given as code. */
  readonly without: (c: Code, b: Code) => Code;
  readonly store: (place: number, local: number) => Code;
};

/** A small positive number as `i64.const` and `i32.const` take it. */
const small = (value: number): Code => (value < 64 ? [value] : [(value & 127) | 128, value >> 7]);

const ONE: Words = {
  load: (place) => load64(8 * place),
  constant: (offset) => load64(offset),
  xor: [OP["i64.xor"]],
  rotate: (by) => [OP["i64.const"], ...small(by), OP["i64.rotl"]],
  without: (c, b) => [...b, OP["i64.const"], 0x7f, OP["i64.xor"], ...c, OP["i64.and"]],
  store: (place, local) => [...get(TO), ...get(local), ...store64(8 * place)],
};

const TWO: Words = {
  load: (place) => simd("v128.load", 4, ...unsigned(16 * place)),
  constant: (offset) => simd("v128.load", 4, ...unsigned(offset)),
  xor: simd("v128.xor"),
  rotate: (by, local) => [
    ...[...tee(local), OP["i32.const"], ...small(by), ...simd("i64x2.shl")],
    ...[...get(local), OP["i32.const"], ...small(64 - by), ...simd("i64x2.shr_u"), ...simd("v128.or")],
  ],
  without: (c, b) => [...c, ...b, ...simd("v128.andnot")],
  // The results stand one after the other.
  store: (place, local) =>
    [0, 1].flatMap((half) => [
      ...[...get(TO), ...get(local), ...simd("i64x2.extract_lane", half)],
      ...store64(8 * place + 8 * RESULT_WORDS * half),
    ]),
};

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

// Locals: two addresses and the place of the round's constant, then the wide ones.
const [BLOCK, TO, ROUND] = [0, 1, 2];
const STATE = 3;
const NEXT = STATE + LANES;
const COLUMN = NEXT + LANES;
const MIXED = COLUMN + 5;
const ROTATED = MIXED + 1;

/**
 * Code of a function of two addresses: hashes the padded block at the first one to the second. For two states the block
 * holds the words of both side by side.
 */
export function hashCode(states: 1 | 2, constantsAt: number): Code {
  const words = states === 1 ? ONE : TWO;
  const code: number[] = [];
  for (let place = 0; place < BLOCK_WORDS; place++) {
    code.push(...get(BLOCK), ...words.load(place), ...set(STATE + place));
  }
  code.push(...i32(0), ...set(ROUND), OP.loop, OP.empty);
  for (let round = 0; round < UNROLLED; round++) code.push(...roundCode(words, constantsAt + CONSTANT_BYTES * round));
  code.push(...get(ROUND), ...i32(CONSTANT_BYTES * UNROLLED), OP["i32.add"], ...tee(ROUND));
  code.push(...i32(CONSTANT_BYTES * ROUNDS), OP["i32.lt_u"], OP.br_if, 0, OP.end);
  for (let place = 0; place < RESULT_WORDS; place++) code.push(...words.store(place, STATE + place));
  return code;
}

function roundCode({ constant, xor, rotate, without }: Words, constantAt: number): Code {
  const code: number[] = [];
  const offsets = rotations();
  // theta: each column's parity is mixed into its neighbours.
  for (let x = 0; x < 5; x++) {
    code.push(...get(STATE + lane(x, 0)));
    for (let y = 1; y < 5; y++) code.push(...get(STATE + lane(x, y)), ...xor);
    code.push(...set(COLUMN + x));
  }
  // rho and pi: lanes are rotated and change places.
  for (let x = 0; x < 5; x++) {
    code.push(
      ...get(COLUMN + ((x + 1) % 5)),
      ...rotate(1, ROTATED),
      ...get(COLUMN + ((x + 4) % 5)),
      ...xor,
      ...set(MIXED),
    );
    for (let y = 0; y < 5; y++) {
      const offset = offsets[lane(x, y)] ?? 0;
      code.push(...get(STATE + lane(x, y)), ...get(MIXED), ...xor);
      if (offset > 0) code.push(...rotate(offset, ROTATED));
      code.push(...set(NEXT + lane(y, 2 * x + 3 * y)));
    }
  }
  // chi: each lane is changed by the two after it in its row.
  for (let y = 0; y < 5; y++) {
    for (let x = 0; x < 5; x++) {
      const changed = without(get(NEXT + lane(x + 2, y)), get(NEXT + lane(x + 1, y)));
      code.push(...get(NEXT + lane(x, y)), ...changed, ...xor, ...set(STATE + lane(x, y)));
    }
  }
  // iota: the round's constant.
  code.push(...get(STATE), ...get(ROUND), ...constant(constantAt), ...xor, ...set(STATE));
  return code;
}
