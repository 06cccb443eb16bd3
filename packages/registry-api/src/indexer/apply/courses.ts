import { type ChainEvent, PARTS } from "@peerseal/sdk";
import { type ChainRowOf, type Place, row } from "../../store/chain-rows.js";
import { wordAt } from "./words.js";

/** The rows of what the CourseRegistry says. */
export function rowsOfCourses(
  place: Place,
  { event, args }: Extract<ChainEvent, { readonly contract: "courses" }>,
): readonly ChainRowOf[] {
  switch (event) {
    case "CourseRegistered":
      return [row("courses", place, { course: args.course, institution: args.institution, code: args.code })];
    case "PartyInvited":
    case "PartyAccepted":
    case "PartyInherited":
    case "PartyEnded":
      return [
        row("courseParts", place, {
          course: args.course,
          institution: args.institution,
          part: wordAt(PARTS, args.part),
          change: CHANGES[event],
          predecessor: event === "PartyInherited" ? args.predecessor : null,
        }),
      ];
    case "VersionPublished":
      return [
        row("versions", place, {
          version: args.version,
          course: args.course,
          descriptorDigest: args.descriptorDigest,
          previous: args.previous,
          minor: args.minor,
          publisher: args.publisher,
        }),
      ];
    case "VersionRetired":
      return [
        row("versionRetirements", place, {
          version: args.version,
          teachOutUntilAt: args.teachOutUntil,
          byInstitution: args.by,
        }),
      ];
  }
}

const CHANGES = {
  PartyInvited: "invited",
  PartyAccepted: "accepted",
  PartyInherited: "inherited",
  PartyEnded: "ended",
} as const;
