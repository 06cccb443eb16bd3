import { contest, type Entrant, rounded, type Standing } from "./contest.ts";
import { indexContest } from "./index/contest.ts";

/** Options of the command line. */
export type ContestOptions = { readonly count: number | null; readonly rounds: number };

type Line = {
  readonly bench: string;
  readonly n: number;
  readonly ours: { readonly perSecond: number; readonly peakMB: number; readonly seconds?: number };
  readonly peer: { readonly name: string; readonly perSecond: number; readonly peakMB: number };
  /** Our speed divided by the peer's. */
  readonly ratio: number;
  readonly [more: string]: unknown;
};

/** What a contest came to: text for people and one line for programs. */
export type Contested = { readonly text: string; readonly line: Line };

export const CONTESTS: Readonly<Record<string, (options: ContestOptions) => Promise<Contested>>> = {
  issue: ({ count, rounds }) => (count === null ? issue(10_000, rounds) : issueStream(count)),
  verify: async ({ count, rounds }) => {
    const batch = await verify("batch", count ?? 4_000, rounds);
    const mixture = await verify("mixture", Math.min(count ?? 180, 180), rounds);
    const { bench: _, ...mixed } = mixture.line;
    return { text: batch.text + mixture.text, line: { ...batch.line, mixed } };
  },
  merkle: async ({ count, rounds }) => merkle(count ?? 1_000_000, rounds),
  index: async ({ count }) => index(count ?? 1_000_000),
};

async function issue(n: number, rounds: number): Promise<Contested> {
  const says = `Issue ${number(n)} credentials of the profile's sample, one thread each (proofs byte-identical)`;
  return pair("issue", says, n, rounds, [
    { name: "SDK createBulkIssuer", module: "issue-sdk.ts" },
    { name: "@digitalbazaar/vc issue", module: "issue-digitalbazaar.ts" },
  ]);
}

/** The whole batch in all threads; the peer's speed is taken from a thousand at most. */
async function issueStream(n: number): Promise<Contested> {
  const [ours] = await contest(n, [{ name: "SDK issueInBulk", module: "issue-stream.ts", rounds: 1 }], 1);
  const compared = Math.min(n, 1_000);
  const [peer] = await contest(compared, [{ name: "@digitalbazaar/vc issue", module: "issue-digitalbazaar.ts" }], 1);
  if (ours === undefined || peer === undefined) throw new TypeError("Both took part.");
  const seconds = rounded(n / ours.perSecond);
  const says = `Issue ${number(n)} credentials with tree and all proofs, in all threads (the peer: ${number(compared)} in one): ${seconds} s`;
  const line = lineOf("issue", n, ours, peer);
  return { text: table(says, [ours, peer]), line: { ...line, ours: { ...line.ours, seconds } } };
}

function verify(kind: "batch" | "mixture", n: number, rounds: number): Promise<Contested> {
  const what =
    kind === "batch" ? "credentials of one issuer's batch" : "credentials, each of another issuer and structure";
  return pair("verify", `Verify the proofs of ${number(n)} ${what}, one thread each`, n, rounds, [
    { name: "SDK createBulkProver", module: `verify-${kind}-sdk.ts` },
    { name: "@digitalbazaar/vc verifyCredential", module: `verify-${kind}-digitalbazaar.ts` },
  ]);
}

async function merkle(n: number, rounds: number): Promise<Contested> {
  const standings = await contest(
    n,
    [
      { name: "SDK createFlatLeaves", module: "merkle-sdk.ts" },
      { name: "merkletreejs with hash-wasm, indexed", module: "merkle-merkletreejs.ts" },
      { name: "@openzeppelin/merkle-tree core", module: "merkle-openzeppelin.ts" },
    ],
    rounds,
  );
  const [ours, peer, slowest] = standings;
  if (ours === undefined || peer === undefined || slowest === undefined) throw new TypeError("All took part.");
  const { peer: openZeppelin, ratio: ratioOpenZeppelin } = lineOf("merkle", n, ours, slowest);
  const says = `Merkle tree over ${number(n)} leaves and all proofs (same root and proofs)`;
  return {
    text: table(says, standings),
    line: { ...lineOf("merkle", n, ours, peer), openZeppelin, ratioOpenZeppelin },
  };
}

/** One round: each fresh database is minutes of work. */
async function index(n: number): Promise<Contested> {
  const { alone, ours, peer, ratio, ...more } = await indexContest(n);
  const says = `Backfill ${number(more.n)} events of three kinds from one chain into one PostgreSQL (equal rows; halves of a block seen: ours ${ours.halves} of ${ours.looks} looks, the peer ${peer.halves} of ${peer.looks})`;
  const text =
    table(`Backfill ${number(alone.n)} events that a stub makes up`, [{ name: "indexer", ...alone }]) +
    table(says, [{ name: "indexer", ...ours }, peer]);
  return { text, line: { bench: "index", ...more, ours, peer, ratio, alone } };
}

async function pair(
  bench: string,
  says: string,
  n: number,
  rounds: number,
  entrants: readonly [Entrant, Entrant],
): Promise<Contested> {
  const [ours, peer] = await contest(n, entrants, rounds);
  if (ours === undefined || peer === undefined) throw new TypeError("Both took part.");
  return { text: table(says, [ours, peer]), line: lineOf(bench, n, ours, peer) };
}

function lineOf(bench: string, n: number, ours: Standing, peer: Standing): Line {
  const { perSecond, peakMB } = ours;
  return { bench, n, ours: { perSecond, peakMB }, peer, ratio: rounded(perSecond / peer.perSecond) };
}

function table(says: string, standings: readonly Standing[]): string {
  const widest = Math.max(...standings.map(({ name }) => name.length));
  const [ours] = standings;
  const lines = standings.map(({ name, perSecond, peakMB }, place) => {
    const ratio = place === 0 ? "" : `first / this: ${rounded((ours?.perSecond ?? 0) / perSecond)}`;
    return `  ${name.padEnd(widest)}  ${number(perSecond).padStart(11)}/s  ${number(peakMB).padStart(6)} MB  ${ratio}`.trimEnd();
  });
  return `${says}\n${lines.join("\n")}\n\n`;
}

function number(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}
