import type { JsonObject, JsonValue } from "../core/types.js";
import { CONTEXTS } from "./contexts.js";

/** What must be known of a document before JSON-LD processing is let loose on it. */
export type Survey = {
  /** Values of any kind, nested ones included. */
  readonly values: number;
  readonly characters: number;
  /** Contexts named or written out, with repetition. */
  readonly contexts: number;
  /** Contexts that are not bundled, without repetition. */
  readonly missingContexts: readonly string[];
  /** Whether a context is written out in the document instead of named. */
  readonly inlineContext: boolean;
  /** Whether a number is fractional or beyond 2^53 - 1: JSON-LD libraries write these differently. */
  readonly unsafeNumber: boolean;
};

/** Walks a JSON value once, without recursion. */
export function survey(root: JsonValue): Survey {
  const missing = new Set<string>();
  let inlineContext = false;
  let unsafeNumber = false;
  let contexts = 0;
  let values = 0;
  let characters = 0;
  const queue: JsonValue[] = [root];
  for (let value = queue.pop(); value !== undefined; value = queue.pop()) {
    values += 1;
    if (typeof value === "string") characters += value.length;
    if (typeof value === "number" && !Number.isSafeInteger(value)) unsafeNumber = true;
    if (typeof value !== "object" || value === null) continue;
    if (isArray(value)) {
      for (const item of value) queue.push(item);
      continue;
    }
    for (const [name, member] of Object.entries(value)) {
      characters += name.length;
      queue.push(member);
      if (name !== "@context") continue;
      for (const context of isArray(member) ? member : [member]) {
        contexts += 1;
        if (typeof context !== "string") inlineContext = true;
        else if (!CONTEXTS.has(context)) missing.add(context);
      }
    }
  }
  return { values, characters, contexts, missingContexts: [...missing], inlineContext, unsafeNumber };
}

/** `Array.isArray` for JSON values, whose arrays are read-only. */
export function isArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** Whether a JSON value is an object. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
