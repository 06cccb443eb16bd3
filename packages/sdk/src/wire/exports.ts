import { z } from "zod";
import { Learner } from "./batches.js";
import { InstitutionId } from "./common.js";

const Credential = z.record(z.string(), z.unknown());

/** A credential to be written in the European Learning Model. */
export const ElmExportRequest = z.strictObject({
  credential: Credential.describe("A micro-credential of this network; nothing of it is kept"),
});
/** JSON-LD of the European Learning Model 3. */
export const ElmDocument = z.record(z.string(), z.unknown());

/** Credentials of one learner to be gathered in one record. */
export const LearnerRecordRequest = z.strictObject({
  institution: InstitutionId.describe("Who issued all of them, and signs the record"),
  credentials: z.array(Credential).min(1).max(100).describe("Nothing of them is kept"),
  learner: z.union([
    z.strictObject({ did: z.string().min(12).max(256).describe("did:key that all of them name") }),
    Learner.pick({ kind: true, value: true }).strict(),
  ]),
  name: z.string().min(1).max(300).optional(),
});
export type LearnerRecordRequest = z.infer<typeof LearnerRecordRequest>;
