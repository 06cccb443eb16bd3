import { explainKind } from "@peerseal/sdk";
import { useDeferredValue } from "react";
import { useFormat } from "../language/format.js";
import { useLanguage, useText } from "../language/language.js";
import { Actions } from "./actions.js";
import { Band } from "./band.js";
import type { Judged, Outcome } from "./check.js";
import { Inside } from "./inside.js";
import { Paper } from "./paper.js";
import type { Place } from "./place.js";
import { PresentedResult } from "./presented.js";
import type { Leading } from "./results.js";
import { Review } from "./review.js";
import { Rows } from "./rows.js";
import { saidOf } from "./said.js";
import { courseOf, toneOf, wordOf } from "./settled.js";
import { Agreement, Summary, Unchecked, WhoWasAsked } from "./summary.js";
import { WORDS } from "./words.js";

type Props = { readonly outcome: Outcome; readonly place: Place; readonly at: number | null } & Leading;

/** Everything about one file. */
export function Single({ outcome, place, at, onAgree, onTrust }: Props) {
  const text = useText(WORDS);
  const { language } = useLanguage();
  const said = saidOf(outcome, language);
  switch (outcome.state) {
    case "judged":
      return <Verdict judged={outcome} place={place} at={at} onTrust={onTrust} />;
    case "presented":
      return <PresentedResult outcome={outcome} place={place} />;
    case "unreadable":
      return (
        <article>
          <Band tone="bad" title={said} line={outcome.name} />
          <p className="noprint">{text("stayed")}</p>
        </article>
      );
    case "not-agreed":
      return (
        <article>
          <Band tone="unsure" title={explainKind("url", language)} line={said} />
          <p>{text("notAgreed", { origin: outcome.origin })}</p>
          <button type="button" onClick={() => onAgree(outcome.origin)}>
            {text("load", { origin: outcome.origin })}
          </button>
        </article>
      );
    case "not-loaded":
      return (
        <article>
          <Band tone="unsure" title={said} line={outcome.name} />
          <p>{text("notLoaded", { origin: outcome.origin })}</p>
        </article>
      );
  }
}

function Verdict({ judged, place, at, onTrust }: Omit<Props, "outcome" | "onAgree"> & { readonly judged: Judged }) {
  const { language } = useLanguage();
  const { moment } = useFormat();
  const { verdict } = judged;
  const word = wordOf(judged);
  // The verdict is on the screen before what it rests on is drawn.
  const isWhole = useDeferredValue(true, false);
  return (
    <article aria-busy={!isWhole}>
      <Band tone={toneOf(word)} title={saidOf(judged, language)} line={`${judged.name} · ${moment(verdict.at)}`} />
      {isWhole ? <Grounds judged={judged} place={place} at={at} onTrust={onTrust} /> : null}
    </article>
  );
}

/** What a verdict rests on, and what can be done with it; on paper, the receipt. */
function Grounds({ judged, place, at, onTrust }: Omit<Props, "outcome" | "onAgree"> & { readonly judged: Judged }) {
  const { verdict, opened } = judged;
  return (
    <>
      <div className="noprint">
        <Agreement judged={judged} place={place} />
        <Summary judged={judged} place={place} onTrust={onTrust} />
        <Unchecked verdict={verdict} />
        <Rows verdict={verdict} place={place} />
        {verdict.quality === null ? null : (
          <Review
            quality={verdict.quality}
            isNow={at === null}
            version={place.hasRegistry ? courseOf(verdict) : null}
            isLinked={place.hasRegistry}
          />
        )}
        <Inside enclosed={verdict.enclosed} />
        <WhoWasAsked judged={judged} place={place} />
        <Actions judged={judged} place={place} at={at} />
      </div>
      <Paper judged={judged} place={place} opened={opened} />
    </>
  );
}
