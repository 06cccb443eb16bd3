import { parseVersionId, type wire } from "@peerseal/sdk";
import { Link } from "wouter";
import { useText } from "../../language/language.js";
import { Facts } from "../../parts/facts.js";
import { HowRecorded } from "../../parts/how.js";
import { Localized } from "../../parts/localized.js";
import { Moment } from "../../parts/moment.js";
import { useNow } from "../../parts/now.js";
import { Title } from "../../parts/title.js";
import { stageOf } from "../../registry/concern-stage.js";
import { useRead } from "../../registry/registry.js";
import { ConcernTag } from "../concerns/stage-tag.js";
import { useInstitutions } from "../parts/institutions.js";
import type { PartProps } from "../parts/part.js";
import { placeOf } from "../parts/place.js";
import { QualityTag } from "../parts/quality-tag.js";
import { StageTag } from "../rounds/stage-tag.js";
import { TEXT as CONSOLE } from "../text.js";
import { Carry } from "./carry.js";
import { isParty } from "./load.js";
import { Retire } from "./retire.js";
import { TEXT } from "./text.js";

type OfVersion = { readonly version: wire.VersionDetail; readonly institution: number };

/** One version of a course, as an institution sees it. */
export default function Screen({ institution, version: id }: PartProps & { readonly version: string }) {
  const text = useText(TEXT);
  const common = useText(CONSOLE);
  const version = useRead(["version", id], (client) => client.versions.get(parseVersionId(id)));
  const course = useRead(["course-of", version.course], (client) => client.courses.get(version.course));
  const now = useNow();
  const isOwner = course.owners.some((party) => party.institution === institution && isParty(party, now));
  const { decision } = version.quality;
  return (
    <>
      <Title>
        <Localized of={version.title} otherwise={common("unnamed")} /> {String(version.descriptor?.version ?? "")}
      </Title>
      <p>
        <QualityTag state={version.quality.state} />
      </p>
      <Facts
        of={[
          [text("published"), <Moment key="at" at={version.published.at} />],
          [text("standsUntil"), decision?.expiresAt == null ? null : <Moment key="until" at={decision.expiresAt} />],
          [text("retired"), version.retiredAt === null ? null : <Moment key="retired" at={version.retiredAt} />],
          [
            text("retireUntil"),
            version.teachOutUntil === null ? null : <Moment key="teach" at={version.teachOutUntil} />,
          ],
          [text("publicPage"), <Link key="page" href={`/versions/${id}`}>{`/versions/${id.slice(0, 10)}…`}</Link>],
        ]}
      />
      <HowRecorded recorded={version.published} />
      <h2>{text("reviews")}</h2>
      {version.rounds.length === 0 ? <p>{text("noReviews")}</p> : null}
      <ul className="plain-list">
        {version.rounds.map((round) => (
          <li key={round.id}>
            <Link href={placeOf(institution, "rounds", round.id)}>
              <Moment at={round.openedAt} />
            </Link>{" "}
            <StageTag stage={round.stage} />
          </li>
        ))}
      </ul>
      {isOwner && version.retiredAt === null ? (
        <p>
          <Link href={`${placeOf(institution, "rounds", "new")}?version=${id}`} className="button">
            {text("askReview")}
          </Link>
        </p>
      ) : null}
      <Carry version={version} institution={institution} />
      {version.concerns.length === 0 ? null : <Concerns version={version} institution={institution} />}
      {isOwner ? <Retire version={version} institution={institution} /> : null}
    </>
  );
}

function Concerns({ version, institution }: OfVersion) {
  const text = useText(TEXT);
  const institutions = useInstitutions();
  return (
    <section>
      <h2>{text("concerns")}</h2>
      <ul className="plain-list">
        {version.concerns.map((concern) => (
          <li key={concern.id}>
            <Link href={placeOf(institution, "concerns", concern.id)}>
              <Moment at={concern.filed.at} />
            </Link>{" "}
            {institutions.get(concern.filedBy)?.name ?? concern.filedBy} <ConcernTag stage={stageOf(concern)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
