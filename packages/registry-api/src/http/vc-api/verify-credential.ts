import {
  checkForeignStatus,
  checkFormat,
  type JsonObject,
  type LoadDid,
  listOf,
  placesNamed,
  type Verdict,
  validityReason,
  type wire,
} from "@peerseal/sdk";
import { readEnvelope } from "./envelope.js";
import { notice, problem } from "./problems.js";
import { proofOf } from "./proof-results.js";
import { type EntryResult, entryOf, ownEntryOf } from "./status-results.js";

/** What a check of somebody's document may ask. */
export type VcVerifying = {
  /** Unix seconds. */
  readonly now: () => number;
  readonly loadDid: LoadDid;
  readonly loadStatusList: (url: string) => Promise<Uint8Array>;
  readonly network: string;
  /** Our own word on a credential of this network. */
  readonly verdictOf: (credential: JsonObject) => Promise<Verdict>;
};

export type VcOptions = {
  /** Whether the proof of a presentation stands for one of its own: the holder's statement about themselves. */
  readonly isSelfAsserted?: boolean;
  readonly checks?: readonly string[] | undefined;
  readonly expectedProofPurpose?: "assertionMethod" | "authentication" | undefined;
  readonly challenge?: string | undefined;
  readonly domain?: string | undefined;
};

/** What became of one credential. `verdict`: null for a credential of no or another network. */
export type VcResult = {
  readonly verified: boolean;
  readonly problems: readonly wire.ProblemDetail[];
  readonly results: wire.VcResults;
  readonly verdict: Verdict | null;
};

/**
 * Verifies any credential of VCDM 2.0 by what W3C's standards ask: structure, every proof by a key of its issuer, dates
 * and status. Of a credential of this network the chain tells the status. What could not be found out is not verified.
 * Nothing is kept.
 */
export async function verifyCredential(
  verifying: VcVerifying,
  given: JsonObject,
  options: VcOptions = {},
): Promise<VcResult> {
  const envelope = readEnvelope(given, "credential");
  if (envelope.state === "malformed") return refused(envelope.problems);
  const credential = envelope.document;
  const problems: wire.ProblemDetail[] = checkFormat(credential).issues.map(({ path, code }) =>
    problem("malformed", code, `${path === "" ? "The credential" : path}: ${code}.`),
  );
  const asked = options.checks;
  const isStatusAsked = asked === undefined || asked.length === 0 || asked.includes("credentialStatus");
  const verdict = isOfNetwork(verifying, credential) ? await verifying.verdictOf(credential) : null;

  const isCovered = options.isSelfAsserted === true && envelope.jwt === null && credential.proof === undefined;
  const proof = isCovered ? [] : await proofsOf(verifying, envelope.jwt, credential, options, problems);
  const dates = datesOf(credential, verifying.now(), problems);
  const credentialStatus = isStatusAsked ? await statusOf(verifying, credential, verdict, problems) : undefined;
  const verified = problems.length === 0;
  return {
    verified,
    problems: [...problems, ...noticesOf(credential, verdict, { isStatusAsked, verified })],
    results: {
      ...dates,
      ...(credentialStatus === undefined ? {} : { credentialStatus }),
      proof,
    },
    verdict,
  };
}

function refused(problems: readonly wire.ProblemDetail[]): VcResult {
  return { verified: false, problems, results: {}, verdict: null };
}

function isOfNetwork({ network }: VcVerifying, credential: JsonObject): boolean {
  return placesNamed(credential).some((place) => place?.network === network);
}

async function proofsOf(
  { loadDid, now }: VcVerifying,
  jwt: string | null,
  credential: JsonObject,
  { expectedProofPurpose, challenge, domain }: VcOptions,
  problems: wire.ProblemDetail[],
): Promise<NonNullable<wire.VcResults["proof"]>> {
  // The format check beside it refuses a context that gives a word of the standards another name.
  const common = { loadDid, now: now(), inlineContexts: true };
  const { proofs } = await proofOf(
    { kind: "credential", document: credential, jwt, isSignerNamed: true },
    {
      ...common,
      ...(expectedProofPurpose === undefined ? {} : { proofPurpose: expectedProofPurpose }),
      ...(challenge === undefined ? {} : { challenge }),
      ...(domain === undefined ? {} : { domain }),
    },
  );
  problems.push(...proofs.flatMap(({ problem: found }) => found ?? []));
  return proofs.map(({ input, problem: found }) => ({ verified: found === null, input }));
}

function datesOf(
  credential: JsonObject,
  now: number,
  problems: wire.ProblemDetail[],
): Pick<wire.VcResults, "validFrom" | "validUntil"> {
  const reason = validityReason(credential, now);
  const dated = (name: string, verified: boolean) => {
    const input = credential[name];
    return typeof input === "string" ? { [name]: { verified, input } } : {};
  };
  if (reason === "not-yet-valid") {
    problems.push(problem("range", reason, "The credential's validity has not begun."));
  } else if (reason === "expired") {
    problems.push(problem("range", reason, "The credential's validity has ended."));
  }
  const readable = reason !== "dates-unreadable";
  return {
    ...dated("validFrom", readable && reason !== "not-yet-valid"),
    ...dated("validUntil", readable && reason !== "expired"),
  };
}

async function statusOf(
  { loadDid, loadStatusList, network, now }: VcVerifying,
  credential: JsonObject,
  verdict: Verdict | null,
  problems: wire.ProblemDetail[],
): Promise<wire.VcResults["credentialStatus"]> {
  const entries = listOf(credential.credentialStatus);
  if (entries.length === 0) return undefined;
  const foreign = await checkForeignStatus(credential, { loadStatusList, loadDid, now: now() });
  const places = placesNamed(credential);
  const results = entries.map((_, i): EntryResult => {
    const place = places[i] ?? null;
    if (place === null) return entryOf(foreign.entries.find(({ entry }) => entry === i));
    // Of another network of ours the chain is not asked here.
    return ownEntryOf(place.network === network ? verdict : null);
  });
  problems.push(...results.flatMap(({ problem: found }) => found ?? []));
  return results.map(({ value, problem: found }, i) => ({
    verified: found === null,
    ...(value === null ? {} : { value }),
    input: entries[i],
  }));
}

function noticesOf(
  credential: JsonObject,
  verdict: Verdict | null,
  { isStatusAsked, verified }: { readonly isStatusAsked: boolean; readonly verified: boolean },
): wire.ProblemDetail[] {
  const notices: wire.ProblemDetail[] = [];
  if (verdict !== null && verified && verdict.verdict !== "valid") {
    notices.push(
      notice(`verdict-${verdict.verdict}`, `By the rules of its network the credential is ${verdict.verdict}.`),
    );
  }
  if (!isStatusAsked && credential.credentialStatus !== undefined) {
    notices.push(notice("status-not-asked", "The request left out the check of the status."));
  }
  if (credential.credentialSchema !== undefined) {
    notices.push(notice("schema-not-checked", "Schemas that the credential names are not fetched."));
  }
  if (credential.relatedResource !== undefined) {
    notices.push(notice("resources-not-checked", "Related resources are not fetched to compare their digests."));
  }
  return notices;
}
