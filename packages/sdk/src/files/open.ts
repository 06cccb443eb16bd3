import { ambiguous } from "../core/credential/explain.js";
import { unrecognised } from "../core/credential/kinds.js";
import { type Opened, type OpenedKind, openedOf, openReceipt, openText } from "../core/credential/open.js";
import { recognise } from "../core/credential/recognise.js";
import { PeersealError } from "../core/errors.js";
import { fromUtf8, utf8 } from "../core/text.js";
import type { Baked } from "./baked.js";

/** Bytes of the largest file that is looked into. */
export const MAX_FILE = 64 * 1024 * 1024;

export type OpenOptions = {
  /** The receipt where it is a file of its own; it takes the place of one in the file. */
  readonly receipt?: Uint8Array | string;
  /** Loads what a link leads to. Without it a link is not followed: opening a file asks nobody. */
  readonly load?: LoadFile;
};

/** Gets the bytes at an `https:` or `http:` address; bounds of size and time are its own. */
export type LoadFile = (url: string) => Promise<Uint8Array>;

/**
 * Opens whatever people have of a credential: JSON, a bundle, a JWT, an enveloped credential, a PNG or SVG badge, a PDF
 * certificate, a link that holds it; and with `load`, a link to any of these. Looks at the outer form only; whether the
 * credential is well-formed is the check `format`.
 *
 * @param input the file's bytes, or text as it was pasted.
 * @throws `open-unrecognised` with `details.kind` saying what the file is instead; `open-damaged`, `open-limit`;
 * `open-ambiguous` for two credentials in one file; `receipt-invalid`; `json-*` for what is no strict JSON; what `load`
 * throws. `explainFault` has sentences for all of them.
 *
 * @example
 * const { credential, receipt } = await open(await readFile("badge.png"));
 */
export async function open(input: Uint8Array | string, options: OpenOptions = {}): Promise<Opened> {
  const receipt = options.receipt === undefined ? null : openReceipt(options.receipt);
  const opened = await openAny(input, options.load ?? null);
  return receipt === null ? opened : { ...opened, receipt };
}

async function openAny(input: Uint8Array | string, load: LoadFile | null): Promise<Opened> {
  if (input.length > MAX_FILE) throw unrecognised("too-large");
  const kind = recognise(input);
  // The reader of a kind is loaded with the first file of it: on a web page most of them are never needed.
  switch (kind) {
    case "png": {
      const { readBakedPng } = await import("./png.js");
      return openBaked("png", readBakedPng(bytesOf(input)));
    }
    case "svg": {
      const { readBakedSvg } = await import("./svg.js");
      return openBaked("svg", readBakedSvg(input));
    }
    case "pdf": {
      const { attachmentsOf } = await import("./pdf.js");
      return openAttached(attachmentsOf(bytesOf(input)));
    }
    case "link":
      return openLink(textOf(input), load);
    case "url":
      return openAt(textOf(input).trim(), load);
    default:
      return openText(input);
  }
}

function openBaked(kind: "png" | "svg", { credential, receipt, openBadge2 }: Baked): Opened {
  if (credential === null) throw unrecognised(openBadge2 ? "open-badge-2" : kind);
  const opened = openText(credential);
  return within(kind, opened, receipt === null ? null : openReceipt(receipt));
}

/** The one credential among the attachments; others may be anything. */
function openAttached(attachments: readonly Uint8Array[]): Opened {
  const credentials: Opened[] = [];
  const receipts: Uint8Array[] = [];
  for (const attachment of attachments) {
    try {
      credentials.push(openText(attachment));
    } catch (error) {
      if (!(error instanceof PeersealError)) throw error;
      if (error.details.kind === "receipt") receipts.push(attachment);
    }
  }
  const [opened, ...others] = credentials;
  if (opened === undefined) throw unrecognised("pdf");
  const [receipt, ...more] = receipts;
  if (others.length > 0 || more.length > 0) throw ambiguous("pdf");
  return within("pdf", opened, receipt === undefined ? null : openReceipt(receipt));
}

async function openLink(text: string, load: LoadFile | null): Promise<Opened> {
  const { readLink } = await import("./link.js");
  const link = readLink(text);
  if (link.kind === "bundle") return within("link", openText(link.json), null);
  // A verify page stands at the root of its registry, which may hold the credential while it delivers it.
  if (link.page === null || load === null) throw unrecognised("url");
  return openAt(new URL(`/v1/credentials/${link.digest}`, link.page).href, load);
}

/** What a link leads to may be anything but another link. */
async function openAt(url: string, load: LoadFile | null): Promise<Opened> {
  if (load === null) throw unrecognised("url");
  return openAny(await load(url), null);
}

function within(kind: OpenedKind, opened: Opened, receipt: Opened["receipt"]): Opened {
  const { credential, jwt, courseVersion } = opened;
  return openedOf(credential, { kind, jwt, courseVersion, receipt: receipt ?? opened.receipt });
}

function bytesOf(input: Uint8Array | string): Uint8Array {
  return typeof input === "string" ? utf8(input) : input;
}

function textOf(input: Uint8Array | string): string {
  return typeof input === "string" ? input : fromUtf8(input);
}
