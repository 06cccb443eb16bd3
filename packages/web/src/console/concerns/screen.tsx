import { Link } from "wouter";
import { useFormat } from "../../language/format.js";
import { useText } from "../../language/language.js";
import { Facts } from "../../parts/facts.js";
import { HowRecorded } from "../../parts/how.js";
import { useNow } from "../../parts/now.js";
import { Title } from "../../parts/title.js";
import { useRead } from "../../registry/registry.js";
import { versionName } from "../issue/versions.js";
import { useInstitutions } from "../parts/institutions.js";
import type { PartProps } from "../parts/part.js";
import { RecordedReasons } from "../parts/recorded-reasons.js";
import { TEXT as CONSOLE } from "../text.js";
import { type LoadedConcern, loadConcern } from "./load.js";
import { moveOf } from "./move.js";
import { Admit, Settle } from "./moves.js";
import { ConcernTag } from "./stage-tag.js";
import { TEXT } from "./text.js";

const NEXT = {
  filed: "nextFiled",
  open: "nextOpen",
  settling: "nextSettling",
  settled: "nextSettled",
  decided: "nextDecided",
} as const;

/** One concern: where it stands, what it is about, and what this institution can do now. */
export default function Screen({ institution, concern: id }: PartProps & { readonly concern: string }) {
  const text = useText(TEXT);
  const common = useText(CONSOLE);
  const { textIn } = useFormat();
  const now = useNow();
  const loaded = useRead(["concern", id, institution], (client) => loadConcern(client, id, institution, now));
  const { concern, version, stage } = loaded;
  const name = versionName(version, textIn, common("unnamed"));
  return (
    <>
      <Title>{text("about", { name })}</Title>
      <p>
        <ConcernTag stage={stage} />
      </p>
      <Who {...loaded} name={name} />
      <h2>{text("next")}</h2>
      <p>{text(NEXT[stage])}</p>
      <h2>{text("reasonsOf")}</h2>
      <RecordedReasons digest={concern.document} />
      <Closings {...loaded} />
      <Move {...loaded} name={name} institution={institution} />
      <HowRecorded recorded={concern.filed} />
    </>
  );
}

function Who({ concern, version, name }: LoadedConcern & { readonly name: string }) {
  const text = useText(TEXT);
  const { moment } = useFormat();
  const institutions = useInstitutions();
  const byAt = (institution: number | null, at: number | null) =>
    institution === null || at === null
      ? null
      : text("byAt", { name: institutions.get(institution)?.name ?? institution, time: moment(at) });
  return (
    <Facts
      of={[
        [
          text("version"),
          <Link key="version" href={`/versions/${version.id}`}>
            {name}
          </Link>,
        ],
        [text("filedBy"), byAt(concern.filedBy, concern.filed.at)],
        [text("admittedBy"), byAt(concern.admittedBy, concern.admittedAt)],
        [
          text("settledBy"),
          concern.closings.length === 0 ? null : (
            <ul key="settled" className="plain-list">
              {concern.closings.map(({ institution, at }) => (
                <li key={institution}>{byAt(institution, at)}</li>
              ))}
            </ul>
          ),
        ],
      ]}
    />
  );
}

function Closings({ concern }: LoadedConcern) {
  const text = useText(TEXT);
  const institutions = useInstitutions();
  return concern.closings.map(({ institution, document }) => (
    <section key={institution}>
      <h2>{text("settledFor", { name: institutions.get(institution)?.name ?? institution })}</h2>
      <RecordedReasons digest={document} />
    </section>
  ));
}

function Move(props: LoadedConcern & { readonly name: string; readonly institution: number }) {
  const text = useText(TEXT);
  const { concern, stage, institution, isTied } = props;
  const name = useInstitutions().get(institution)?.name ?? institution;
  switch (moveOf(concern, stage, institution, isTied)) {
    case "admit":
      return <Admit {...props} />;
    case "settle":
      return <Settle {...props} />;
    case "await-second":
      return <p className="notice">{text("awaitSecond")}</p>;
    case "await-other":
      return <p className="notice">{text("awaitOther")}</p>;
    case "tied":
      return <p className="notice">{text("tied", { name })}</p>;
    case "none":
      return null;
  }
}
