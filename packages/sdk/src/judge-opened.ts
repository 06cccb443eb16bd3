import { connect, type NetworkConnection } from "./chain/connect.js";
import { gatherMany, unavailable } from "./chain/evidence.js";
import type { Subject } from "./chain/question.js";
import { placesNamed } from "./core/credential/names.js";
import type { Opened } from "./core/credential/open.js";
import type { ChainEvidence, EnclosedEvidence, ProofEvidence, StatusEvidence } from "./core/judge/evidence.js";
import { issuerKeys } from "./core/judge/issuer-keys.js";
import { DEFAULT_POLICY, judge } from "./core/judge/judge.js";
import type { Verdict } from "./core/judge/verdict.js";
import type { NetworkId } from "./core/types.js";
import { proveEnclosed } from "./openbadges/enclosed.js";
import type { checkForeignStatus } from "./openbadges/foreign-status.js";
import { proveJwt } from "./openbadges/jwt.js";
import { type ProofTools, rememberingTools } from "./openbadges/proof-tools.js";
import { prove } from "./openbadges/prove.js";
import { remembering as rememberingDids } from "./openbadges/resolve.js";
import type { VerifyOptions } from "./verify-options.js";

/** Proves, gathers and judges what was opened: one question to the chain for each 200 of a network. */
export async function judgeOpened(
  files: readonly Opened[],
  given: VerifyOptions & { readonly now: number },
): Promise<ReadonlyMap<Opened, Verdict>> {
  const options = { ...given, ...remembering(given) };
  const policy = { ...(given.policy ?? DEFAULT_POLICY), network: given.network ?? given.policy?.network ?? null };
  const tools = rememberingTools();
  const proven: Proven[] = [];
  for (const opened of files) proven.push(await proveAll(opened, { ...options, tools }));
  const verdicts = new Map<Opened, Verdict>();
  for (const [network, group] of byNetwork(proven, policy.network)) {
    const answers = await gatherGroup(network, group, options);
    for (const [i, { opened, ...evidence }] of group.entries()) {
      const chain = answers[i] ?? unavailable(new TypeError("no answer"));
      const { courseVersion } = opened;
      verdicts.set(opened, judge(opened, { ...evidence, chain, courseVersion }, policy, given.now, given.at));
    }
  }
  return verdicts;
}

type Proven = {
  readonly opened: Opened;
  readonly proofs: ProofEvidence;
  readonly status?: StatusEvidence;
  readonly enclosed: readonly EnclosedEvidence[];
};

type ProveAllOptions = VerifyOptions & { readonly now: number; readonly tools: ProofTools };

async function proveAll(opened: Opened, options: ProveAllOptions): Promise<Proven> {
  const { credential, jwt } = opened;
  const { loadDid, loadStatusList, at, now, tools } = options;
  const dids = loadDid === undefined ? {} : { loadDid };
  const lists = loadStatusList === undefined ? null : { loadStatusList, now, ...dids };
  // A proof that ends is judged as of the date asked for; a list tells of now.
  const proofOptions = { now: at ?? now, tools, ...dids };
  return {
    opened,
    proofs: await (jwt === null ? prove(credential, proofOptions) : proveJwt(jwt, proofOptions)),
    ...(lists === null ? {} : { status: await foreignStatus(credential, lists) }),
    enclosed: await proveEnclosed(credential, { now: at ?? now, ...dids, ...(lists ?? {}) }),
  };
}

/** Reading published lists is loaded where somebody gave a way to get them. */
async function foreignStatus(...given: Parameters<typeof checkForeignStatus>): Promise<StatusEvidence> {
  const { checkForeignStatus } = await import("./openbadges/foreign-status.js");
  return checkForeignStatus(...given);
}

/** The loaders given, each asked once for each URL or DID, whichever credential needs it. */
function remembering({ loadStatusList, loadDid }: VerifyOptions): Pick<VerifyOptions, "loadStatusList" | "loadDid"> {
  return {
    ...(loadStatusList === undefined ? {} : { loadStatusList: rememberingLists(loadStatusList) }),
    ...(loadDid === undefined ? {} : { loadDid: rememberingDids(loadDid) }),
  };
}

function rememberingLists(load: NonNullable<VerifyOptions["loadStatusList"]>): typeof load {
  const lists = new Map<string, Promise<Uint8Array>>();
  return (url) => {
    const known = lists.get(url) ?? load(url);
    lists.set(url, known);
    return known;
  };
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
