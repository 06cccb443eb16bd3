import type { wire } from "@peerseal/sdk";
import { useEffect } from "react";
import { useAnnounce } from "../../app/announce.js";
import { useFormat } from "../../language/format.js";
import { useText } from "../../language/language.js";
import { TEXT } from "./text.js";
import { isAtRest } from "./use-batch.js";

/**
 * Stages of the record on chain: how far each is of the way, and its name. One transaction records a whole batch: before
 * its block nothing is recorded, and then all of it.
 */
const ANCHORING = {
  accepted: { way: 0, word: "notSealed" },
  sealed: { way: 1, word: "notSent" },
  signed: { way: 2, word: "notSent" },
  broadcast: { way: 3, word: "sent" },
  mined: { way: 4, word: null },
  recorded: { way: 4, word: null },
  final: { way: 4, word: null },
  failed: { way: 0, word: "failed" },
} as const satisfies Readonly<Record<wire.Stage, object>>;
const WHOLE_WAY = 4;

/** How far the credentials of a batch are: validated, signed, recorded on chain, followed by the registry. */
export function BatchProgress({ batch, isLost }: { readonly batch: wire.Batch; readonly isLost: boolean }) {
  const text = useText(TEXT);
  const announce = useAnnounce();
  const { number } = useFormat();
  const { credentials, progress, state } = batch;
  const isOpen = state === "open";
  const all = Math.max(1, credentials);
  const stored = state === "anchored" ? credentials : 0;
  const words = text(state);
  useEffect(() => announce(words), [announce, words]);
  const counted = (done: number) => text("of", { done: number(done), all: number(credentials) });
  const { way, word } = ANCHORING[progress.stage];
  const bars = [
    { name: "validated", said: counted(credentials), value: credentials, max: all },
    // The registry stores credentials with their signatures: whatever it has is signed.
    { name: "signed", said: counted(credentials), value: credentials, max: all },
    { name: "anchoredBar", said: word === null ? counted(credentials) : text(word), value: way, max: WHOLE_WAY },
    { name: "stored", said: counted(stored), value: stored, max: all },
  ] as const;
  return (
    <section aria-label={text("progress")}>
      <div className="bars">
        {bars.map(({ name, said, value, max }) => (
          <label key={name}>
            <span>{text(name)}</span>
            <span className="dim">{said}</span>
            <progress max={max} value={value} />
          </label>
        ))}
      </div>
      {isLost ? <p className="unsure">? {text("lost")}</p> : null}
      {state === "anchored" ? <p className="good">✓ {text("finished")}</p> : null}
      {isAtRest(batch) || isOpen ? null : <p className="dim">{text("keepsOn")}</p>}
    </section>
  );
}
