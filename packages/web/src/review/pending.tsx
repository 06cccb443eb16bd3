import type { JsonObject, SignedAction } from "@peerseal/sdk";
import { useState } from "react";
import { Fault } from "../app/fault.js";
import { useText } from "../language/language.js";
import { writing } from "../registry/registry.js";
import { useRefresh } from "./data.js";
import { TEXT } from "./seal-text.js";

/** An act that was signed before the page was reloaded or the connection lost: the same bytes are sent again. */
export function Pending(props: {
  readonly signed: SignedAction;
  readonly document: JsonObject | undefined;
  readonly onAnew: () => void;
}) {
  const { signed, document, onAnew } = props;
  const text = useText(TEXT);
  const refresh = useRefresh();
  const [step, setStep] = useState<"idle" | "sending" | "waiting">("idle");
  const [error, setError] = useState<unknown>(null);
  const send = async () => {
    setError(null);
    setStep("sending");
    try {
      const registry = writing();
      const relay = await registry.actions.send(signed, document);
      setStep("waiting");
      await registry.actions.recorded(relay);
    } catch (thrown) {
      setError(thrown);
    } finally {
      setStep("idle");
      await refresh();
    }
  };
  return (
    <div className="card">
      <h3>{text("pendingTitle")}</h3>
      <p>{text("pendingText")}</p>
      {error === null ? null : <Fault error={error} />}
      <p role="status">{step === "idle" ? null : text(step)}</p>
      <div className="row">
        <button type="button" disabled={step !== "idle"} onClick={() => void send()}>
          {text("sendAgain")}
        </button>
        {error === null ? null : (
          <button type="button" className="second" disabled={step !== "idle"} onClick={onAnew}>
            {text("signAnew")}
          </button>
        )}
      </div>
    </div>
  );
}
