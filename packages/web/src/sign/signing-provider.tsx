import type { ActionName, wire } from "@peerseal/sdk";
import { type ReactNode, useCallback, useState } from "react";
import { type Act, type Acting, ActingContext } from "./acting.js";
import { SignSheet } from "./sign-sheet.js";

type Asked = { readonly act: Act; readonly done: (relay: wire.Relay | null) => void };

/** Shows the sign sheet above its children when one of them wants an act signed; one at a time. */
export function SigningProvider({ children }: { readonly children: ReactNode }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const act = useCallback<Acting>(
    <N extends ActionName>(wanted: Act<N>) =>
      new Promise<wire.Relay | null>((resolve) => {
        const done = (relay: wire.Relay | null) => {
          setAsked(null);
          resolve(relay);
        };
        // The compiler cannot see that an act of one name is one of all names.
        setAsked({ act: wanted as unknown as Act, done });
      }),
    [],
  );
  return (
    <ActingContext value={act}>
      {children}
      {asked === null ? null : <SignSheet act={asked.act} onDone={asked.done} />}
    </ActingContext>
  );
}
