import { useDeferredValue, useMemo, useState } from "react";
import { useFormat } from "../../language/format.js";
import { useText } from "../../language/language.js";
import { Scroll } from "../parts/scroll.js";
import { TEXT as CONSOLE } from "../text.js";
import { knownOf, rowsIn, rowsLeft } from "./draft.js";
import { checkRows, type Known, type Row, type RowFault } from "./learners.js";
import { Moves } from "./learners-step.js";
import type { StepProps } from "./screen.js";
import { TEXT } from "./text.js";

/** Rows on one page of the table. */
const SHOWN = 50;

/** The rows with what is wrong in them, repaired in place. */
export function CheckStep({ draft, change, go, versions }: StepProps) {
  const text = useText(TEXT);
  const { number } = useFormat();
  const [onlyFaulty, setOnlyFaulty] = useState(false);
  const [page, setPage] = useState(0);
  const descriptor = versions.find(({ id }) => id === draft.version)?.descriptor ?? null;
  const known = useMemo(() => knownOf(descriptor), [descriptor]);
  const rows = useMemo(() => rowsIn(draft), [draft]);
  const faults = useMemo(() => checkRows(rows, known), [rows, known]);
  // A row that was just repaired stays until the filter is chosen anew: it would vanish under the cursor.
  const [faultyLines, setFaultyLines] = useState<ReadonlySet<number>>(new Set());
  const isLocked = draft.pending !== null;
  const left = useMemo(() => new Set(rowsLeft(draft).map(({ line }) => line)), [draft]);
  const shown = rows
    .map((row, place) => ({ row, place }))
    .filter(({ row, place }) => !onlyFaulty || faultyLines.has(row.line) || faults.has(place));
  const pages = Math.max(1, Math.ceil(shown.length / SHOWN));
  const at = Math.min(page, pages - 1);
  const summary =
    faults.size === 0
      ? text("summaryGood", { rows: number(rows.length) })
      : text("summaryFaulty", { rows: number(rows.length), faulty: number(faults.size) });
  const said = useDeferredValue(summary);

  const filter = (wanted: boolean) => {
    setOnlyFaulty(wanted);
    setPage(0);
    setFaultyLines(new Set([...faults.keys()].flatMap((place) => rows[place]?.line ?? [])));
  };
  const repair = (place: number, more: Partial<Row>) =>
    change({ rows: rows.map((row, i) => (i === place ? { ...row, ...more } : row)) });
  const add = () => {
    const line = Math.max(1, ...rows.map((row) => row.line)) + 1;
    change({ rows: [...rows, { line, email: "", studentNumber: "", outcomes: "", results: {} }] });
    setPage(Number.MAX_SAFE_INTEGER);
  };
  return (
    <>
      <p aria-live="polite" className={faults.size === 0 ? "good" : "bad"}>
        <span aria-hidden="true">{faults.size === 0 ? "✓" : "✕"}</span> {rows.length === 0 ? text("noRows") : said}
      </p>
      {isLocked ? <p className="notice">{text("locked")}</p> : null}
      <label className="check">
        <input type="checkbox" checked={onlyFaulty} onChange={({ target }) => filter(target.checked)} />
        {text("onlyFaulty")}
      </label>
      <RowTable
        rows={shown.slice(at * SHOWN, (at + 1) * SHOWN)}
        faults={faults}
        known={known}
        isEditable={(row) => !isLocked && left.has(row.line)}
        repair={repair}
        remove={(place) => change({ rows: rows.filter((_, i) => i !== place) })}
      />
      {pages > 1 ? (
        <div className="row">
          <button type="button" className="second" disabled={at === 0} onClick={() => setPage(at - 1)}>
            {text("previousRows")}
          </button>
          <span>
            {text("range", {
              from: at * SHOWN + 1,
              to: Math.min(shown.length, (at + 1) * SHOWN),
              all: number(shown.length),
            })}
          </span>
          <button type="button" className="second" disabled={at === pages - 1} onClick={() => setPage(at + 1)}>
            {text("nextRows")}
          </button>
        </div>
      ) : null}
      <p>
        <button type="button" className="second" onClick={add} disabled={isLocked}>
          {text("addRow")}
        </button>
      </p>
      <Moves back={() => go("learners")} next={() => go("confirm")} isBlocked={rows.length === 0} />
    </>
  );
}

type Placed = { readonly row: Row; readonly place: number };

function RowTable(props: {
  readonly rows: readonly Placed[];
  readonly faults: ReadonlyMap<number, readonly RowFault[]>;
  readonly known: Known;
  readonly isEditable: (row: Row) => boolean;
  readonly repair: (place: number, more: Partial<Row>) => void;
  readonly remove: (place: number) => void;
}) {
  const text = useText(TEXT);
  const common = useText(CONSOLE);
  const { rows, faults, known, isEditable, repair, remove } = props;
  if (rows.length === 0) return null;
  return (
    <Scroll label={text("learners")}>
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">{text("line")}</th>
            <th scope="col">{text("problem")}</th>
            <th scope="col">{text("asEmail")}</th>
            <th scope="col">{text("asNumber")}</th>
            <th scope="col">{text("asOutcomes")}</th>
            {known.assessments.map((id) => (
              <th key={id} scope="col">
                {text("asResult", { id })}
              </th>
            ))}
            <th scope="col">{common("remove")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ row, place }) => {
            const wrong = faults.get(place) ?? [];
            const described = `fault-${row.line}`;
            const isFaulty = (field: RowFault["field"]) => wrong.some((fault) => fault.field === field);
            // Who has an address is named by it; the number then says nothing.
            const hasEmail = row.email.trim() !== "";
            const hasNumber = row.studentNumber.trim() !== "";
            const cell = (name: string, value: string, isWrong: boolean, change: (value: string) => Partial<Row>) => (
              <input
                aria-label={text("cell", { name, line: row.line })}
                aria-invalid={isWrong ? true : undefined}
                aria-describedby={isWrong ? described : undefined}
                value={value}
                disabled={!isEditable(row)}
                onChange={({ target }) => repair(place, change(target.value))}
              />
            );
            return (
              <tr key={row.line} data-faulty={wrong.length > 0}>
                <th scope="row">{row.line}</th>
                <td id={described}>
                  {wrong.length === 0 ? (
                    <span className="good">✓ {text("ok")}</span>
                  ) : (
                    wrong.map((fault) => (
                      <p key={fault.field} className="field-fault">
                        ✕ <Wrong fault={fault} known={known} />
                      </p>
                    ))
                  )}
                </td>
                <td>
                  {cell(text("asEmail"), row.email, isFaulty("identifier") && (hasEmail || !hasNumber), (email) => ({
                    email,
                  }))}
                </td>
                <td>
                  {cell(text("asNumber"), row.studentNumber, isFaulty("identifier") && !hasEmail, (studentNumber) => ({
                    studentNumber,
                  }))}
                </td>
                <td>{cell(text("asOutcomes"), row.outcomes, isFaulty("outcomes"), (outcomes) => ({ outcomes }))}</td>
                {known.assessments.map((id) => (
                  <td key={id}>
                    {cell(text("asResult", { id }), row.results[id] ?? "", isFaulty("results"), (value) => ({
                      results: { ...row.results, [id]: value },
                    }))}
                  </td>
                ))}
                <td>
                  <button
                    type="button"
                    className="copy"
                    disabled={!isEditable(row)}
                    aria-label={text("removeRow", { line: row.line })}
                    onClick={() => remove(place)}
                  >
                    ✕
                  </button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scroll>
  );
}

function Wrong({ fault, known }: { readonly fault: RowFault; readonly known: Known }) {
  const text = useText(TEXT);
  switch (fault.code) {
    case "twice":
      return text("twice", { other: fault.other });
    case "outcome-unknown":
      return text("outcome-unknown", { outcome: fault.outcome, known: known.outcomes.join(", ") });
    default:
      return text(fault.code);
  }
}
