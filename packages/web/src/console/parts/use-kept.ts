import { useCallback, useEffect, useRef, useState } from "react";
import { kept } from "./kept.js";

/** A value that outlives a reload. `value` undefined: not read yet. */
export type Kept<T> = {
  readonly value: T | undefined;
  /** Shown at once and written soon. */
  readonly change: (next: T | ((before: T) => T)) => void;
  /** Forgets it, here and in storage. */
  readonly erase: () => Promise<void>;
};

/** Keeps what is typed: every change is written, in order, before the next one. @param initial where nothing is kept. */
export function useKept<T>(key: string, initial: T): Kept<T> {
  const [value, setValue] = useState<T | undefined>(undefined);
  const first = useRef(initial);
  const latest = useRef(initial);
  const writing = useRef<Promise<unknown>>(Promise.resolve());
  useEffect(() => {
    let isGone = false;
    setValue(undefined);
    const show = (found: T | null) => {
      if (isGone) return;
      latest.current = found ?? first.current;
      setValue(latest.current);
    };
    // Storage that is refused: the draft then lasts as long as the page.
    void kept.get<T>(key).then(show, () => show(null));
    return () => {
      isGone = true;
    };
  }, [key]);
  const write = useCallback((work: () => Promise<void>) => {
    writing.current = writing.current.then(work).catch(() => undefined);
    return writing.current;
  }, []);
  const change = useCallback<Kept<T>["change"]>(
    (next) => {
      const after = isUpdate(next) ? next(latest.current) : next;
      latest.current = after;
      setValue(after);
      void write(() => kept.put(key, after));
    },
    [key, write],
  );
  const erase = useCallback(async () => {
    await write(() => kept.remove(key));
    latest.current = first.current;
    setValue(first.current);
  }, [key, write]);
  return { value, change, erase };
}

function isUpdate<T>(next: T | ((before: T) => T)): next is (before: T) => T {
  return typeof next === "function";
}
