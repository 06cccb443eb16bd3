import {
  isObject,
  type NetworkId,
  type Opened,
  open,
  PeersealError,
  parseNetworkId,
  type Verdict,
  type Verified,
  type VerifyOptions,
  verifyMany,
} from "@peerseal/sdk";
import { visible } from "../language/visible.js";
import type { Given } from "./given.js";
import { loader, NotAgreed, NotLoaded, receiptOf } from "./load.js";
import type { Place } from "./place.js";
import { checkPresentation, isPresentation, type Presented } from "./presentations.js";

/** What is asked about files. */
export type Question = {
  readonly place: Place;
  /** Unix seconds; null: now. */
  readonly at: number | null;
  /** Origins beside our own that links may be loaded from. */
  readonly agreed: ReadonlySet<string>;
};

/** Who was asked for one file, beside the chain: what a person is told about their privacy. */
export type Asked = { readonly receipt: boolean; readonly origin: string | null };

/** A verdict with what it was made from. `other`: by the second endpoint, where one must agree. */
export type Judged = {
  readonly state: "judged";
  readonly name: string;
  readonly verdict: Verdict;
  readonly other: Verdict | null;
  /** Null: a file that could not even be opened, which the verdict says. */
  readonly opened: Opened | null;
  readonly asked: Asked;
  /** The text of a code in a picture was checked, and not the picture. */
  readonly byCode: boolean;
};

/** What became of one file. */
export type Outcome =
  | Judged
  | Presented
  | { readonly state: "unreadable"; readonly name: string; readonly error: PeersealError }
  | { readonly state: "not-agreed" | "not-loaded"; readonly name: string; readonly origin: string };

/** Receipts are small; larger files need not be looked through for what they are. */
const MOST_RECEIPT = 64 * 1024;
/** Files that are looked at before the page may do something else. */
const AT_ONCE = 8;

/**
 * Checks files a few at a time, each credential with its receipt where that lies beside it.
 *
 * @param tell called with each outcome and the place of its file among those to check.
 * @returns how many files there are to check: receipts beside others are none of them.
 */
export async function checkFiles(
  files: readonly Given[],
  question: Question,
  tell: (outcomes: readonly Outcome[], total: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const sorted = await sortFiles(files);
  const all: Outcome[] = [];
  tell(all, sorted.subjects.length);
  for (let from = 0; from < sorted.subjects.length && !signal.aborted; from += AT_ONCE) {
    const part = sorted.subjects.slice(from, from + AT_ONCE);
    all.push(...(await checkPart(part, sorted.receipts, question)));
    if (signal.aborted) return;
    tell([...all], sorted.subjects.length);
    // The page draws and takes clicks in between.
    await new Promise((resolve) => setTimeout(resolve));
  }
}

type Content = Uint8Array | string;
type Ready = {
  readonly name: string;
  readonly content: Content;
  readonly receipt: Content | null;
  readonly opened: Opened | null;
  readonly asked: Asked;
  readonly byCode: boolean;
  readonly isPresentation: boolean;
};

async function sortFiles(files: readonly Given[]) {
  const small = await Promise.all(files.map(async (file) => ((await isReceipt(file)) ? file : null)));
  const receipts = files.filter((file) => small.includes(file));
  const others = files.filter((file) => !small.includes(file));
  const contents = await Promise.all(receipts.map(({ content }) => bytesOf(content)));
  return others.length === 0 ? { subjects: files, receipts: [] } : { subjects: others, receipts: contents };
}

async function isReceipt({ content }: Given): Promise<boolean> {
  if ((typeof content === "string" ? content.length : content.size) > MOST_RECEIPT) return false;
  const text = typeof content === "string" ? content : await content.text().catch(() => "");
  return (
    text.trimStart().startsWith("{") && text.includes('"peerseal.receipt/1"') && !text.includes('"peerseal.bundle/1"')
  );
}

async function bytesOf(content: File | string): Promise<Content> {
  return typeof content === "string" ? content : new Uint8Array(await content.arrayBuffer());
}

async function checkPart(
  part: readonly Given[],
  receipts: readonly Content[],
  question: Question,
): Promise<readonly Outcome[]> {
  const load = loader(question.agreed);
  const prepared = await Promise.all(part.map((file) => prepare(file, receipts, question, load)));
  const ready = await Promise.all(prepared.map((one) => presentedOr(one, receipts, question, load)));
  const inputs = ready.flatMap((one) => ("state" in one ? [] : [one]));
  const given = inputs.map(({ content, receipt }) => ({ file: content, ...(receipt === null ? {} : { receipt }) }));
  const options = optionsOf(question, load);
  const { rpc, second } = question.place;
  const [first, others] = await Promise.all([
    verifyMany(given, { ...options, ...(rpc === null ? {} : { rpc }) }),
    second === null || rpc === null ? [] : verifyMany(given, { ...options, rpc: second }),
  ]);
  const outcomes = inputs.map((one, i) => outcomeOf(one, first[i], others[i]));
  return ready.map((one) => ("state" in one ? one : (outcomes[inputs.indexOf(one)] ?? lost(one.name))));
}

/** A presentation is checked as a whole; everything else stays as it is. */
async function presentedOr(
  one: Ready | Outcome,
  receipts: readonly Content[],
  question: Question,
  load: ReturnType<typeof loader>,
): Promise<Ready | Outcome> {
  if ("state" in one || !one.isPresentation) return one;
  try {
    return await checkPresentation(one, receipts, question.place, optionsOf(question, load));
  } catch (error) {
    if (error instanceof PeersealError) return { state: "unreadable", name: one.name, error };
    throw error;
  }
}

function optionsOf({ place, at }: Question, load: ReturnType<typeof loader>): VerifyOptions {
  const network = networkOf(place.network);
  return { load, ...(network === null ? {} : { network }), ...(at === null ? {} : { at }) };
}

function networkOf(text: string | null): NetworkId | null {
  if (text === null) return null;
  try {
    return parseNetworkId(text).id;
  } catch {
    // The registry's word may be anything; what is no network is none.
    return null;
  }
}

function outcomeOf(ready: Ready, first: Verified | undefined, second: Verified | undefined): Outcome {
  const { name, opened, asked, byCode } = ready;
  if (first === undefined) return lost(name);
  if (first.state === "unreadable") return { state: "unreadable", name, error: first.error };
  const other = second?.state === "judged" ? second.verdict : null;
  return { state: "judged", name, verdict: first.verdict, other, opened, asked, byCode };
}

function lost(name: string): Outcome {
  return { state: "unreadable", name, error: new PeersealError("internal", "The file was not looked at.") };
}

async function prepare(
  { name, content }: Given,
  receipts: readonly Content[],
  question: Question,
  load: ReturnType<typeof loader>,
): Promise<Ready | Outcome> {
  try {
    const text = await bytesOf(content);
    const found = await openGiven(text, content, load);
    const origin = found.opened === null ? null : originOf(found.content);
    if (found.opened === null || found.opened.receipt !== null) {
      return { name, ...found, receipt: null, asked: { receipt: false, origin } };
    }
    const beside = await receiptBeside(found.content, found.opened, receipts, load);
    const asksRegistry = beside === null && question.place.hasRegistry;
    const receipt = asksRegistry ? await receiptOf(found.opened.digest) : beside;
    const whole = receipt === null ? found.opened : await openOrNull(found.content, load, receipt);
    return { name, ...found, opened: whole ?? found.opened, receipt, asked: { receipt: asksRegistry, origin } };
  } catch (error) {
    if (error instanceof NotAgreed) return { state: "not-agreed", name, origin: error.origin };
    if (error instanceof NotLoaded) return { state: "not-loaded", name, origin: error.origin };
    if (error instanceof PeersealError) return { state: "unreadable", name, error };
    return { state: "unreadable", name, error: new PeersealError("open-damaged", String(error), { cause: error }) };
  }
}

/** Opens a file; of a picture that holds no credential, what a code in it says. What is wrong with a file, verifying says. */
async function openGiven(content: Content, given: File | string, load: ReturnType<typeof loader>) {
  try {
    return { content, opened: await open(content, { load }), byCode: false, isPresentation: false };
  } catch (error) {
    if (!(error instanceof PeersealError)) throw error;
    const code = typeof given === "string" || !isPicture(error) ? null : await codeIn(given);
    if (code === null) return { content, opened: null, byCode: false, isPresentation: isPresentation(error) };
    return { content: code, opened: await open(code, { load }), byCode: true, isPresentation: false };
  }
}

const PICTURES: ReadonlySet<unknown> = new Set(["png", "jpeg", "heic", "gif", "image"]);

function isPicture({ code, details }: PeersealError): boolean {
  return code === "open-unrecognised" && PICTURES.has(details.kind);
}

async function codeIn(file: File): Promise<string | null> {
  const { textInPicture } = await import("./qr.js");
  return textInPicture(file);
}

/** The origin that was asked for the content of a link; null: nobody was. */
function originOf(content: Content): string | null {
  if (typeof content !== "string" || /#c=/.test(content)) return null;
  const address = content.trim();
  return /^https?:/i.test(address) && URL.canParse(address) ? new URL(address).origin : null;
}

/** The receipt among those given that belongs to a credential, or the only one. */
async function receiptBeside(
  content: Content,
  opened: Opened,
  receipts: readonly Content[],
  load: ReturnType<typeof loader>,
): Promise<Content | null> {
  for (const receipt of receipts) {
    const own = await openOrNull(content, load, receipt);
    if (own?.receipt?.digest === opened.digest) return receipt;
  }
  const [only, ...more] = receipts;
  return only !== undefined && more.length === 0 ? only : null;
}

async function openOrNull(content: Content, load: ReturnType<typeof loader>, receipt: Content): Promise<Opened | null> {
  try {
    return await open(content, { load, receipt });
  } catch {
    return null;
  }
}

/** The title that a credential gives its achievement, or itself; null: none. Nothing of it is checked. */
export function titleOf({ credential }: Opened): string | null {
  const { credentialSubject: subject, name } = credential;
  const achievement = isObject(subject) ? subject.achievement : null;
  const title = isObject(achievement) ? achievement.name : null;
  const found = typeof title === "string" ? title : name;
  return typeof found === "string" ? visible(found) : null;
}
