import { Link } from "wouter";
import { useFormat } from "../../language/format.js";
import { useText } from "../../language/language.js";
import { Moment } from "../../parts/moment.js";
import { Title } from "../../parts/title.js";
import { useRead } from "../../registry/registry.js";
import { versionName } from "../issue/versions.js";
import { useInstitutions } from "../parts/institutions.js";
import type { PartProps } from "../parts/part.js";
import { nowSeconds, placeOf } from "../parts/place.js";
import { TEXT as CONSOLE } from "../text.js";
import { type LoadedConcern, loadConcerns } from "./load.js";
import { ConcernTag } from "./stage-tag.js";
import { TEXT } from "./text.js";

/** Concerns that an institution has part in, and those of others that it may stand behind. */
export default function Screen({ institution }: PartProps) {
  const text = useText(TEXT);
  const concerns = useRead(["concerns", institution], (client) =>
    loadConcerns(client, institution, nowSeconds(), "all"),
  );
  const isOwn = ({ concern: { filedBy, admittedBy } }: LoadedConcern) =>
    filedBy === institution || admittedBy === institution;
  return (
    <>
      <Title>{text("title")}</Title>
      <p>{text("what")}</p>
      <p>
        <Link href={placeOf(institution, "concerns", "new")} className="button">
          {text("file")}
        </Link>
      </p>
      <h2>{text("others")}</h2>
      <List of={concerns.filter((one) => !isOwn(one))} none={text("noOthers")} institution={institution} />
      <h2>{text("own")}</h2>
      <List of={concerns.filter(isOwn)} none={text("noOwn")} institution={institution} />
    </>
  );
}

type ListProps = { readonly of: readonly LoadedConcern[]; readonly none: string; readonly institution: number };

function List({ of, none, institution }: ListProps) {
  const common = useText(CONSOLE);
  const { textIn } = useFormat();
  const institutions = useInstitutions();
  if (of.length === 0) return <p>{none}</p>;
  return (
    <ul className="plain-list">
      {of.map(({ concern: { id, filedBy, filed }, version, stage }) => (
        <li key={id} className="card">
          <Link href={placeOf(institution, "concerns", id)} className="big-link">
            {versionName(version, textIn, common("unnamed"))}
          </Link>
          <p>
            <ConcernTag stage={stage} /> {institutions.get(filedBy)?.name ?? filedBy}
          </p>
          <p className="dim">
            <Moment at={filed.at} />
          </p>
        </li>
      ))}
    </ul>
  );
}
