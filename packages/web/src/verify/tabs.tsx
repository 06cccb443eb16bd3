import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";

/** One of several panels of which one is shown. */
export type Tab = { readonly key: string; readonly title: string; readonly content: ReactNode };

const STEPS: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowRight: (at, last) => (at === last ? 0 : at + 1),
  ArrowLeft: (at, last) => (at === 0 ? last : at - 1),
  Home: () => 0,
  End: (_, last) => last,
};

/** Panels under tabs, by the pattern of ARIA: arrows move between tabs, and only the chosen one is in the tab order. */
export function Tabs({ of, label }: { readonly of: readonly Tab[]; readonly label: string }) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState(0);
  const move = (event: KeyboardEvent) => {
    const next = STEPS[event.key]?.(chosen, of.length - 1);
    if (next === undefined) return;
    event.preventDefault();
    setChosen(next);
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[next]?.focus();
  };
  const shown = of[chosen] ?? of[0];
  return (
    <>
      <div ref={list} role="tablist" aria-label={label} className="tabs" onKeyDown={move}>
        {of.map(({ key, title }, place) => (
          <button
            key={key}
            type="button"
            role="tab"
            id={`${id}-${key}`}
            aria-selected={place === chosen}
            aria-controls={`${id}-panel`}
            tabIndex={place === chosen ? 0 : -1}
            onClick={() => setChosen(place)}
          >
            {title}
          </button>
        ))}
      </div>
      {shown === undefined ? null : (
        <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${shown.key}`}>
          {shown.content}
        </div>
      )}
    </>
  );
}
