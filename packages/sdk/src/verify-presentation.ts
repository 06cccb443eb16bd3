import { openReceipt } from "./core/credential/open.js";
import { DEFAULT_POLICY } from "./core/judge/judge.js";
import { VERDICTS, type VerdictWord } from "./core/judge/verdict.js";
import {
  judgePresentation,
  type PresentationAsked,
  type PresentationVerdict,
  subjectIs,
} from "./core/presentation/judge.js";
import { type OpenedPresentation, openPresentation } from "./core/presentation/open.js";
import { judgeOpened } from "./judge-opened.js";
import { provePresentation } from "./openbadges/prove-presentation.js";
import type { Verified } from "./verify.js";
import type { VerifyOptions } from "./verify-options.js";

/** Whom to ask, and what the verifier had the holder sign. */
export type VerifyPresentationOptions = VerifyOptions &
  PresentationAsked & {
    /** Receipts of credentials in the presentation, in any order: each finds its own by digest. */
    readonly receipts?: readonly (Uint8Array | string)[];
  };

/** One credential of a presentation, with its own verdict; `path` is a JSON Pointer into the presentation. */
export type PresentedVerdict = Verified & {
  readonly path: string;
  /** Whether it speaks of the holder; `unnamed` where its subject has no id to compare. */
  readonly subject: "holder" | "another" | "unnamed";
};

/** What was found out about a presentation and about every credential in it. */
export type VerifiedPresentation = {
  readonly presentation: PresentationVerdict;
  readonly credentials: readonly PresentedVerdict[];
  /** Credentials that were not looked at, for there are too many. */
  readonly notOpened: number;
  /**
   * The worst word of all: `valid` only where the presentation and every credential in it are. A credential that cannot
   * be read counts as `malformed`, and one that was not looked at as `incomplete`.
   */
  readonly worst: VerdictWord;
};

/**
 * Verifies a presentation: the holder's signature, and every credential in it by itself, none left out. With `challenge`
 * and `domain` it must have been signed for this very verifier; without them it may be a copy, which the check
 * `challenge` says.
 *
 * @throws PeersealError `open-unrecognised`, `open-damaged`, `json-*`: no presentation at all; `receipt-invalid`
 *
 * @example
 * const { worst, credentials } = await verifyPresentation(bytes, { rpc, network, challenge, domain: "hr.example" });
 */
export async function verifyPresentation(
  input: Uint8Array | string,
  options: VerifyPresentationOptions = {},
): Promise<VerifiedPresentation> {
  const { receipts = [], challenge, domain, ...rest } = options;
  const now = options.now ?? Math.floor(Date.now() / 1000);
  const opened = withReceipts(openPresentation(input), receipts);
  const asked = { ...(challenge === undefined ? {} : { challenge }), ...(domain === undefined ? {} : { domain }) };
  const { loadDid } = options;
  const proofs = await provePresentation(opened, { now, ...(loadDid === undefined ? {} : { loadDid }) });
  const presentation = judgePresentation(opened, proofs, asked, options.policy ?? DEFAULT_POLICY, now);
  const readable = opened.credentials.flatMap((each) => (each.state === "opened" ? [each.opened] : []));
  const verdicts = await judgeOpened(readable, { ...rest, now });
  const credentials = opened.credentials.map((each): PresentedVerdict => {
    const { path } = each;
    if (each.state === "unreadable") return { ...each, subject: "unnamed" };
    const verdict = verdicts.get(each.opened);
    if (verdict === undefined) throw new TypeError("Every opened credential is judged.");
    return { state: "judged", path, verdict, subject: subjectIs(each.opened.credential, presentation.holder) };
  });
  const { notOpened } = opened;
  return { presentation, credentials, notOpened, worst: worstOf(presentation, credentials, notOpened) };
}

function withReceipts(opened: OpenedPresentation, files: readonly (Uint8Array | string)[]): OpenedPresentation {
  const receipts = files.map(openReceipt);
  const credentials = opened.credentials.map((each) => {
    if (each.state !== "opened") return each;
    const receipt = receipts.find(({ digest }) => digest === each.opened.digest) ?? each.opened.receipt;
    return { ...each, opened: { ...each.opened, receipt } };
  });
  return { ...opened, credentials };
}

/** What a presentation's own word counts as among the words for credentials. */
const AS_VERDICT: Readonly<Record<PresentationVerdict["verdict"], VerdictWord>> = {
  malformed: "malformed",
  altered: "altered",
  forged: "forged",
  replayed: "forged",
  expired: "expired",
  unsigned: "incomplete",
  incomplete: "incomplete",
  valid: "valid",
};

function worstOf(
  { verdict }: PresentationVerdict,
  credentials: readonly PresentedVerdict[],
  notOpened: number,
): VerdictWord {
  const words = new Set<VerdictWord>([
    AS_VERDICT[verdict],
    ...(notOpened > 0 || credentials.length === 0 ? (["incomplete"] as const) : []),
    ...credentials.map((each) => (each.state === "judged" ? each.verdict.verdict : "malformed")),
  ]);
  return VERDICTS.find((word) => words.has(word)) ?? "incomplete";
}
