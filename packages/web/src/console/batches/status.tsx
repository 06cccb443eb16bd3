import { STATUS_ACTIONS, statusWords } from "@peerseal/sdk";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useAnnounce } from "../../app/announce.js";
import { Fault } from "../../app/fault.js";
import { Waiting } from "../../app/waiting.js";
import { useFormat } from "../../language/format.js";
import { useText } from "../../language/language.js";
import { Field } from "../../parts/field.js";
import { registry } from "../../registry/registry.js";
import { useAct } from "../../sign/acting.js";
import { all } from "../parts/institutions.js";
import type { PartProps } from "../parts/part.js";
import { usedPlaces } from "./bundles.js";
import { bitmapsOf, type Change, type DryRun, statusAt, tryChange } from "./dry-run.js";
import { readPlaces, writePlaces } from "./places.js";
import { TEXT } from "./text.js";

const CHANGES = ["revoke", "suspend", "reinstate", "replace"] as const satisfies readonly Change[];

type Props = PartProps & {
  readonly number: string;
  readonly size: number;
  /** Whether the caller may list the batch's credentials, by which empty places are known. */
  readonly mayList: boolean;
};

/** Changes the status of some credentials of a batch: tried first, then signed. */
export function ChangeStatus({ institution, number, size, mayList }: Props) {
  const text = useText(TEXT);
  const act = useAct();
  const announce = useAnnounce();
  const queries = useQueryClient();
  const [named, setNamed] = useState("");
  const [change, setChange] = useState<Change>("revoke");
  const [done, setDone] = useState<number | null>(null);
  const { data, error } = useQuery({
    queryKey: ["status", institution, number],
    queryFn: async () => {
      const [changes, used] = await Promise.all([
        all((page) => registry.anchors.changes(institution, number, page)),
        mayList ? usedPlaces({ institution, number: Number(number) }) : null,
      ]);
      return { bits: bitmapsOf(changes), used };
    },
  });
  if (error !== null) return <Fault error={error} />;
  if (data === undefined) return <Waiting />;
  const wanted = readPlaces(named, size);
  const run = "fault" in wanted ? null : tryChange(change, wanted.places, data.bits, data.used);
  const count = run?.changing.length ?? 0;

  const sign = async () => {
    if (run === null) return;
    const values = { count, number, places: writePlaces(run.changing) };
    const says = [
      text(`${change}Says`, values),
      ...(change === "revoke" || change === "replace" ? [text("forGood")] : []),
    ];
    const relay = await act({
      action: "SetStatus",
      message: {
        institution,
        number: Number(number),
        action: STATUS_ACTIONS.indexOf(change),
        ...statusWords(run.changing),
        nonce: "0",
      },
      // What can be undone must not be replayed; the contract takes no nonce for what only ever adds.
      ...(change === "suspend" || change === "reinstate" ? { nonce: "next" } : {}),
      title: text(`${change}-title`),
      says,
    });
    if (relay === null) return;
    await queries.invalidateQueries({ queryKey: ["status", institution, number] });
    setDone(count);
    setNamed("");
    announce(text("changed", { count }));
  };
  return (
    <section aria-labelledby="status">
      <h2 id="status">{text("status")}</h2>
      <States size={size} bits={data.bits} used={data.used} />
      <div className="grid">
        <Field label={text("action")}>
          {(given) => (
            <select
              {...given}
              value={change}
              onChange={({ target }) => setChange(CHANGES.find((one) => one === target.value) ?? "revoke")}
            >
              {CHANGES.map((one) => (
                <option key={one} value={one}>
                  {text(one)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field
          label={text("places")}
          hint={text("placesHint", { last: size - 1 })}
          fault={"fault" in wanted ? text("placesFault", { part: wanted.fault }) : null}
        >
          {(given) => (
            <input
              {...given}
              value={named}
              autoComplete="off"
              onChange={({ target }) => {
                setNamed(target.value);
                setDone(null);
              }}
            />
          )}
        </Field>
      </div>
      {named.trim() === "" || run === null ? null : <Tried run={run} isGuess={data.used === null} />}
      {done === null ? null : <p className="good">✓ {text("changed", { count: done })}</p>}
      <button
        type="button"
        disabled={count === 0}
        className={change === "reinstate" ? "" : "danger"}
        onClick={() => void sign()}
      >
        {text("sign")}
      </button>
      <p className="hint">{text("whichHint")}</p>
    </section>
  );
}

function Tried({ run, isGuess }: { readonly run: DryRun; readonly isGuess: boolean }) {
  const text = useText(TEXT);
  const { number } = useFormat();
  const lines = (
    [
      ["changes", run.changing],
      ["already", run.already],
      ["ended", run.ended],
      ["empty", run.empty],
    ] as const
  ).filter(([name, places]) => name === "changes" || places.length > 0);
  return (
    <div className="notice" aria-live="polite">
      <h3>{text("dryRun")}</h3>
      <ul>
        {lines.map(([name, places]) => (
          <li key={name}>
            {text(name, { count: number(places.length) })}
            {places.length === 0 ? null : <span className="dim"> ({writePlaces(places)})</span>}
          </li>
        ))}
      </ul>
      {run.changing.length === 0 ? <p>{text("nothing")}</p> : null}
      {isGuess ? <p className="dim">{text("usedUnknown")}</p> : null}
    </div>
  );
}

function States({
  size,
  bits,
  used,
}: {
  readonly size: number;
  readonly bits: ReturnType<typeof bitmapsOf>;
  readonly used: ReadonlySet<number> | null;
}) {
  const text = useText(TEXT);
  const { number } = useFormat();
  const counts = { active: 0, suspended: 0, revoked: 0, replaced: 0 };
  const places = used === null ? Array.from({ length: size }, (_, place) => place) : used;
  for (const place of places) counts[statusAt(bits, place)]++;
  return (
    <p>
      {text("states")}:{" "}
      {(["active", "suspended", "revoked", "replaced"] as const)
        .filter((status) => status === "active" || counts[status] > 0)
        .map((status) => `${number(counts[status])} ${text(status)}`)
        .join(", ")}
    </p>
  );
}
