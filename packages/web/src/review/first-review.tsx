import { useMemo } from "react";
import { Waiting } from "../app/waiting.js";
import { useLanguage } from "../language/language.js";
import type { Conflicts } from "./conflicts.js";
import { emptyDraft } from "./draft.js";
import { Frozen } from "./frozen.js";
import type { SeatPlace } from "./place.js";
import { checkDraft } from "./review-document.js";
import { SavingLine } from "./saving-line.js";
import { Sealed } from "./sealed.js";
import { useWork } from "./use-work.js";
import { workKey } from "./work.js";
import { notForRoleIn } from "./work-text.js";
import { Writing } from "./writing.js";

/** The first review of a seat: written, made ready, sealed, revealed. */
export function FirstReview(place: SeatPlace & { readonly conflicts: Conflicts }) {
  const { view, seat, task, phase, conflicts } = place;
  const { language } = useLanguage();
  const work = useWork(workKey(view.round.id, seat.seat, 1), () => emptyDraft(language, conflicts));
  const draft = work?.draft ?? null;
  const checked = useMemo(
    () => (draft === null ? null : checkDraft(draft, task, notForRoleIn(draft.language))),
    [draft, task],
  );
  if (work === null || checked === null) return <Waiting />;
  switch (phase) {
    case "prepare":
    case "write":
    case "submit":
      return (
        <>
          <SavingLine work={work} />
          {work.ready === null ? (
            <Writing {...place} work={work} checked={checked} sequence={1} />
          ) : (
            <Frozen {...place} work={work} ready={work.ready} sequence={1} />
          )}
        </>
      );
    case "wait":
    case "reveal":
    case "lost":
      return <Sealed {...place} work={work} />;
    default:
      return null;
  }
}
