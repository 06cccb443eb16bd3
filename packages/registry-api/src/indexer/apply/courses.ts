import { type ChainEvent, PARTS } from "@peerseal/sdk";
import type { Db } from "../../store/database.js";
import { type Place, wordAt } from "./words.js";

/** Records what the CourseRegistry says. */
export async function applyCourses(
  db: Db,
  place: Place,
  { event, args }: Extract<ChainEvent, { readonly contract: "courses" }>,
): Promise<void> {
  switch (event) {
    case "CourseRegistered":
      await db
        .insertInto("courses")
        .values({ ...place, course: args.course, institution: args.institution, code: args.code })
        .execute();
      return;
    case "PartyInvited":
    case "PartyAccepted":
    case "PartyInherited":
    case "PartyEnded":
      await db
        .insertInto("courseParts")
        .values({
          ...place,
          course: args.course,
          institution: args.institution,
          part: wordAt(PARTS, args.part),
          change: CHANGES[event],
          predecessor: event === "PartyInherited" ? args.predecessor : null,
        })
        .execute();
      return;
    case "VersionPublished":
      await db
        .insertInto("versions")
        .values({
          ...place,
          version: args.version,
          course: args.course,
          descriptorDigest: args.descriptorDigest,
          previous: args.previous,
          minor: args.minor,
          publisher: args.publisher,
        })
        .execute();
      return;
    case "VersionRetired":
      await db
        .insertInto("versionRetirements")
        .values({ ...place, version: args.version, teachOutUntilAt: args.teachOutUntil, byInstitution: args.by })
        .execute();
      return;
  }
}

const CHANGES = {
  PartyInvited: "invited",
  PartyAccepted: "accepted",
  PartyInherited: "inherited",
  PartyEnded: "ended",
} as const;
