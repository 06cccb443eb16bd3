import { createContext, type ReactNode, use, useCallback, useState } from "react";

type Announce = (text: string) => void;

const Context = createContext<Announce>(() => undefined);

/** Holds the one place from which screen readers are told what happened. */
export function Announcer({ children }: { readonly children: ReactNode }) {
  const [said, setSaid] = useState("");
  const announce = useCallback<Announce>((text) => setSaid(text), []);
  return (
    <Context value={announce}>
      {children}
      <div className="unseen" aria-live="polite" role="status" data-announcer="">
        {said}
      </div>
    </Context>
  );
}

/** Tells a screen reader what happened, without moving the focus. */
export function useAnnounce(): Announce {
  return use(Context);
}
