import {
  type ChainBlock,
  type Hex,
  type InstitutionFacts,
  type NetworkId,
  parseKeyId,
  parseRoundId,
  parseRubricId,
  parseVersionId,
  qualityAt,
  type RoundFacts,
  type VersionFacts,
  type wire,
} from "@peerseal/sdk";
import { readCursor, readHeadTime } from "../../store/blocks.js";
import type { Db } from "../../store/database.js";
import { decisionsOf } from "../../store/decisions.js";
import { carriedTo, concernsOf } from "../../store/follow-ups.js";
import { findInstitutions, type InstitutionRow } from "../../store/institutions.js";
import { listListedRubrics } from "../../store/network.js";
import { findRounds, type RoundRow, repliesTo, roundsOf } from "../../store/rounds.js";
import { type SeatRow, seatsOf } from "../../store/seats.js";
import { findVersion, type VersionRow } from "../../store/versions.js";
import { flagsOf, nonZero, orNull } from "./shapes.js";

/** The quality of a version at `now`, by the rule that verifiers use, from what is indexed. */
export async function qualityNow(
  db: Db,
  version: VersionRow,
  rounds: readonly RoundRow[],
  now: number,
): Promise<wire.Quality> {
  const carried = await carriedTo(db, version.version);
  const earlier = await findRounds(
    db,
    carried.map(({ round }) => round),
  );
  const [ofVersion, ofEarlier, concerns] = await Promise.all([
    roundFacts(db, rounds),
    roundFacts(db, earlier),
    concernsOf(db, version.version),
  ]);
  const all = [...ofVersion, ...ofEarlier];
  const named = all.flatMap(({ convener, seats }) => [convener, ...seats.map((seat) => seat.institution)]);
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
    rounds: ofVersion,
    carried: carried.flatMap(({ round: id, at, steps }) =>
      ofEarlier.filter((round) => round.id === id).map((round) => ({ carriedAt: at, steps, round })),
    ),
    concerns: concerns.map(({ filedBy, admittedBy, at, admittedAt, closedAt }) => ({
      filedBy,
      admittedBy: nonZero(admittedBy),
      filedAt: at,
      admittedAt: nonZero(admittedAt),
      closedAt: nonZero(closedAt),
    })),
  };
  const { state, at, flags, decision } = qualityAt(facts, institutions, now);
  return {
    state,
    at,
    flags: [...flags],
    decision: decision === null ? null : { ...decision, panel: [...decision.panel] },
  };
}

/** State of quality of a version, and the block that it reflects. */
export type QualityAsOf = { readonly quality: wire.Quality; readonly block: ChainBlock };

/**
 * The quality of a version at the newest indexed block, by that block's time: the same for everybody who asks about this
 * block. Null: nothing is indexed, or there is no such version.
 */
export async function qualityAsOf(db: Db, network: NetworkId, version: Hex): Promise<QualityAsOf | null> {
  // One snapshot: the indexer goes on meanwhile.
  return db
    .transaction()
    .setIsolationLevel("repeatable read")
    .execute(async (snapshot) => {
      const [cursor, time, row, rounds] = [
        await readCursor(snapshot),
        await readHeadTime(snapshot),
        await findVersion(snapshot, version),
        await roundsOf(snapshot, version),
      ];
      if (cursor === null || row === null) return null;
      const quality = await qualityNow(snapshot, row, rounds, time);
      return { quality, block: { network, ...cursor.head, time } };
    });
}

async function roundFacts(db: Db, rounds: readonly RoundRow[]): Promise<readonly RoundFacts[]> {
  const ids = rounds.map((round) => round.round);
  const [seats, replies, decisions, listedRubrics] = await Promise.all([
    seatsOf(db, ids),
    repliesTo(db, ids),
    decisionsOf(db, ids),
    listListedRubrics(db),
  ]);
  return rounds.map((round): RoundFacts => {
    const own = decisions.filter((decision) => decision.round === round.round);
    return {
      id: parseRoundId(round.round),
      rubric: parseRubricId(round.rubric),
      rubricListed: listedRubrics.includes(round.rubric),
      convener: round.convener,
      stage: round.stage,
      purpose: round.purpose,
      basis: round.basis,
      route: round.route,
      appealOf: round.appealOf === null ? null : parseRoundId(round.appealOf),
      openedAt: round.at,
      endedAt: nonZero(round.endedAt),
      reply: replies.find((reply) => reply.round === round.round)?.replyDigest ?? null,
      seats: seats.filter((seat) => seat.round === round.round).map(toSeat),
      decisions: own.map((decision) => ({
        policy: decision.policy,
        listed: decision.policyListed,
        outcome: decision.outcome,
        decidedAt: decision.at,
        expiresAt: nonZero(decision.expiresAt),
      })),
      followUp: {
        rescindedAt: nonZero(own[0]?.rescindedAt ?? 0),
        conditionsClosedAt: nonZero(own[0]?.conditionsClosedAt ?? 0),
        conditions: own[0]?.conditions ?? null,
      },
    };
  });
}

function toSeat(row: SeatRow): RoundFacts["seats"][number] {
  return {
    signer: parseKeyId(row.signerId),
    institution: row.institution,
    role: row.role,
    flags: flagsOf(row),
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
