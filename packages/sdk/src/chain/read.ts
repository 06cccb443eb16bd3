import type { ContractName } from "../core/actions.js";
import { parseAddress } from "../core/ids.js";
import {
  type Address,
  type CourseId,
  type Hex,
  type KeyId,
  ROUTES,
  type RoundId,
  type Route,
  type RubricId,
  type VersionId,
} from "../core/types.js";
import { type AbiName, type Abis, INTERFACES } from "./abi.js";
import type { NetworkConnection } from "./connect.js";
import { type PlainOf, plain } from "./plain.js";
import type { BlockTag } from "./rpc.js";

type Reader = Pick<NetworkConnection, "call" | "contracts">;
type At = { readonly tag?: BlockTag };

/** How many institutions were admitted; the next one's id is one more. */
export const readInstitutionCount = (reader: Reader, at: At = {}) =>
  ask(reader, "institutions", "count", [], at).then((result) => result[0]);

/** An institution as the registry knows it now: `standingCount` and `profileSequence` are the next sequences. */
export const readInstitution = (reader: Reader, institution: number, at: At = {}) =>
  ask(reader, "institutions", "institution", [institution], at).then((result) => result[0]);

/** A key of an institution and its window; all zero where it never held it. */
export const readKey = (reader: Reader, institution: number, key: KeyId, at: At = {}) =>
  ask(reader, "institutions", "key", [institution, key], at).then((result) => result[0]);

/** Signer id of governance. */
export const readGovernance = (reader: Reader, at: At = {}) =>
  ask(reader, "institutions", "governance", [], at).then((result) => result[0]);

/** Next nonce of a signer at a contract; only acts with a `nonce` of their own use it. */
export const readNonce = (reader: Reader, contract: ContractName, signer: KeyId, at: At = {}) =>
  ask(reader, contract, "nonces", [signer], at).then((result) => BigInt(result[0]));

/** The network's WebAuthn verifier, which passkey signers name. */
export const readVerifier = (reader: Reader, at: At = {}): Promise<Address> =>
  ask(reader, "institutions", "verifier", [], at).then((result) => parseAddress(result[0]));

/** A course version; `publishedAt` 0 where there is none. */
export const readVersion = (reader: Reader, version: VersionId, at: At = {}) =>
  ask(reader, "courses", "version", [version], at).then((result) => result[0]);

/** How many owners a course has now; 0 where there is no such course. */
export const readOwnerCount = (reader: Reader, course: CourseId, at: At = {}) =>
  ask(reader, "courses", "ownerCount", [course], at).then((result) => BigInt(result[0]));

/** How many rounds a version has had against a rubric; the next one's `n` is one more. */
export const readRoundCount = (reader: Reader, version: VersionId, rubric: RubricId, at: At = {}) =>
  ask(reader, "rounds", "count", [version, rubric], at).then((result) => result[0]);

/** State of a round; `stage` 0 where there is none. */
export const readRound = (reader: Reader, round: RoundId, at: At = {}) =>
  ask(reader, "rounds", "round", [round], at).then((result) => result[0]);

/** Seats of a round by index. */
export const readSeats = (reader: Reader, round: RoundId, at: At = {}) =>
  ask(reader, "rounds", "seats", [round], at).then((result) => result[0]);

/** Periods of a route in seconds, fixed at deployment. */
export const readPeriods = (reader: Reader, route: Exclude<Route, "none">, at: At = {}) =>
  ask(reader, "rounds", "periods", [ROUTES.indexOf(route)], at).then((result) => result[0]);

/** The latest appeal against a round; all zero: none. */
export const readAppealTo = (reader: Reader, round: RoundId, at: At = {}) =>
  ask(reader, "rounds", "appealTo", [round], at).then((result) => result[0]);

/** What followed the decisions of a round; times 0: not so. */
export const readFollowUp = (reader: Reader, round: RoundId, at: At = {}) =>
  ask(reader, "followUps", "followUp", [round], at).then((result) => result[0]);

/** When the decision of a round was carried to a version, and over how many minor versions; `steps` 0: not carried. */
export const readCarrying = (reader: Reader, round: RoundId, version: VersionId, at: At = {}) =>
  ask(reader, "followUps", "carrying", [round, version], at).then((result) => result[0]);

/** Concerns ever filed about a version, by `n`; the next one's `n` is one more than there are. */
export const readConcerns = (reader: Reader, version: VersionId, at: At = {}) =>
  ask(reader, "followUps", "concernsOf", [version], at).then((result) => result[0]);

/** The word of a batch; 0: not anchored. */
export const readBatchWord = (reader: Reader, institution: number, number: number, at: At = {}) =>
  ask(reader, "credentials", "batch", [institution, number], at).then((result) => BigInt(result[0]));

/** Status bits of a credential: 1 revocation, 2 suspension, 4 replacement. */
export const readStatusBits = (reader: Reader, institution: number, number: number, index: number, at: At = {}) =>
  ask(reader, "credentials", "status", [institution, number, index], at).then((result) => result[0]);

/** Listed policies, oldest first; the last is the current one. */
export const readPolicies = (reader: Reader, at: At = {}): Promise<Address[]> =>
  ask(reader, "directory", "policies", [], at).then((result) => result[0].map(parseAddress));

/** The lens that the directory names. */
export const readLens = (reader: Reader, at: At = {}): Promise<Address> =>
  ask(reader, "directory", "lens", [], at).then((result) => parseAddress(result[0]));

/** What a policy decided about a round; `outcome` 0: nothing. */
export const readDecision = (reader: Reader, policy: Address, round: RoundId, at: At = {}) =>
  askAt(reader, policy, "policy", "decision", [round], at).then((result) => result[0]);

type FunctionItem<C extends AbiName> = Extract<Abis[C][number], { readonly type: "function" }>;
type Outputs<C extends AbiName, M extends string> =
  Extract<FunctionItem<C>, { readonly name: M }> extends { readonly outputs: infer O extends readonly Output[] }
    ? O
    : never;
type Output = { readonly type: string; readonly name: string };
type Results<O extends readonly Output[]> = { readonly [K in keyof O]: PlainOf<Extract<O[K], Output>> };

function ask<C extends ContractName, M extends FunctionItem<C>["name"] & string>(
  reader: Reader,
  contract: C,
  method: M,
  args: readonly (number | Hex)[],
  at: At,
): Promise<Results<Outputs<C, M>>> {
  return askAt(reader, reader.contracts[contract], contract, method, args, at);
}

/** @throws PeersealError `chain-unreachable`, or a refusal of the contract under its own name. */
async function askAt<C extends AbiName, M extends FunctionItem<C>["name"] & string>(
  reader: Reader,
  to: Address,
  contract: C,
  method: M,
  args: readonly (number | Hex)[],
  { tag = "latest" }: At,
): Promise<Results<Outputs<C, M>>> {
  const fragment = INTERFACES[contract].getFunction(method);
  if (fragment === null) throw new TypeError(`${contract} has no method ${method}.`);
  const data = await reader.call(to, INTERFACES[contract].encodeFunctionData(fragment, args), tag);
  const values = INTERFACES[contract].decodeFunctionResult(fragment, data);
  const read = fragment.outputs.map((type, i) => plain(values[i], type, "text"));
  // Decoded by the ABI that the type is made of.
  return read as unknown as Results<Outputs<C, M>>;
}
