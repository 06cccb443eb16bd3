import { type NetworkId, open, PeersealError, parseNetworkId, verify } from "@peerseal/sdk";
import { byId, el } from "./dom.js";
import { type Language, type TextKey, text } from "./text.js";
import { faultView, verdictView } from "./view.js";

type Network = { readonly network: NetworkId; readonly rpc: string };
type Dropped = { readonly name: string; readonly bytes: Uint8Array };

const LOCAL_CHAIN = /^eip155:31337:/;
const FIVE_MINUTES = 300;

const result = byId("result", HTMLElement);
const drop = byId("drop", HTMLDivElement);
const input = byId("file", HTMLInputElement);
const at = byId("at", HTMLInputElement);
const toggle = byId("language", HTMLButtonElement);
const notice = byId("chain-notice", HTMLParagraphElement);

let language: Language = navigator.language.startsWith("ja") ? "ja" : "en";
let network: Network | null = null;
let last: readonly Dropped[] = [];

/** Where the chain is; the page trusts the chain for everything else. */
async function findNetwork(): Promise<Network | null> {
  try {
    const answer: unknown = await (await fetch("/v1/network")).json();
    if (typeof answer !== "object" || answer === null) return null;
    const { network: id, rpc } = answer as { network?: unknown; rpc?: unknown };
    return typeof id === "string" && typeof rpc === "string" ? { network: parseNetworkId(id).id, rpc } : null;
  } catch {
    return null;
  }
}

function label(): void {
  document.documentElement.lang = language;
  document.title = `Peerseal: ${text("title", language)}`;
  for (const element of document.querySelectorAll<HTMLElement>("[data-text]")) {
    element.textContent = text(element.dataset["text"] as TextKey, language);
  }
  toggle.textContent = text("language", language);
  byId("samples", HTMLParagraphElement).textContent = text("samples", language);
  notice.hidden = network !== null && !LOCAL_CHAIN.test(network.network);
  notice.textContent = text(network === null ? "noNetwork" : "testChain", language);
}

function isReceipt(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes).includes('"peerseal.receipt/1"') && !isBundle(bytes);
}

function isBundle(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes).includes('"peerseal.bundle/1"');
}

/** The receipt among the dropped ones that belongs to a credential. */
function receiptFor(file: Dropped, receipts: readonly Dropped[]): Uint8Array | undefined {
  for (const { bytes } of receipts) {
    const opened = open(file.bytes, { receipt: bytes });
    if (opened.receipt?.digest === opened.digest) return bytes;
  }
  return receipts.length === 1 ? receipts[0]?.bytes : undefined;
}

async function check(file: Dropped, receipts: readonly Dropped[]): Promise<HTMLElement> {
  try {
    const receipt = receipts.length === 0 || isBundle(file.bytes) ? undefined : receiptFor(file, receipts);
    const now = Math.floor(Date.now() / 1000);
    const end = at.value === "" ? undefined : Math.floor(Date.parse(`${at.value}T23:59:59Z`) / 1000);
    const verdict = await verify(file.bytes, {
      ...(network ?? {}),
      ...(receipt === undefined ? {} : { receipt }),
      ...(end === undefined || end > now - FIVE_MINUTES ? {} : { at: end }),
    });
    return verdictView(file.name, verdict, language);
  } catch (error) {
    if (error instanceof PeersealError) return faultView(file.name, error.message, error.fix);
    return faultView(file.name, String(error), "");
  }
}

async function show(): Promise<void> {
  if (last.length === 0) return;
  result.replaceChildren(el("p", {}, `${text("checking", language)} …`));
  const receipts = last.filter(({ bytes }) => isReceipt(bytes));
  const others = last.filter((file) => !receipts.includes(file));
  const files = others.length === 0 ? last : others;
  result.replaceChildren(...(await Promise.all(files.map((file) => check(file, receipts)))));
}

async function take(files: FileList | null): Promise<void> {
  if (files === null || files.length === 0) return;
  last = await Promise.all(
    [...files].map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  );
  await show();
}

input.addEventListener("change", () => void take(input.files));
at.addEventListener("change", () => void show());
toggle.addEventListener("click", () => {
  language = language === "en" ? "ja" : "en";
  label();
  void show();
});
for (const name of ["dragover", "dragenter"] as const) {
  drop.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
}
drop.addEventListener("dragleave", () => drop.classList.remove("over"));
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  void take(event.dataTransfer?.files ?? null);
});

network = await findNetwork();
label();
