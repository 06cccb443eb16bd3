import type { JsonObject, JsonValue } from "../types.js";
import { isList, isObject } from "../values.js";
import { pointer, type Report } from "./format-rules.js";

/*
 * A signature over RDF covers what a document says, not how it is written: JSON-LD lets the same words be said in other
 * forms. Whoever reads the JSON would not see an end of validity that stands in `@included`, or under its full IRI, while
 * the signature stays right. A conforming document is compacted (VCDM 2.0 section 1.3), which has none of these forms; so
 * they are refused, and what was signed is what is read.
 */

/** Members of a value that tells its type or language. Everything else that begins with `@` hides something, or is dropped. */
const VALUE = new Set(["@value", "@language", "@direction", "@type"]);

/** Vocabularies whose words mean something to verifiers, and the short names that some contexts have for them. */
const VOCABULARIES = [
  "https://www.w3.org/2018/credentials#",
  "https://www.w3.org/ns/credentials/status#",
  "https://w3id.org/security#",
  "https://w3id.org/vc/status-list#",
  "https://purl.imsglobal.org/spec/",
  "https://w3id.org/peerseal/ns#",
  "https://schema.org/name",
  "https://schema.org/description",
  "https://schema.org/encodingFormat",
  "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
  "cred:",
  "sec:",
] as const;

/** Reports every part of a credential that is signed but would not be read. Walks it once, without recursion. */
export function checkReading(credential: JsonObject, report: Report): void {
  const queue: (readonly [JsonValue, string])[] = [[credential, ""]];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const [value, path] = next;
    if (isList(value)) for (const [i, item] of value.entries()) queue.push([item, pointer(path, i)]);
    if (!isObject(value)) continue;
    const isValue = Object.hasOwn(value, "@value");
    const isItems = Object.hasOwn(value, "@list") && Object.keys(value).length === 1;
    for (const [name, inner] of Object.entries(value)) {
      const at = () => pointer(path, name);
      if (name === "@context") {
        checkContexts(inner, at(), report);
        continue;
      }
      if (name.startsWith("@") && !isItems && !(isValue && VALUE.has(name))) report(at(), "keyword");
      else if (isStandard(name)) report(at(), "long-name");
      if (typeof inner === "object" && inner !== null) queue.push([inner, at()]);
    }
  }
}

function isStandard(name: string): boolean {
  return name.includes(":") && VOCABULARIES.some((vocabulary) => name.startsWith(vocabulary));
}

const CONTEXT_KEYWORDS = new Set(["@version", "@protected", "@vocab", "@id", "@type", "@context", "@container"]);
const TYPE_KEYWORDS = new Set(["@id", "@vocab", "@json", "@none"]);

/**
 * A context that is written out may name new things, but give no word of the standards another name: with
 * `"x": "https://www.w3.org/2018/credentials#credentialStatus"` the status would stand unread under `x`.
 */
function checkContexts(value: JsonValue, path: string, report: Report): void {
  const queue: (readonly [JsonValue, string])[] = [[value, path]];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const [context, at] = next;
    if (isList(context)) for (const [i, item] of context.entries()) queue.push([item, pointer(at, i)]);
    if (!isObject(context)) continue;
    for (const [name, inner] of Object.entries(context)) {
      const here = pointer(at, name);
      if (name === "@context") queue.push([inner, here]);
      else if (isObject(inner) && !name.startsWith("@")) queue.push([inner, here]);
      else if (!isPlain(name, inner)) report(here, isTerm(name, inner) ? "context-alias" : "context-value");
    }
  }
}

/** Whether a context that is written out names new things only, so that a verifier may use it. */
export function isPlainContext(context: JsonValue): boolean {
  let plain = true;
  checkContexts(context, "", () => {
    plain = false;
  });
  return plain && isObject(context);
}

function isTerm(name: string, value: JsonValue): boolean {
  return typeof value === "string" || name.startsWith("@");
}

function isPlain(name: string, value: JsonValue): boolean {
  switch (name) {
    case "@version":
    case "@protected":
      return true;
    case "@container":
      return value !== "@graph" && !(isList(value) && value.includes("@graph"));
    case "@type":
      return typeof value === "string" && (TYPE_KEYWORDS.has(value) || isForeignIri(value));
    default:
      if (name.startsWith("@") && !CONTEXT_KEYWORDS.has(name)) return false;
      return isForeignIri(value) || (name === "id" && value === "@id") || (name === "type" && value === "@type");
  }
}

/** An absolute IRI that neither is one of the vocabularies' nor could be the beginning of one. */
function isForeignIri(value: JsonValue): boolean {
  return (
    typeof value === "string" &&
    /^[A-Za-z][A-Za-z0-9+.-]*:./.test(value) &&
    !VOCABULARIES.some((vocabulary) => value.startsWith(vocabulary) || vocabulary.startsWith(value))
  );
}
