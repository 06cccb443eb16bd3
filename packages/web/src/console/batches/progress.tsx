import type { wire } from "@peerseal/sdk";
import { useEffect } from "react";
import { useAnnounce } from "../../app/announce.js";
import { useFormat } from "../../language/format.js";
import { useText } from "../../language/language.js";
import { TEXT } from "./text.js";
import { isAtRest } from "./use-batch.js";

/** Stages of the record on chain, and how far each is of the way. */
const ANCHORING: Readonly<Record<wire.Stage, number>> = {
  accepted: 0,
  sealed: 1,
  signed: 2,
  broadcast: 3,
  mined: 4,
  recorded: 4,
  final: 4,
  failed: 1,
};
const ALL_STAGES = 4;

/** How far the credentials of a batch are: validated, signed, recorded on chain, followed by the registry. */
export function BatchProgress({ batch, isLost }: { readonly batch: wire.Batch; readonly isLost: boolean }) {
  const text = useText(TEXT);
  const announce = useAnnounce();
  const { number } = useFormat();
  const { credentials, progress, state } = batch;
  const isOpen = state === "open";
  const anchored = (credentials * ANCHORING[progress.stage]) / ALL_STAGES;
  const stored = state === "anchored" ? credentials : 0;
  const words = text(state);
  useEffect(() => announce(words), [announce, words]);
  const bars = [
    ["validated", credentials],
    // The registry stores credentials with their signatures: whatever it has is signed.
    ["signed", credentials],
    ["anchoredBar", Math.floor(anchored)],
    ["stored", stored],
  ] as const;
  return (
    <section aria-label={text("progress")}>
      <div className="bars">
        {bars.map(([name, done]) => (
          <label key={name}>
            <span>{text(name)}</span>
            <span className="dim">{text("of", { done: number(done), all: number(credentials) })}</span>
            <progress max={Math.max(1, credentials)} value={done} />
          </label>
        ))}
      </div>
      {isLost ? <p className="unsure">? {text("lost")}</p> : null}
      {state === "anchored" ? <p className="good">✓ {text("finished")}</p> : null}
      {isAtRest(batch) || isOpen ? null : <p className="dim">{text("keepsOn")}</p>}
    </section>
  );
}
