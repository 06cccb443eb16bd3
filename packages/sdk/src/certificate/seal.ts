import type { Hex } from "../core/types.js";

/** Inks of badges, each dark enough for white letters on it; by the first byte of a course version's id. */
const INKS = ["#12405c", "#1c5a48", "#5a2a5e", "#7a3417", "#243a7c", "#5c4708"] as const;

/** What all badges and certificates of a course version have in common to the eye. */
export type Seal = {
  readonly ink: string;
  /** Lengths of the rays around, 0 to 1, clockwise from the top. */
  readonly rays: readonly number[];
};

/** The ink and the rays of a course version: two versions rarely look alike, and one always looks the same. */
export function sealOf(version: Hex): Seal {
  const bytes = (version.slice(2).match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16));
  const [first = 0] = bytes;
  return {
    ink: INKS[first % INKS.length] ?? INKS[0],
    // Each byte makes two rays, so that the ring is dense.
    rays: bytes.flatMap((byte) => [(byte >> 4) / 15, (byte & 15) / 15]),
  };
}

/** SVG path data of the rays between two radii around (x, y). */
export function raysPath({ rays }: Seal, x: number, y: number, inner: number, outer: number): string {
  const step = (2 * Math.PI) / rays.length;
  const number = (value: number) => String(Math.round(value * 100) / 100);
  return rays
    .map((length, i) => {
      const angle = i * step - Math.PI / 2;
      const end = inner + (outer - inner) * (0.25 + 0.75 * length);
      const at = (radius: number) => `${number(x + radius * Math.cos(angle))} ${number(y + radius * Math.sin(angle))}`;
      return `M${at(inner)}L${at(end)}`;
    })
    .join("");
}
