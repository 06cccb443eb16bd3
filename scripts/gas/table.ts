import { type GasTable, PEERS, type RowId, rows } from "./rows.ts";

/** A line of the table; figures of one act, rounded up. */
export type Line = {
  readonly id: RowId;
  readonly says: string;
  readonly ours: number;
  readonly target: number | null;
  readonly withinTarget: boolean | null;
  /** Quoted, not measured here. */
  readonly peers: Readonly<Record<string, number>>;
  /** Ours divided by the lowest of the peers. */
  readonly ratio: number | null;
  readonly note: string | null;
};

export function linesOf(measured: GasTable): Line[] {
  return rows.map(({ id, says, count, target, peers, note }) => {
    const ours = Math.ceil(measured[id] / count);
    const lowest = Math.min(...Object.values(peers ?? {}));
    return {
      id,
      says,
      ours,
      target: target ?? null,
      withinTarget: target === undefined ? null : ours <= target,
      peers: peers ?? {},
      ratio: Number.isFinite(lowest) ? Number((ours / lowest).toFixed(3)) : null,
      note: note ?? null,
    };
  });
}

/** The table as text, with its headings. */
export function textOf(lines: readonly Line[]): string {
  const head = ["act", "ours", "target", "", ...PEERS, "ours / lowest"];
  const cells = lines.map(({ says, ours, target, withinTarget, peers, ratio, note }) => [
    note === null ? says : `${says} *`,
    figure(ours),
    figure(target),
    withinTarget === null ? "" : withinTarget ? "met" : "over",
    ...PEERS.map((peer) => figure(peers[peer])),
    ratio === null ? "" : ratio.toFixed(2),
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...cells.map((row) => (row[column] ?? "").length)));
  const format = (row: readonly string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  ")
      .trimEnd();
  const noted = lines.flatMap(({ says, note }) => (note === null ? [] : [`  ${says.trim()}: ${note}`]));
  return [
    "Measured: gas of receipts on a fresh local chain (Hardhat, Osaka rules), rubric QA Baseline 1.0. Every act is relayed",
    "by an account without authority, unless the line says otherwise. The lens is a view: here it is sent as a transaction,",
    "its 21,000 and calldata included.",
    "Quoted, not measured here: the targets and the peers' columns, from the design notes on peers. Of these only the reviews",
    "are known to have been relayed.",
    "",
    format(head),
    widths.map((width) => "-".repeat(width)).join("  "),
    ...cells.map(format),
    "",
    "* Conditions of quoted figures:",
    ...noted,
    "",
  ].join("\n");
}

function figure(value: number | null | undefined): string {
  return value == null ? "" : value.toLocaleString("en-US");
}
