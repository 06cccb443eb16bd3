import type { Check } from "@peerseal/sdk";
import { visible } from "../language/visible.js";

/** One piece of evidence: where it stands, and what it is. `seconds`: a time. */
export type Piece = {
  readonly path: string;
  readonly value:
    | { readonly kind: "text" | "address"; readonly text: string }
    | { readonly kind: "time"; readonly at: number };
};

type Value = Check["evidence"][string];

const ADDRESS = /^(?:0x[0-9a-f]{16,}$|eip155:|did:)/;
/** Names of members that hold seconds of Unix time. */
const TIMES = /(?:At|time|since|Since|until|from)$|(?:^|\.)at$/;
/** Names of members in which 0 stands for none. */
const NONE_IF_ZERO = /(?:^|\.)(?:successor|recordsKeeper)$/;
/** A country as two letters in hex. */
const LETTERS = /^0x([0-9a-f]{2})([0-9a-f]{2})$/;
const MOST = 40;

/** The evidence of a check, one piece a line: what people can read first, addresses and hashes last. */
export function piecesOf(evidence: Check["evidence"]): readonly Piece[] {
  const pieces = Object.entries(evidence).flatMap(([name, value]) => within(name, value));
  const isLast = ({ value }: Piece) => value.kind === "address";
  return [...pieces.filter((piece) => !isLast(piece)), ...pieces.filter(isLast)].slice(0, MOST);
}

function within(path: string, value: Value): readonly Piece[] {
  if (value === null || (value === 0 && NONE_IF_ZERO.test(path))) return [];
  if (typeof value === "object") {
    return Object.entries(value).flatMap(([name, inner]) => within(`${path}.${name}`, inner));
  }
  return [{ path, value: read(path, value) }];
}

function read(path: string, value: string | number | boolean): Piece["value"] {
  if (typeof value === "number" && TIMES.test(path) && value > 1_000_000_000) return { kind: "time", at: value };
  if (typeof value !== "string") return { kind: "text", text: String(value) };
  const [, first, second] = /(?:^|\.)country$/.test(path) ? (LETTERS.exec(value) ?? []) : [];
  if (first !== undefined && second !== undefined) {
    return { kind: "text", text: String.fromCharCode(Number.parseInt(first, 16), Number.parseInt(second, 16)) };
  }
  return { kind: ADDRESS.test(value) || value.length > 80 ? "address" : "text", text: visible(value) };
}
