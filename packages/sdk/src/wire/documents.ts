import { z } from "zod";
import { Hex32, Seconds } from "./common.js";

/** Path of a document: its digest. */
export const DocumentPath = z.strictObject({ digest: Hex32 });
/** The document itself: the body is the very bytes whose SHA-256 is the digest. */
export const DocumentBody = z.record(z.string(), z.unknown());
/** The copy that the caller names by `If-None-Match` is still the one. */
export const NotModified = z.literal("");

/** `redacted` is for good: the text is gone, the digest stays on chain. */
export const DOCUMENT_STATES = ["published", "withheld", "redacted"] as const;

/** What this registry holds of a document. */
export const StoredDocument = z.strictObject({
  digest: Hex32,
  schema: z.string(),
  state: z.enum(DOCUMENT_STATES),
  receivedAt: Seconds,
  href: z.string(),
});
export type StoredDocument = z.infer<typeof StoredDocument>;

/** Shows a document, or keeps its text back. */
export const DocumentStateRequest = z.strictObject({ state: z.enum(DOCUMENT_STATES) });
