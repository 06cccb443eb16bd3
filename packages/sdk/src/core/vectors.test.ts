import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { decide } from "./decision.js";
import { digestOf, parseDigest } from "./digest.js";
import { type Document, parseDocument, ReviewDocument } from "./documents/index.js";
import { PeersealError } from "./errors.js";
import { parseStatusEntryId } from "./ids.js";
import { parseJson } from "./json.js";
import { leafHash } from "./leaf.js";
import { packRatings, unpackRatings } from "./ratings.js";
import { checkReceipt, parseReceipt } from "./receipt.js";
import { packHeader, unpackHeader } from "./rubric/header.js";
import { sealCommitment } from "./seal.js";
import { OUTCOMES, ROLES, ROUTES } from "./types.js";

type Vector = { readonly name: string; readonly value: unknown };

/** Vectors of a kind; there must be some, or nothing would be tested. */
function vectors(kind: string, state: "valid" | "invalid"): Vector[] {
  const folder = new URL(`../../../../test/vectors/${kind}/${state}/`, import.meta.url);
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  if (files.length === 0) throw new Error(`No ${state} vectors of ${kind}.`);
  return files.map((file) => ({
    name: file.slice(0, -".json".length),
    value: parseJson(readFileSync(new URL(file, folder))),
  }));
}

/** The code that the name of an invalid vector promises. */
const promised = ({ name }: Vector): string | undefined => name.split(".")[0];

function failure(act: () => unknown): PeersealError {
  try {
    act();
  } catch (error) {
    if (error instanceof PeersealError) return error;
    throw error;
  }
  throw new Error("The vector is accepted.");
}

const Leaf = z.strictObject({ why: z.string(), index: z.number(), digest: z.string(), leaf: z.string().optional() });
const Proof = z.strictObject({
  why: z.string(),
  receipt: z.unknown(),
  credential: z.strictObject({ digest: z.string(), statusEntry: z.string().nullable() }),
});
const Review = z.strictObject({
  why: z.string(),
  document: z.unknown(),
  criteria: z.array(z.string()),
  ratings: z.string(),
  digest: z.string(),
});
const Refused = z.strictObject({ why: z.string(), document: z.unknown(), path: z.string().nullable() });
const Accepted = z.strictObject({ why: z.string(), document: z.unknown(), digest: z.string() });
const Header = z.tuple([z.string().transform(BigInt), z.string().transform(BigInt)]);
const Decision = z.strictObject({
  why: z.string(),
  header: Header,
  route: z.enum(ROUTES),
  panel: z.array(z.strictObject({ role: z.enum(ROLES), ratings: z.string().transform(BigInt) })),
  outcome: z.enum(OUTCOMES),
  reason: z.string(),
});
const Hex = z.custom<`0x${string}`>((value) => typeof value === "string" && value.startsWith("0x"));
const Seal = z.strictObject({
  why: z.string(),
  review: z.strictObject({
    round: Hex,
    seat: z.number(),
    reviewDigest: Hex,
    ratings: z.string(),
    salt: Hex,
  }),
  commitment: z.string().optional(),
});
const NoDecision = z.strictObject({ why: z.string(), header: Header, ratings: z.string().transform(BigInt) });

describe("leaf vectors", () => {
  it.each(vectors("leaf", "valid"))("$name", ({ value }) => {
    const { index, digest, leaf } = Leaf.parse(value);
    expect(leafHash(index, parseDigest(digest))).toBe(leaf);
  });

  it.each(vectors("leaf", "invalid"))("$name", (vector) => {
    const { index, digest } = Leaf.parse(vector.value);
    expect(failure(() => leafHash(index, parseDigest(digest))).code).toBe(promised(vector));
  });
});

describe("proof vectors", () => {
  const check = (value: unknown) => {
    const { receipt, credential } = Proof.parse(value);
    const entry = credential.statusEntry === null ? null : parseStatusEntryId(credential.statusEntry);
    expect(entry === null).toBe(credential.statusEntry === null);
    return () => checkReceipt(parseReceipt(receipt), { digest: parseDigest(credential.digest), entry });
  };

  it.each(vectors("proof", "valid"))("$name", ({ value }) => {
    expect(check(value)).not.toThrow();
  });

  it.each(vectors("proof", "invalid"))("$name", (vector) => {
    expect(failure(check(vector.value)).code).toBe(promised(vector));
  });
});

describe("document vectors", () => {
  it.each(vectors("document", "valid"))("$name", ({ value }) => {
    const { document, digest } = Accepted.parse(value);
    const read: Document = parseDocument(document);
    expect(read).toEqual(document);
    expect(digestOf(read)).toBe(digest);
  });
});

describe("review vectors", () => {
  it.each(vectors("review", "valid"))("$name", ({ value }) => {
    const { document, criteria, ratings, digest } = Review.parse(value);
    const review = ReviewDocument.parse(parseDocument(document));
    expect(review).toEqual(document);
    expect(digestOf(review)).toBe(digest);
    const levels = criteria.map((id) => review.ratings.find(({ criterion }) => criterion === id)?.level ?? null);
    expect(packRatings(levels)).toBe(BigInt(ratings));
  });

  it.each(vectors("review", "invalid"))("$name", (vector) => {
    const { document, path } = Refused.parse(vector.value);
    const error = failure(() => parseDocument(document));
    expect(error.code).toBe(promised(vector));
    if (path !== null) expect(error.details.issues).toEqual([expect.objectContaining({ path })]);
  });
});

describe("seal vectors", () => {
  it.each(vectors("seal", "valid"))("$name", ({ value }) => {
    const { review, commitment } = Seal.parse(value);
    expect(sealCommitment(review)).toBe(commitment);
  });

  it.each(vectors("seal", "invalid"))("$name", (vector) => {
    const { review } = Seal.parse(vector.value);
    expect(failure(() => sealCommitment(review)).code).toBe(promised(vector));
  });
});

describe("decision vectors", () => {
  it.each(vectors("decision", "valid"))("$name", ({ name, value }) => {
    const { header, route, panel, outcome, reason } = Decision.parse(value);
    const rule = unpackHeader(header);
    expect(packHeader(rule)).toEqual(header);
    expect(decide(rule, route, panel)).toMatchObject({ outcome, reason });
    expect(name.split(".")[0]).toBe(outcome);
  });

  it.each(vectors("decision", "invalid"))("$name", (vector) => {
    const { header, ratings } = NoDecision.parse(vector.value);
    expect(failure(() => unpackRatings(ratings, unpackHeader(header).criteria.length)).code).toBe(promised(vector));
  });
});
