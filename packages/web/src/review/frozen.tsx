import { useState } from "react";
import { useAnnounce } from "../app/announce.js";
import { useText } from "../language/language.js";
import { Pending } from "./pending.js";
import type { SeatPlace } from "./place.js";
import { ReviewText } from "./review-text.js";
import { fileNameOf, saveFile } from "./save-file.js";
import { TEXT } from "./seal-text.js";
import { useSeatActs } from "./use-seat-acts.js";
import type { OpenWork } from "./use-work.js";
import { type Ready, type WorkState, writeWorkFile } from "./work.js";

/** A review that was made ready: kept safe, then signed. It can be changed again until it is signed. */
export function Frozen(
  props: SeatPlace & { readonly work: OpenWork; readonly ready: Ready; readonly sequence: 1 | 2 },
) {
  const { seat, task, work, ready, sequence } = props;
  const text = useText(TEXT);
  const announce = useAnnounce();
  const acts = useSeatActs(props);
  const isSealing = sequence === 1 && !task.isFormative && !seat.flags.includes("added");
  const sign = async () => {
    const done = isSealing
      ? await acts.seal(ready, work.noteSigned)
      : await acts.submit(ready, sequence, work.noteSigned);
    if (done) announce(text(isSealing ? "sealed" : sequence === 2 ? "revised" : "submitted"));
  };
  return (
    <section>
      <h2>{text("frozenTitle")}</h2>
      {isSealing || task.isFormative ? <KeyFile {...props} /> : null}
      {work.signed === null ? (
        <div className="row">
          <button type="button" onClick={() => void sign()}>
            {text(isSealing ? "signSeal" : sequence === 2 ? "signRevision" : "signSubmit")}
          </button>
          <button
            type="button"
            className="second"
            onClick={() => void work.replace({ draft: work.draft, ready: null, signed: null })}
          >
            {text("changeAgain")}
          </button>
        </div>
      ) : (
        <Pending signed={work.signed} document={acts.documentOf(work.signed, ready)} onAnew={() => void sign()} />
      )}
      <details>
        <summary>{text("read")}</summary>
        <ReviewText document={ready.document} rubric={task.rubric} />
      </details>
    </section>
  );
}

/** The file without which a seal cannot be opened; of advice, the text itself for the provider. */
export function KeyFile(
  props: Pick<SeatPlace, "view" | "seat" | "task"> & {
    readonly work: WorkState;
    readonly ready: Ready;
    readonly sequence?: 1 | 2;
  },
) {
  const { view, seat, task, work, ready, sequence = 1 } = props;
  const text = useText(TEXT);
  const [isSaved, setSaved] = useState(false);
  const round = view.round.id;
  const save = () => {
    const { draft, signed } = work;
    saveFile(
      fileNameOf(task.isFormative ? "advice" : "key", round, seat.seat),
      writeWorkFile({ round, seat: seat.seat, sequence, draft, ready, signed }),
    );
    setSaved(true);
  };
  return (
    <div className="card">
      <p>{text(task.isFormative ? "adviceWarning" : "keyWarning")}</p>
      <button type="button" className="second" onClick={save}>
        {text(task.isFormative ? "saveAdvice" : "saveKey")}
      </button>
      <p role="status">{isSaved ? `✓ ${text("keySaved")}` : null}</p>
    </div>
  );
}
