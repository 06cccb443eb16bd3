import { z } from "zod";
import { GROUNDS, KINDS, PURPOSES, STANDINGS } from "../core/types.js";
import {
  Hex32,
  HexBytes,
  InstitutionId,
  InstitutionParam,
  PageQuery,
  PublishedDocument,
  pageOf,
  Recorded,
  Seconds,
} from "./common.js";

/** An institution of the network. */
export const Institution = z.strictObject({
  id: InstitutionId,
  name: z.string(),
  domain: z.string().describe("DNS name whose control was shown at admission"),
  country: z.string().describe("ISO 3166-1 alpha-2"),
  kind: z.enum(KINDS),
  profileDigest: Hex32,
  standing: z.enum(STANDINGS),
  standingSince: Seconds,
  successor: InstitutionId.nullable(),
  recordsKeeper: InstitutionId.nullable(),
  admitted: Recorded,
});
export type Institution = z.infer<typeof Institution>;

/** An institution with its profile. */
export const InstitutionDetail = Institution.extend({ profile: PublishedDocument });
export type InstitutionDetail = z.infer<typeof InstitutionDetail>;

/** Standing of an institution from a time on. */
export const StandingEntry = z.strictObject({
  sequence: z.int(),
  standing: z.enum(STANDINGS),
  since: Seconds,
  successor: InstitutionId.nullable(),
  recordsKeeper: InstitutionId.nullable(),
  ground: z.enum(GROUNDS).exclude(["none"]).nullable().describe("null at admission"),
  document: Hex32.nullable().describe("Digest of the reasons; null at admission"),
  appeal: z
    .strictObject({ document: Hex32, at: Seconds })
    .nullable()
    .describe("The institution's appeal against it; the next standing answers"),
  recorded: Recorded,
});
export type StandingEntry = z.infer<typeof StandingEntry>;

/** A key of an institution and its window. */
export const Key = z.strictObject({
  key: Hex32.describe("Signer id, or SHA-256 of a credential key's multikey bytes"),
  data: HexBytes.describe("Signer bytes (20 or 84) or multikey bytes"),
  purposes: z.array(z.enum(PURPOSES)),
  from: Seconds,
  until: Seconds.nullable().describe("null: open"),
  compromisedSince: Seconds.nullable().describe("null: not reported"),
  recorded: Recorded,
});
export type Key = z.infer<typeof Key>;

/** Institutions, one page. */
export const InstitutionPage = pageOf(Institution);
/** Standings, one page. */
export const StandingPage = pageOf(StandingEntry);
/** Keys, one page. */
export const KeyPage = pageOf(Key);

/** Path of an institution. */
export const InstitutionPath = z.strictObject({ id: InstitutionParam });
/** What the list of institutions takes. */
export const InstitutionQuery = z.strictObject({
  ...PageQuery,
  kind: z.enum(KINDS).optional(),
  standing: z.enum(STANDINGS).optional(),
});
/** What the lists of an institution take. */
export const InstitutionPartQuery = z.strictObject(PageQuery);
/** DID document of an institution, W3C DID Core. */
export const DidDocument = z.record(z.string(), z.unknown());
export type DidDocument = z.infer<typeof DidDocument>;
