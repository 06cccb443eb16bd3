/*
 * As much of the WebAssembly binary format (W3C, Core Specification 2.0, section 5) as the tree's kernel needs.
 */

/** Bytes of code, or of any other part of a module. */
export type Code = readonly number[];

/** Opcodes and type bytes, by the names of the text format. */
export const OP = {
  block: 0x02,
  loop: 0x03,
  end: 0x0b,
  br: 0x0c,
  br_if: 0x0d,
  return: 0x0f,
  call: 0x10,
  "local.get": 0x20,
  "local.set": 0x21,
  "local.tee": 0x22,
  "i32.load8_u": 0x2d,
  "i64.load": 0x29,
  "i64.store": 0x37,
  "i32.const": 0x41,
  "i64.const": 0x42,
  "i32.ne": 0x47,
  "i32.lt_u": 0x49,
  "i32.gt_u": 0x4b,
  "i32.add": 0x6a,
  "i32.sub": 0x6b,
  "i32.mul": 0x6c,
  "i32.shl": 0x74,
  "i32.shr_u": 0x76,
  "i32.xor": 0x73,
  "i64.and": 0x83,
  "i64.xor": 0x85,
  "i64.rotl": 0x89,
  i32: 0x7f,
  i64: 0x7e,
  v128: 0x7b,
  empty: 0x40,
} as const;

/** A whole number below 2^32 in LEB128. */
export function unsigned(value: number): Code {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push(rest > 0 ? low | 128 : low);
  } while (rest > 0);
  return bytes;
}

/** A whole number in signed LEB128. */
export function signed(value: number): Code {
  const bytes: number[] = [];
  let rest = value;
  for (;;) {
    const low = rest & 127;
    rest >>= 7;
    const isDone = (rest === 0 && (low & 64) === 0) || (rest === -1 && (low & 64) !== 0);
    bytes.push(isDone ? low : low | 128);
    if (isDone) return bytes;
  }
}

export const get = (local: number): Code => [OP["local.get"], ...unsigned(local)];
export const set = (local: number): Code => [OP["local.set"], ...unsigned(local)];
export const tee = (local: number): Code => [OP["local.tee"], ...unsigned(local)];
export const i32 = (value: number): Code => [OP["i32.const"], ...signed(value)];
/** The 64-bit word at the address on the stack plus `offset`, which is a multiple of eight. */
export const load64 = (offset: number): Code => [OP["i64.load"], 3, ...unsigned(offset)];
/** Stores the 64-bit word on the stack at the address below it plus `offset`. */
export const store64 = (offset: number): Code => [OP["i64.store"], 3, ...unsigned(offset)];

/** Opcodes of the 128-bit instructions, which follow a prefix. */
export const SIMD = {
  "v128.load": 0,
  "v128.store": 11,
  "i64x2.extract_lane": 29,
  "v128.andnot": 79,
  "v128.or": 80,
  "v128.xor": 81,
  "i64x2.shl": 203,
  "i64x2.shr_u": 205,
} as const;

/** An instruction of that kind. */
export const simd = (name: keyof typeof SIMD, ...immediates: readonly number[]): Code => [
  0xfd,
  ...unsigned(SIMD[name]),
  ...immediates,
];

/** A function: parameters are 32-bit; locals follow them, first the 32-bit ones and then those of a wider type. */
export type Func = {
  readonly name: string | null;
  readonly params: number;
  readonly i32s: number;
  readonly wide: { readonly type: "i64" | "v128"; readonly count: number };
  readonly code: Code;
};

const counted = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const sized = (code: Code): Code => [...unsigned(code.length), ...code];
const section = (id: number, items: readonly Code[]): Code => [id, ...sized(counted(items))];
const text = (name: string): Code => sized([...new TextEncoder().encode(name)]);

/**
 * A module of functions without results, over a memory imported as `env.memory` of at least so many pages. Functions
 * are numbered in their order; those with a name are exported.
 */
export function assemble(functions: readonly Func[], pages: number): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ params }) => [0x60, ...counted(Array.from({ length: params }, () => [OP.i32])), 0]);
  const memory = [...text("env"), ...text("memory"), 0x02, 0x00, ...unsigned(pages)];
  const exported = functions.flatMap(({ name }, i) => (name === null ? [] : [[...text(name), 0x00, ...unsigned(i)]]));
  const bodies = functions.map(({ i32s, wide, code }) =>
    sized([
      ...counted([
        [...unsigned(i32s), OP.i32],
        [...unsigned(wide.count), OP[wide.type]],
      ]),
      ...code,
      OP.end,
    ]),
  );
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, types),
    ...section(2, [memory]),
    ...section(
      3,
      functions.map((_, i) => unsigned(i)),
    ),
    ...section(7, exported),
    ...section(10, bodies),
  ]);
}
