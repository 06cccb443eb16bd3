import { digestOf, isObject, type JsonObject, ReplyDocument } from "@peerseal/sdk";
import { useQueryClient } from "@tanstack/react-query";
import { useAnnounce } from "../../app/announce.js";
import { useFormat } from "../../language/format.js";
import { useLanguage, useText } from "../../language/language.js";
import { Field } from "../../parts/field.js";
import { useAct } from "../../sign/acting.js";
import { useKept } from "../parts/use-kept.js";
import { TEXT as CONSOLE } from "../text.js";
import type { MoveProps } from "./screen.js";
import { TEXT } from "./text.js";

type Point = { readonly seat: number | null; readonly criterion: string | null; readonly text: string };
type Draft = {
  readonly kind: "factual-errors" | "disagreement" | "none";
  readonly text: string;
  readonly points: readonly Point[];
};

const KINDS = [
  ["factual-errors", "factual-errors"],
  ["disagreement", "disagreement"],
  ["none", "nothing"],
] as const;
const EMPTY: Draft = { kind: "factual-errors", text: "", points: [] };

/** The provider's answer to the reviews, while its window is open. */
export function Reply({ loaded: { round, seats, rubric }, institution, name, now }: MoveProps) {
  const text = useText(TEXT);
  const common = useText(CONSOLE);
  const { textIn } = useFormat();
  const { language } = useLanguage();
  const act = useAct();
  const announce = useAnnounce();
  const queries = useQueryClient();
  const { value: draft = EMPTY, change, erase } = useKept<Draft>(`reply/${round.id}`, EMPTY);
  const isOpen = round.replyFrom !== null && round.replyFrom <= now && now <= (round.replyUntil ?? 0);
  if (round.reply !== null) return <p className="good">✓ {text("replied")}</p>;
  if (!isOpen) return null;
  const criteria = (Array.isArray(rubric.document?.criteria) ? rubric.document.criteria : []).flatMap((one: unknown) =>
    isObject(one) && typeof one.id === "string" ? [{ id: one.id, name: isObject(one.name) ? one.name : {} }] : [],
  );
  const nameOf = (texts: Readonly<Record<string, unknown>>) =>
    textIn(Object.fromEntries(Object.entries(texts).map(([tag, value]) => [tag, String(value)])))?.text ?? "";
  const checked = ReplyDocument.safeParse({
    schema: "peerseal.reply/1",
    round: round.id,
    language,
    kind: draft.kind,
    text: draft.text.trim().normalize("NFC"),
    points:
      draft.kind === "none"
        ? []
        : draft.points.map((point) => ({ ...point, text: point.text.trim().normalize("NFC"), answer: null })),
  });
  const hint = text(round.purpose === "formative" ? "replyHintAdvice" : "replyHint");
  const set = (i: number, more: Partial<Point>) =>
    change({ ...draft, points: draft.points.map((point, at) => (at === i ? { ...point, ...more } : point)) });
  const sign = async () => {
    if (!checked.success) return;
    // A parsed document is JSON.
    const document = checked.data as unknown as JsonObject;
    const kind = text(KINDS.find(([one]) => one === draft.kind)?.[1] ?? "nothing");
    const relay = await act({
      action: "Reply",
      message: { round: round.id, owner: institution, replyDigest: digestOf(document) },
      document,
      title: text("replyTitle"),
      says: [text("replySays", { name, kind }), hint],
    });
    if (relay === null) return;
    await erase();
    announce(text("replied"));
    await queries.invalidateQueries({ queryKey: ["round", round.id] });
  };
  return (
    <section>
      <h2>{text("reply")}</h2>
      <p>{hint}</p>
      <fieldset>
        <legend>{text("replyKind")}</legend>
        {KINDS.map(([kind, word]) => (
          <label key={kind} className="check">
            <input
              type="radio"
              name="reply-kind"
              checked={draft.kind === kind}
              onChange={() => change({ ...draft, kind })}
            />
            {text(word)}
          </label>
        ))}
      </fieldset>
      <Field label={text("replyText")} required>
        {(given) => (
          <textarea
            {...given}
            rows={5}
            value={draft.text}
            onChange={({ target }) => change({ ...draft, text: target.value })}
          />
        )}
      </Field>
      {draft.kind === "none"
        ? null
        : draft.points.map((point, i) => (
            // Points have no name of their own.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above.
            <fieldset key={i}>
              <legend>
                {text("pointText")} {i + 1}
              </legend>
              <div className="grid">
                <Field label={text("pointSeat")}>
                  {(given) => (
                    <select
                      {...given}
                      value={point.seat ?? ""}
                      onChange={({ target }) => set(i, { seat: target.value === "" ? null : Number(target.value) })}
                    >
                      <option value="">{text("allSeats")}</option>
                      {seats.map(({ seat }) => (
                        <option key={seat} value={seat}>
                          {seat + 1}
                        </option>
                      ))}
                    </select>
                  )}
                </Field>
                <Field label={text("pointCriterion")}>
                  {(given) => (
                    <select
                      {...given}
                      value={point.criterion ?? ""}
                      onChange={({ target }) => set(i, { criterion: target.value === "" ? null : target.value })}
                    >
                      <option value="">{text("allSeats")}</option>
                      {criteria.map(({ id, name: named }) => (
                        <option key={id} value={id}>
                          {id} {nameOf(named)}
                        </option>
                      ))}
                    </select>
                  )}
                </Field>
              </div>
              <Field label={text("pointText")} required>
                {(given) => (
                  <textarea
                    {...given}
                    rows={3}
                    value={point.text}
                    onChange={({ target }) => set(i, { text: target.value })}
                  />
                )}
              </Field>
              <button
                type="button"
                className="second"
                onClick={() => change({ ...draft, points: draft.points.filter((_, at) => at !== i) })}
              >
                {common("remove")}
              </button>
            </fieldset>
          ))}
      <div className="row">
        {draft.kind === "none" ? null : (
          <button
            type="button"
            className="second"
            onClick={() => change({ ...draft, points: [...draft.points, { seat: null, criterion: null, text: "" }] })}
          >
            {text("addPoint")}
          </button>
        )}
        <button type="button" disabled={!checked.success} onClick={() => void sign()}>
          {text("reply")}
        </button>
      </div>
    </section>
  );
}
