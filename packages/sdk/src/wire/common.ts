import { z } from "zod";

/** 32 bytes: `0x` and 64 lowercase hex digits. */
export const Hex32 = z.templateLiteral(["0x", z.string().regex(/^[0-9a-f]{64}$/)]).describe("32 bytes, lowercase hex");
/** 20 bytes: `0x` and 40 lowercase hex digits. */
export const Hex20 = z.templateLiteral(["0x", z.string().regex(/^[0-9a-f]{40}$/)]).describe("20 bytes, lowercase hex");
/** Bytes of any length: `0x` and an even number of lowercase hex digits. */
export const HexBytes = z
  .templateLiteral(["0x", z.string().regex(/^(?:[0-9a-f]{2})*$/)])
  .describe("bytes, lowercase hex");
/** Number of an institution in its network, from 1. */
export const InstitutionId = z.int().min(1).max(0xffff_ffff);
/** Unix seconds. */
export const Seconds = z.int().min(0).describe("Unix seconds");
/** Decimal digits of an unsigned integer that may exceed 2^53. */
export const Decimal = z.string().regex(/^(?:0|[1-9][0-9]{0,77})$/);
/** A name chosen by language, BCP 47. */
export const ByLanguage = z.record(z.string(), z.string());
/** A document that the chain names by digest, parsed; null: not published here. */
export const PublishedDocument = z.record(z.string(), z.unknown()).nullable();

/** A document with its proofs, such as a credential. */
export const SignedDocument = z.record(z.string(), z.unknown());

/** Where the chain says so. `at`: the block's time, Unix seconds. */
export const Recorded = z.strictObject({ block: z.int().min(0), transaction: Hex32, at: Seconds });
export type Recorded = z.infer<typeof Recorded>;

/** What every list takes. */
export const PageQuery = {
  limit: z.coerce.number().int().min(1).max(100).default(20).describe("Entries on a page, at most 100"),
  cursor: z.string().min(1).max(512).optional().describe("`next` of the previous page"),
} as const;

/** From which end a list is read. */
export const OrderQuery = {
  order: z.enum(["oldest", "newest"]).default("oldest").describe("Which entries come first"),
} as const;

/** An institution's number as it stands in a URL or a query. */
export const InstitutionParam = z.coerce.number().int().min(1).max(0xffff_ffff);

/** A page of a list; `next` is null on the last one. */
export const pageOf = <T extends z.ZodType>(entry: T) =>
  z.strictObject({ data: z.array(entry), next: z.string().nullable().describe("Cursor of the next page") });
export type PageOf<T> = { readonly data: readonly T[]; readonly next: string | null };
