import { useFormat } from "../language/format.js";
import { useText } from "../language/language.js";
import { useOnline } from "./data.js";
import type { OpenWork } from "./use-work.js";
import { TEXT } from "./work-text.js";

/** Says how safe the draft is, and asks who is right when two tabs wrote. */
export function SavingLine({ work }: { readonly work: OpenWork }) {
  const text = useText(TEXT);
  const { moment } = useFormat();
  const isOnline = useOnline();
  const { saving } = work;
  return (
    <div className="saving">
      {isOnline ? null : <p className="unsure">? {text("offline")}</p>}
      {saving.at === "saved" ? (
        <p className="dim" data-saved={saving.savedAt}>
          ✓ {text("saved", { time: moment(Math.floor(saving.savedAt / 1000)) })}
        </p>
      ) : null}
      {saving.at === "saving" ? <p className="dim">{text("saving")}</p> : null}
      {saving.at === "failed" ? (
        <p role="alert" className="bad">
          ✕ {text("notSaved")}
        </p>
      ) : null}
      {saving.at === "elsewhere" ? (
        <div role="alert" className="card">
          <p>{text("elsewhere", { time: moment(Math.floor(saving.theirs.savedAt / 1000)) })}</p>
          <div className="row">
            <button type="button" onClick={work.keepMine}>
              {text("mine")}
            </button>
            <button type="button" className="second" onClick={work.takeTheirs}>
              {text("theirs")}
            </button>
          </div>
        </div>
      ) : null}
    </div>
  );
}
