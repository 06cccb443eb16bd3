import { type DragEvent, useState } from "react";
import { useAnnounce } from "../../app/announce.js";
import { useText } from "../../language/language.js";
import { Field } from "../../parts/field.js";
import { TEXT as CONSOLE } from "../text.js";
import { readTable } from "./csv.js";
import { knownOf } from "./draft.js";
import { decodeList } from "./encoding.js";
import { type Column, readColumns } from "./learners.js";
import type { StepProps } from "./screen.js";
import { TEXT } from "./text.js";

/** The list of learners, and what its columns hold. */
export function LearnersStep({ draft, change, go, versions }: StepProps) {
  const text = useText(TEXT);
  const common = useText(CONSOLE);
  const announce = useAnnounce();
  const [pasted, setPasted] = useState("");
  const [isOver, setOver] = useState(false);
  const known = knownOf(versions.find(({ id }) => id === draft.version)?.descriptor ?? null);
  const isLocked = draft.sent.length > 0 || draft.pending !== null;

  const take = (content: string, name: string, encoding: string) => {
    const table = readTable(content.replace(/^\uFEFF/, ""));
    change({ table, ...readColumns(table, known), list: { name, encoding }, rows: null });
    announce(text("readResult", { rows: table.length, name, encoding }));
  };
  const takeFile = async (file: File | undefined) => {
    if (file === undefined) return;
    const { text: content, encoding } = decodeList(new Uint8Array(await file.arrayBuffer()));
    take(content, file.name, encoding);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void takeFile(event.dataTransfer.files[0]);
  };
  const hasIdentifier = draft.columns.some((column) => column === "email" || column === "student-number");
  if (isLocked) {
    return (
      <>
        <p className="notice">{text("locked")}</p>
        <Moves back={() => go("course")} next={() => go("check")} />
      </>
    );
  }
  return (
    <>
      <fieldset
        className="drop"
        data-over={isOver}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <legend>{text("drop")}</legend>
        <Field label={text("file")} hint={text("fileHint")}>
          {(given) => (
            <input
              {...given}
              type="file"
              accept=".csv,.tsv,.txt,text/csv"
              onChange={({ target }) => void takeFile(target.files?.[0])}
            />
          )}
        </Field>
        <Field label={text("paste")} hint={text("pasteHint")}>
          {(given) => (
            <textarea {...given} rows={3} value={pasted} onChange={({ target }) => setPasted(target.value)} />
          )}
        </Field>
        <button
          type="button"
          className="second"
          disabled={pasted.trim() === ""}
          onClick={() => take(pasted, text("pasted"), "utf-8")}
        >
          {text("read")}
        </button>
      </fieldset>
      {draft.list === null ? null : (
        <p>{text("readResult", { rows: draft.table.length - (draft.hasHeader ? 1 : 0), ...draft.list })}</p>
      )}
      {draft.columns.length === 0 ? null : <Columns draft={draft} change={change} assessments={known.assessments} />}
      {draft.table.length > 0 && !hasIdentifier ? (
        <p role="alert" className="bad">
          {text("noIdentifier")}
        </p>
      ) : null}
      <Moves
        back={() => go("course")}
        next={() => go("check")}
        isBlocked={draft.table.length === 0 || !hasIdentifier}
      />
      {draft.table.length === 0 ? null : <p className="unseen">{common("saved")}</p>}
    </>
  );
}

function Columns({
  draft,
  change,
  assessments,
}: Pick<StepProps, "draft" | "change"> & { readonly assessments: readonly string[] }) {
  const text = useText(TEXT);
  const { table, columns, hasHeader } = draft;
  const choices: readonly (readonly [Column, string])[] = [
    ["email", text("asEmail")],
    ["student-number", text("asNumber")],
    ["outcomes", text("asOutcomes")],
    ...assessments.map((id) => [`result:${id}`, text("asResult", { id })] as const),
    ["ignore", text("asIgnore")],
  ];
  const nameOf = (i: number) => (hasHeader ? table[0]?.cells[i] : undefined) || text("column", { n: i + 1 });
  return (
    <fieldset>
      <legend>{text("columns")}</legend>
      <label className="check">
        <input
          type="checkbox"
          checked={hasHeader}
          onChange={({ target }) => change({ hasHeader: target.checked, rows: null })}
        />
        {text("hasHeader")}
      </label>
      <div className="grid">
        {columns.map((column, i) => {
          const value = table[hasHeader ? 1 : 0]?.cells[i] ?? "";
          return (
            // A list keeps its columns where they are.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above.
            <Field key={i} label={nameOf(i)} hint={value === "" ? null : text("example", { value })}>
              {(given) => (
                <select
                  {...given}
                  value={column}
                  onChange={({ target }) => {
                    const wanted = choices.find(([choice]) => choice === target.value)?.[0] ?? "ignore";
                    change({ columns: columns.map((one, at) => (at === i ? wanted : one)), rows: null });
                  }}
                >
                  {choices.map(([choice, name]) => (
                    <option key={choice} value={choice}>
                      {name}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          );
        })}
      </div>
    </fieldset>
  );
}

/** Buttons between steps. */
export function Moves({
  back,
  next,
  isBlocked = false,
}: {
  readonly back: () => void;
  readonly next: () => void;
  readonly isBlocked?: boolean;
}) {
  const text = useText(CONSOLE);
  return (
    <div className="row">
      <button type="button" className="second" onClick={back}>
        {text("back")}
      </button>
      <button type="button" onClick={next} disabled={isBlocked}>
        {text("next")}
      </button>
    </div>
  );
}
