import type { SignedAction } from "@peerseal/sdk";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Draft } from "./draft.js";
import { keepWork, type Ready, readWork, type Work, type WorkState, WrittenElsewhere } from "./work.js";

/** How safe the draft is; `fresh`: nothing was written yet. */
export type Saving =
  | { readonly at: "fresh" }
  | { readonly at: "saved"; readonly savedAt: number }
  | { readonly at: "saving" }
  | { readonly at: "elsewhere"; readonly theirs: Work }
  | { readonly at: "failed"; readonly error: unknown };

/** The work of a seat while it is open in this tab. */
export type OpenWork = {
  readonly draft: Draft;
  readonly ready: Ready | null;
  readonly signed: SignedAction | null;
  readonly saving: Saving;
  readonly change: (next: (draft: Draft) => Draft) => void;
  /** Puts in a whole state, such as from a file. @returns whether it is stored. */
  readonly replace: (state: WorkState) => Promise<boolean>;
  /** Notes what was signed, before it is sent. */
  readonly noteSigned: (signed: SignedAction) => Promise<boolean>;
  /** Settles who is right after another tab wrote. */
  readonly keepMine: () => void;
  readonly takeTheirs: () => void;
};

/**
 * Keeps the work of a seat, written through at every change: a reload, a crash or a lost connection loses nothing.
 *
 * @param begin what a seat without any work begins with.
 */
export function useWork(key: string, begin: () => Draft): OpenWork | null {
  const [state, setState] = useState<WorkState | null>(null);
  const [saving, setSaving] = useState<Saving>({ at: "fresh" });
  const latest = useRef<WorkState | null>(null);
  const revision = useRef(0);
  const writing = useRef<Promise<boolean> | null>(null);
  const isStopped = useRef(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the work is read once for each key; `begin` is only its default.
  useEffect(() => {
    let isOver = false;
    const opened = async () => {
      const found = await readWork(key).catch((error: unknown) => {
        setSaving({ at: "failed", error });
        return null;
      });
      if (isOver) return;
      revision.current = found?.revision ?? 0;
      latest.current = found ?? { draft: begin(), ready: null, signed: null };
      setState(latest.current);
      if (found !== null) setSaving({ at: "saved", savedAt: found.savedAt });
    };
    void opened();
    return () => {
      isOver = true;
    };
  }, [key]);

  /** Writes until nothing newer is there: one write at a time, the newest state last. */
  const write = useCallback(
    (over: boolean): Promise<boolean> => {
      const run = async (): Promise<boolean> => {
        let written: WorkState | null = null;
        while (latest.current !== null && latest.current !== written && !isStopped.current) {
          const next: WorkState = latest.current;
          setSaving({ at: "saving" });
          try {
            const kept = await keepWork(key, next, over ? null : revision.current);
            revision.current = kept.revision;
            written = next;
            setSaving({ at: "saved", savedAt: kept.savedAt });
          } catch (error) {
            isStopped.current = error instanceof WrittenElsewhere;
            setSaving(
              error instanceof WrittenElsewhere ? { at: "elsewhere", theirs: error.theirs } : { at: "failed", error },
            );
            return false;
          }
        }
        return !isStopped.current;
      };
      writing.current ??= run().finally(() => {
        writing.current = null;
      });
      return writing.current;
    },
    [key],
  );

  const put = useCallback(
    (next: WorkState, over = false): Promise<boolean> => {
      latest.current = next;
      setState(next);
      return write(over);
    },
    [write],
  );

  if (state === null) return null;
  return {
    ...state,
    saving,
    change: (next) => {
      const current = latest.current ?? state;
      void put({ ...current, draft: next(current.draft) });
    },
    replace: (next) => put(next),
    noteSigned: (signed) => put({ ...(latest.current ?? state), signed }),
    keepMine: () => {
      isStopped.current = false;
      void put(latest.current ?? state, true);
    },
    takeTheirs: () => {
      if (saving.at !== "elsewhere") return;
      isStopped.current = false;
      const { draft, ready, signed, revision: theirs, savedAt } = saving.theirs;
      revision.current = theirs;
      latest.current = { draft, ready, signed };
      setState(latest.current);
      setSaving({ at: "saved", savedAt });
    },
  };
}
