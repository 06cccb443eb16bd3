import { z } from "zod";
import { Hex32, InstitutionId, Seconds } from "./common.js";

/** Events of the public feed. */
export const FEED_TYPES = [
  "institution.admitted",
  "institution.standing",
  "institution.profile",
  "course.registered",
  "version.published",
  "version.retired",
  "round.opened",
  "round.accepted",
  "round.panel-set",
  "round.closed",
  "round.abandoned",
  "decision.made",
  "decision.rescinded",
  "decision.conditions-closed",
  "decision.carried",
  "batch.anchored",
] as const;
/** Type of an event of the public feed. */
export type FeedType = (typeof FEED_TYPES)[number];

/**
 * One thing that the chain says. In the stream its event name is its type; `removed` where a reorganisation took it
 * back.
 */
export const FeedEvent = z.strictObject({
  type: z.enum(FEED_TYPES),
  institution: InstitutionId.nullable().describe("Whom it is about; null: see the subject"),
  subject: z.string().describe("Id of the institution, course, version or round; `institution-number` of a batch"),
  href: z.string(),
  at: Seconds.describe("The block's time"),
  block: z.int().min(0),
  blockHash: Hex32,
  transaction: Hex32,
  data: z.record(z.string(), z.unknown()).describe("Members by type"),
});
export type FeedEvent = z.infer<typeof FeedEvent>;

/** What the feed takes. */
export const FeedQuery = z.strictObject({
  type: z.enum(FEED_TYPES).optional().describe("Only events of this type"),
  institution: z.coerce.number().int().min(1).max(0xffff_ffff).optional().describe("Only events about this one"),
  after: z
    .string()
    .max(40)
    .optional()
    .describe("Where to go on, as `Last-Event-ID`, which counts before it; `0-0` begins at the beginning"),
});
export type FeedQuery = z.infer<typeof FeedQuery>;

/** Server-sent events (WHATWG HTML, section 9.2). */
export const EventStream = z.custom<never>().meta({ type: "string", format: "text/event-stream" });
