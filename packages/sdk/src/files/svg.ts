import { ambiguous, beyondLimit, damaged } from "../core/credential/explain.js";
import { PeersealError } from "../core/errors.js";
import { fromUtf8 } from "../core/text.js";
import { type Baked, type Baking, MAX_TEXT, requireFree, unfit } from "./baked.js";
import { unescapeXml, type XmlEvent, xmlEvents } from "./xml.js";

/** Namespace of the element with the credential. Source: Open Badges 3.0, section 5.3.2. */
export const SVG_OPEN_BADGES = "https://purl.imsglobal.org/ob/v3p0";
/** Namespace of the element with the receipt. */
export const SVG_RECEIPT = "urn:peerseal:receipt";
const SVG_OPEN_BADGES_2 = "http://openbadges.org";
const SVG = "http://www.w3.org/2000/svg";

/**
 * Reads what was baked into an SVG image: `<openbadges:credential>` with a compact JWS in its attribute `verify`, or
 * with JSON as its text; and the receipt beside it.
 *
 * @throws `open-damaged` where it is not well-formed or defines entities; `open-ambiguous` for two credentials or two
 * receipts; `open-limit`
 */
export function readBakedSvg(input: Uint8Array | string): Baked {
  const found: Record<"credential" | "receipt", string[]> = { credential: [], receipt: [] };
  let openBadge2 = false;
  let inside: { readonly what: keyof typeof found; readonly verify: string | null; text: string } | null = null;
  let depth = 0;
  try {
    for (const event of xmlEvents(textOf(input))) {
      if (event.type === "start") {
        if (depth === 0 && !isSvgRoot(event)) throw damaged("svg", "root");
        depth += 1;
        openBadge2 ||= event.namespace === SVG_OPEN_BADGES_2;
        const what: keyof typeof found | null = inside === null ? kindOf(event) : null;
        const verify = event.attributes.get("verify");
        if (what !== null) inside = { what, verify: verify === undefined ? null : unescapeXml(verify), text: "" };
      } else if (event.type === "text") {
        if (inside === null) continue;
        inside.text += event.literal ? event.text : unescapeXml(event.text);
        if (inside.text.length > MAX_TEXT) throw beyondLimit("svg", "text", MAX_TEXT);
      } else {
        depth -= 1;
        if (inside === null || kindOf(event) !== inside.what) continue;
        found[inside.what].push((inside.verify ?? inside.text).trim());
        inside = null;
      }
    }
  } catch (cause) {
    if (cause instanceof PeersealError && cause.code !== "json-encoding") throw cause;
    throw damaged("svg", cause instanceof Error ? cause.message : "unknown", cause);
  }
  if (found.credential.length > 1 || found.receipt.length > 1) throw ambiguous("svg");
  return { credential: found.credential[0] ?? null, receipt: found.receipt[0] ?? null, openBadge2 };
}

/**
 * Puts a credential into an SVG image, with its receipt in an element of its own. The picture stays what it was. An
 * image that holds a credential is refused, never changed.
 *
 * @throws `image-occupied`, `image-unfit`
 */
export function bakeSvg(svg: Uint8Array | string, { credential, receipt }: Baking): string {
  let text: string;
  let root: (XmlEvent & { type: "start" }) | null = null;
  try {
    text = textOf(svg);
    requireFree(readBakedSvg(text));
    for (const event of xmlEvents(text)) {
      if (event.type === "start") root = event;
      break;
    }
    if (root === null) throw damaged("svg", "root");
  } catch (cause) {
    throw unfit(cause);
  }
  const tag = text.slice(root.from, root.to).replace(/\s*\/?>$/, "");
  const bound = root.attributes.get("xmlns:openbadges");
  const binding = ` xmlns:openbadges="${SVG_OPEN_BADGES}"`;
  // An older badge may have bound the prefix to its own namespace; then ours holds for our element only.
  const onRoot = bound === undefined ? binding : "";
  const own = bound === undefined || bound === SVG_OPEN_BADGES ? "" : binding;
  const element =
    typeof credential === "string"
      ? `<openbadges:credential${own} verify="${credential}"></openbadges:credential>`
      : `<openbadges:credential${own}>${cdata(credential)}</openbadges:credential>`;
  const beside = receipt
    ? `<peerseal:receipt xmlns:peerseal="${SVG_RECEIPT}">${cdata({ ...receipt })}</peerseal:receipt>`
    : "";
  const rest = root.empty ? `</${/^<([^\s/>]+)/.exec(tag)?.[1] ?? "svg"}>` : "";
  return `${text.slice(0, root.from)}${tag}${onRoot}>${element}${beside}${rest}${text.slice(root.to)}`;
}

function textOf(input: Uint8Array | string): string {
  return typeof input === "string" ? input : fromUtf8(input);
}

function isSvgRoot({ namespace, local }: { readonly namespace: string; readonly local: string }): boolean {
  return local === "svg" && (namespace === SVG || namespace === "");
}

/** What one of our elements holds, by its name; some tools write the namespace with a slash at its end. */
function kindOf(event: { readonly namespace: string; readonly local: string }): "credential" | "receipt" | null {
  const { namespace, local } = event;
  if (local === "credential" && namespace.replace(/\/$/, "") === SVG_OPEN_BADGES) return "credential";
  return local === "receipt" && namespace === SVG_RECEIPT ? "receipt" : null;
}

/** JSON as character data: what would end it, and characters that XML cannot hold, are written as JSON escapes. */
function cdata(value: unknown): string {
  const json = JSON.stringify(value)
    .replaceAll("]]>", "]]\\u003e")
    .replace(/[\ufffe\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`);
  return `<![CDATA[${json}]]>`;
}
