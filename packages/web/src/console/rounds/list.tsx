import type { wire } from "@peerseal/sdk";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import { useText } from "../../language/language.js";
import { Field } from "../../parts/field.js";
import { Localized } from "../../parts/localized.js";
import { Moment } from "../../parts/moment.js";
import { Title } from "../../parts/title.js";
import { useRead } from "../../registry/registry.js";
import { all, eachOf } from "../parts/institutions.js";
import type { PartProps } from "../parts/part.js";
import { placeOf } from "../parts/place.js";
import { TEXT as CONSOLE } from "../text.js";
import { PeopleTable } from "./people-table.js";
import { StageTag } from "./stage-tag.js";
import { TEXT } from "./text.js";

/** Reviews in which an institution takes part. */
export default function Screen({ institution }: PartProps) {
  const text = useText(TEXT);
  const common = useText(CONSOLE);
  const { rounds, titles } = useRead(["rounds", institution], async (client) => {
    const found = await all((page) => client.rounds.list({ ...page, institution }));
    const versions = await eachOf([...new Set(found.map(({ version }) => version))], (id) => client.versions.get(id));
    return { rounds: found.toReversed(), titles: new Map(versions.map(({ id, title }) => [id, title])) };
  });
  return (
    <>
      <Title>{text("title")}</Title>
      <p>
        <Link href={placeOf(institution, "rounds", "new")} className="button">
          {text("ask")}
        </Link>
      </p>
      {rounds.length === 0 ? <p>{text("none")}</p> : null}
      <ul className="plain-list">
        {rounds.map((round) => (
          <li key={round.id} className="card">
            <Link href={placeOf(institution, "rounds", round.id)} className="big-link">
              <Localized of={titles.get(round.version) ?? null} otherwise={common("unnamed")} />
            </Link>
            <p>
              <StageTag stage={round.stage} /> {text(partIn(round, institution))}
            </p>
            <p className="dim">
              <Moment at={round.openedAt} />
            </p>
          </li>
        ))}
      </ul>
      <OpenRound institution={institution} />
      <PeopleTable institution={institution} />
    </>
  );
}

function partIn({ owner, convener }: wire.Round, institution: number): "asOwner" | "asConvener" | "asOther" {
  return owner === institution ? "asOwner" : convener === institution ? "asConvener" : "asOther";
}

/** A review of others, to which this institution is asked to appoint a reviewer. */
function OpenRound({ institution }: { readonly institution: number }) {
  const text = useText(TEXT);
  const [, navigate] = useLocation();
  const [typed, setTyped] = useState("");
  const id = /0x[0-9a-f]{64}/.exec(typed)?.[0];
  return (
    <section className="card">
      <h2>{text("other")}</h2>
      <Field label={text("otherId")} hint={text("otherHint")}>
        {(given) => <input {...given} value={typed} onChange={({ target }) => setTyped(target.value)} />}
      </Field>
      <button
        type="button"
        className="second"
        disabled={id === undefined}
        onClick={() => navigate(placeOf(institution, "rounds", id ?? ""))}
      >
        {text("otherOpen")}
      </button>
    </section>
  );
}
