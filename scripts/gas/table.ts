import type { EasTable } from "./peers/eas.ts";
import { EAS_JSON, type GasTable, QUOTED, type RowId, rows } from "./rows.ts";

/** A line of the table; figures of one act, rounded up. */
export type Line = {
  readonly id: RowId;
  readonly says: string;
  readonly ours: number;
  readonly target: number | null;
  readonly withinTarget: boolean | null;
  /** The Ethereum Attestation Service's. */
  readonly eas: number | null;
  /** Ours divided by that. */
  readonly ratio: number | null;
  /** Quoted, not measured here. */
  readonly quoted: Readonly<Record<string, number>>;
  readonly note: string | null;
};

/** Where the peer's figures are from. */
export type EasSource = "measured" | "committed";

export function linesOf(measured: GasTable, peer: EasTable): Line[] {
  return rows.map(({ id, says, count, target, eas: like, times = 1, quoted, note }) => {
    const ours = Math.ceil(measured[id] / count);
    const eas = like === undefined ? null : Math.ceil((peer[like] * times) / count);
    return {
      id,
      says,
      ours,
      target: target ?? null,
      withinTarget: target === undefined ? null : ours <= target,
      eas,
      ratio: eas === null ? null : Number((ours / eas).toFixed(3)),
      quoted: quoted ?? {},
      note: note ?? null,
    };
  });
}

/** The figures under the names of the line of JSON, rounded up. */
export function figuresOf(measured: GasTable, peer: EasTable) {
  const named = rows.flatMap(({ id, count, json }) =>
    json === undefined ? [] : [[json, measured[id] / count] as const],
  );
  const eas = Object.entries(EAS_JSON).map(([name, [id, count]]) => [name, Math.ceil(peer[id] / count)] as const);
  return {
    ours: Object.fromEntries(named.map(([name, figure]) => [name, Math.ceil(figure)])),
    eas: Object.fromEntries(eas),
  };
}

/** The table as text, with its headings. */
export function textOf(lines: readonly Line[], source: EasSource): string {
  const head = ["act", "ours", "target", "", "EAS 1.9", "ours / EAS", ...QUOTED];
  const cells = lines.map(({ says, ours, target, withinTarget, eas, ratio, quoted, note }) => [
    note === null ? says : `${says} *`,
    figure(ours),
    figure(target),
    withinTarget === null ? "" : withinTarget ? "met" : "over",
    figure(eas),
    ratio === null ? "" : ratio.toFixed(2),
    ...QUOTED.map((peer) => figure(quoted[peer])),
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...cells.map((row) => (row[column] ?? "").length)));
  const format = (row: readonly string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  ")
      .trimEnd();
  const noted = lines.flatMap(({ says, note }) => (note === null ? [] : [`  ${says.trim()}: ${note}`]));
  return [
    "Measured: gas of receipts on a fresh local chain (Hardhat, Osaka rules), rubric QA Baseline 1.0, the second use from",
    "the same accounts. Every act of ours is relayed by an account without authority and signed by an account, unless the",
    "line says otherwise. The lens is a view: here it is sent as a transaction, its 21,000 and calldata included.",
    EAS_SAYS[source],
    "Quoted, not measured here: the targets and the other peers' columns, from the design notes on peers.",
    "",
    format(head),
    widths.map((width) => "-".repeat(width)).join("  "),
    ...cells.map(format),
    "",
    "* Conditions:",
    ...noted,
    "",
  ].join("\n");
}

const EAS_SAYS: Readonly<Record<EasSource, string>> = {
  measured: "EAS: its published contracts (npm, eas-contracts 1.9.0), measured on the same chain in this run.",
  committed:
    "EAS: its published contracts (npm, eas-contracts 1.9.0) could not be installed; as measured before, test/gas/table.json.",
};

function figure(value: number | null | undefined): string {
  return value == null ? "" : value.toLocaleString("en-US");
}
