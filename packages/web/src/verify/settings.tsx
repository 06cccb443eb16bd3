import { type FormEvent, useEffect, useId, useState } from "react";
import { useAnnounce } from "../app/announce.js";
import { useText } from "../language/language.js";
import { Field } from "../parts/field.js";
import { isEndpoint, isNetworkId, type OwnPlace, type Place, shownEndpoint } from "./place.js";
import { TEXT } from "./text.js";

const FROM = { registry: "byRegistry", earlier: "byEarlier", own: "byOwn" } as const;

/** Whom a check asks and as of when, and the way to change it. */
export function Settings(props: {
  readonly place: Place;
  readonly own: OwnPlace;
  readonly day: string;
  readonly onPlace: (own: OwnPlace) => void;
  readonly onDay: (day: string) => void;
}) {
  const { place, own, day, onPlace, onDay } = props;
  const text = useText(TEXT);
  // Where nobody is known, naming somebody comes first; afterwards it is the person who opens and closes it.
  const [isOpen] = useState(place.from === "nobody");
  return (
    <section className="settings" aria-label={text("whom")}>
      <p className="whom">
        <strong>{text("whom")}:</strong> <Whom place={place} />
      </p>
      <details open={isOpen}>
        <summary>{text("change")}</summary>
        <DayField day={day} onDay={onDay} />
        <PlaceForm own={own} onPlace={onPlace} />
      </details>
    </section>
  );
}

function Whom({ place }: { readonly place: Place }) {
  const text = useText(TEXT);
  const { rpc, second, from, network } = place;
  if (rpc === null || from === "nobody") return text("byNobody");
  return (
    <>
      <code>{shownEndpoint(rpc)}</code>, {text(FROM[from])}
      {second === null ? null : `, ${text("andSecond", { second: shownEndpoint(second) })}`}
      {network === null ? null : <span className="dim network-id"> {network}</span>}
    </>
  );
}

/** The end of a chosen day, Unix seconds; null: none, or one that is not over. */
export function endOfDay(day: string, now: number): number | null {
  const end = Math.floor(Date.parse(`${day}T23:59:59Z`) / 1000);
  return Number.isNaN(end) || end >= now ? null : end;
}

function DayField({ day, onDay }: { readonly day: string; readonly onDay: (day: string) => void }) {
  const text = useText(TEXT);
  const isOver = day === "" || endOfDay(day, Date.now() / 1000) !== null;
  return (
    <Field label={text("onDate")} hint={text("onDateHint")} fault={isOver ? null : text("dateFault")}>
      {(given) => (
        <input {...given} type="date" value={day} onChange={({ currentTarget }) => onDay(currentTarget.value)} />
      )}
    </Field>
  );
}

function PlaceForm({ own, onPlace }: { readonly own: OwnPlace; readonly onPlace: (own: OwnPlace) => void }) {
  const text = useText(TEXT);
  const announce = useAnnounce();
  const [draft, setDraft] = useState(own);
  const [isTried, setIsTried] = useState(false);
  const title = useId();
  // A result may lead to a choice as well.
  useEffect(() => setDraft(own), [own]);
  const faults = faultsOf(draft);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (Object.values(faults).some((fault) => fault !== null)) return;
    onPlace(draft);
    announce(text("saved"));
  };
  const field = (
    name: keyof OwnPlace,
    label: "networkId" | "rpc" | "second",
    hint: "networkHint" | "rpcHint" | "secondHint",
  ) => {
    const fault = faults[name];
    return (
      <Field label={text(label)} hint={text(hint)} fault={isTried && fault !== null ? text(fault) : null}>
        {(given) => (
          <input
            {...given}
            autoComplete="off"
            spellCheck={false}
            value={draft[name]}
            onChange={({ currentTarget }) => setDraft({ ...draft, [name]: currentTarget.value.trim() })}
          />
        )}
      </Field>
    );
  };
  return (
    <form onSubmit={submit} aria-labelledby={title} noValidate>
      <h3 id={title}>{text("whom")}</h3>
      {field("network", "networkId", "networkHint")}
      {field("rpc", "rpc", "rpcHint")}
      {field("second", "second", "secondHint")}
      <div className="row">
        <button type="submit" className="second">
          {text("save")}
        </button>
        {own.network === "" && own.rpc === "" && own.second === "" ? null : (
          <button type="button" className="plain" onClick={() => onPlace({ network: "", rpc: "", second: "" })}>
            {text("reset")}
          </button>
        )}
      </div>
    </form>
  );
}

function faultsOf({ network, rpc, second }: OwnPlace) {
  const endpoint = (text: string) => (text === "" || isEndpoint(text) ? null : ("endpointFault" as const));
  return {
    network: network === "" || isNetworkId(network) ? null : ("networkFault" as const),
    rpc: endpoint(rpc),
    second: endpoint(second),
  };
}
