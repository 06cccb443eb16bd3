import { type Hex, PeersealError, unpackRatings, wire } from "@peerseal/sdk";
import type { Db } from "../../store/database.js";
import { decisionsOf } from "../../store/decisions.js";
import { findDocument, findPublished } from "../../store/documents.js";
import type { PageRequest } from "../../store/pages.js";
import { listReviews, type ReviewRow } from "../../store/reviews.js";
import { findRound, listRounds, type RoundRow, repliesTo } from "../../store/rounds.js";
import { findRubric } from "../../store/rubrics.js";
import { listSeats, type SeatRow } from "../../store/seats.js";
import type { App } from "../app.js";
import type { HttpDeps, NetworkView } from "../deps.js";
import { answers } from "./answers.js";
import { toDecisions } from "./decisions.js";
import { clockOf } from "./round-clock.js";
import { contentOf, flagsOf, nonZero, orNull, recorded } from "./shapes.js";

const tags = ["rounds"];

export function registerRoundRoutes(app: App, deps: HttpDeps): void {
  const require = (id: Hex) => requireRound(deps.db, id);

  app.get(
    "/v1/rounds",
    {
      schema: {
        tags,
        summary: "Review rounds in the order in which they were opened; abandoned ones stay",
        querystring: wire.RoundQuery,
        response: answers(200, wire.RoundPage, "cursor-invalid", "database-unreachable"),
      },
    },
    async ({ query }) => {
      const { data, next } = await listRounds(deps.db, query, query);
      return { data: data.map((row) => toRound(row, deps.network)), next };
    },
  );

  app.get(
    "/v1/rounds/:id",
    {
      schema: {
        tags,
        summary: "One round with its reply and decisions",
        params: wire.RoundPath,
        response: answers(200, wire.RoundDetail, "not-found", "database-unreachable"),
      },
    },
    async ({ params }) => roundDetail(deps, params.id),
  );

  app.get(
    "/v1/rounds/:id/seats",
    {
      schema: {
        tags,
        summary: "Seats of a round in order",
        description: "A seat is known by its role, the institution that appointed it and a signer for this round only.",
        params: wire.RoundPath,
        querystring: wire.RoundPartQuery,
        response: answers(200, wire.SeatPage, "not-found", "cursor-invalid", "database-unreachable"),
      },
    },
    async ({ params, query }) => {
      await require(params.id);
      return seatsOn(deps.db, params.id, query);
    },
  );

  app.get(
    "/v1/rounds/:id/reviews",
    {
      schema: {
        tags,
        summary: "Reviews of a round in the order in which they came; a revision stands beside what it revises",
        params: wire.RoundPath,
        querystring: wire.RoundPartQuery,
        response: answers(200, wire.ReviewPage, "not-found", "cursor-invalid", "database-unreachable"),
      },
    },
    async ({ params, query }) => {
      const round = await require(params.id);
      const [rubric, { data, next }] = await Promise.all([
        findRubric(deps.db, round.rubric),
        listReviews(deps.db, params.id, query),
      ]);
      const documents = await findPublished(
        deps.db,
        data.map((row) => row.reviewDigest),
      );
      // The number of criteria is the lowest byte of the header's second word.
      const criteria = rubric === null ? 0 : Number(BigInt(rubric.headerHigh) & 0xffn);
      return {
        data: data.map((row) => ({
          ...toReview(row),
          levels: unpackRatings(BigInt(row.ratings), criteria),
          document: contentOf(documents.get(row.reviewDigest)),
        })),
        next,
      };
    },
  );
}

/** @throws PeersealError `not-found` */
async function requireRound(db: Db, id: Hex): Promise<RoundRow> {
  const row = await findRound(db, id);
  if (row === null) throw new PeersealError("not-found", `There is no round ${id} in this network.`);
  return row;
}

/** One round with its reply and decisions. @throws PeersealError `not-found` */
export async function roundDetail(
  { db, network }: Pick<HttpDeps, "db" | "network">,
  id: Hex,
): Promise<wire.RoundDetail> {
  const row = await requireRound(db, id);
  const [content, replies, decisions] = await Promise.all([
    findDocument(db, row.document),
    repliesTo(db, [row.round]),
    decisionsOf(db, [row.round]),
  ]);
  const given = replies[0];
  const reply =
    given === undefined
      ? null
      : {
          owner: given.owner,
          digest: given.replyDigest,
          document: contentOf(await findDocument(db, given.replyDigest)),
          recorded: recorded(given),
        };
  return {
    ...toRound(row, network),
    content: contentOf(content),
    reply,
    decisions: await toDecisions(db, decisions),
  };
}

/** Seats of a round in order, one page. */
export async function seatsOn(
  db: Db,
  round: Hex,
  page: PageRequest,
): Promise<{ data: wire.Seat[]; next: string | null }> {
  const { data, next } = await listSeats(db, round, page);
  return { data: data.map(toSeat), next };
}

export function toRound(row: RoundRow, { periods }: Pick<NetworkView, "periods">): wire.Round {
  const [subjectExpert = 0, education = 0, practitioner = 0, learner = 0, chair = 0] = row.seatsWanted;
  return {
    id: row.round,
    version: row.version,
    rubric: row.rubric,
    n: row.n,
    owner: row.owner,
    convener: row.convener,
    purpose: row.purpose,
    basis: row.basis,
    route: row.route,
    stage: row.stage,
    appealOf: row.appealOf,
    appealedBy: row.appealedBy,
    seatsWanted: { "subject-expert": subjectExpert, education, practitioner, learner, chair },
    seatCount: row.seatCount,
    panelCount: row.panelCount,
    sealedCount: row.sealedCount,
    submittedCount: row.submittedCount,
    addedBy: nonZero(row.addedBy),
    addedRole: row.addedRole,
    validity: row.validity,
    openedAt: row.at,
    acceptedAt: nonZero(row.acceptedAt),
    panelSetAt: nonZero(row.panelSetAt),
    reviewUntil: row.reviewUntilAt,
    ...clockOf(row, row.route === "rapid" ? periods.rapid : periods.panel),
    endedAt: nonZero(row.endedAt),
    ground: row.ground === null ? null : orNull(row.ground),
    document: row.document,
    opened: recorded(row),
  };
}

export function toSeat(row: SeatRow): wire.Seat {
  return {
    seat: row.seat,
    institution: row.institution,
    role: row.role,
    flags: flagsOf(row),
    objection: row.objection,
    affiliations: row.affiliations,
    signer: row.signer,
    signerId: row.signerId,
    sealedAt: row.sealedAt,
    commitment: row.commitment,
    submittedAt: row.submittedAt,
    revisedAt: row.revisedAt,
    appointed: recorded(row),
  };
}

function toReview(row: ReviewRow): Omit<wire.Review, "levels" | "document"> {
  return {
    seat: row.seat,
    role: row.role,
    institution: row.institution,
    sequence: row.sequence,
    reviewDigest: row.reviewDigest,
    ratings: row.ratings,
    recorded: recorded(row),
  };
}
