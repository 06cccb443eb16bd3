import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useAnnounce } from "../../app/announce.js";
import { useFormat } from "../../language/format.js";
import { useText } from "../../language/language.js";
import { useAct } from "../../sign/acting.js";
import { RecordedReasons } from "../parts/recorded-reasons.js";
import { seatsMissing } from "../todo/todo.js";
import { ruleIn } from "./opening.js";
import type { MoveProps } from "./screen.js";
import { TEXT } from "./text.js";

/** Confirms the panel, with or without seats that were objected to. */
export function ConfirmPanel({ loaded: { round, seats, rubric }, name, now }: MoveProps) {
  const text = useText(TEXT);
  const { moment } = useFormat();
  const act = useAct();
  const announce = useAnnounce();
  const queries = useQueryClient();
  const [excluded, setExcluded] = useState<ReadonlySet<number>>(new Set());
  if (round.panelFrom === null) return null;
  const isEarly = now < round.panelFrom;
  const staying = seats.filter(({ seat }) => !excluded.has(seat));
  const missing = seatsMissing({ round, seats: staying }).map(({ role, missing: count }) => `${text(role)} × ${count}`);
  const { panel, rapid } = ruleIn(rubric);
  const { institutions } = round.route === "rapid" ? rapid : panel;
  const isNarrow = new Set(staying.map(({ institution }) => institution)).size < institutions;
  const confirm = async () => {
    const out = [...excluded].sort((a, b) => a - b);
    const relay = await act({
      action: "SetPanel",
      message: {
        round: round.id,
        seatCount: seats.length,
        excluded: out.reduce((bits, seat) => bits | (1 << seat), 0),
      },
      title: text("confirmTitle"),
      says: [
        text("confirmSays", { count: seats.length - out.length, name }),
        ...(out.length === 0 ? [] : [text("confirmOut", { list: out.map((seat) => seat + 1).join(", ") })]),
      ],
    });
    if (relay === null) return;
    announce(text("done"));
    await queries.invalidateQueries({ queryKey: ["round", round.id] });
  };
  return (
    <section>
      <h2>{text("confirm")}</h2>
      <p>{text("confirmHint")}</p>
      {isEarly ? <p className="notice">{text("confirmTooEarly", { time: moment(round.panelFrom) })}</p> : null}
      {seats.map(({ seat, flags }) => (
        <label key={seat} className="check">
          <input
            type="checkbox"
            checked={excluded.has(seat)}
            onChange={({ target }) => {
              const next = new Set(excluded);
              if (target.checked) next.add(seat);
              else next.delete(seat);
              setExcluded(next);
            }}
          />
          {text("leaveOut", { n: seat + 1 })} {flags.includes("objected") ? `(${text("objected")})` : ""}
        </label>
      ))}
      {seats.map(({ seat, objection }) =>
        objection === null ? null : (
          <div key={seat}>
            <h3>{text("objectedWhy", { n: seat + 1 })}</h3>
            <RecordedReasons digest={objection} />
          </div>
        ),
      )}
      <div role="status">
        {missing.length > 0 ? <p className="unsure">? {text("tooFew", { list: missing.join(", ") })}</p> : null}
        {isNarrow ? <p className="unsure">? {text("tooNarrow", { count: institutions })}</p> : null}
      </div>
      <button type="button" disabled={isEarly || missing.length > 0 || isNarrow} onClick={() => void confirm()}>
        {text("confirm")}
      </button>
    </section>
  );
}
