import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { useText } from "../language/language.js";
import { Title } from "../parts/title.js";
import { useAnywhere } from "./anywhere.js";
import { type Given, givenFiles, givenInFragment } from "./given.js";
import { Intake } from "./intake.js";
import { rememberPlace, usePlace } from "./place.js";
import { endOfDay, Settings } from "./settings.js";
import { TEXT } from "./text.js";
import "./verify.css";

/** The SDK comes once a file is about to: the page itself is there at once. */
const loadResults = () => import("./results.js");
const Results = lazy(loadResults);

/** Whoever carries a file over the page, or comes to the button or the field, will want an answer in a moment. */
function prepare(): void {
  // Where it fails, the file that follows says so.
  loadResults().catch(() => undefined);
}

type Asked = { readonly files: readonly Given[]; readonly left: number; readonly turn: number };

/** Checks credentials in the browser. */
export default function Screen() {
  const text = useText(TEXT);
  const { place, own, choose } = usePlace();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [day, setDay] = useState("");
  const [agreed, setAgreed] = useState<ReadonlySet<string>>(new Set());
  const isOnline = useOnline();
  const result = useRef<HTMLElement>(null);

  const take = useCallback((files: readonly Given[], left = 0) => {
    if (files.length === 0) return;
    setAsked((before) => ({ files, left, turn: (before?.turn ?? 0) + 1 }));
  }, []);
  const takeFiles = (list: Iterable<File>) => {
    const { files, left } = givenFiles(list);
    take(files, left);
  };
  const takeText = (content: string, name: "pasted" | "linked" | "scanned") => {
    if (content.trim() !== "") take([{ name: text(name), content }]);
  };
  const isOver = useAnywhere({ near: prepare, files: takeFiles, text: (pasted) => takeText(pasted, "pasted") });
  useFragment((fragment) => takeText(fragment, "linked"));
  useEffect(() => {
    if (place !== undefined) rememberPlace(place);
  }, [place]);
  // What comes out is brought into view, as the form above it may fill a phone.
  useEffect(() => {
    if (asked !== null) result.current?.scrollIntoView({ block: "start" });
  }, [asked]);

  // A new moment with each file: without it, "a day that is over" would be as of when the page was opened.
  const at = useMemo(() => endOfDay(day, asked === null ? 0 : Math.floor(Date.now() / 1000)), [day, asked]);
  return (
    <div className="verify">
      <div className="noprint">
        <Title>{text("title")}</Title>
        <p>{text("intro")}</p>
        {isOnline ? null : (
          <p className="notice" role="status">
            <span aria-hidden="true">?</span> {text("offline")}
          </p>
        )}
        <Intake
          isOver={isOver}
          hasRegistry={place?.hasRegistry === true}
          onNear={prepare}
          onFiles={takeFiles}
          onText={takeText}
          onSample={(file) => take([file])}
        />
        {place === undefined ? null : <Settings place={place} own={own} day={day} onPlace={choose} onDay={setDay} />}
        {asked !== null && asked.left > 0 ? <p role="alert">{text("tooMany", { left: asked.left })}</p> : null}
      </div>
      <section id="result" ref={result} tabIndex={-1}>
        {asked === null || place === undefined ? null : (
          <Suspense fallback={<p role="status">{text("checking")} …</p>}>
            <Results
              key={asked.turn}
              files={asked.files}
              place={place}
              at={at}
              agreed={agreed}
              onAgree={(origin) => setAgreed(new Set([...agreed, origin]))}
              onTrust={(network) => choose({ ...own, network })}
            />
          </Suspense>
        )}
      </section>
    </div>
  );
}

/** What a link holds behind its `#`, when the page is opened by it and whenever it changes. */
function useFragment(take: (fragment: string) => void): void {
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(() => {
    const look = () => {
      const fragment = givenInFragment(location.hash);
      // The address is whole: a link that names a digest is one of the registry that it leads to.
      if (fragment !== null) latest.current(location.href);
    };
    look();
    window.addEventListener("hashchange", look);
    return () => window.removeEventListener("hashchange", look);
  }, []);
}

function useOnline(): boolean {
  return useSyncExternalStore(
    (changed) => {
      window.addEventListener("online", changed);
      window.addEventListener("offline", changed);
      return () => {
        window.removeEventListener("online", changed);
        window.removeEventListener("offline", changed);
      };
    },
    () => navigator.onLine,
  );
}
