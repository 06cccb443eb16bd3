import { EMBED_TEXT, type EmbedLanguage, languageOf } from "./text.js";
import { draw, type Shown, styleOf } from "./view.js";

const TIMEOUT_MS = 20_000;

/**
 * `<peerseal-verify src="..." network="..." rpc="..." language="...">`: a verdict inside any page. The file at `src` is
 * checked in the visitor's browser against the chain at `rpc`. Fires `verdict` with `detail.word` once it is known.
 *
 * @example
 * <script type="module" src="https://registry.example/embed/peerseal-verify.js"></script>
 * <peerseal-verify src="/badge.png" network="eip155:31337:0x..." rpc="https://rpc.example"></peerseal-verify>
 */
class PeersealVerify extends HTMLElement {
  static readonly observedAttributes = ["src", "network", "rpc", "language"];

  readonly #box = document.createElement("div");
  #turn = 0;
  #isWaiting = false;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [styleOf()];
    this.#box.role = "group";
    this.#box.ariaLive = "polite";
    root.append(this.#box);
  }

  connectedCallback(): void {
    this.#ask();
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.#ask();
  }

  /** Attributes that change together are one question. */
  #ask(): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    queueMicrotask(() => {
      this.#isWaiting = false;
      void this.#check();
    });
  }

  async #check(): Promise<void> {
    const turn = ++this.#turn;
    const language = this.#language();
    const words = EMBED_TEXT[language];
    this.#box.ariaLabel = words.result;
    const [src, network, rpc] = [this.getAttribute("src"), this.getAttribute("network"), this.getAttribute("rpc")];
    const address = src === null || !URL.canParse(src, document.baseURI) ? null : new URL(src, document.baseURI);
    if (address === null) return this.#tell(plain("unsure", words.unset), null, language);
    this.#tell(plain("plain", `${words.checking} …`), null, language);
    const found = await this.#found(address, { network, rpc, language });
    // Something else was asked for meanwhile.
    if (turn !== this.#turn) return;
    this.#tell(found.shown, found.note, language);
    this.dispatchEvent(new CustomEvent("verdict", { detail: found.detail, bubbles: true, composed: true }));
  }

  async #found(
    address: URL,
    by: { readonly network: string | null; readonly rpc: string | null; readonly language: EmbedLanguage },
  ) {
    const words = EMBED_TEXT[by.language];
    const file = await load(address).catch(() => null);
    if (file === null) {
      const title = words.notLoaded.replace("{origin}", address.origin);
      return { shown: plain("unsure", title), note: null, detail: { word: "incomplete", code: "not-loaded" } };
    }
    try {
      const { judgeEmbedded } = await import("./judge.js");
      const { shown, detail } = await judgeEmbedded({ file, ...by });
      const endpoint = by.rpc !== null && URL.canParse(by.rpc) ? new URL(by.rpc).origin : null;
      const asked = endpoint === null ? words.alone : words.asked.replace("{endpoint}", endpoint);
      // About what is no credential nobody was asked.
      return { shown, note: shown.rows.length === 0 ? null : asked, detail };
    } catch {
      // Its code could not be loaded, or something that nobody foresaw: not known is not good.
      return { shown: plain("unsure", words.notReady), note: null, detail: { word: "incomplete", code: "not-ready" } };
    }
  }

  #tell(shown: Shown, note: string | null, language: EmbedLanguage): void {
    draw(this.#box, shown, note, language);
  }

  #language(): EmbedLanguage {
    const around = this.closest("[lang]")?.getAttribute("lang");
    return languageOf([this.getAttribute("language"), around, ...navigator.languages]);
  }
}

function plain(tone: Shown["tone"], title: string): Shown {
  return { tone, title, rows: [] };
}

async function load(address: URL): Promise<Uint8Array> {
  const response = await fetch(address, { credentials: "omit", signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new TypeError(`It answered ${response.status}.`);
  return new Uint8Array(await response.arrayBuffer());
}

if (customElements.get("peerseal-verify") === undefined) customElements.define("peerseal-verify", PeersealVerify);
