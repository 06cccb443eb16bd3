import { PeersealError } from "../core/errors.js";
import type {
  BatchFacts,
  BatchQuestion,
  ChainEvidence,
  ChainFacts,
  UnavailableReason,
} from "../core/judge/evidence.js";
import type { KeyId, VersionId } from "../core/types.js";
import { decodeReport, type Report } from "./answer.js";
import type { NetworkConnection } from "./connect.js";
import { blockAtOrBefore, statusBitsAt } from "./past.js";
import { encodeQuestion, type Query, type Question, questionOf, type Subject } from "./question.js";
import { readKey } from "./read.js";

/** Most queries of one call; the lens refuses more. */
const MOST_QUERIES = 200;

/** A credential to ask about, and as of when. */
export type GatherRequest = Subject & {
  /** Unix seconds; asks for the status at this time too, when it lies before the block of the answer. */
  readonly at?: number;
};

/**
 * Asks the chain everything a verdict on one credential needs: one call at the last final block, a second one at the
 * newest when the batch is not anchored there. Never throws: what goes wrong is the answer.
 */
export async function gather(connection: NetworkConnection, request: GatherRequest): Promise<ChainEvidence> {
  const { at, ...subject } = request;
  const [evidence] = await gatherMany(connection, [subject], at === undefined ? {} : { at });
  return evidence ?? unavailable(new TypeError("no answer"));
}

/** Asks about many credentials, up to 200 in one call; the answers stand in the order of the subjects. */
export async function gatherMany(
  connection: NetworkConnection,
  subjects: readonly Subject[],
  options: { readonly at?: number } = {},
): Promise<ChainEvidence[]> {
  const questions = subjects.map((subject) => questionOf(connection.network, subject));
  const evidence: ChainEvidence[] = [];
  for (const part of parts(questions)) evidence.push(...(await answersTo(connection, part, options.at)));
  return evidence;
}

async function answersTo(
  connection: NetworkConnection,
  questions: readonly Question[],
  at: number | undefined,
): Promise<ChainEvidence[]> {
  try {
    const present = await withCompromise(connection, await factsOf(connection, questions));
    const facts = await withPast(connection, present, at);
    return facts.map((one) => ({ state: "gathered", facts: one }));
  } catch (error) {
    const evidence = unavailable(error);
    const half = Math.ceil(questions.length / 2);
    if (evidence.reason !== "answer-invalid" || half === questions.length) return questions.map(() => evidence);
    // A course with more reviews than one call can tell of must not hide the others.
    return [
      ...(await answersTo(connection, questions.slice(0, half), at)),
      ...(await answersTo(connection, questions.slice(half), at)),
    ];
  }
}

const REASONS: Partial<Record<string, UnavailableReason>> = {
  "chain-unreachable": "chain-unreachable",
  "chain-wrong": "chain-wrong",
  "network-missing": "network-missing",
  "id-malformed": "network-unknown",
};

/** What an error of `connect` or of the lens call means for a verdict. */
export function unavailable(error: unknown): Extract<ChainEvidence, { readonly state: "unavailable" }> {
  // An endpoint that refuses did answer; a smaller question may suit it.
  const isOther = error instanceof PeersealError && error.details.reason !== "refused";
  const known = isOther ? REASONS[error.code] : undefined;
  const detail = error instanceof Error ? (error.message.split("\n")[0] ?? "") : "The chain's answer cannot be read.";
  return { state: "unavailable", reason: known ?? "answer-invalid", detail: detail.slice(0, 300) };
}

async function factsOf(connection: NetworkConnection, questions: readonly Question[]): Promise<ChainFacts[]> {
  const settled = await reportAtFinal(connection, questions);
  const facts = spread(connection, questions, settled);
  if (settled.tag === "latest") return facts;
  const missing = questions.filter((_, i) => facts[i]?.batch?.anchoredAt === null);
  if (missing.length === 0) return facts;
  const asked = spread(connection, missing, await ask(connection, missing, "latest"));
  const newest = new Map(missing.map((question, i) => [question, asked[i]]));
  return facts.map((one, i) => {
    const question = questions[i];
    const newer = question === undefined ? undefined : newest.get(question);
    return newer?.batch?.anchoredAt == null ? one : newer;
  });
}

type Tagged = { readonly report: Report; readonly tag: ChainFacts["block"]["tag"] };

async function reportAtFinal(connection: NetworkConnection, questions: readonly Question[]): Promise<Tagged> {
  try {
    return await ask(connection, questions, "finalized");
  } catch (error) {
    const code = error instanceof PeersealError ? error.code : null;
    if (code === "chain-unreachable" || code === "chain-wrong") throw error;
    // A chain without this tag, or with no final block yet, or a network younger than the last final block.
    return ask(connection, questions, "latest");
  }
}

async function ask(
  connection: NetworkConnection,
  questions: readonly Question[],
  tag: "finalized" | "latest",
): Promise<Tagged> {
  const queries = questions.flatMap(({ queries }) => queries);
  const versions = questions.flatMap(({ versions }) => versions);
  const data = await connection.call(connection.contracts.directory, encodeQuestion(queries, versions), tag);
  if (data === "0x") {
    throw new PeersealError("network-missing", "There is no network at this address in this block.", {
      details: { network: connection.network, tag },
    });
  }
  const report = decodeReport(data);
  if (report.chainId !== connection.chainId) {
    throw new PeersealError("chain-wrong", `The lens answers for chain ${report.chainId}.`, {
      details: { source: connection.source, expected: connection.chainId, actual: report.chainId },
    });
  }
  if (report.directory !== connection.contracts.directory) throw new TypeError("The lens answers for another network.");
  if (report.answers.length !== queries.length) throw new TypeError("The lens left out an answer.");
  if (!isSameSet(report.versions, versions)) throw new TypeError("The lens answers about other course versions.");
  return { report, tag };
}

function isSameSet(answered: Report["versions"], asked: readonly VersionId[]): boolean {
  const ids = new Set(asked);
  return answered.length === ids.size && answered.every(({ id }) => ids.has(id));
}

/** Gives each question its part of a report. */
function spread(connection: NetworkConnection, questions: readonly Question[], { report, tag }: Tagged): ChainFacts[] {
  let next = 0;
  return questions.map(({ asked, queries, versions }) => {
    const answers = report.answers.slice(next, next + queries.length);
    next += queries.length;
    const [query] = queries;
    return {
      network: connection.network,
      source: connection.source,
      block: { number: report.blockNumber, time: report.blockTime, tag },
      batch: query === undefined ? null : batchOf(asked, query, answers, tag),
      past: null,
      versions: report.versions.flatMap(({ id, facts }) => (facts !== null && versions.includes(id) ? [facts] : [])),
      institutions: report.institutions,
    };
  });
}

function batchOf(
  asked: BatchQuestion,
  { institution, number, index }: Query,
  answers: Report["answers"],
  tag: "finalized" | "latest",
): BatchFacts {
  const [first] = answers;
  const anchoredAt = first?.anchoredAt ?? null;
  return {
    asked,
    institution,
    number,
    index,
    anchoredAt,
    final: tag === "finalized",
    matches: asked.receipt === null ? null : answers.every(({ matches }) => matches),
    statusBits: first?.statusBits ?? 0,
    keyAuthorised: answers.every(({ keyAuthorised }) => keyAuthorised),
    credentialKeyAuthorised: answers.every(({ credentialKeyAuthorised }) => credentialKeyAuthorised),
    mayIssue: answers.every(({ mayIssue }) => mayIssue),
  };
}

async function withPast(
  connection: NetworkConnection,
  facts: readonly ChainFacts[],
  at: number | undefined,
): Promise<readonly ChainFacts[]> {
  const head = facts[0]?.block;
  // At or after the block of the answer, the answer itself is the newest there is.
  if (at === undefined || head === undefined || at >= head.time) return facts;
  const block = await blockAtOrBefore(connection, at, head).catch(() => null);
  if (block === null) return facts;
  return Promise.all(
    facts.map(async (one) => {
      const bits = one.batch === null ? null : await statusBitsAt(connection, one.batch, block.number);
      return bits === null ? one : { ...one, past: { at, block: block.number, statusBits: bits } };
    }),
  );
}

/** Where the credential's key did not act for the institution: whether that is because it is reported compromised. */
function withCompromise(connection: NetworkConnection, facts: readonly ChainFacts[]): Promise<readonly ChainFacts[]> {
  return Promise.all(
    facts.map(async (one) => {
      const { batch, block } = one;
      if (batch === null || batch.matches !== true || batch.credentialKeyAuthorised) return one;
      const keys = batch.asked.credentialKeys;
      if (keys.length === 0) return one;
      const since = await compromisedSince(connection, batch.institution, keys, block.number);
      return since === undefined ? one : { ...one, batch: { ...batch, credentialKeyCompromisedSince: since } };
    }),
  );
}

async function compromisedSince(
  connection: NetworkConnection,
  institution: number,
  keys: readonly KeyId[],
  tag: number,
): Promise<number | null | undefined> {
  try {
    const found = await Promise.all(keys.map((key) => readKey(connection, institution, key, { tag })));
    const reported = found.map((key) => key.compromisedSince).filter((since) => since !== 0);
    return reported.length === 0 ? null : Math.min(...reported);
  } catch {
    // A nuance of a refusal: where it cannot be had, the refusal stands without it.
    return undefined;
  }
}

/** Splits questions so that no call holds more queries than the lens takes. */
function parts(questions: readonly Question[]): Question[][] {
  const all: Question[][] = [];
  let room = 0;
  for (const question of questions) {
    const cost = Math.max(question.queries.length, question.versions.length, 1);
    const last = all.at(-1);
    if (last === undefined || cost > room) {
      all.push([question]);
      room = MOST_QUERIES - cost;
    } else {
      last.push(question);
      room -= cost;
    }
  }
  return all;
}
