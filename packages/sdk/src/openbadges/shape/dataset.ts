import jsonld, { type Literal, type Term as RdfTerm } from "jsonld";
import { PeersealError } from "../../core/errors.js";
import type { JsonObject } from "../../core/types.js";
import { JSONLD_OPTIONS } from "../rdfc.js";
import { escapeLiteral, type Quad, type Term } from "./lines.js";

const XSD_STRING = "http://www.w3.org/2001/XMLSchema#string";
const LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString";

/** Marks that stand for slots in a document, each with the number of its slot. */
export type Marks = ReadonlyMap<string, number>;

/**
 * A document's dataset as prepared quads. `unfit`: slots whose mark did not come out as one whole literal or IRI, or did
 * not come out at all, so that their text must be taken for constant.
 */
export type Dataset = {
  readonly quads: readonly Quad[];
  readonly blankNodes: number;
  readonly unfit: ReadonlySet<number>;
};

/**
 * Has the library read a document, with the settings of the RDFC cryptosuites.
 *
 * @param token what every mark holds and nothing else does
 * @throws whatever the library finds wrong with the document
 */
export async function datasetOf(document: JsonObject, marks: Marks, token: string): Promise<Dataset> {
  const quads = await jsonld.toRDF(structuredClone(document), JSONLD_OPTIONS);
  const seen = new Set<number>();
  const unfit = new Set<number>();
  const nodes = new Map<string, number>();
  const isOff = (text: string) => text.includes(token);
  const giveUp = (text: string) => {
    for (const [mark, slot] of marks) if (text.includes(mark)) unfit.add(slot);
  };
  const term = (given: RdfTerm): Term => {
    switch (given.termType) {
      case "BlankNode": {
        const node = nodes.get(given.value) ?? nodes.size;
        nodes.set(given.value, node);
        return { kind: "blank", node };
      }
      case "NamedNode": {
        const slot = marks.get(given.value);
        if (slot === undefined) return { kind: "text", text: `<${escapeIri(given.value, isOff, giveUp)}>` };
        seen.add(slot);
        return { kind: "iri", slot };
      }
      case "Literal": {
        const after = suffixOf(given);
        if (isOff(after)) giveUp(after);
        const slot = marks.get(given.value);
        if (slot !== undefined) {
          seen.add(slot);
          return { kind: "literal", slot, after };
        }
        if (isOff(given.value)) giveUp(given.value);
        return { kind: "text", text: `"${escapeLiteral(given.value)}"${after}` };
      }
      case "DefaultGraph":
        throw new PeersealError("internal", "The default graph is no term.");
    }
  };
  const prepared = quads.map(
    ({ subject, predicate, object, graph }): Quad => ({
      subject: term(subject),
      predicate: `<${escapeIri(predicate.value, isOff, giveUp)}>`,
      object: term(object),
      graph: graph.termType === "DefaultGraph" ? null : term(graph),
    }),
  );
  for (const slot of marks.values()) if (!seen.has(slot)) unfit.add(slot);
  return { quads: prepared, blankNodes: nodes.size, unfit };
}

function suffixOf({ datatype, language }: Literal): string {
  if (datatype.value === LANG_STRING) return language ? `@${language}` : "";
  return datatype.value === XSD_STRING ? "" : `^^<${datatype.value}>`;
}

/** IRIs with characters that N-Quads would escape are refused: no credential needs one, and libraries differ. */
function escapeIri(iri: string, isOff: (text: string) => boolean, giveUp: (text: string) => void): string {
  if (isOff(iri)) giveUp(iri);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that an IRI may not hold.
  if (/[\u0000-\u0020<>"{}|^`\\]/.test(iri)) {
    throw new PeersealError("issue-invalid", "An IRI holds a character that must be escaped.");
  }
  return iri;
}
