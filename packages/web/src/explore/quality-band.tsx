import type { wire } from "@peerseal/sdk";
import { Link } from "wouter";
import { useFormat } from "../language/format.js";
import { useText } from "../language/language.js";
import { HowRecorded } from "../parts/how.js";
import { Member, QualityFlags, QualityTag } from "./pieces.js";
import { TEXT as SHARED } from "./text.js";
import { TEXT } from "./version-text.js";
import { ROLE, SEAT_FLAG } from "./words.js";

/** State of quality of a version, until when, and who judged. */
export function QualityBand({ version }: { readonly version: wire.VersionDetail }) {
  const text = useText(TEXT);
  const shared = useText(SHARED);
  const { day } = useFormat();
  const { state, flags, decision } = version.quality;
  const made = version.decisions.find(({ round, policy }) => round === decision?.round && policy === decision.policy);
  return (
    <section className="band" aria-label={text("quality")}>
      <p className="lead">
        <QualityTag state={state} />{" "}
        {decision === null ? null : (
          <>
            {text("decided", { at: day(decision.decidedAt) })}
            {decision.expiresAt === null ? null : <>, {text("validUntil", { at: day(decision.expiresAt) })}</>}
            {decision.listed ? null : <> ({shared("notListed")})</>}
          </>
        )}
      </p>
      <QualityFlags flags={flags} />
      {decision === null ? null : <JudgedBy decision={decision} />}
      {made === undefined ? null : (
        <HowRecorded recorded={made.recorded}>
          <p>{shared("chainAsks")}</p>
        </HowRecorded>
      )}
    </section>
  );
}

function JudgedBy({ decision }: { readonly decision: NonNullable<wire.Quality["decision"]> }) {
  const text = useText(TEXT);
  const role = useText(ROLE);
  const flag = useText(SEAT_FLAG);
  const { round, convener, panel } = decision;
  return (
    <>
      <p>{text("byPanel", { convener: convener.name })}</p>
      <ul>
        {panel.map((seat, i) => (
          // Seats are told apart by their places.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above.
          <li key={i}>
            {role(seat.role)} · <Member id={seat.institution} />
            {seat.flags.length === 0 ? null : (
              <span className="dim"> ({seat.flags.map((one) => flag(one)).join(", ")})</span>
            )}
          </li>
        ))}
      </ul>
      <p>
        <Link href={`/r/${round}`}>{text("toRound")}</Link> <span className="dim">{text("another")}</span>
      </p>
    </>
  );
}
