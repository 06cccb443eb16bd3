import type { wire } from "@peerseal/sdk";
import { Link } from "wouter";
import { useFormat } from "../language/format.js";
import { useText } from "../language/language.js";
import { Hash } from "../parts/hash.js";
import { HowRecorded } from "../parts/how.js";
import { DECISION_REASON } from "./document-words.js";
import type { Panel } from "./panel.js";
import { QualityTag } from "./pieces.js";
import { TEXT } from "./round-text.js";
import { TEXT as SHARED } from "./text.js";
import { QUALITY } from "./words.js";

/** What was decided, and how it follows from the ratings in plain words. */
export function RoundDecision({ round, panel }: { readonly round: wire.RoundDetail; readonly panel: Panel }) {
  const text = useText(TEXT);
  return (
    <section aria-labelledby="decision">
      <h2 id="decision">{text("decision")}</h2>
      {round.decisions.length === 0 ? <p>{text("undecided")}</p> : null}
      {round.decisions.map((decision) => (
        <Decision key={decision.policy} of={decision} />
      ))}
      <Follows round={round} panel={panel} />
      {round.appealUntil === null ? null : <AppealUntil at={round.appealUntil} />}
    </section>
  );
}

function Decision({ of }: { readonly of: wire.Decision }) {
  const text = useText(TEXT);
  const shared = useText(SHARED);
  const { day } = useFormat();
  return (
    <div className="card">
      <p>
        <QualityTag state={of.outcome} /> {day(of.decidedAt)}
        {of.expiresAt === null ? null : <> · {text("until", { at: day(of.expiresAt) })}</>}
        {of.conditionsClosedAt === null ? null : <> · {text("conditions", { at: day(of.conditionsClosedAt) })}</>}
        {of.rescindedAt === null ? null : <> · {text("rescinded", { at: day(of.rescindedAt) })}</>}
        {of.listed ? null : <> · {shared("notListed")}</>}
      </p>
      {of.carriedTo.length === 0 ? null : (
        <ul>
          {of.carriedTo.map(({ version, at }) => (
            <li key={version}>
              <Link href={`/versions/${version}`}>{text("carriedTo")}</Link> {day(at)}
            </li>
          ))}
        </ul>
      )}
      <HowRecorded recorded={of.recorded}>
        <p>
          {text("byPolicy")}: <Hash value={of.policy} />
        </p>
      </HowRecorded>
    </div>
  );
}

function Follows({ round, panel: { judged, rule } }: { readonly round: wire.RoundDetail; readonly panel: Panel }) {
  const text = useText(TEXT);
  const reason = useText(DECISION_REASON);
  const quality = useText(QUALITY);
  if (judged === null || judged.outcome === "none") return null;
  const decided = round.decisions[0];
  const outcome = quality(judged.outcome);
  return (
    <>
      <h3>{text("follows")}</h3>
      <p>
        {reason(judged.reason, {
          limit: rule.partialEssentials,
          low: rule.notMetBelow,
          high: rule.conditionalBelow,
        })}
      </p>
      <p className="dim">
        {decided === undefined
          ? text("preview", { outcome })
          : text(decided.outcome === judged.outcome ? "agrees" : "differs", { outcome })}
      </p>
    </>
  );
}

function AppealUntil({ at }: { readonly at: number }) {
  const text = useText(TEXT);
  const { moment } = useFormat();
  return at < Date.now() / 1000 ? null : <p>{text("appealUntil", { at: moment(at) })}</p>;
}
