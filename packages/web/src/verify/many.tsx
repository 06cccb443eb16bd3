import { PeersealError, VERIFY_COLUMNS, type Verified, verifyRow } from "@peerseal/sdk";
import { useEffect, useId, useRef, useState } from "react";
import { useLanguage, useText } from "../language/language.js";
import { Tag } from "../parts/tag.js";
import { type Outcome, titleOf } from "./check.js";
import { csvOf } from "./csv.js";
import type { Place } from "./place.js";
import type { Leading } from "./results.js";
import { toneOfQuality } from "./review.js";
import { REVIEW } from "./review-words.js";
import { saidOf } from "./said.js";
import { codeOf, issuerOf, toneOf } from "./settled.js";
import { Single } from "./single.js";
import { TEXT } from "./text.js";
import { WORDS } from "./words.js";

/** Many files as a table that grows while they are checked; each row opens its whole result. */
export function Many(
  props: {
    readonly outcomes: readonly Outcome[];
    readonly total: number;
    readonly place: Place;
    readonly at: number | null;
  } & Leading,
) {
  const { outcomes, total, ...more } = props;
  const text = useText(TEXT);
  const words = useText(WORDS);
  const [filter, setFilter] = useState("");
  const [opened, setOpened] = useState<number | null>(null);
  const filterId = useId();
  const table = useRef<HTMLTableElement>(null);
  const shownOne = opened === null ? undefined : outcomes[opened];
  const isDone = outcomes.length === total;
  const rows = outcomes.map((outcome, place) => ({ outcome, place }));
  const shown = rows.filter(({ outcome }) => filter === "" || codeOf(outcome) === filter);
  const close = () => {
    const row = opened;
    setOpened(null);
    // Back to where the person was in the table.
    requestAnimationFrame(() => table.current?.querySelector<HTMLElement>(`[data-row="${row}"]`)?.focus());
  };
  if (shownOne !== undefined) {
    return (
      <>
        <button type="button" className="second noprint" onClick={close}>
          {words("close")}
        </button>
        <Single outcome={shownOne} {...more} />
      </>
    );
  }
  return (
    <>
      <h2>{words("many", { total })}</h2>
      <p role="status">{text("checkingMany", { done: outcomes.length, total })}</p>
      <progress value={outcomes.length} max={total} aria-label={text("checking")} hidden={isDone} />
      <div className="row tools">
        <label htmlFor={filterId}>{words("filter")}</label>
        <Filter id={filterId} outcomes={outcomes} value={filter} onChange={setFilter} />
        <SaveTable outcomes={outcomes} isDone={isDone} />
      </div>
      <div className="scroll">
        <table ref={table} className="many">
          <caption className="unseen">{words("table")}</caption>
          <thead>
            <tr>
              {(["file", "verdict", "issuer", "course", "reviewNow"] as const).map((name) => (
                <th key={name} scope="col">
                  {words(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ outcome, place }) => (
              <Row key={place} place={place} outcome={outcome} onOpen={() => setOpened(place)} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Filter(props: {
  readonly id: string;
  readonly outcomes: readonly Outcome[];
  readonly value: string;
  readonly onChange: (code: string) => void;
}) {
  const { id, outcomes, value, onChange } = props;
  const words = useText(WORDS);
  const { language } = useLanguage();
  const counts = new Map<string, { readonly said: string; readonly count: number }>();
  for (const outcome of outcomes) {
    const code = codeOf(outcome);
    const said = code === "unreadable" ? words("unreadable") : saidOf(outcome, language);
    counts.set(code, { said, count: (counts.get(code)?.count ?? 0) + 1 });
  }
  return (
    <select id={id} value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
      <option value="">{`${words("all")} (${outcomes.length})`}</option>
      {[...counts].map(([code, { said, count }]) => (
        <option key={code} value={code}>{`${said} (${count})`}</option>
      ))}
    </select>
  );
}

function Row({
  outcome,
  place,
  onOpen,
}: {
  readonly outcome: Outcome;
  readonly place: number;
  readonly onOpen: () => void;
}) {
  const { language } = useLanguage();
  const review = useText(REVIEW);
  const words = useText(WORDS);
  const code = codeOf(outcome);
  const judged = outcome.state === "judged" ? outcome : null;
  const quality = judged?.verdict.quality?.now ?? null;
  return (
    <tr>
      <th scope="row">
        <button type="button" className="open" data-row={place} onClick={onOpen} title={words("open")}>
          {outcome.name}
        </button>
      </th>
      <td>
        <Tag tone={code === "unreadable" ? "bad" : toneOf(code)}>{saidOf(outcome, language)}</Tag>
      </td>
      <td>{judged === null ? null : issuerOf(judged.verdict)}</td>
      <td>{judged?.opened == null ? null : titleOf(judged.opened)}</td>
      <td>
        {quality === null ? null : <Tag tone={toneOfQuality(quality.state)}>{review(`quality.${quality.state}`)}</Tag>}
      </td>
    </tr>
  );
}

/** The table as a file. Its address lives as long as it is shown. */
function SaveTable({ outcomes, isDone }: { readonly outcomes: readonly Outcome[]; readonly isDone: boolean }) {
  const words = useText(WORDS);
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (!isDone) return;
    const made = URL.createObjectURL(new Blob([tableOf(outcomes)], { type: "text/csv;charset=utf-8" }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [outcomes, isDone]);
  if (address === null) return null;
  return (
    <a className="button second" href={address} download="verdicts.csv">
      {words("csv")}
    </a>
  );
}

const COLUMNS = [
  ...VERIFY_COLUMNS.slice(0, 5),
  { key: "courseTitle", header: "course_title" },
  ...VERIFY_COLUMNS.slice(5),
];

/** As the command line and the registry write it; a verdict on which two endpoints differ is `incomplete`. */
function tableOf(outcomes: readonly Outcome[]): string {
  const now = Math.floor(Date.now() / 1000);
  const rows = outcomes.map((outcome) => {
    const row = verifyRow(outcome.name, verifiedOf(outcome), now);
    const courseTitle = outcome.state === "judged" && outcome.opened !== null ? titleOf(outcome.opened) : null;
    return { ...row, verdict: codeOf(outcome), courseTitle };
  });
  return csvOf(COLUMNS, rows);
}

function verifiedOf(outcome: Outcome): Verified {
  switch (outcome.state) {
    case "judged":
      return { state: "judged", verdict: outcome.verdict };
    case "presented":
      return { state: "unreadable", error: new PeersealError("open-unrecognised", "A presentation of several.") };
    case "unreadable":
      return { state: "unreadable", error: outcome.error };
    case "not-agreed":
    case "not-loaded":
      return { state: "unreadable", error: new PeersealError("open-unrecognised", "A link that was not followed.") };
  }
}
