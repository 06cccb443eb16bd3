import type { Dropped, Network } from "./check.js";
import { byId, el } from "./dom.js";
import { type Language, type TextKey, text } from "./text.js";

const LOCAL_CHAIN = /^eip155:31337:/;

const result = byId("result", HTMLElement);
const drop = byId("drop", HTMLDivElement);
const input = byId("file", HTMLInputElement);
const paste = byId("paste", HTMLInputElement);
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
    return typeof id === "string" && typeof rpc === "string" ? { network: id, rpc } : null;
  } catch {
    return null;
  }
}

function label(): void {
  document.documentElement.lang = language;
  document.title = `Peerseal: ${text("title", language)}`;
  for (const element of document.querySelectorAll<HTMLElement>("[data-text]")) {
    element.textContent = text(element.dataset.text as TextKey, language);
  }
  toggle.textContent = text("language", language);
  byId("samples", HTMLParagraphElement).textContent = text("samples", language);
  notice.hidden = network !== null && !LOCAL_CHAIN.test(network.network);
  notice.textContent = text(network === null ? "noNetwork" : "testChain", language);
}

/** The end of the chosen day, Unix seconds; undefined where that is not past. */
function chosenMoment(): number | undefined {
  const end = Math.floor(Date.parse(`${at.value}T23:59:59Z`) / 1000);
  return at.value === "" || end * 1000 >= Date.now() ? undefined : end;
}

async function show(): Promise<void> {
  if (last.length === 0) return;
  const asked = last;
  result.replaceChildren(el("p", {}, `${text("checking", language)} …`));
  // The verifier is loaded with the first file: the page itself is there at once.
  const { checkFiles } = await import("./check.js");
  const views = await checkFiles(asked, { network, at: chosenMoment(), language });
  if (asked === last) result.replaceChildren(...views);
}

async function take(files: FileList | null): Promise<void> {
  if (files === null || files.length === 0) return;
  last = await Promise.all(
    [...files].map(async (file) => ({ name: file.name, content: new Uint8Array(await file.arrayBuffer()) })),
  );
  await show();
}

async function takeText(content: string, name: TextKey): Promise<void> {
  if (content.trim() === "") return;
  last = [{ name: text(name, language), content }];
  await show();
}

/** What a link of a certificate or a code holds behind its `#`; browsers do not send it to the server. */
function takeFragment(): void {
  if (/^#[cd]=/.test(location.hash)) void takeText(location.href, "linked");
}

input.addEventListener("change", () => void take(input.files));
paste.addEventListener("input", () => void takeText(paste.value, "pasted"));
window.addEventListener("hashchange", takeFragment);
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

label();
network = await findNetwork();
label();
takeFragment();
