import {
  type InstitutionFacts,
  parseKeyId,
  parseRoundId,
  parseRubricId,
  parseVersionId,
  qualityAt,
  type RoundFacts,
  type VersionFacts,
  type wire,
} from "@peerseal/sdk";
import type { Db } from "../../store/database.js";
import type { DecisionRow } from "../../store/decisions.js";
import { findInstitutions, type InstitutionRow } from "../../store/institutions.js";
import { listListedRubrics } from "../../store/network.js";
import { type RoundRow, repliesTo } from "../../store/rounds.js";
import { type SeatRow, seatsOf } from "../../store/seats.js";
import type { VersionRow } from "../../store/versions.js";
import { nonZero, orNull } from "./shapes.js";

/** The quality of a version at `now`, by the rule that verifiers use, from what is indexed. */
export async function qualityNow(
  db: Db,
  version: VersionRow,
  rounds: readonly RoundRow[],
  decisions: readonly DecisionRow[],
  now: number,
): Promise<wire.Quality> {
  const ids = rounds.map((round) => round.round);
  const [seats, replies, listedRubrics] = await Promise.all([
    seatsOf(db, ids),
    repliesTo(db, ids),
    listListedRubrics(db),
  ]);
  const named = [...rounds.map((round) => round.convener), ...seats.map((seat) => seat.institution)];
  const institutions = (await findInstitutions(db, named)).map(toFacts);
  const facts: VersionFacts = {
    id: parseVersionId(version.version),
    course: version.course,
    previous: orNull(version.previous),
    publisher: version.publisher,
    minor: version.minor,
    publishedAt: version.at,
    retiredAt: nonZero(version.retiredAt),
    teachOutUntil: nonZero(version.teachOutUntilAt),
    rounds: rounds.map(
      (round): RoundFacts => ({
        id: parseRoundId(round.round),
        rubric: parseRubricId(round.rubric),
        rubricListed: listedRubrics.includes(round.rubric),
        convener: round.convener,
        stage: round.stage,
        purpose: round.purpose,
        basis: round.basis,
        route: round.route,
        openedAt: round.at,
        endedAt: nonZero(round.endedAt),
        reply: replies.find((reply) => reply.round === round.round)?.replyDigest ?? null,
        seats: seats.filter((seat) => seat.round === round.round).map(toSeat),
        decisions: decisions
          .filter((decision) => decision.round === round.round)
          .map((decision) => ({
            policy: decision.policy,
            listed: decision.policyListed,
            outcome: decision.outcome,
            decidedAt: decision.at,
            expiresAt: nonZero(decision.expiresAt),
          })),
      }),
    ),
  };
  const { state, at, flags, decision } = qualityAt(facts, institutions, now);
  return {
    state,
    at,
    flags: [...flags],
    decision: decision === null ? null : { ...decision, panel: [...decision.panel] },
  };
}

function toSeat(row: SeatRow): RoundFacts["seats"][number] {
  return {
    signer: parseKeyId(row.signerId),
    institution: row.institution,
    role: row.role,
    submittedAt: row.submittedAt,
    ratings: row.ratings ?? "0",
  };
}

/** Names are all that a panel's description takes; standings stay with the institution's own route. */
function toFacts(row: InstitutionRow): InstitutionFacts {
  return {
    id: row.institution,
    name: row.name,
    domain: row.domain,
    country: row.country,
    kind: row.kind,
    standings: [],
  };
}
