import { useSyncExternalStore } from "react";

/** Enough for two columns of text beside each other. */
const WIDE = "(min-width: 60rem)";

/** Whether two columns have room. */
export function useWide(): boolean {
  return useSyncExternalStore(subscribe, () => matchMedia(WIDE).matches);
}

function subscribe(changed: () => void): () => void {
  const query = matchMedia(WIDE);
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}
