import type { wire } from "@peerseal/sdk";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation, useSearch } from "wouter";
import { useAnnounce } from "../../app/announce.js";
import { useFormat } from "../../language/format.js";
import { useText } from "../../language/language.js";
import { Field } from "../../parts/field.js";
import { Title } from "../../parts/title.js";
import { useRead } from "../../registry/registry.js";
import { useAct } from "../../sign/acting.js";
import { reviewableVersions, versionName } from "../issue/versions.js";
import { useInstitutions } from "../parts/institutions.js";
import { eachOf } from "../parts/lists.js";
import type { PartProps } from "../parts/part.js";
import { nowSeconds, placeOf } from "../parts/place.js";
import { TEXT as CONSOLE } from "../text.js";
import { firstWish, rubricName } from "./first-wish.js";
import { takingPart } from "./load.js";
import { longestDays, openingOf, ruleIn, usualOn, type Wish } from "./opening.js";
import { SeatsWanted } from "./seats-wanted.js";
import { TEXT } from "./text.js";
import { tiedOf } from "./ties.js";

type Props = PartProps & { readonly round?: string };

/** Asks for a review of a version; with a round it appeals against that one. */
export default function Screen({ institution, round: appealed }: Props) {
  const text = useText(TEXT);
  const asked = new URLSearchParams(useSearch()).get("version");
  const { versions, rubrics, first, barred } = useRead(["ask", institution, appealed ?? ""], async (client) => {
    const [own, network, round] = await Promise.all([
      reviewableVersions(client, institution, nowSeconds()),
      client.network(),
      appealed === undefined ? null : client.rounds.get(appealed as wire.Round["id"]),
    ]);
    return {
      versions: own,
      rubrics: await eachOf(network.rubrics, (id) => client.rubrics.get(id)),
      first: round,
      barred: round === null ? [] : await takingPart(client, round),
    };
  });
  const wanted = first?.version ?? asked ?? versions[0]?.id;
  // A link may ask for what this institution cannot have reviewed: nothing is chosen then, and no other version instead.
  const start = versions.find(({ id }) => id === wanted)?.id ?? "";
  return (
    <>
      <Title>{text(first === null ? "askTitle" : "appealTitle")}</Title>
      {first === null ? null : <p className="notice">{text("appealText")}</p>}
      <Form {...{ institution, versions, rubrics, first, barred, start }} />
    </>
  );
}

type FormProps = {
  readonly institution: number;
  readonly versions: readonly wire.VersionDetail[];
  readonly rubrics: readonly wire.RubricDetail[];
  /** The round that is appealed against; null: none. */
  readonly first: wire.RoundDetail | null;
  /** Institutions that took part in that round: none of them convenes. */
  readonly barred: readonly number[];
  readonly start: string;
};

function Form({ institution, versions, rubrics, first, barred, start }: FormProps) {
  const text = useText(TEXT);
  const common = useText(CONSOLE);
  const { textIn, moment } = useFormat();
  const act = useAct();
  const announce = useAnnounce();
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const institutions = useInstitutions();
  const [now] = useState(nowSeconds);
  const [wish, setWish] = useState<Wish>(() => firstWish({ versions, rubrics, first, start }, now));
  const [isTried, setTried] = useState(false);
  const set = (more: Partial<Wish>) => setWish({ ...wish, ...more });
  const version = versions.find(({ id }) => id === wish.version);
  const rubric = rubrics.find(({ id }) => id === wish.rubric);
  const parties = useRead(["course-of", version?.course ?? ""], (client) =>
    version === undefined ? Promise.resolve(null) : client.courses.get(version.course),
  );
  const isTied = parties !== null && tiedOf(parties, [wish.convener], now).length > 0;
  const isBarred = barred.includes(wish.convener);
  const n = (version?.rounds ?? []).filter((round) => round.rubric === wish.rubric).length + 1;
  const opened = rubric === undefined ? { missing: ["rubric"] } : openingOf(wish, rubric, institution, n, now);
  const nameOf = (id: number) => institutions.get(id)?.name ?? String(id);
  const isAdvice = wish.purpose === "formative";
  const open = async () => {
    setTried(true);
    if ("missing" in opened || rubric === undefined || version === undefined || isTied || isBarred) return;
    const says = [
      text("openSays", {
        name: versionName(version, textIn, common("unnamed")),
        rubric: rubricName(rubric, textIn),
        convener: nameOf(wish.convener),
      }),
      text(isAdvice ? "openUntilAdvice" : "openUntil", { time: moment(wish.reviewUntil), days: wish.days }),
      ...(first === null ? [] : [text("openAppeal")]),
      text(isAdvice ? "openPublicAdvice" : "openPublic"),
    ];
    const { opening, document } = opened;
    const relay =
      first === null
        ? await act({ action: "OpenRound", message: { opening }, document, title: text("openTitle"), says })
        : await act({
            action: "OpenAppeal",
            message: { appealed: first.id, opening },
            document,
            title: text("appealTitle"),
            says,
          });
    if (relay === null) return;
    announce(text("openedNow"));
    await queries.invalidateQueries();
    navigate(placeOf(institution, "rounds"));
  };
  const rule = rubric === undefined ? null : ruleIn(rubric);
  // Another route asks for other seats and has its own times.
  const change = (more: Partial<Wish>) =>
    set(more.route === undefined || rule === null ? more : usualOn(rule, more.route, now));
  const choose = <K extends "purpose" | "basis" | "route">(name: K, values: readonly Wish[K][]) => (
    <Field label={text(name)}>
      {(given) => (
        <select
          {...given}
          value={wish[name]}
          onChange={({ target }) => change({ [name]: values.find((one) => one === target.value) ?? wish[name] })}
        >
          {values.map((value) => (
            <option key={value} value={value}>
              {text(value)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
  return (
    <>
      <div className="grid">
        <Field label={text("version")} required>
          {(given) => (
            <select
              {...given}
              value={wish.version}
              disabled={first !== null}
              onChange={({ target }) => set({ version: target.value })}
            >
              {wish.version === "" ? <option value="">–</option> : null}
              {versions.map((one) => (
                <option key={one.id} value={one.id}>
                  {versionName(one, textIn, common("unnamed"))}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={text("rubric")} required>
          {(given) => (
            <select
              {...given}
              value={wish.rubric}
              disabled={first !== null}
              onChange={({ target }) => set({ rubric: target.value })}
            >
              {rubrics.map((one) => (
                <option key={one.id} value={one.id}>
                  {rubricName(one, textIn)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field
          label={text("convener")}
          hint={text("convenerHint")}
          fault={
            isTied || isBarred
              ? text(isTied ? "tiedConvener" : "barredConvener", { name: nameOf(wish.convener) })
              : null
          }
          required
        >
          {(given) => (
            <select {...given} value={wish.convener} onChange={({ target }) => set({ convener: Number(target.value) })}>
              <option value={0}>–</option>
              {[...institutions.values()]
                .filter(({ id, standing }) => id !== institution && standing === "active")
                .map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
            </select>
          )}
        </Field>
        {first === null ? choose("purpose", ["summative", "formative"]) : null}
        {choose("basis", ["design", "delivered"])}
        {choose("route", ["panel", "rapid"])}
        <Field label={text("languages")} hint={text("languagesHint")} required>
          {(given) => (
            <input
              {...given}
              defaultValue={wish.languages.join(", ")}
              onChange={({ target }) => set({ languages: target.value.split(/[,、\s]+/).filter((one) => one !== "") })}
            />
          )}
        </Field>
        <Field label={`${text("reviewUntil")} (UTC)`} required>
          {(given) => (
            <input
              {...given}
              key={wish.route}
              type="datetime-local"
              defaultValue={new Date(wish.reviewUntil * 1000).toISOString().slice(0, 16)}
              onChange={({ target }) => set({ reviewUntil: Date.parse(`${target.value}:00Z`) / 1000 })}
            />
          )}
        </Field>
        {isAdvice ? null : (
          <Field
            label={text("validity")}
            hint={rule === null ? null : text("validityHint", { most: longestDays(rule, wish.route) })}
          >
            {(given) => (
              <input
                {...given}
                inputMode="numeric"
                value={wish.days || ""}
                onChange={({ target }) => set({ days: Number(target.value.replaceAll(/\D/g, "")) })}
              />
            )}
          </Field>
        )}
      </div>
      <SeatsWanted rule={rule} wish={wish} onChange={(seats) => set({ seats })} />
      {isTried && "missing" in opened ? (
        <p className="bad" role="alert">
          ✕{" "}
          {text("faultMissing", {
            what: opened.missing.map((place) => (WORDS.has(place) ? text(place as "version") : place)).join(", "),
          })}
        </p>
      ) : null}
      <button type="button" onClick={() => void open()}>
        {text("open")}
      </button>
    </>
  );
}

/** Places of the document that have a name in the form. */
const WORDS: ReadonlySet<string> = new Set([
  "version",
  "rubric",
  "convener",
  "purpose",
  "basis",
  "route",
  "seats",
  "languages",
  "reviewUntil",
  "validity",
]);
