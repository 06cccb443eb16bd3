import { z } from "zod";
import { jsonObject, parseWith } from "./fields.js";
import { type Receipt, ReceiptSchema } from "./receipt.js";
import type { JsonObject } from "./types.js";

/**
 * A credential with what a verifier may want beside it (`*.peerseal.json`). Nothing in it is trusted: each part is
 * checked against the credential or the chain.
 */
export type Bundle = {
  readonly schema: "peerseal.bundle/1";
  readonly credential: JsonObject;
  readonly receipt: Receipt | null;
  /** `course-version/1` document of the receipt's course version. */
  readonly courseVersion?: JsonObject | undefined;
  /** `round/1` document of a review round of that version. */
  readonly round?: JsonObject | undefined;
  /** `review/1` documents of that round. */
  readonly reviews?: readonly JsonObject[] | undefined;
  /** The decision on that version as an institution endorsed it; quality is taken from the chain all the same. */
  readonly endorsement?: JsonObject | undefined;
};

/** Form of a bundle. */
export const BundleSchema = z.strictObject({
  schema: z.literal("peerseal.bundle/1"),
  credential: jsonObject,
  receipt: ReceiptSchema.nullable(),
  courseVersion: jsonObject.optional(),
  round: jsonObject.optional(),
  reviews: z.array(jsonObject).max(64).optional(),
  endorsement: jsonObject.optional(),
}) satisfies z.ZodType<Bundle>;

/**
 * Reads a bundle.
 *
 * @throws `open-unrecognised` with `details.issues`
 */
export function parseBundle(value: unknown): Bundle {
  return parseWith(BundleSchema, value, "open-unrecognised", "Not a bundle");
}
