import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { Waiting } from "../app/waiting.js";
import { useFormat } from "../language/format.js";
import { useText } from "../language/language.js";
import { compare, documentOf, latestReviews } from "./comparison.js";
import { ComparisonTable } from "./comparison-table.js";
import type { Conflicts } from "./conflicts.js";
import { useReviews } from "./data.js";
import type { Draft } from "./draft.js";
import { draftOf } from "./draft-of.js";
import { Frozen, KeyFile } from "./frozen.js";
import type { SeatPlace } from "./place.js";
import { Record } from "./record.js";
import { checkDraft } from "./review-document.js";
import { SavingLine } from "./saving-line.js";
import { TEXT } from "./seal-text.js";
import { useWork } from "./use-work.js";
import { readWork, workKey } from "./work.js";
import { notForRoleIn } from "./work-text.js";
import { Writing } from "./writing.js";

/** What follows a revealed review: own against others, one revision, the record. */
export function AfterReview(props: SeatPlace & { readonly conflicts: Conflicts }) {
  const { view, seat, task, phase, conflicts } = props;
  const reviews = useReviews(view.round.id);
  const [isRevising, setRevising] = useState(false);
  const text = useText(TEXT);
  const { moment } = useFormat();
  if (reviews === undefined) return <Waiting />;
  const own = latestReviews(reviews).get(seat.seat);
  if (own === undefined) return <Waiting />;
  const document = documentOf(own);
  if (isRevising && phase === "revise" && document !== null) {
    return (
      <Revision {...props} begin={() => ({ ...draftOf(document), conflicts })} onStop={() => setRevising(false)} />
    );
  }
  const others = [...latestReviews(reviews).keys()].filter((one) => one !== seat.seat).length;
  return (
    <>
      {task.isFormative ? (
        <Advice {...props} />
      ) : (
        <section>
          <h2>{text("compareTitle")}</h2>
          <p>
            {others === 0 ? text("compareNone") : text("compareDone", { count: others })}{" "}
            {phase === "revise" && others > 0 ? text("compareHint") : null}
          </p>
          {others === 0 ? null : (
            <ComparisonTable
              rows={compare(task.rubric.criteria, reviews, seat.seat)}
              seats={view.seats}
              names={view.names}
              levels={task.rubric.levels}
            />
          )}
        </section>
      )}
      {phase === "revise" && view.round.replyUntil !== null ? (
        <section>
          <h2>{text("reviseTitle")}</h2>
          <p>{text("reviseText", { deadline: moment(view.round.replyUntil) })}</p>
          <button type="button" disabled={document === null} onClick={() => setRevising(true)}>
            {text("revise")}
          </button>
        </section>
      ) : null}
      <Record {...props} own={own} document={document} />
    </>
  );
}

/** Advice is sent by its author: its text stands nowhere else. */
function Advice(props: SeatPlace) {
  const { view, seat } = props;
  const key = workKey(view.round.id, seat.seat, 1);
  const { data: work } = useQuery({ queryKey: ["review", "work", key], queryFn: () => readWork(key) });
  if (work == null || work.ready === null) return null;
  return <KeyFile {...props} work={work} ready={work.ready} />;
}

function Revision(props: SeatPlace & { readonly begin: () => Draft; readonly onStop: () => void }) {
  const { view, seat, task, begin, onStop } = props;
  const text = useText(TEXT);
  const work = useWork(workKey(view.round.id, seat.seat, 2), begin);
  const draft = work?.draft ?? null;
  const checked = useMemo(
    () => (draft === null ? null : checkDraft(draft, task, notForRoleIn(draft.language))),
    [draft, task],
  );
  if (work === null || checked === null) return <Waiting />;
  return (
    <>
      <SavingLine work={work} />
      <p>
        <button type="button" className="second" onClick={onStop}>
          {text("reviseStop")}
        </button>
      </p>
      {work.ready === null ? (
        <Writing {...props} work={work} checked={checked} sequence={2} />
      ) : (
        <Frozen {...props} work={work} ready={work.ready} sequence={2} />
      )}
    </>
  );
}
