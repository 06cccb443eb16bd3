import { z } from "zod";

/** Purposes for which a batch has a list. */
export const STATUS_PURPOSES = ["revocation", "suspension"] as const;
export type ListPurpose = (typeof STATUS_PURPOSES)[number];

/** Media types of a list; the first is served where the caller has no wish. */
export const STATUS_LIST_TYPES = ["application/vc", "application/ld+json", "application/json"] as const;

/** Most that a batch number on chain can be. */
const MAX_NUMBER = 2n ** 64n - 1n;
const CHAIN_LIST = /^([1-9]\d{0,9})-(0|[1-9]\d{0,19})-(revocation|suspension)$/;
const TEST_LIST = /^test-(ed25519|p256)-(revocation|suspension)$/;

/** What the id of a list names. `number`: decimal, as it may be beyond 2^53. */
export type ListName =
  | {
      readonly kind: "chain";
      readonly institution: number;
      readonly number: string;
      readonly purpose: ListPurpose;
    }
  | { readonly kind: "test"; readonly list: "ed25519" | "p256"; readonly purpose: ListPurpose };

/** Reads the id of a list; null: it is none. */
export function parseListId(id: string): ListName | null {
  const [, institution, number, chainPurpose] = CHAIN_LIST.exec(id) ?? [];
  if (institution !== undefined && number !== undefined && chainPurpose !== undefined) {
    if (Number(institution) > 0xffff_ffff || BigInt(number) > MAX_NUMBER) return null;
    return { kind: "chain", institution: Number(institution), number, purpose: purposeOf(chainPurpose) };
  }
  const [, list, testPurpose] = TEST_LIST.exec(id) ?? [];
  if (list === undefined || testPurpose === undefined) return null;
  return { kind: "test", list: list === "p256" ? "p256" : "ed25519", purpose: purposeOf(testPurpose) };
}

/** The id of a list, as it stands in its path. */
export function listId(name: ListName): string {
  const of = name.kind === "chain" ? `${name.institution}-${name.number}` : `test-${name.list}`;
  return `${of}-${name.purpose}`;
}

const purposeOf = (text: string): ListPurpose => (text === "suspension" ? "suspension" : "revocation");

/** Path of a published status list. */
export const StatusListPath = z.strictObject({
  id: z
    .string()
    .refine((id) => parseListId(id) !== null, { error: "is not {institution}-{number}-{revocation|suspension}" })
    .meta({ examples: ["1-2417851639229258-revocation"] }),
});

/** A signed `BitstringStatusListCredential` (W3C Bitstring Status List v1.0). */
export const StatusListCredential = z
  .looseObject({
    "@context": z.array(z.unknown()),
    id: z.string(),
    type: z.array(z.string()),
    issuer: z.unknown(),
    validFrom: z.string(),
    validUntil: z.string(),
    credentialSubject: z.looseObject({
      id: z.string(),
      type: z.literal("BitstringStatusList"),
      statusPurpose: z.enum(STATUS_PURPOSES),
      encodedList: z.string().describe("Multibase base64url (`u`) of the gzip of at least 131,072 bits"),
    }),
    proof: z.array(z.looseObject({})),
  })
  .describe("Its `description` says which block of the chain it tells");
export type StatusListCredential = z.infer<typeof StatusListCredential>;
