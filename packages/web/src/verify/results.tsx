import { useEffect, useState } from "react";
import { useAnnounce } from "../app/announce.js";
import { Fault } from "../app/fault.js";
import { useLanguage, useText } from "../language/language.js";
import { checkFiles, type Outcome } from "./check.js";
import type { Given } from "./given.js";
import { Many } from "./many.js";
import type { Place } from "./place.js";
import { announcementOf } from "./said.js";
import { Single } from "./single.js";
import { TEXT } from "./text.js";

/** What a result may lead to: asking another origin, or trusting a network. */
export type Leading = { readonly onAgree: (origin: string) => void; readonly onTrust: (network: string) => void };

type Checking = { readonly outcomes: readonly Outcome[]; readonly total: number | null; readonly isDone: boolean };

const BEGINNING: Checking = { outcomes: [], total: null, isDone: false };

/** Checks the files, and shows what came out as it comes. */
export default function Results(
  props: {
    readonly files: readonly Given[];
    readonly place: Place;
    readonly at: number | null;
    readonly agreed: ReadonlySet<string>;
  } & Leading,
) {
  const { files, place, at, agreed, onAgree, onTrust } = props;
  const text = useText(TEXT);
  const { language } = useLanguage();
  const announce = useAnnounce();
  const [checking, setChecking] = useState(BEGINNING);
  const [fault, setFault] = useState<unknown>(null);

  useEffect(() => {
    const ending = new AbortController();
    setChecking(BEGINNING);
    setFault(null);
    const tell = (outcomes: readonly Outcome[], total: number) =>
      setChecking({ outcomes, total, isDone: outcomes.length === total });
    checkFiles(files, { place, at, agreed }, tell, ending.signal).catch(setFault);
    return () => ending.abort();
  }, [files, place, at, agreed]);

  const { outcomes, total, isDone } = checking;
  useEffect(() => {
    if (isDone) announce(announcementOf(outcomes, language));
  }, [isDone, outcomes, language, announce]);

  if (fault !== null) return <Fault error={fault} />;
  const [only] = outcomes;
  if (total === 1 && only !== undefined) {
    return <Single outcome={only} place={place} at={at} onAgree={onAgree} onTrust={onTrust} />;
  }
  if (total === null || total === 1) return <p>{text("checking")} …</p>;
  return <Many outcomes={outcomes} total={total} place={place} at={at} onAgree={onAgree} onTrust={onTrust} />;
}
