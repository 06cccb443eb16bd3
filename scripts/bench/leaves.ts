import { createHash } from "node:crypto";

/** Leaves that look random and are the same each time, 32 bytes each, in one array. */
export function leavesOf(n: number): Uint8Array {
  const leaves = new Uint8Array(n * 32);
  const number = Buffer.alloc(4);
  for (let i = 0; i < n; i++) {
    number.writeUInt32BE(i);
    leaves.set(createHash("sha256").update(number).digest(), i * 32);
  }
  return leaves;
}

/** Places whose proofs are compared: all of them together would be compared for longer than they are made. */
export function comparedPlaces(n: number): number[] {
  return [0, 1, Math.floor(n / 3), n - 2, n - 1].filter((place) => place >= 0 && place < n);
}
