import { join } from "node:path";
import { z } from "zod";
import { whole } from "./reading.js";

/** Places of a rolling batch at most, and seconds that one may stay open. */
const MOST_ROLLING = 2 ** 17;
const MOST_SEAL_AFTER = 30 * 86_400;

/** How batches stay open, what signing may cost, and where its keys are; what is absent has a default of its own. */
export type AnchoringSettings = {
  /** Places of a rolling batch, a power of two. */
  readonly rollingCapacity?: number;
  /** Seconds after which a rolling batch is sealed. */
  readonly rollingSealAfter?: number;
  /** Settings of single institutions that differ. */
  readonly rollingOf?: Readonly<Record<string, { readonly capacity?: number; readonly sealAfter?: number }>>;
  /** How long the right to sign lasts that nobody renews, in seconds. */
  readonly leaseSeconds?: number;
  readonly maxFeeGwei?: number;
  /** Wei that may be spent on fees within 24 hours. */
  readonly maxSpendWeiPerDay?: bigint;
  /** File with the password of the keystore. */
  readonly keystorePasswordFile?: string;
  /** Days after which texts of credentials that the chain holds are deleted. */
  readonly bodiesKeptDays?: number;
};

const isPowerOfTwo = (value: number) => Number.isInteger(Math.log2(value));
const RollingOf = z.record(
  z.string().regex(/^[1-9]\d{0,9}$/),
  z.strictObject({
    capacity: z.int().min(1).max(MOST_ROLLING).refine(isPowerOfTwo).optional(),
    sealAfter: z.int().min(1).max(MOST_SEAL_AFTER).optional(),
  }),
);
/** Batches that stay open, fees, keys, and how long texts are kept. */
export const ANCHORING_SETTINGS = {
  ROLLING_CAPACITY: whole(1, MOST_ROLLING).refine(isPowerOfTwo, { error: "is not a power of two" }).optional(),
  ROLLING_SEAL_AFTER: whole(1, MOST_SEAL_AFTER).optional(),
  ROLLING_OF: z
    .string()
    .transform((text, context) => {
      const parsed = RollingOf.safeParse(parseObject(text));
      if (parsed.success) return parsed.data;
      context.addIssue('is not JSON such as {"2": {"capacity": 4096, "sealAfter": 60}}');
      return z.NEVER;
    })
    .optional(),
  LEASE_SECONDS: whole(1, 600).optional(),
  MAX_FEE_GWEI: whole(1, 999_999_999).optional(),
  MAX_SPEND_WEI_PER_DAY: z
    .string()
    .regex(/^[1-9]\d{0,77}$/, { error: "is not a whole number of wei" })
    .transform(BigInt)
    .optional(),
  KEYSTORE_PASSWORD_FILE: z.string().optional(),
  /** Set by systemd for `LoadCredential=keystore-password:...`. */
  CREDENTIALS_DIRECTORY: z.string().optional(),
  BODIES_KEPT_DAYS: whole(1, 3_650).optional(),
} as const;

type Given = z.output<z.ZodObject<typeof ANCHORING_SETTINGS>>;

function parseObject(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function credentialFile(folder: string | undefined): string | undefined {
  return folder === undefined ? undefined : join(folder, "keystore-password");
}

export function anchoringOf(given: Given): { readonly anchoring?: AnchoringSettings } {
  const settings = {
    rollingCapacity: given.ROLLING_CAPACITY,
    rollingSealAfter: given.ROLLING_SEAL_AFTER,
    rollingOf: given.ROLLING_OF,
    leaseSeconds: given.LEASE_SECONDS,
    maxFeeGwei: given.MAX_FEE_GWEI,
    maxSpendWeiPerDay: given.MAX_SPEND_WEI_PER_DAY,
    keystorePasswordFile: given.KEYSTORE_PASSWORD_FILE ?? credentialFile(given.CREDENTIALS_DIRECTORY),
    bodiesKeptDays: given.BODIES_KEPT_DAYS,
  };
  // Absent members only are taken away.
  const there = Object.entries(settings).filter(([, value]) => value !== undefined);
  return there.length === 0 ? {} : { anchoring: Object.fromEntries(there) as AnchoringSettings };
}
