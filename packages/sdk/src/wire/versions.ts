import { z } from "zod";
import {
  ByLanguage,
  Hex32,
  InstitutionId,
  InstitutionParam,
  PublishedDocument,
  pageOf,
  Recorded,
  Seconds,
} from "./common.js";
import { Decision, Quality } from "./decisions.js";
import { Round } from "./rounds.js";

/** A course version. */
export const Version = z.strictObject({
  id: Hex32,
  course: Hex32,
  descriptorDigest: Hex32,
  title: ByLanguage.nullable().describe("From the published descriptor"),
  previous: Hex32.nullable(),
  minor: z.boolean(),
  publisher: InstitutionId,
  retiredAt: Seconds.nullable(),
  teachOutUntil: Seconds.nullable(),
  published: Recorded,
});
export type Version = z.infer<typeof Version>;

/** A member's concern about a version. */
export const Concern = z.strictObject({
  id: Hex32,
  version: Hex32,
  n: z.int().min(1).describe("Which concern about this version"),
  filedBy: InstitutionId,
  document: Hex32.describe("Digest of the reasons"),
  admittedBy: InstitutionId.nullable().describe("Second member that stands behind it; null: none yet"),
  admittedAt: Seconds.nullable().describe("Open from then on"),
  closings: z
    .array(z.strictObject({ institution: InstitutionId, document: Hex32, at: Seconds }))
    .describe("Which of the two agreed that it is settled"),
  closedAt: Seconds.nullable().describe("When both had"),
  decidedAt: Seconds.nullable().describe("When a later result on the version settled it; null: none did"),
  filed: Recorded,
});
export type Concern = z.infer<typeof Concern>;

/** A course version with its document. */
export const VersionDetail = Version.extend({
  descriptor: PublishedDocument.describe("The `course-version/1` document"),
  rounds: z.array(Round),
  decisions: z.array(Decision),
  concerns: z.array(Concern),
  quality: Quality.describe("As this registry has indexed the chain; a verifier asks the chain itself"),
});
export type VersionDetail = z.infer<typeof VersionDetail>;

/** Course versions, one page. */
export const VersionPage = pageOf(Version);
/** Path of a course version. */
export const VersionPath = z.strictObject({ id: Hex32 });
/** What an endorsement takes. */
export const EndorsementQuery = z.strictObject({
  institution: InstitutionParam.optional().describe(
    "Who signs; absent: the first owner or deliverer that lent its key",
  ),
});
