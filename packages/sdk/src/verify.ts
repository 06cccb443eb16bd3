import { connect, type NetworkConnection } from "./chain/connect.js";
import { gatherMany, unavailable } from "./chain/evidence.js";
import type { Subject } from "./chain/question.js";
import type { RpcSource } from "./chain/rpc.js";
import { placesNamed } from "./core/credential/names.js";
import { type Opened, openReceipt } from "./core/credential/open.js";
import { type ErrorCode, PeersealError } from "./core/errors.js";
import type { ChainEvidence, ProofEvidence } from "./core/judge/evidence.js";
import { issuerKeys } from "./core/judge/issuer-keys.js";
import { DEFAULT_POLICY, judge } from "./core/judge/judge.js";
import type { Verdict, VerifierPolicy } from "./core/judge/verdict.js";
import type { NetworkId } from "./core/types.js";
import { type LoadFile, open } from "./files/open.js";
import { malformed } from "./malformed.js";
import { proveJwt } from "./openbadges/jwt.js";
import { type ProofTools, rememberingTools } from "./openbadges/proof-tools.js";
import { prove } from "./openbadges/prove.js";
import type { LoadDid } from "./openbadges/resolve.js";

/** A file to verify, of any kind that `open` reads; and the receipt, where it is a file of its own. */
export type VerifyInput = { readonly file: Uint8Array | string; readonly receipt?: Uint8Array | string };

/** Whom to ask, and as of when. */
export type VerifyOptions = {
  /** An endpoint of the chain; without one, everything that only the chain knows stays unknown. */
  readonly rpc?: RpcSource;
  /**
   * The network whose word counts; unless given, the policy's. Without either the one that the credential itself names
   * is asked, and nothing can be `valid`: anyone can set up a network.
   */
  readonly network?: NetworkId;
  /** Unix seconds: judge as of then. */
  readonly at?: number;
  /** Unix seconds; the system's clock unless given. */
  readonly now?: number;
  /** For each answer of the endpoint; 10 seconds unless given. */
  readonly timeoutMs?: number;
  /** Loads what a link leads to; without it a link is not followed. */
  readonly load?: LoadFile;
  /** Gets DID documents; without it only did:key resolves, and `did:web` of members where the chain confirms the key. */
  readonly loadDid?: LoadDid;
  readonly policy?: VerifierPolicy;
};

/** What became of one file of many. */
export type Verified =
  | { readonly state: "judged"; readonly verdict: Verdict }
  | { readonly state: "unreadable"; readonly error: PeersealError };

/**
 * Verifies one credential or bundle: open, prove, gather, judge. What could not be checked is unknown in the verdict,
 * never good, and never an error; a file that is not even strict JSON is malformed.
 *
 * @throws PeersealError `open-unrecognised`, `receipt-invalid`, or `json-*` about the receipt: not a credential at all.
 *
 * @example
 * const { verdict } = await verify(bytes, { rpc: "http://127.0.0.1:8545", network });
 */
export async function verify(
  input: Uint8Array | string,
  options: VerifyOptions & { readonly receipt?: Uint8Array | string } = {},
): Promise<Verdict> {
  const { receipt, ...rest } = options;
  const [verified] = await verifyMany([receipt === undefined ? { file: input } : { file: input, receipt }], rest);
  if (verified === undefined) throw new TypeError("One file has one result.");
  if (verified.state === "unreadable") throw verified.error;
  return verified.verdict;
}

/**
 * Verifies many files with one question to the chain for each 200 of a network; the results stand in the order of the
 * inputs. Never throws about a file: what is none is `unreadable` with its error.
 */
export async function verifyMany(inputs: readonly VerifyInput[], options: VerifyOptions = {}): Promise<Verified[]> {
  const now = options.now ?? Math.floor(Date.now() / 1000);
  const given = options.policy ?? DEFAULT_POLICY;
  const policy = { ...given, network: options.network ?? given.network };
  const files: Read[] = [];
  for (const input of inputs) files.push(await read(input, now, options));

  const proven: Proven[] = [];
  const tools = rememberingTools();
  for (const file of files) {
    if (file.state === "opened") {
      proven.push({ opened: file.opened, proofs: await proofsOf(file.opened, { ...options, now, tools }) });
    }
  }
  const verdicts = new Map<Opened, Verdict>();
  for (const [network, group] of byNetwork(proven, policy.network)) {
    const answers = await gatherGroup(network, group, options);
    for (const [i, { opened, proofs }] of group.entries()) {
      const chain = answers[i] ?? unavailable(new TypeError("no answer"));
      const { courseVersion } = opened;
      verdicts.set(opened, judge(opened, { proofs, chain, courseVersion }, policy, now, options.at));
    }
  }
  return files.map((file) => {
    if (file.state !== "opened") return file;
    const verdict = verdicts.get(file.opened);
    if (verdict === undefined) throw new TypeError("Every opened file is judged.");
    return { state: "judged", verdict };
  });
}

type Proven = { readonly opened: Opened; readonly proofs: ProofEvidence };

/** A proof that ends is judged as of the date asked for. */
function proofsOf(
  { credential, jwt }: Opened,
  { loadDid, at, now, tools }: VerifyOptions & { readonly now: number; readonly tools: ProofTools },
): Promise<ProofEvidence> {
  const options = { now: at ?? now, tools, ...(loadDid === undefined ? {} : { loadDid }) };
  return jwt === null ? prove(credential, options) : proveJwt(jwt, options);
}

type Read = Verified | { readonly state: "opened"; readonly opened: Opened };

async function read({ file, receipt }: VerifyInput, now: number, { at, load }: VerifyOptions): Promise<Read> {
  try {
    // The receipt comes second, so that a fault of its JSON is not taken for one of the credential.
    const alone = await attempt(
      () => open(file, load === undefined ? {} : { load }),
      (code) => code.startsWith("json-"),
    );
    if ("error" in alone) return { state: "judged", verdict: malformed(alone.error.code, now, at) };
    const opened = receipt === undefined ? alone.value : { ...alone.value, receipt: openReceipt(receipt) };
    return { state: "opened", opened };
  } catch (error) {
    if (error instanceof PeersealError) return { state: "unreadable", error };
    throw error;
  }
}

async function attempt<T>(
  what: () => Promise<T>,
  expected: (code: ErrorCode) => boolean,
): Promise<{ readonly value: T } | { readonly error: PeersealError }> {
  try {
    return { value: await what() };
  } catch (error) {
    if (error instanceof PeersealError && expected(error.code)) return { error };
    throw error;
  }
}

function byNetwork(proven: readonly Proven[], chosen: NetworkId | null): Map<NetworkId | null, Proven[]> {
  const groups = new Map<NetworkId | null, Proven[]>();
  for (const one of proven) {
    const network = chosen ?? namedNetwork(one.opened);
    const group = groups.get(network);
    if (group === undefined) groups.set(network, [one]);
    else group.push(one);
  }
  return groups;
}

async function gatherGroup(
  network: NetworkId | null,
  group: readonly Proven[],
  { rpc, timeoutMs, at }: VerifyOptions,
): Promise<ChainEvidence[]> {
  const none = (evidence: ChainEvidence) => group.map(() => evidence);
  if (network === null) {
    return none({ state: "unavailable", reason: "network-unknown", detail: "The file names no network." });
  }
  if (rpc === undefined) return none({ state: "unavailable", reason: "no-rpc", detail: "No endpoint was given." });
  let connection: NetworkConnection;
  try {
    connection = await connect({ rpc, network, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
  } catch (error) {
    return none(unavailable(error));
  }
  try {
    return await gatherMany(connection, group.map(subjectOf), at === undefined ? {} : { at });
  } finally {
    connection.close();
  }
}

/** The keys to ask about: those that signed for the issuer, or that its DID names. */
function subjectOf({ opened, proofs }: Proven): Subject {
  return { opened, keyHints: issuerKeys(opened.credential, proofs.proofs) };
}

function namedNetwork({ receipt, credential }: Opened): NetworkId | null {
  if (receipt !== null) return receipt.network;
  return placesNamed(credential).find((place) => place !== null)?.network ?? null;
}
