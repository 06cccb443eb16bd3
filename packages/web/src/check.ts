import { open, PeersealError, parseNetworkId, verify } from "@peerseal/sdk";
import type { Language } from "./text.js";
import { faultView, verdictView } from "./view.js";

/** A file as it was dropped. */
export type Dropped = { readonly name: string; readonly bytes: Uint8Array };

/** Where the chain is. */
export type Network = { readonly network: string; readonly rpc: string };

export type Question = {
  readonly network: Network | null;
  /** Unix seconds; undefined: now. */
  readonly at: number | undefined;
  readonly language: Language;
};

const decoder = new TextDecoder();
const has = (file: Dropped, schema: string) => decoder.decode(file.bytes).includes(`"${schema}"`);
const isBundle = (file: Dropped) => has(file, "peerseal.bundle/1");
const isReceipt = (file: Dropped) => has(file, "peerseal.receipt/1") && !isBundle(file);

/** Checks files, each credential with its receipt where that lies beside it, and shows what came out. */
export async function checkFiles(files: readonly Dropped[], question: Question): Promise<HTMLElement[]> {
  const receipts = files.filter(isReceipt);
  const others = files.filter((file) => !receipts.includes(file));
  const subjects = others.length === 0 ? files : others;
  return Promise.all(subjects.map((file) => check(file, receipts, question)));
}

async function check(file: Dropped, receipts: readonly Dropped[], question: Question): Promise<HTMLElement> {
  const { network, at, language } = question;
  try {
    const receipt = isBundle(file) ? undefined : await receiptFor(file, receipts);
    const verdict = await verify(file.bytes, {
      ...(network === null ? {} : { rpc: network.rpc, network: parseNetworkId(network.network).id }),
      ...(receipt === undefined ? {} : { receipt }),
      ...(at === undefined ? {} : { at }),
    });
    return verdictView(file.name, verdict, language);
  } catch (error) {
    if (error instanceof PeersealError) return faultView(file.name, error.message, error.fix);
    return faultView(file.name, String(error), "");
  }
}

/** The receipt among the dropped ones that belongs to a credential; the only one, if none does. */
async function receiptFor(file: Dropped, receipts: readonly Dropped[]): Promise<Uint8Array | undefined> {
  let own: Dropped | undefined;
  for (const each of receipts) {
    const opened = await open(file.bytes, { receipt: each.bytes });
    if (opened.receipt?.digest === opened.digest) own ??= each;
  }
  return (own ?? (receipts.length === 1 ? receipts[0] : undefined))?.bytes;
}
