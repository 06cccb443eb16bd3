/** An element's start, or its end, or text in it. Texts are as written, references and all, unless from CDATA. */
export type XmlEvent =
  | {
      readonly type: "start";
      readonly namespace: string;
      readonly local: string;
      /** By name as written, values as written. */
      readonly attributes: ReadonlyMap<string, string>;
      /** Offsets of the tag in the text. */
      readonly from: number;
      readonly to: number;
      readonly empty: boolean;
    }
  | { readonly type: "end"; readonly namespace: string; readonly local: string }
  | { readonly type: "text"; readonly text: string; readonly literal: boolean };

const MAX_DEPTH = 256;
const MAX_ELEMENTS = 200_000;
const MAX_ATTRIBUTES = 256;
const NAME = "[A-Za-z_:\\u0080-\\uffff][\\w:.\\-\\u0080-\\uffff]*";
const START = new RegExp(`<(${NAME})`, "y");
const ATTRIBUTE = new RegExp(`\\s+(${NAME})\\s*=\\s*(?:"([^"<]*)"|'([^'<]*)')`, "y");
const TAG_END = /\s*(\/?)>/y;
const END = new RegExp(`</(${NAME})\\s*>`, "y");
const REFERENCES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

type Scope = { readonly name: string; readonly namespace: string; readonly local: string; readonly spaces: Spaces };
type Spaces = ReadonlyMap<string, string>;

/**
 * Reads XML one event at a time, with namespaces. A document type definition of its own is refused, so that there are no
 * entities beside the five of XML; nothing is loaded.
 *
 * @throws SyntaxError for what is not well-formed or beyond the bounds
 */
export function* xmlEvents(text: string): Generator<XmlEvent> {
  const open: Scope[] = [];
  let at = 0;
  let elements = 0;
  let rooted = false;
  while (at < text.length) {
    const mark = text.indexOf("<", at);
    const content = text.slice(at, mark < 0 ? text.length : mark);
    if (content !== "") {
      if (open.length > 0) yield { type: "text", text: content, literal: false };
      else if (/[^\s\ufeff]/.test(content)) throw new SyntaxError("text outside the root");
    }
    if (mark < 0) break;
    at = mark;
    const skipped = afterMarkup(text, at);
    if (skipped !== null) {
      at = skipped;
      continue;
    }
    if (text.startsWith("<![CDATA[", at)) {
      const end = endOf(text, "]]>", at);
      if (open.length === 0) throw new SyntaxError("text outside the root");
      yield { type: "text", text: text.slice(at + 9, end - 3), literal: true };
      at = end;
      continue;
    }
    END.lastIndex = at;
    const ending = END.exec(text);
    if (ending !== null) {
      const scope = open.pop();
      if (scope === undefined || scope.name !== ending[1]) throw new SyntaxError("tags do not match");
      yield { type: "end", namespace: scope.namespace, local: scope.local };
      at = END.lastIndex;
      continue;
    }
    if (open.length === 0 && rooted) throw new SyntaxError("two roots");
    rooted = true;
    elements += 1;
    if (elements > MAX_ELEMENTS || open.length >= MAX_DEPTH) throw new SyntaxError("too much");
    const { scope, event } = startTag(text, at, open.at(-1)?.spaces ?? new Map([["xml", "xml"]]));
    at = event.to;
    yield event;
    if (event.empty) yield { type: "end", namespace: scope.namespace, local: scope.local };
    else open.push(scope);
  }
  if (open.length > 0 || !rooted) throw new SyntaxError("cut short");
}

/** The end of a comment, a processing instruction or a document type without definitions; null for other markup. */
function afterMarkup(text: string, at: number): number | null {
  if (text.startsWith("<!--", at)) return endOf(text, "-->", at + 4);
  if (text.startsWith("<?", at)) return endOf(text, "?>", at);
  if (!/^<!doctype/i.test(text.slice(at, at + 9))) return null;
  const end = endOf(text, ">", at);
  if (text.slice(at, end).includes("[")) throw new SyntaxError("a document type definition of its own");
  return end;
}

function endOf(text: string, mark: string, from: number): number {
  const end = text.indexOf(mark, from);
  if (end < 0) throw new SyntaxError("cut short");
  return end + mark.length;
}

function startTag(
  text: string,
  from: number,
  outer: Spaces,
): { readonly scope: Scope; readonly event: XmlEvent & { type: "start" } } {
  START.lastIndex = from;
  const name = START.exec(text)?.[1];
  if (name === undefined) throw new SyntaxError("no tag");
  const attributes = new Map<string, string>();
  let at = START.lastIndex;
  for (;;) {
    ATTRIBUTE.lastIndex = at;
    const found = ATTRIBUTE.exec(text);
    if (found === null) break;
    const [, key = "", double, single = ""] = found;
    if (attributes.has(key) || attributes.size >= MAX_ATTRIBUTES) throw new SyntaxError("attributes");
    attributes.set(key, double ?? single);
    at = ATTRIBUTE.lastIndex;
  }
  TAG_END.lastIndex = at;
  const end = TAG_END.exec(text);
  if (end === null) throw new SyntaxError("tag is not closed");
  const spaces = spacesWithin(attributes, outer);
  const colon = name.indexOf(":");
  const [prefix, local] = [name.slice(0, Math.max(colon, 0)), name.slice(colon + 1)];
  const namespace = spaces.get(prefix);
  if (namespace === undefined && prefix !== "") throw new SyntaxError("prefix without namespace");
  const scope = { name, namespace: namespace ?? "", local, spaces };
  const event = { namespace: scope.namespace, local, attributes, from, to: TAG_END.lastIndex, empty: end[1] === "/" };
  return { scope, event: { type: "start", ...event } };
}

function spacesWithin(attributes: ReadonlyMap<string, string>, outer: Spaces): Spaces {
  const own = [...attributes].filter(([name]) => name === "xmlns" || name.startsWith("xmlns:"));
  if (own.length === 0) return outer;
  return new Map([...outer, ...own.map(([name, value]) => [name.slice(6), unescapeXml(value)] as const)]);
}

/**
 * The text that XML wrote: character references and the five entities of XML.
 *
 * @throws SyntaxError for any other entity
 */
export function unescapeXml(text: string): string {
  return text.replace(/&([^;&]{0,10});?/g, (whole, name: string) => {
    const known = Object.hasOwn(REFERENCES, name) ? REFERENCES[name] : undefined;
    if (known !== undefined && whole.endsWith(";")) return known;
    const [, hex, decimal] = /^#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}))$/.exec(name) ?? [];
    const point = hex === undefined ? Number(decimal ?? Number.NaN) : Number.parseInt(hex, 16);
    if (whole.endsWith(";") && point >= 9 && point <= 0x10ffff) return String.fromCodePoint(point);
    throw new SyntaxError("an entity of its own");
  });
}

/** A text as an attribute's value or an element's content. */
export function escapeXml(text: string): string {
  const names: Readonly<Record<string, string>> = { "<": "lt", ">": "gt", "&": "amp", '"': "quot", "'": "apos" };
  return text.replace(/[<>&"']/g, (character) => `&${names[character]};`);
}
