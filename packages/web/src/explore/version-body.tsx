import type { wire } from "@peerseal/sdk";
import { Link } from "wouter";
import { useFormat } from "../language/format.js";
import { useText } from "../language/language.js";
import { Hash } from "../parts/hash.js";
import { Localized } from "../parts/localized.js";
import { useNow } from "../parts/now.js";
import { ConcernList } from "./concern-list.js";
import { documentOf } from "./documents.js";
import { type Panel, readPanel } from "./panel.js";
import { Later } from "./pieces.js";
import { QualityBand } from "./quality-band.js";
import { reading, useReads } from "./reads.js";
import { TEXT as SHARED } from "./text.js";
import { VersionFacts } from "./version-facts.js";
import { VersionProfile } from "./version-profile.js";
import { VersionReviews } from "./version-reviews.js";
import { VersionSwitch } from "./version-switch.js";
import { TEXT } from "./version-text.js";
import { VersionTimeline } from "./version-timeline.js";

/** Everything about one version, below its title. */
export function VersionBody({ version }: { readonly version: wire.VersionDetail }) {
  const text = useText(TEXT);
  const shared = useText(SHARED);
  const { descriptor, concerns } = version;
  const document = documentOf("peerseal.course-version/1", descriptor);
  return (
    <>
      <QualityBand version={version} />
      <Retired version={version} />
      {document === null ? (
        <p>
          {shared("unpublished")} <Hash value={version.descriptorDigest} />
        </p>
      ) : (
        <>
          <p>
            <Localized of={document.description} />
          </p>
          <VersionFacts document={document} />
        </>
      )}
      <VersionTimeline version={version} />
      <Later>
        <VersionSwitch version={version} />
        <Judged version={version} />
      </Later>
      <section aria-labelledby="concerns">
        <h2 id="concerns">{text("concerns")}</h2>
        <ConcernList concerns={concerns} />
        <p>
          <Link href={`/console?concern=${version.id}`}>{text("fileConcern")}</Link>
        </p>
      </section>
      <section aria-labelledby="recognised">
        <h2 id="recognised">{text("recognised")}</h2>
        <p>{shared("recognition")}</p>
      </section>
    </>
  );
}

/** Until when one may issue for a version that is retired, or could. */
function Retired({ version: { retiredAt, teachOutUntil } }: { readonly version: wire.VersionDetail }) {
  const text = useText(TEXT);
  const { day } = useFormat();
  const now = useNow();
  if (retiredAt === null) return null;
  const end = teachOutUntil ?? retiredAt;
  return <p>{text(end < now ? "retiredOver" : "retired", { at: day(retiredAt), until: day(end) })}</p>;
}

/** Rounds of a version with all that was said in them, and the panel that judged the version before. */
function Judged({ version }: { readonly version: wire.VersionDetail }) {
  const { id, rounds, previous, quality } = version;
  const newestFirst = [...rounds].sort((a, b) => b.openedAt - a.openedAt);
  const [panels, replies, earlier] = useReads(
    reading(["panels", id], (client) => Promise.all(newestFirst.map((round) => readPanel(client, round)))),
    reading(["replies", id], async (client) => {
      const details = await Promise.all(newestFirst.map((round) => client.rounds.get(round.id)));
      return new Map(details.map((round) => [round.id as string, round.reply]));
    }),
    reading(["earlier-panel", id], async (client): Promise<Panel | null> => {
      const before = previous === null ? null : await client.versions.get(previous);
      const round = before?.rounds.find((one) => one.id === before.quality.decision?.round);
      return round === undefined ? null : readPanel(client, round);
    }),
  );
  const judged =
    panels.find(({ round }) => round.id === quality.decision?.round) ?? panels.find((panel) => panel.judged !== null);
  return (
    <>
      {judged === undefined || judged.judged === null ? null : <VersionProfile panel={judged} earlier={earlier} />}
      <VersionReviews panels={panels} replies={replies} />
    </>
  );
}
