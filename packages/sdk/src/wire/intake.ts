import { z } from "zod";
import { BatchNumber, IssueRequest } from "./batches.js";
import { Hex32, InstitutionId, Seconds } from "./common.js";
import { Progress } from "./progress.js";

const Index = z
  .int()
  .min(0)
  .max(2 ** 20 - 1);

/** Places in batches that stay open, for credentials that the institution signs itself. */
export const SlotsRequest = z.strictObject({
  institution: InstitutionId,
  courseVersion: Hex32,
  count: z.int().min(1).max(1_000),
  seconds: z
    .int()
    .min(60)
    .max(7 * 86_400)
    .default(3_600)
    .describe("How long the places are kept free; afterwards a batch may be sealed without those still empty"),
});
export type SlotsRequest = z.infer<typeof SlotsRequest>;

/** A place: `statusId` is what the credential names as `credentialStatus.id`. */
export const Slot = z.strictObject({ number: BatchNumber, index: Index, statusId: z.string() });
export type Slot = z.infer<typeof Slot>;

/** The places that were given out. */
export const SlotsAnswer = z.strictObject({
  institution: InstitutionId,
  courseVersion: Hex32,
  expiresAt: Seconds.describe("Until then they are kept free"),
  slots: z.array(Slot),
});
export type SlotsAnswer = z.infer<typeof SlotsAnswer>;

/** Digests of credentials that the institution keeps: nothing else of them comes here. */
export const LeavesRequest = z.strictObject({
  institution: InstitutionId,
  leaves: z
    .array(
      z.strictObject({
        number: BatchNumber,
        index: Index,
        digest: Hex32.describe("SHA-256 of the JCS form of the signed credential with `proof` as an array"),
      }),
    )
    .min(1)
    .max(1_000),
});
export type LeavesRequest = z.infer<typeof LeavesRequest>;

/** How many were taken. */
export const LeavesAnswer = z.strictObject({
  accepted: z.int().describe("All of the request: they are stored, and no seal leaves them out"),
  added: z.int().describe("Those that were not there before"),
});
export type LeavesAnswer = z.infer<typeof LeavesAnswer>;

/** As the request of a whole batch; the course version and its institution name the batch that fills. */
export const CredentialsRequest = IssueRequest.omit({ override: true });
export type CredentialsRequest = z.infer<typeof CredentialsRequest>;

/** A credential that was signed and stored. */
export const AcceptedCredential = z.strictObject({
  number: BatchNumber,
  index: Index,
  digest: Hex32,
  href: z.string().describe("Its state"),
});
/** Credentials in the order of the request's learners. */
export const CredentialsAnswer = z.strictObject({
  institution: InstitutionId,
  courseVersion: Hex32,
  acceptedAt: Seconds,
  credentials: z.array(AcceptedCredential),
});
export type CredentialsAnswer = z.infer<typeof CredentialsAnswer>;

/** Where one credential stands, asked by its digest: nothing lists them. */
export const CredentialState = z.strictObject({
  digest: Hex32,
  institution: InstitutionId,
  number: BatchNumber,
  index: Index,
  progress: Progress,
  receipt: z.string().nullable().describe("Where its receipt is, once the batch is recorded"),
  held: z.boolean().describe("Whether its text is kept here for delivery"),
});
export type CredentialState = z.infer<typeof CredentialState>;
