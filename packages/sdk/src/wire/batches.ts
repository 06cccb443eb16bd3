import { z } from "zod";
import { Relay } from "./actions.js";
import { Hex32, InstitutionId, InstitutionParam, OrderQuery, PageQuery, pageOf, Recorded, Seconds } from "./common.js";
import { Quality } from "./decisions.js";
import { Progress } from "./progress.js";

/** A batch number: 52 bits, drawn at random by whoever drafts the batch. */
export const BatchNumber = z
  .int()
  .min(0)
  .max(2 ** 52 - 1);
const DateTime = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/, "YYYY-MM-DDTHH:MM:SSZ");

/** `awaiting-authorization`: sealed, and the institution has to sign the anchor; `queued`: on its way. */
export const BATCH_STATES = [
  "open",
  "sealing",
  "awaiting-authorization",
  "queued",
  "broadcast",
  "anchored",
  "failed",
] as const;

/** A batch and where its anchor stands. */
export const Batch = z.strictObject({
  institution: InstitutionId,
  number: BatchNumber,
  courseVersion: Hex32,
  capacity: z.int().describe("Indexes are below it"),
  credentials: z.int().describe("How many were put"),
  state: z.enum(BATCH_STATES),
  root: Hex32.nullable(),
  size: z.int().nullable().describe("Highest index + 1; with `root` what the institution signs"),
  openedAt: Seconds,
  closingAt: Seconds.nullable(),
  sealedAt: Seconds.nullable(),
  rolling: z.boolean().describe("Kept open by the registry: it seals the batch once it is full or old enough"),
  progress: Progress,
  anchor: z
    .strictObject({ key: Hex32, recorded: Recorded })
    .nullable()
    .describe("As the chain says; null: not anchored as far as this registry has followed it"),
  job: Relay.nullable().describe("The transaction that anchors it"),
  href: z.string(),
});
export type Batch = z.infer<typeof Batch>;

/** Batches, one page. */
export const BatchPage = pageOf(Batch);
/** A batch number as it stands in a URL: decimal digits only. */
export const BatchNumberParam = z
  .string()
  .regex(/^(?:0|[1-9][0-9]{0,15})$/)
  .transform(Number)
  .pipe(BatchNumber);
/** Path of a batch. */
export const BatchPath = z.strictObject({ institution: InstitutionParam, number: BatchNumberParam });
/** What the list of batches takes. */
export const BatchQuery = z.strictObject({
  ...PageQuery,
  ...OrderQuery,
  institution: InstitutionParam.optional(),
  courseVersion: Hex32.optional(),
  state: z.enum(BATCH_STATES).optional(),
});

/** What the contract takes. */
const MOST_LEARNERS = 2 ** 20;

/** Opens a batch of one institution for one course version. */
export const OpenBatchRequest = z.strictObject({
  institution: InstitutionId,
  courseVersion: Hex32,
  learners: z
    .int()
    .min(1)
    .max(MOST_LEARNERS)
    .describe("How many credentials are planned; the capacity follows from it"),
  number: BatchNumber.optional().describe("Drawn at random where it is not given"),
});
export type OpenBatchRequest = z.infer<typeof OpenBatchRequest>;

/** Signed credentials for an open batch. */
export const PutCredentialsRequest = z.strictObject({
  credentials: z
    .array(z.record(z.string(), z.unknown()))
    .min(1)
    .max(1000)
    .describe("Signed Open Badges 3.0 credentials; `credentialStatus.id` names the batch and the index of each"),
});
/** How many were taken. */
export const PutCredentialsAnswer = z.strictObject({
  added: z.int().describe("Those that were not there before"),
  batch: Batch,
});

/** The institution's authorisation of the anchor of a sealed batch. */
export const AnchorRequest = z.strictObject({
  authorization: z.strictObject({
    signer: z.string().describe("ERC-7913 bytes: an account (20) or a passkey (84)"),
    deadline: z.int().describe("Last second, Unix time, in which it may be recorded"),
    signature: z.string(),
  }),
});
export type AnchorRequest = z.infer<typeof AnchorRequest>;

const IdentityCheck = z.enum(["none", "account", "document", "in-person"]).describe("Made, whatever was planned");
const Supervision = z.enum(["none", "identity-checked", "supervised-online", "supervised-onsite"]);
/** Id of a part of the course version's document, such as `LO1`. */
const LocalId = z.string().min(1).max(32);
const PlainText = z.string().min(1).max(2_000);

/** How an assessment of the course version went for one learner. */
export const LearnerResult = z.strictObject({
  assessment: LocalId.optional().describe("Id of an assessment of the course version"),
  status: z.enum(["Completed", "Enrolled", "Failed", "InProgress", "OnHold", "Provisional", "Withdrew"]).optional(),
  value: PlainText.optional().describe("Such as `85` or `A`"),
});

/**
 * A learner by one identifier, of which only a salted hash enters the credential and nothing is kept; and what stands in
 * the credential about this learner alone.
 */
export const Learner = z.strictObject({
  kind: z.enum(["email", "student-number"]),
  value: z.string().min(1).max(320),
  did: z.string().min(12).max(256).optional().describe("did:key of the learner, to show that the credential is theirs"),
  outcomesAttained: z.array(LocalId).max(100).optional().describe("Absent: all where assessed, none otherwise"),
  results: z.array(LearnerResult).max(50).optional(),
  identityCheck: IdentityCheck.optional(),
  supervision: Supervision.optional(),
});
export type Learner = z.infer<typeof Learner>;

/** Why credentials are issued although no review result stands for the course version. */
export const OverrideRequest = z.strictObject({
  reason: z
    .string()
    .min(1)
    .max(500)
    .regex(/\S/, "not blank")
    .meta({ examples: ["A pilot for the town; the review opens in May."] })
    .describe("For the institution and its auditors; no learner should stand in it"),
});

/** Opens, signs, seals and anchors with keys that the registry was lent. */
export const IssueRequest = z.strictObject({
  courseVersion: Hex32,
  institution: InstitutionId.optional().describe("Needed where the registry holds issuing keys of several"),
  learners: z
    .array(z.union([z.string().min(3).max(320).describe("An e-mail address"), Learner]))
    .min(1)
    .max(1000)
    .meta({ examples: [["ada@example.org", { kind: "student-number", value: "2026-0042" }]] }),
  activityStartDate: DateTime.optional(),
  activityEndDate: DateTime.optional().describe("End of the learning period"),
  validUntil: DateTime.optional(),
  awardBasis: z.enum(["assessed", "participation"]).default("assessed"),
  language: z
    .string()
    .min(2)
    .max(35)
    .optional()
    .describe("Of the plain texts; absent: the first the course is taught in"),
  identityCheck: IdentityCheck.optional(),
  supervision: Supervision.optional().describe("How the assessment was really supervised"),
  override: OverrideRequest.optional().describe("Stored with the batch, and in the audit log; not public"),
});
export type IssueRequest = z.infer<typeof IssueRequest>;

/** Why a batch was issued although no review result stood. */
export const BatchOverride = z.strictObject({
  reason: z.string(),
  quality: Quality.shape.state.describe("State of the course version then, as this registry had indexed it"),
  by: z
    .strictObject({ kind: z.enum(["key", "person"]), id: z.string() })
    .describe("Who issued; the id names nobody outside this registry"),
  at: Seconds,
});
export type BatchOverride = z.infer<typeof BatchOverride>;
/** The override of a batch. */
export const BatchOverrideAnswer = z.strictObject({
  override: BatchOverride.nullable().describe("null: none was given"),
});

/** Re-issues credentials of a batch with corrections; what is not given is as in the old batch's request or absent. */
export const CorrectionRequest = z.strictObject({
  corrections: z
    .array(
      z.strictObject({
        index: z.int().min(0).describe("Place of the old credential in its batch"),
        credential: z
          .string()
          .regex(/^urn:uuid:[0-9a-f-]{36}$/)
          .optional()
          .describe("`id` of the old credential; needed where its text is no longer kept here"),
        learner: z.union([z.string().min(3).max(320).describe("An e-mail address"), Learner]),
      }),
    )
    .min(1)
    .max(1000),
  reason: z
    .record(z.string().min(2).max(35), z.string().min(1).max(1_000))
    .optional()
    .describe("Why, by language: it stands in the new credentials, and no person should"),
  ...IssueRequest.omit({ learners: true, courseVersion: true, institution: true, override: true }).shape,
});
export type CorrectionRequest = z.infer<typeof CorrectionRequest>;

/** Credentials of a batch with their receipts, as bundles; the receipt is null until the batch is anchored. */
export const BundlePage = pageOf(z.record(z.string(), z.unknown()));
/** What the list of bundles takes. */
export const BundleQuery = z.strictObject({
  ...PageQuery,
  with: z
    .enum(["endorsement"])
    .optional()
    .describe("The decision on the course version, signed by the institution, too"),
});
/** How many credential bodies were deleted. */
export const DeletedBodies = z.strictObject({
  deleted: z.int().describe("Texts that were there; digests, indexes and proofs stay"),
});
