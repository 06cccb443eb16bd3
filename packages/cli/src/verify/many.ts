import {
  exitCode,
  PeersealError,
  VERDICTS,
  VERIFY_COLUMNS,
  type Verified,
  type VerifyOptions,
  type VerifyRow,
  verifyMany,
  verifyRow,
} from "@peerseal/sdk";
import { inputOf } from "../files/input.js";
import type { Surroundings } from "../surroundings.js";
import { clean } from "../text.js";

export type ManyFlags = { readonly csv?: boolean; readonly json?: boolean };

/** Columns that a terminal has room for. */
const SHOWN = ["verdict", "reason", "issuer", "qualityNow", "file"] as const satisfies readonly (keyof VerifyRow)[];
const WIDEST = 40;

/** Verifies several files, one line each, with one question to the chain; gives the exit code of the worst. */
export async function verifyFiles(
  files: readonly string[],
  options: VerifyOptions,
  flags: ManyFlags,
  around: Surroundings,
): Promise<number> {
  const now = options.now ?? Math.floor(Date.now() / 1000);
  const read = await Promise.all(files.map((file) => readOne(file, around)));
  const inputs = read.flatMap((one) => (one instanceof PeersealError ? [] : [{ file: one }]));
  const verified = await verifyMany(inputs, { ...options, now });
  const results = read.map((one): Verified => {
    if (one instanceof PeersealError) return { state: "unreadable", error: one };
    const result = verified.shift();
    if (result === undefined) throw new TypeError("Every file has a result.");
    return result;
  });
  const rows = results.map((result, i) => verifyRow(files[i] ?? "", result, now));
  around.out(flags.json === true ? `${JSON.stringify(rows, null, 2)}\n` : flags.csv === true ? csv(rows) : table(rows));
  return worst(results);
}

async function readOne(file: string, around: Surroundings): Promise<Uint8Array | string | PeersealError> {
  try {
    return await inputOf(file, around);
  } catch (error) {
    if (error instanceof PeersealError) return error;
    throw error;
  }
}

/** RFC 4180, for spreadsheets: no cell begins in a way that they would take for a formula. */
function csv(rows: readonly VerifyRow[]): string {
  const lines = [
    VERIFY_COLUMNS.map(({ header }) => header),
    ...rows.map((row) => VERIFY_COLUMNS.map(({ key }) => cell(row[key]))),
  ];
  return `${lines.map((line) => line.join(",")).join("\n")}\n`;
}

function cell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r\n\uff0b\uff0d\uff1d\uff20]/u.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function table(rows: readonly VerifyRow[]): string {
  const cells = rows.map((row) => SHOWN.map((key) => clean(String(row[key] ?? "–"))));
  const all = [["VERDICT", "REASON", "ISSUER", "QUALITY NOW", "FILE"], ...cells];
  const widths = SHOWN.map((_, i) => Math.min(WIDEST, Math.max(...all.map((line) => [...(line[i] ?? "")].length))));
  const last = SHOWN.length - 1;
  const lines = all.map((line) =>
    line.map((cell, i) => (i === last ? cell : fitted(cell, widths[i] ?? WIDEST))).join("  "),
  );
  return `${lines.join("\n")}\n`;
}

function fitted(text: string, width: number): string {
  const characters = [...text];
  return characters.length > width ? `${characters.slice(0, width - 1).join("")}…` : text.padEnd(width);
}

/** A file that is none counts for more than any verdict: exit code 1. */
function worst(results: readonly Verified[]): number {
  if (results.some(({ state }) => state === "unreadable")) return 1;
  const words = results.flatMap((result) => (result.state === "judged" ? [result.verdict.verdict] : []));
  return exitCode(VERDICTS.find((word) => words.includes(word)) ?? "incomplete");
}
