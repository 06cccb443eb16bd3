import type { wire } from "@peerseal/sdk";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Fault, FaultText } from "../../app/fault.js";
import { useText } from "../../language/language.js";
import { writing } from "../../registry/registry.js";
import { useAct } from "../../sign/acting.js";
import { TEXT } from "./text.js";

/** Goes on with a batch whose record was not written, or that waits for the institution's signature. */
export function Retry({ batch, isOfficer }: { readonly batch: wire.Batch; readonly isOfficer: boolean }) {
  const text = useText(TEXT);
  const act = useAct();
  const queries = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const { institution, number, root, size, courseVersion, state } = batch;
  if (state !== "failed" && state !== "awaiting-authorization") return null;
  const again = () => queries.invalidateQueries({ queryKey: ["batch", institution, number] });
  const retry = async () => {
    try {
      setError(null);
      // Each attempt is a wish of its own: under the key of one before it would be answered as that one was, and nothing
      // done. Twice at once it still is one, since a batch that is on its way stays as it is.
      await writing().batches.seal({ institution, number });
      await again();
    } catch (caught) {
      setError(caught);
    }
  };
  const authorise = async () => {
    if (root === null || size === null) return;
    const relay = await act({
      action: "Anchor",
      message: { institution, number, root, size, courseVersion },
      title: text("authoriseTitle"),
      says: [text("authoriseSays", { number, size }), text("authoriseHash")],
    });
    if (relay !== null) await again();
  };
  return (
    <section className="notice">
      {state === "failed" ? <p>{text("failedText")}</p> : null}
      {batch.job?.failure == null ? null : <FaultText {...batch.job.failure} />}
      <div className="row">
        {state === "failed" && isOfficer ? (
          <button type="button" onClick={() => void retry()}>
            {text("retry")}
          </button>
        ) : null}
        {root === null ? null : (
          <button type="button" className={state === "failed" ? "second" : ""} onClick={() => void authorise()}>
            {text("authorise")}
          </button>
        )}
      </div>
      {error === null ? null : <Fault error={error} />}
    </section>
  );
}
