import type { JsonObject } from "../types.js";
import { isList, isObject, listOf, member } from "../values.js";
import {
  dateTime,
  type FormatIssue,
  oneOrMany,
  pointer,
  type Report,
  type Rule,
  shape,
  text,
  types,
  url,
} from "./format-rules.js";

/* What the rules for credentials and for presentations have in common. */

/** W3C Verifiable Credentials Data Model; null: the first context is of neither. */
export type DataModel = "vcdm-2.0" | "vcdm-1.1" | null;

/** Beyond this many faults nobody reads on. */
export const MAX_ISSUES = 50;

const CONTEXTS = {
  "https://www.w3.org/ns/credentials/v2": "vcdm-2.0",
  "https://www.w3.org/2018/credentials/v1": "vcdm-1.1",
} as const;

/** Gathers faults, each once. */
export function collector(): { readonly report: Report; readonly issues: () => readonly FormatIssue[] } {
  const found = new Map<string, FormatIssue>();
  return {
    report: (path, code) => {
      if (found.size < MAX_ISSUES) found.set(`${code} ${path}`, { path, code });
    },
    issues: () => [...found.values()],
  };
}

/** The data model that the first context names. */
export function modelOf(credential: JsonObject): DataModel {
  const [first] = listOf(member(credential, "@context"));
  for (const [context, model] of Object.entries(CONTEXTS)) if (first === context) return model;
  return null;
}

/** Rules of `@context`; gives the data model that it names. */
export function checkContext(credential: JsonObject, report: Report): DataModel {
  const context = member(credential, "@context");
  if (context === undefined) return null;
  const model = modelOf(credential);
  if (!isList(context)) report("/@context", "not-a-list");
  if (model === null) report(isList(context) ? "/@context/0" : "/@context", "context-first");
  listOf(context).forEach((item, i) => {
    if (isObject(item)) return;
    url(item, pointer("/@context", i), (path) => report(path, "context-value"));
  });
  return model;
}

const proof: Rule = shape(
  {
    id: url,
    type: types(),
    created: dateTime,
    expires: dateTime,
    cryptosuite: text,
    proofPurpose: text,
    proofValue: text,
    verificationMethod: url,
    previousProof: oneOrMany(text),
  },
  ["type"],
);

/** Rules of `proof`, and that a chain's proofs follow proofs that are there. */
export function checkProofs(credential: JsonObject, report: Report): void {
  const value = member(credential, "proof");
  if (value === undefined) return;
  const proofs = listOf(value);
  const ids = new Set(proofs.map((item) => (isObject(item) ? member(item, "id") : undefined)));
  proofs.forEach((item, i) => {
    const path = isList(value) ? pointer("/proof", i) : "/proof";
    proof(item, path, report);
    if (!isObject(item)) return;
    if (member(item, "type") === "DataIntegrityProof") {
      shape({}, ["cryptosuite", "verificationMethod", "proofPurpose", "proofValue"])(item, path, report);
    }
    for (const previous of listOf(member(item, "previousProof"))) {
      if (!ids.has(previous)) report(pointer(path, "previousProof"), "proof-unknown");
    }
  });
}
