import { useState } from "react";
import { useAnnounce } from "../app/announce.js";
import { useFormat } from "../language/format.js";
import { useText } from "../language/language.js";
import { FileInput } from "./file-input.js";
import { KeyFile } from "./frozen.js";
import { Pending } from "./pending.js";
import type { SeatPlace } from "./place.js";
import { opensSeal } from "./ready.js";
import { ReviewText } from "./review-text.js";
import { TEXT } from "./seal-text.js";
import { useSeatActs } from "./use-seat-acts.js";
import type { OpenWork } from "./use-work.js";
import { type Ready, readWorkFile } from "./work.js";

type SealedProps = SeatPlace & { readonly work: OpenWork };

/** From the seal to the reveal. */
export function Sealed(props: SealedProps) {
  const { view, seat, task, phase, work } = props;
  const text = useText(TEXT);
  const { moment } = useFormat();
  const { round } = view;
  const name = { round: task.round, seat: seat.seat };
  const ready = work.ready !== null && opensSeal(name, work.ready, seat.commitment) ? work.ready : null;
  return (
    <section>
      <p>
        ✓ {text("sealedCount", { sealed: round.sealedCount, panel: round.panelCount })}
        {phase === "wait" ? ` ${text("revealFromOnly")}` : null}
      </p>
      {round.revealFrom === null || round.revealUntil === null || phase !== "reveal" ? null : (
        <p>{text("revealWindow", { from: moment(round.revealFrom), until: moment(round.revealUntil) })}</p>
      )}
      {ready === null ? (
        <OpenKey {...props} hasOther={work.ready !== null} />
      ) : (
        <>
          {phase === "reveal" ? <Reveal {...props} ready={ready} /> : null}
          {phase === "wait" ? <KeyFile {...props} ready={ready} /> : null}
          <details>
            <summary>{text("read")}</summary>
            <ReviewText document={ready.document} rubric={task.rubric} />
          </details>
        </>
      )}
    </section>
  );
}

function Reveal(props: SealedProps & { readonly ready: Ready }) {
  const { work, ready } = props;
  const text = useText(TEXT);
  const announce = useAnnounce();
  const acts = useSeatActs(props);
  const reveal = async () => {
    if (await acts.submit(ready, 1, work.noteSigned)) announce(text("revealed"));
  };
  const signed = work.signed?.action === "Review" ? work.signed : null;
  return (
    <div className="card">
      <h2>{text("revealTitle")}</h2>
      <p>{text("revealText")}</p>
      {signed === null ? (
        <button type="button" onClick={() => void reveal()}>
          {text("signReveal")}
        </button>
      ) : (
        <Pending signed={signed} document={acts.documentOf(signed, ready)} onAnew={() => void reveal()} />
      )}
    </div>
  );
}

/** Takes back what was sealed from the file in which it was saved. */
function OpenKey({ view, seat, task, work, hasOther }: SealedProps & { readonly hasOther: boolean }) {
  const text = useText(TEXT);
  const announce = useAnnounce();
  const [isUnfit, setUnfit] = useState(false);
  const open = (content: string) => {
    const file = readWorkFile(content);
    const ready = file !== null && file.round === view.round.id ? file.ready : null;
    const fits = ready !== null && opensSeal({ round: task.round, seat: seat.seat }, ready, seat.commitment);
    setUnfit(!fits);
    if (!fits || file === null) return;
    void work.replace({ draft: file.draft, ready, signed: file.signed });
    announce(text("keyOpened"));
  };
  return (
    <div className="card">
      <p>{text(hasOther ? "keyWrong" : "keyMissing")}</p>
      <FileInput label={text("openKey")} onText={open} />
      <p role="alert" className="field-fault">
        {isUnfit ? `✕ ${text("keyUnfit")}` : null}
      </p>
    </div>
  );
}
