import { PeersealError } from "./errors.js";
import type { Hex } from "./types.js";

const HEX = /^0x(?:[0-9a-f]{2})*$/;
const HEX32 = /^0x[0-9a-f]{64}$/;
const HEX20 = /^0x[0-9a-f]{40}$/;

/** Whether a value is `0x` and an even number of lowercase hex digits. */
export function isHex(value: unknown): value is Hex {
  return typeof value === "string" && HEX.test(value);
}

/** Whether a value is 32 bytes in lowercase hex. */
export function isHex32(value: unknown): value is Hex {
  return typeof value === "string" && HEX32.test(value);
}

/** Whether a value is 20 bytes in lowercase hex. */
export function isHex20(value: unknown): value is Hex {
  return typeof value === "string" && HEX20.test(value);
}

/** Bytes that a hex text stands for, counted. */
export function hexLength(hex: Hex): number {
  return (hex.length - 2) / 2;
}

/**
 * Narrows lowercase hex, such as the functions of ethers return.
 *
 * @throws `id-malformed`
 */
export function toHex(text: string): Hex {
  if (isHex(text)) return text;
  throw new PeersealError("id-malformed", "Hex is 0x and an even number of lowercase digits.");
}
