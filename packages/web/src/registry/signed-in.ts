import { useSyncExternalStore } from "react";

/** Kept while somebody is signed in in this browser, as far as is known. */
const SEEN = "peerseal.signed-in";

const listeners = new Set<() => void>();
/** What a browser that refuses storage cannot keep. */
let seenHere = false;

/** Whether somebody is signed in in this browser, as far as is known; null: it refuses to remember. */
export function hasSeen(): boolean | null {
  try {
    return localStorage.getItem(SEEN) !== null;
  } catch {
    return null;
  }
}

/** Remembers what the registry said of who is signed in. */
export function see(isSignedIn: boolean): void {
  seenHere = isSignedIn;
  try {
    if (isSignedIn) localStorage.setItem(SEEN, "yes");
    else localStorage.removeItem(SEEN);
  } catch {
    // As above.
  }
  for (const tell of listeners) tell();
}

/** Whether somebody is signed in, without asking: most people who read and verify never are. */
export function useIsSignedIn(): boolean {
  return useSyncExternalStore(listen, () => hasSeen() ?? seenHere);
}

function listen(tell: () => void): () => void {
  listeners.add(tell);
  addEventListener("storage", tell);
  return () => {
    listeners.delete(tell);
    removeEventListener("storage", tell);
  };
}
