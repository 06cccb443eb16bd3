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
  const groups = byNetwork(files, policy.network);
  // The chain is reached while proofs are checked, which takes as long.
  const links = [...groups.keys()].map((network) => reach(network, options));
  const tools = rememberingTools();
  const verdicts = new Map<Opened, Verdict>();
  try {
    const proven = new Map<Opened, Proven>();
    for (const opened of files) proven.set(opened, await proveAll(opened, { ...options, tools }));
    for (const [i, group] of [...groups.values()].entries()) {
      const evidences = group.flatMap((opened) => proven.get(opened) ?? []);
      const answers = await gatherGroup(await links[i], evidences, options);
      for (const [place, { opened, ...evidence }] of evidences.entries()) {
        const chain = answers[place] ?? unavailable(new TypeError("no answer"));
        const { courseVersion } = opened;
        verdicts.set(opened, judge(opened, { ...evidence, chain, courseVersion }, policy, given.now, given.at));
      }
    }
    return verdicts;
  } finally {
    for (const link of links) link.then(close);
  }
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

function byNetwork(files: readonly Opened[], chosen: NetworkId | null): Map<NetworkId | null, Opened[]> {
  const groups = new Map<NetworkId | null, Opened[]>();
  for (const one of files) {
    const network = chosen ?? namedNetwork(one);
    const group = groups.get(network);
    if (group === undefined) groups.set(network, [one]);
    else group.push(one);
  }
  return groups;
}

/** A connection to a network, or why there is none. */
type Link = { readonly connection: NetworkConnection } | { readonly none: ChainEvidence };

async function reach(network: NetworkId | null, { rpc, timeoutMs }: VerifyOptions): Promise<Link> {
  if (network === null) {
    return { none: { state: "unavailable", reason: "network-unknown", detail: "The file names no network." } };
  }
  if (rpc === undefined) {
    return { none: { state: "unavailable", reason: "no-rpc", detail: "No endpoint was given." } };
  }
  try {
    return { connection: await connect({ rpc, network, ...(timeoutMs === undefined ? {} : { timeoutMs }) }) };
  } catch (error) {
    return { none: unavailable(error) };
  }
}

function close(link: Link): void {
  if ("connection" in link) link.connection.close();
}

async function gatherGroup(
  link: Link | undefined,
  group: readonly Proven[],
  { at }: VerifyOptions,
): Promise<readonly ChainEvidence[]> {
  if (link === undefined) return [];
  if ("none" in link) return group.map(() => link.none);
  return gatherMany(link.connection, group.map(subjectOf), at === undefined ? {} : { at });
}

/** The keys to ask about: those that signed for the issuer, or that its DID names. */
function subjectOf({ opened, proofs }: Proven): Subject {
  return { opened, keyHints: issuerKeys(opened.credential, proofs.proofs) };
}

function namedNetwork({ receipt, credential }: Opened): NetworkId | null {
  if (receipt !== null) return receipt.network;
  return placesNamed(credential).find((place) => place !== null)?.network ?? null;
}
