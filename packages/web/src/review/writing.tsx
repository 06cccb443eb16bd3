import { useState } from "react";
import { useAnnounce } from "../app/announce.js";
import { LANGUAGES, useText } from "../language/language.js";
import { Localized } from "../parts/localized.js";
import { Desk } from "./desk.js";
import { Dossier, placesIn } from "./dossier.js";
import { FileInput } from "./file-input.js";
import { Judging } from "./judging.js";
import type { SeatPlace } from "./place.js";
import { CLOSING, findingsIn, stepsOf } from "./progress.js";
import { makeReady } from "./ready.js";
import type { Checked } from "./review-document.js";
import { fileNameOf, saveFile } from "./save-file.js";
import { TEXT as SEAL } from "./seal-text.js";
import { criteriaFor } from "./task.js";
import type { OpenWork } from "./use-work.js";
import { readWorkFile, writeWorkFile } from "./work.js";
import { TEXT } from "./work-text.js";

type WritingProps = SeatPlace & {
  readonly work: OpenWork;
  readonly checked: Checked;
  readonly sequence: 1 | 2;
};

/** Dossier beside rubric, and what ends the writing. */
export function Writing(props: WritingProps) {
  const { view, task, work, checked } = props;
  if (view.descriptor === null) return null;
  return (
    <Desk
      dossier={<Dossier of={view.descriptor} version={view.version} />}
      review={
        <Judging
          task={task}
          draft={work.draft}
          checked={checked}
          places={placesIn(view.descriptor)}
          languages={[...LANGUAGES, ...(view.plan?.languages ?? [])]}
          onChange={work.change}
          end={(go) => (
            <>
              <Finish {...props} go={go} />
              <DraftFile {...props} />
            </>
          )}
        />
      }
    />
  );
}

/** What is missing, or the step to signing. */
function Finish(props: WritingProps & { readonly go: (step: string) => void }) {
  const { seat, task, phase, work, checked, sequence, go } = props;
  const text = useText(SEAL);
  const word = useText(TEXT);
  if (checked.state === "incomplete") {
    const open = stepsOf(criteriaFor(task)).filter((step) => findingsIn(step, checked.findings).length > 0);
    return (
      <section className="card">
        <p>{text("missing")}</p>
        <ul>
          {open.map(({ id, criterion }) => (
            <li key={id}>
              <button type="button" className="plain" onClick={() => go(id)}>
                {criterion === null ? (
                  word("closing")
                ) : (
                  <>
                    {id} <Localized of={criterion.name} />
                  </>
                )}
              </button>
              {id === CLOSING ? <span className="dim"> ({word("state.part")})</span> : null}
            </li>
          ))}
        </ul>
      </section>
    );
  }
  if (phase === "prepare") return <p className="card">{text("notYet")}</p>;
  const isSealing = sequence === 1 && !task.isFormative && !seat.flags.includes("added");
  const freeze = () => {
    const ready = makeReady(checked, task, crypto.getRandomValues(new Uint8Array(32)));
    void work.replace({ draft: work.draft, ready, signed: null });
  };
  return (
    <section className="card">
      <h3>{text("readyTitle")}</h3>
      <p>{text(isSealing ? "readyTextSeal" : "readyTextSubmit")}</p>
      <button type="button" onClick={freeze}>
        {text("makeReady")}
      </button>
    </section>
  );
}

/** The draft as a file, out and in. */
function DraftFile({ view, seat, work, sequence }: WritingProps) {
  const text = useText(TEXT);
  const announce = useAnnounce();
  const [isUnfit, setUnfit] = useState(false);
  const round = view.round.id;
  const { draft, ready, signed } = work;
  const open = (content: string) => {
    const file = readWorkFile(content);
    const fits = file !== null && file.round === round && file.seat === seat.seat && file.sequence === sequence;
    setUnfit(!fits);
    if (!fits) return;
    void work.replace({ draft: file.draft, ready: file.ready, signed: file.signed });
    announce(text("imported"));
  };
  return (
    <details>
      <summary>{text("draftFile")}</summary>
      <p className="hint">{text("draftFileHint")}</p>
      <div className="row">
        <button
          type="button"
          className="second"
          onClick={() =>
            saveFile(
              fileNameOf("draft", round, seat.seat),
              writeWorkFile({ round, seat: seat.seat, sequence, draft, ready, signed }),
            )
          }
        >
          {text("exportDraft")}
        </button>
        <FileInput label={text("importDraft")} onText={open} />
      </div>
      <p role="alert" className="field-fault">
        {isUnfit ? `✕ ${text("importFault")}` : null}
      </p>
    </details>
  );
}
