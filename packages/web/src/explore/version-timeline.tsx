import type { wire } from "@peerseal/sdk";
import { useFormat } from "../language/format.js";
import { useText } from "../language/language.js";
import { Timeline } from "../plots/timeline.js";
import type { TimelineSpan } from "../plots/timeline-layout.js";
import { TEXT } from "./version-text.js";
import { QUALITY, STAGE } from "./words.js";

/** Rounds, results and concerns of a version on one axis of time. */
export function VersionTimeline({ version }: { readonly version: wire.VersionDetail }) {
  const text = useText(TEXT);
  const stage = useText(STAGE);
  const quality = useText(QUALITY);
  const { day } = useFormat();
  const rounds = version.rounds.map(
    (round): TimelineSpan => ({
      from: round.openedAt,
      until: round.endedAt,
      label: stage(round.stage),
      kind: "span",
    }),
  );
  const results = version.decisions.map(
    (decision): TimelineSpan => ({
      from: decision.decidedAt,
      until: endOf(decision),
      label: quality(decision.outcome),
      kind: decision.outcome === "not-met" ? "moment" : "live",
    }),
  );
  const concerns = version.concerns.map(
    (concern): TimelineSpan => ({
      from: concern.admittedAt ?? concern.filed.at,
      until: concern.closedAt ?? concern.decidedAt,
      label: day(concern.filed.at),
      kind: "span",
    }),
  );
  const published: TimelineSpan = {
    from: version.published.at,
    until: version.published.at,
    label: text("published"),
    kind: "moment",
  };
  return (
    <Timeline
      title={text("timeline")}
      description={text("timelineText")}
      now={Math.floor(Date.now() / 1000)}
      lanes={[
        { name: text("publishedLane"), spans: [published] },
        { name: text("rounds"), spans: rounds },
        { name: text("results"), spans: results },
        ...(concerns.length === 0 ? [] : [{ name: text("concerns"), spans: concerns }]),
      ]}
    />
  );
}

/** A rescinded decision stood until then; others until their validity ends, or with no end. */
function endOf({ rescindedAt, expiresAt }: wire.Decision): number | null {
  if (rescindedAt === null) return expiresAt;
  return expiresAt === null ? rescindedAt : Math.min(rescindedAt, expiresAt);
}
