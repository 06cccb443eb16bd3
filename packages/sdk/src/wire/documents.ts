import { z } from "zod";
import { Hex32 } from "./common.js";

/** Path of a document: its digest. */
export const DocumentPath = z.strictObject({ digest: Hex32 });
/** The document itself: the body is the very bytes whose SHA-256 is the digest. */
export const DocumentBody = z.record(z.string(), z.unknown());
/** The copy that the caller names by `If-None-Match` is still the one. */
export const NotModified = z.literal("");
