import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { useText } from "../language/language.js";
import { useWide } from "./use-wide.js";
import { TEXT } from "./work-text.js";

const SIDES = ["dossier", "review"] as const;
type Side = (typeof SIDES)[number];

/** Dossier beside rubric; where there is no room for both, one at a time behind tabs. */
export function Desk(props: { readonly dossier: ReactNode; readonly review: ReactNode }) {
  const text = useText(TEXT);
  const isWide = useWide();
  const [shown, setShown] = useState<Side>("review");
  const id = useId();
  const tabs = useRef<HTMLDivElement>(null);
  if (isWide) {
    return (
      <div className="desk">
        {/* It scrolls by itself, so that a keyboard must reach it. */}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above. */}
        <section className="desk-dossier" tabIndex={0} aria-labelledby={`${id}-dossier`}>
          <h2 id={`${id}-dossier`}>{text("dossier")}</h2>
          {props.dossier}
        </section>
        <section aria-labelledby={`${id}-review`}>
          <h2 id={`${id}-review`}>{text("review")}</h2>
          {props.review}
        </section>
      </div>
    );
  }
  const move = (event: KeyboardEvent) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    const other = shown === "review" ? "dossier" : "review";
    setShown(other);
    tabs.current?.querySelector<HTMLElement>(`[data-side="${other}"]`)?.focus();
  };
  return (
    <>
      <div ref={tabs} role="tablist" aria-label={text("views")} className="tabs">
        {SIDES.map((side) => (
          <button
            key={side}
            type="button"
            role="tab"
            id={`${id}-${side}`}
            data-side={side}
            aria-selected={shown === side}
            aria-controls={`${id}-${side}-panel`}
            tabIndex={shown === side ? 0 : -1}
            onClick={() => setShown(side)}
            onKeyDown={move}
          >
            {text(side)}
          </button>
        ))}
      </div>
      {SIDES.map((side) => (
        // Both stay in the page, so that neither loses where its reader was.
        <section
          key={side}
          role="tabpanel"
          id={`${id}-${side}-panel`}
          aria-labelledby={`${id}-${side}`}
          hidden={shown !== side}
        >
          <h2 className="unseen">{text(side)}</h2>
          {props[side]}
        </section>
      ))}
    </>
  );
}
