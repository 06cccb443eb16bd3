import { useEffect, useRef, useState } from "react";

/** What was given somewhere on the page, and that files came over it. */
export type Taking = {
  readonly near: () => void;
  readonly files: (files: FileList) => void;
  readonly text: (text: string) => void;
};

/**
 * Takes files that are dropped or pasted anywhere on the page, and text that is pasted outside of a field.
 *
 * @returns whether files are held over the page now
 */
export function useAnywhere(taking: Taking): boolean {
  const [isOver, setIsOver] = useState(false);
  const latest = useRef(taking);
  useEffect(() => {
    latest.current = taking;
  });
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes("Files") !== true) return;
      // Without this the browser would open the file in the place of the page.
      event.preventDefault();
      if (event.type === "dragenter") latest.current.near();
      setIsOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setIsOver(false);
    };
    const drop = (event: DragEvent) => {
      setIsOver(false);
      const files = event.dataTransfer?.files;
      if (files === undefined || files.length === 0) return;
      event.preventDefault();
      latest.current.files(files);
    };
    const paste = (event: ClipboardEvent) => {
      const { clipboardData: data } = event;
      if (data === null) return;
      if (data.files.length > 0) {
        event.preventDefault();
        latest.current.files(data.files);
      } else if (!isField(event.target)) {
        latest.current.text(data.getData("text/plain"));
      }
    };
    const listeners = [
      ["dragenter", over],
      ["dragover", over],
      ["dragleave", leave],
      ["drop", drop],
      ["paste", paste],
    ] as const;
    // One union of handlers does not fit each of the names; each pair above does.
    for (const [name, act] of listeners) document.addEventListener(name, act as EventListener);
    return () => {
      for (const [name, act] of listeners) document.removeEventListener(name, act as EventListener);
    };
  }, []);
  return isOver;
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, [contenteditable]") !== null;
}
