import { z } from "zod";
import { CREDENTIAL_STATUSES } from "../core/types.js";
import { BatchNumberParam } from "./batches.js";
import { Hex32, InstitutionId, InstitutionParam, Seconds } from "./common.js";

/** Path of a receipt: the digest of its credential. */
export const ReceiptPath = z.strictObject({ digest: Hex32 });
export type ReceiptPath = z.infer<typeof ReceiptPath>;
/** In which language a file is wanted; unless given, `Accept-Language` counts. */
export const DownloadQuery = z.strictObject({ language: z.enum(["en", "ja"]).optional() });
/** The bytes of a file. */
export const File = z.custom<Uint8Array>().meta({ type: "string", format: "binary" });
/** A `peerseal.receipt/1` document. */
export const Receipt = z.record(z.string(), z.unknown());

/** Path of the status of one credential. */
export const StatusPath = z.strictObject({
  institution: InstitutionParam,
  number: BatchNumberParam,
  index: z
    .string()
    .regex(/^(?:0|[1-9][0-9]{0,6})$/)
    .transform(Number)
    .pipe(
      z
        .int()
        .min(0)
        .max(2 ** 20 - 1),
    ),
});

/** Status of one credential, as far as the registry has followed the chain. */
export const Status = z.strictObject({
  institution: InstitutionId,
  number: z.int(),
  index: z.int(),
  status: z.enum(CREDENTIAL_STATUSES),
  bits: z.int().describe("1 revocation, 2 suspension, 4 replacement"),
  changedAt: Seconds.nullable(),
  block: z.int().describe("Newest block that this registry has followed; the chain itself may know more"),
});
export type Status = z.infer<typeof Status>;

/** A credential to verify. */
export const VerifyRequest = z.strictObject({
  credential: z.record(z.string(), z.unknown()).describe("A credential, or a bundle"),
  receipt: z.record(z.string(), z.unknown()).optional(),
  at: Seconds.optional().describe("A past moment to ask about"),
});
export type VerifyRequest = z.infer<typeof VerifyRequest>;

/** A verdict with its nine checks, as the SDK gives it. */
export const Verdict = z.record(z.string(), z.unknown());

/** Files that one request may hold. */
export const BULK_FILES = 200;

/** Files to verify at once: each a credential or bundle in JSON, or the bytes of a file of any kind. */
export const BulkVerifyRequest = z.strictObject({
  files: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(255),
        credential: z.record(z.string(), z.unknown()).optional().describe("A credential, or a bundle"),
        base64: z
          .base64()
          .max(6 * 1024 * 1024)
          .optional()
          .describe("Bytes of a file: JSON, JWT, PNG, SVG, PDF or bundle"),
        receipt: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .min(1)
    .max(BULK_FILES),
  at: Seconds.optional().describe("A past moment to ask about"),
});
export type BulkVerifyRequest = z.infer<typeof BulkVerifyRequest>;

/** One file of a bulk verification; null: not known, or does not apply. */
export const VerifyRow = z.strictObject({
  file: z.string(),
  verdict: z.string().describe("A verdict, or `unreadable`: no credential at all"),
  reason: z.string().nullable().describe("Code of what the verdict rests on; null: valid"),
  issuer: z.string().nullable().describe("As the chain names it"),
  course: z.string().nullable().describe("Id of the course version"),
  courseTitle: z.string().nullable().describe("As this registry knows it"),
  qualityThen: z.string().nullable().describe("At the end of the learning period"),
  qualityAtIssue: z.string().nullable(),
  qualityNow: z.string().nullable(),
  status: z.string().nullable(),
  checkedAt: z.string(),
  block: z.int().nullable(),
});
export type VerifyRow = z.infer<typeof VerifyRow>;

/** What became of the files, in their order; as `text/csv` by `Accept`. */
export const BulkVerifyAnswer = z.strictObject({
  network: z.string(),
  at: Seconds,
  data: z.array(VerifyRow),
});
