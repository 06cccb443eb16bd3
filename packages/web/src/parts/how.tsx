import type { wire } from "@peerseal/sdk";
import type { ReactNode } from "react";
import { useText } from "../language/language.js";
import { Facts } from "./facts.js";
import { Hash } from "./hash.js";
import { Moment } from "./moment.js";
import { TEXT } from "./text.js";

/** "How do we know?" beside a claim: closed until somebody asks. */
export function How({ children }: { readonly children: ReactNode }) {
  const text = useText(TEXT);
  return (
    <details className="how">
      <summary>{text("how")}</summary>
      {children}
    </details>
  );
}

/** Where and when the chain recorded a claim. */
export function HowRecorded({
  recorded,
  children,
}: {
  readonly recorded: wire.Recorded;
  readonly children?: ReactNode;
}) {
  const text = useText(TEXT);
  return (
    <How>
      <Facts
        of={[
          [text("recorded"), <Moment key="at" at={recorded.at} />],
          [text("block"), recorded.block],
          [text("transaction"), <Hash key="transaction" value={recorded.transaction} />],
        ]}
      />
      {children}
    </How>
  );
}
