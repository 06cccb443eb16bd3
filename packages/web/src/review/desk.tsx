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
  const move = (event: KeyboardEvent) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    const other = shown === "review" ? "dossier" : "review";
    setShown(other);
    tabs.current?.querySelector<HTMLElement>(`[data-side="${other}"]`)?.focus();
  };
  // The sides are the same elements at any width: whoever turns a tablet loses neither step nor place.
  return (
    <div className={isWide ? "desk" : undefined}>
      {isWide ? null : (
        <div ref={tabs} role="tablist" aria-label={text("views")} className="tabs">
          {SIDES.map((side) => (
            <button
              key={side}
              type="button"
              role="tab"
              id={`${id}-${side}-tab`}
              data-side={side}
              aria-selected={shown === side}
              aria-controls={`${id}-${side}`}
              tabIndex={shown === side ? 0 : -1}
              onClick={() => setShown(side)}
              onKeyDown={move}
            >
              {text(side)}
            </button>
          ))}
        </div>
      )}
      {SIDES.map((side) => (
        <section
          key={side}
          id={`${id}-${side}`}
          className={`desk-${side}`}
          role={isWide ? undefined : "tabpanel"}
          aria-labelledby={isWide ? `${id}-${side}-title` : `${id}-${side}-tab`}
          hidden={!isWide && shown !== side}
          // Beside the review the dossier scrolls by itself, so that a keyboard must reach it.
          tabIndex={isWide && side === "dossier" ? 0 : undefined}
        >
          <h2 id={`${id}-${side}-title`} className={isWide ? undefined : "unseen"}>
            {text(side)}
          </h2>
          {props[side]}
        </section>
      ))}
    </div>
  );
}
