import { type Hex, type KeyPurpose, PURPOSES, type wire } from "@peerseal/sdk";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useAnnounce } from "../../app/announce.js";
import { useFormat } from "../../language/format.js";
import { useText } from "../../language/language.js";
import { Field } from "../../parts/field.js";
import { Hash } from "../../parts/hash.js";
import { useNow } from "../../parts/now.js";
import { Tag } from "../../parts/tag.js";
import { Title } from "../../parts/title.js";
import { useRead } from "../../registry/registry.js";
import { useAct } from "../../sign/acting.js";
import { all } from "../parts/lists.js";
import type { PartProps } from "../parts/part.js";
import { keyKind, keyState, purposeBits } from "./key-words.js";
import { TEXT } from "./text.js";

/** Keys that act for an institution, as the chain holds them. */
export default function Screen({ institution }: PartProps) {
  const text = useText(TEXT);
  const keys = useRead(["keys", institution], (client) => all((page) => client.institutions.keys(institution, page)));
  return (
    <>
      <Title>{text("keysTitle")}</Title>
      <p>{text("keysText")}</p>
      <ul className="plain-list">
        {keys.map((key) => (
          <li key={key.key} className="card">
            <Entry held={key} institution={institution} />
          </li>
        ))}
      </ul>
      <AddKey institution={institution} />
    </>
  );
}

function useRecorded(institution: number): (relay: wire.Relay | null) => Promise<void> {
  const text = useText(TEXT);
  const announce = useAnnounce();
  const queries = useQueryClient();
  return async (relay) => {
    if (relay === null) return;
    announce(text("recorded"));
    await queries.invalidateQueries({ queryKey: ["keys", institution] });
  };
}

const short = (key: Hex) => `${key.slice(0, 10)}…${key.slice(-6)}`;

function Entry({ held, institution }: { readonly held: wire.Key; readonly institution: number }) {
  const text = useText(TEXT);
  const { moment } = useFormat();
  const act = useAct();
  const recorded = useRecorded(institution);
  const now = useNow();
  const state = keyState(held, now);
  const name = `${text(keyKind(held.data))} ${short(held.data)}`;
  const retire = async () =>
    recorded(
      await act({
        action: "RetireKey",
        // The contract takes 0 as the second in which it is recorded.
        message: { institution, key: held.key, until: 0 },
        title: text("retireTitle"),
        says: [text("retireSays", { key: name })],
      }),
    );
  return (
    <>
      <p>
        <strong>{text(keyKind(held.data))}</strong> <Hash value={held.data} />{" "}
        <Tag tone={state === "open" ? "good" : state === "compromised" ? "bad" : "plain"}>{text(state)}</Tag>
      </p>
      <p>
        {text("purposes")}: {held.purposes.map((purpose) => text(purpose)).join("; ")}
      </p>
      <p className="dim">
        {moment(held.from)} – {held.until === null ? text("noEnd") : moment(held.until)}
      </p>
      {held.compromisedSince === null ? null : (
        <p className="bad">✕ {text("compromisedSince", { time: moment(held.compromisedSince) })}</p>
      )}
      {state === "open" || state === "coming" ? (
        <div className="row">
          <button
            type="button"
            className="second"
            aria-label={`${text("retire")}: ${name}`}
            onClick={() => void retire()}
          >
            {text("retire")}
          </button>
          <Report held={held} institution={institution} name={name} />
        </div>
      ) : null}
    </>
  );
}

function Report({
  held,
  institution,
  name,
}: {
  readonly held: wire.Key;
  readonly institution: number;
  readonly name: string;
}) {
  const text = useText(TEXT);
  const { moment } = useFormat();
  const act = useAct();
  const recorded = useRecorded(institution);
  const [typed, setTyped] = useState(() => new Date().toISOString().slice(0, 16));
  const since = Date.parse(`${typed}:00Z`) / 1000;
  const report = async () =>
    recorded(
      await act({
        action: "ReportCompromise",
        message: { institution, key: held.key, since },
        title: text("reportTitle"),
        says: [text("reportSays", { key: name, time: moment(since) })],
      }),
    );
  return (
    <details>
      <summary>
        {text("report")} <span className="unseen">{name}</span>
      </summary>
      <Field label={text("reportSince")} hint={text("reportHint")}>
        {(given) => (
          <input {...given} type="datetime-local" value={typed} onChange={({ target }) => setTyped(target.value)} />
        )}
      </Field>
      <button type="button" className="danger" disabled={!Number.isFinite(since)} onClick={() => void report()}>
        {text("report")}
      </button>
    </details>
  );
}

function AddKey({ institution }: { readonly institution: number }) {
  const text = useText(TEXT);
  const { day } = useFormat();
  const act = useAct();
  const recorded = useRecorded(institution);
  const [typed, setTyped] = useState("");
  const [purposes, setPurposes] = useState<readonly KeyPurpose[]>([]);
  const [window, setWindow] = useState({ from: "", until: "" });
  const data = /^0x(?:[0-9a-f]{2}){20,}$/.test(typed.trim().toLowerCase()) ? (typed.trim().toLowerCase() as Hex) : null;
  const isCredential = data !== null && keyKind(data) === "credential";
  const isGood = isCredential ? purposes.length === 1 && purposes[0] === "issue" : purposes.length > 0;
  const secondsOf = (value: string) => (value === "" ? 0 : Date.parse(`${value}T00:00:00Z`) / 1000);
  const add = async () => {
    if (data === null) return;
    const [from, until] = [secondsOf(window.from), secondsOf(window.until)];
    await recorded(
      await act({
        action: "AddKey",
        message: { institution, data, purposes: purposeBits(purposes, PURPOSES), from, until },
        title: text("addTitle"),
        says: [
          text("addSays", { key: short(data), purposes: purposes.map((purpose) => text(purpose)).join("; ") }),
          text("addWindow", {
            from: from === 0 ? text("now") : day(from),
            until: until === 0 ? text("forever") : day(until),
          }),
        ],
      }),
    );
    setTyped("");
  };
  return (
    <details className="card">
      <summary>{text("addKey")}</summary>
      <Field
        label={text("keyData")}
        hint={text("keyDataHint")}
        fault={typed !== "" && data === null ? text("keyFault") : null}
        required
      >
        {(given) => (
          <input
            {...given}
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
            spellCheck={false}
            autoComplete="off"
          />
        )}
      </Field>
      <fieldset>
        <legend>{text("purposes")}</legend>
        {PURPOSES.map((purpose) => (
          <label key={purpose} className="check">
            <input
              type="checkbox"
              checked={purposes.includes(purpose)}
              onChange={({ target }) =>
                setPurposes(target.checked ? [...purposes, purpose] : purposes.filter((one) => one !== purpose))
              }
            />
            {text(purpose)}
          </label>
        ))}
        {data !== null && !isGood ? <p className="field-fault">✕ {text("purposeFault")}</p> : null}
      </fieldset>
      <div className="grid">
        <Field label={text("fromDay")} hint={text("fromHint")}>
          {(given) => (
            <input
              {...given}
              type="date"
              value={window.from}
              onChange={({ target }) => setWindow({ ...window, from: target.value })}
            />
          )}
        </Field>
        <Field label={text("untilDay")} hint={text("untilHint")}>
          {(given) => (
            <input
              {...given}
              type="date"
              value={window.until}
              onChange={({ target }) => setWindow({ ...window, until: target.value })}
            />
          )}
        </Field>
      </div>
      <button type="button" disabled={data === null || !isGood} onClick={() => void add()}>
        {text("addKey")}
      </button>
    </details>
  );
}
