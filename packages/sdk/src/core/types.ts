/** `0x` and lowercase hex digits. */
export type Hex = `0x${string}`;
declare const brand: unique symbol;
type Brand<T, B extends string> = T & { readonly [brand]: B };

/** SHA-256 of a JCS form, 32 bytes. Made by `digestOf` and `parseDigest` only. */
export type Digest = Brand<Hex, "Digest">;
/** 20 bytes, lowercase. */
export type Address = Brand<Hex, "Address">;
/** keccak256(abi.encode(uint32 institution, keccak256(code))). */
export type CourseId = Brand<Hex, "CourseId">;
/** keccak256(abi.encode(course, descriptorDigest)). */
export type VersionId = Brand<Hex, "VersionId">;
/** keccak256(abi.encode(uint32 publisher, digest, uint256[2] header)). */
export type RubricId = Brand<Hex, "RubricId">;
/** keccak256(abi.encode(version, rubric, uint32 n)). */
export type RoundId = Brand<Hex, "RoundId">;
/** keccak256(abi.encode(version, uint32 n)). */
export type ConcernId = Brand<Hex, "ConcernId">;
/** keccak256(abi.encode(uint32 institution, uint64 number)). */
export type BatchId = Brand<Hex, "BatchId">;
/** Signer id (padded address or keccak256 of signer bytes), or SHA-256 of a credential key's multikey bytes. */
export type KeyId = Brand<Hex, "KeyId">;
/** CAIP-10 of the NetworkDirectory: `eip155:<chainId>:<address, lowercase>`. */
export type NetworkId = Brand<string, "NetworkId">;

/** What JSON can hold (RFC 8259). */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };
/** A JSON object. */
export type JsonObject = { readonly [key: string]: JsonValue };

/** Words of `enum Kind`, by number. */
export const KINDS = ["none", "provider", "employer", "agency"] as const;
/** What kind of member an institution is; agencies observe. */
export type Kind = (typeof KINDS)[number];
/** Words of `enum Standing`, by number. */
export const STANDINGS = ["none", "active", "suspended", "left", "closed", "merged"] as const;
/** Standing of an institution in its network; `none`: never admitted. */
export type Standing = (typeof STANDINGS)[number];
/** Words of `enum Role`, by number. */
export const ROLES = ["none", "subject-expert", "education", "practitioner", "learner", "chair"] as const;
/** Role of a seat in a panel. */
export type Role = (typeof ROLES)[number];
/** Words of `enum Part`, by number. */
export const PARTS = ["none", "owner", "deliverer"] as const;
/** Part of an institution in a course: owners develop it, deliverers may teach it and issue for it. */
export type Part = (typeof PARTS)[number];
/** Words of `enum Purpose`, by number. */
export const ROUND_PURPOSES = ["none", "formative", "summative"] as const;
/** What a round is for: `formative` rounds lead to no decision. */
export type RoundPurpose = (typeof ROUND_PURPOSES)[number];
/** Words of `enum Basis`, by number. */
export const BASES = ["none", "design", "delivered"] as const;
/** What is reviewed: the design, or the course as it was delivered. */
export type Basis = (typeof BASES)[number];
/** Words of `enum Route`, by number. */
export const ROUTES = ["none", "panel", "rapid"] as const;
/** Route of a round; `rapid` judges five criteria and leads to `provisional` at best. */
export type Route = (typeof ROUTES)[number];
/** Words of `enum Stage`, by number. */
export const STAGES = ["none", "opened", "accepted", "reviewing", "closed", "abandoned"] as const;
/** Stage of a round. */
export type Stage = (typeof STAGES)[number];
/** Words of `enum Outcome`, by number. */
export const OUTCOMES = ["none", "met", "conditional", "not-met", "provisional"] as const;
/** Outcome of a decision; `none`: not decided. */
export type Outcome = (typeof OUTCOMES)[number];
/** Words of `enum StatusAction`, by number. */
export const STATUS_ACTIONS = ["none", "revoke", "suspend", "reinstate", "replace"] as const;
/** What is done to the status of credentials; revoking and replacing are for ever. */
export type StatusAction = (typeof STATUS_ACTIONS)[number];
/** Words of `enum Ground`, by number. */
export const GROUNDS = [
  "none",
  "own-request",
  "closure",
  "merger",
  "false-statement",
  "hidden-tie",
  "key-misuse",
  "unresponsive",
  "appeal-upheld",
  "appeal-dismissed",
  "other",
] as const;
/** Why the standing of an institution changed; `none`: at its admission. */
export type Ground = (typeof GROUNDS)[number];
/** Marks of a seat by bit, least significant first: the provider objected to it; it is no part of the panel; it was added. */
export const SEAT_FLAGS = ["objected", "excluded", "added"] as const;
/** A mark of a seat. */
export type SeatFlag = (typeof SEAT_FLAGS)[number];
/** Words for the status of a credential, as its three bits say. */
export const CREDENTIAL_STATUSES = ["active", "suspended", "revoked", "replaced"] as const;
/** Status of a credential. */
export type CredentialStatus = (typeof CREDENTIAL_STATUSES)[number];
/** Key purposes by bit, least significant first. */
export const PURPOSES = ["admin", "publish", "appoint", "convene", "issue", "recognise", "govern"] as const;
/** What a key may act for. */
export type KeyPurpose = (typeof PURPOSES)[number];
