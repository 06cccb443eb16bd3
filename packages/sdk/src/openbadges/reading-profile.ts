import { z } from "zod";
import { PeersealError } from "../core/errors.js";
import { jsonObject } from "../core/fields.js";
import type { JsonObject } from "../core/types.js";

const texts = z.record(z.string(), z.string());

/** What an achievement of ours says of its course version, beside the words of Open Badges. */
const Achievement = z.looseObject({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  version: z.string(),
  humanCode: z.string(),
  fieldOfStudy: z.string(),
  inLanguage: z.string().optional(),
  criteria: z.looseObject({ narrative: z.string() }),
  workloadMinutes: z.int(),
  learningOutcome: z.array(
    z.looseObject({ id: z.string(), outcomeCode: z.string(), outcomeKind: z.string(), outcomeText: texts }),
  ),
  alignment: z.array(
    z.looseObject({ targetType: z.string(), targetName: z.string(), targetCode: z.string(), targetUrl: z.string() }),
  ),
  participationForm: z.string(),
  supervisionForm: z.string(),
  courseAssessment: z.array(
    z.looseObject({ id: z.string(), assessmentForm: z.string(), assessmentText: texts, passRule: texts }),
  ),
  creditValue: z.array(z.looseObject({ creditScheme: z.string(), creditAmount: z.string() })),
  qualificationLevel: z.array(z.looseObject({ levelFramework: z.string(), levelValue: z.string() })),
  prerequisite: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
  stackingText: texts,
});
/** The achievement of a credential of ours, read. */
export type ReadAchievement = z.infer<typeof Achievement>;

const Credential = z.looseObject({
  id: z.string(),
  name: z.string(),
  issuer: z.looseObject({ id: z.string(), name: z.string(), url: z.string().optional() }),
  validFrom: z.string(),
  validUntil: z.string().optional(),
  awardedDate: z.string(),
  credentialSubject: z.looseObject({
    id: z.string().optional(),
    identifier: z.array(jsonObject),
    activityStartDate: z.string(),
    activityEndDate: z.string(),
    awardBasis: z.enum(["assessed", "participation"]),
    outcomeAttained: z.array(z.string()),
    identityCheckMade: z.string(),
    supervisionMade: z.string(),
    result: z
      .array(
        z.looseObject({
          resultDescription: z.string().optional(),
          status: z.string().optional(),
          value: z.string().optional(),
        }),
      )
      .optional(),
    achievement: Achievement,
  }),
});
/** A credential of ours, read. */
export type ReadCredential = z.infer<typeof Credential>;

/**
 * Reads what an achievement of ours says. Nothing of it is verified.
 *
 * @throws `document-invalid` where it is none of ours
 */
export function readAchievement(achievement: JsonObject): ReadAchievement {
  return read(Achievement, achievement);
}

/**
 * Reads what a credential of ours says. Nothing of it is verified.
 *
 * @throws `document-invalid` where it is none of ours
 */
export function readCredential(credential: JsonObject): ReadCredential {
  return read(Credential, credential);
}

function read<T extends z.ZodType>(schema: T, value: JsonObject): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, code }) => ({ path: path.join("."), code }));
  throw new PeersealError("document-invalid", "This is no micro-credential of Peerseal's profile.", {
    details: { issues },
  });
}
