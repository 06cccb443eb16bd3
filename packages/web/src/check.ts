import { explainFault, type Opened, open, PeersealError, parseNetworkId, verify } from "@peerseal/sdk";
import { loadHere, receiptOf } from "./registry.js";
import type { Language } from "./text.js";
import { faultView, verdictView } from "./view.js";

/** A file as it was dropped, or a text as it was pasted. */
export type Dropped = { readonly name: string; readonly content: Uint8Array | string };

/** Where the chain is. */
export type Network = { readonly network: string; readonly rpc: string };

export type Question = {
  readonly network: Network | null;
  /** Unix seconds; undefined: now. */
  readonly at: number | undefined;
  readonly language: Language;
};

/** Receipts are small; larger files need not be looked through for what they are. */
const MOST_RECEIPT = 64 * 1024;

/** Checks files, each credential with its receipt where that lies beside it, and shows what came out. */
export async function checkFiles(files: readonly Dropped[], question: Question): Promise<HTMLElement[]> {
  const receipts = files.filter(isReceipt);
  const others = files.filter((file) => !receipts.includes(file));
  const subjects = others.length === 0 ? files : others;
  return Promise.all(subjects.map((file) => check(file, receipts, question)));
}

function isReceipt({ content }: Dropped): boolean {
  if (content.length > MOST_RECEIPT) return false;
  const text = typeof content === "string" ? content : new TextDecoder().decode(content);
  return (
    text.trimStart().startsWith("{") && text.includes('"peerseal.receipt/1"') && !/"peerseal\.bundle\/1"/.test(text)
  );
}

async function check(file: Dropped, receipts: readonly Dropped[], question: Question): Promise<HTMLElement> {
  const { network, at, language } = question;
  try {
    const receipt = await receiptFor(file, receipts);
    const verdict = await verify(file.content, {
      load: loadHere,
      ...(network === null ? {} : { rpc: network.rpc, network: parseNetworkId(network.network).id }),
      ...(receipt === null ? {} : { receipt }),
      ...(at === undefined ? {} : { at }),
    });
    return verdictView(file.name, verdict, language);
  } catch (error) {
    if (error instanceof PeersealError) return faultView(file.name, explainFault(error, language));
    return faultView(file.name, String(error));
  }
}

/**
 * The receipt for a file without one: the dropped one that belongs to it, or the only one; else whatever the registry
 * has for its digest, which is checked like any other.
 */
async function receiptFor(file: Dropped, receipts: readonly Dropped[]): Promise<Uint8Array | string | null> {
  const opened = await openOrNull(file);
  if (opened === null || opened.receipt !== null) return null;
  for (const { content } of receipts) {
    const own = await openOrNull(file, content);
    if (own?.receipt?.digest === opened.digest) return content;
  }
  const [only, ...more] = receipts;
  return only !== undefined && more.length === 0 ? only.content : receiptOf(opened.digest);
}

/** What is wrong with a file, verifying says. */
async function openOrNull(file: Dropped, receipt?: Uint8Array | string): Promise<Opened | null> {
  try {
    return await open(file.content, { load: loadHere, ...(receipt === undefined ? {} : { receipt }) });
  } catch {
    return null;
  }
}
