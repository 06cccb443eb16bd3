import { type Hex, PeersealError, wire } from "@peerseal/sdk";
import { readHeadTime } from "../../store/blocks.js";
import { decisionsOf } from "../../store/decisions.js";
import { findDocument } from "../../store/documents.js";
import { roundsOf } from "../../store/rounds.js";
import { findVersion, type VersionRow } from "../../store/versions.js";
import type { App } from "../app.js";
import type { HttpDeps } from "../deps.js";
import { answers } from "./answers.js";
import { concernsAbout } from "./concerns.js";
import { toDecisions } from "./decisions.js";
import { qualityNow } from "./quality.js";
import { toRound } from "./rounds.js";
import { contentOf, nonZero, orNull, recorded, titlesOf } from "./shapes.js";

export function registerVersionRoutes(app: App, deps: HttpDeps): void {
  app.get(
    "/v1/versions/:id",
    {
      schema: {
        tags: ["courses"],
        summary: "One version with its descriptor, rounds, decisions, concerns and state of quality",
        params: wire.VersionPath,
        response: answers(200, wire.VersionDetail, "not-found", "database-unreachable"),
      },
    },
    async ({ params }) => versionDetail(deps, params.id),
  );
}

/** One version with everything about it. @throws PeersealError `not-found` */
export async function versionDetail(
  { db, network, now: clock }: Pick<HttpDeps, "db" | "network" | "now">,
  id: Hex,
): Promise<wire.VersionDetail> {
  const row = await findVersion(db, id);
  if (row === null) throw new PeersealError("not-found", `There is no version ${id} in this network.`);
  const [document, rounds, titleOf] = await Promise.all([
    findDocument(db, row.descriptorDigest),
    roundsOf(db, row.version),
    titlesOf(db, [row.descriptorDigest]),
  ]);
  const [decisions, headAt] = await Promise.all([
    decisionsOf(
      db,
      rounds.map((round) => round.round),
    ),
    readHeadTime(db),
  ]);
  // The chain's clock may be ahead of ours; what it recorded has happened.
  const now = Math.max(clock(), headAt);
  return {
    ...toVersion(row, titleOf),
    descriptor: contentOf(document),
    rounds: rounds.map((round) => toRound(round, network)),
    decisions: await toDecisions(db, decisions),
    concerns: await concernsAbout(db, row.version),
    quality: await qualityNow(db, row, rounds, now),
  };
}

export function toVersion(row: VersionRow, titleOf: (digest: Hex) => Record<string, string> | null): wire.Version {
  return {
    id: row.version,
    course: row.course,
    descriptorDigest: row.descriptorDigest,
    title: titleOf(row.descriptorDigest),
    previous: orNull(row.previous),
    minor: row.minor,
    publisher: row.publisher,
    retiredAt: nonZero(row.retiredAt),
    teachOutUntil: nonZero(row.teachOutUntilAt),
    published: recorded(row),
  };
}
