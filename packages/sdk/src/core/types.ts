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
/** keccak256(abi.encode(uint32 institution, uint64 number)). */
export type BatchId = Brand<Hex, "BatchId">;
/** Signer id (padded address or keccak256 of signer bytes), or SHA-256 of a credential key's multikey bytes. */
export type KeyId = Brand<Hex, "KeyId">;
/** CAIP-10 of the NetworkDirectory: `eip155:<chainId>:<address, lowercase>`. */
export type NetworkId = Brand<string, "NetworkId">;

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };
export type JsonObject = { readonly [key: string]: JsonValue };

export const KINDS = ["none", "provider", "employer", "agency"] as const;
export type Kind = (typeof KINDS)[number];
export const STANDINGS = ["none", "active", "suspended", "left", "closed", "merged"] as const;
export type Standing = (typeof STANDINGS)[number];
export const ROLES = ["none", "subject-expert", "education", "practitioner", "learner", "chair"] as const;
export type Role = (typeof ROLES)[number];
export const PARTS = ["none", "owner", "deliverer"] as const;
export type Part = (typeof PARTS)[number];
export const ROUND_PURPOSES = ["none", "formative", "summative"] as const;
export type RoundPurpose = (typeof ROUND_PURPOSES)[number];
export const BASES = ["none", "design", "delivered"] as const;
export type Basis = (typeof BASES)[number];
export const ROUTES = ["none", "panel", "rapid"] as const;
export type Route = (typeof ROUTES)[number];
export const STAGES = ["none", "opened", "accepted", "reviewing", "closed", "abandoned"] as const;
export type Stage = (typeof STAGES)[number];
export const OUTCOMES = ["none", "met", "conditional", "not-met", "provisional"] as const;
export type Outcome = (typeof OUTCOMES)[number];
export const STATUS_ACTIONS = ["none", "revoke", "suspend", "reinstate", "replace"] as const;
export type StatusAction = (typeof STATUS_ACTIONS)[number];
export const CREDENTIAL_STATUSES = ["active", "suspended", "revoked", "replaced"] as const;
export type CredentialStatus = (typeof CREDENTIAL_STATUSES)[number];
/** Key purposes by bit, least significant first. */
export const PURPOSES = ["admin", "publish", "appoint", "convene", "issue", "recognise", "govern"] as const;
export type KeyPurpose = (typeof PURPOSES)[number];
