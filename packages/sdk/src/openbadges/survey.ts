import { isPlainContext } from "../core/credential/reading.js";
import type { JsonValue } from "../core/types.js";
import { isList } from "../core/values.js";
import { CONTEXTS } from "./contexts.js";

/** What must be known of a document before JSON-LD processing is let loose on it. */
export type Survey = {
  /** Values of any kind, nested ones included. */
  readonly values: number;
  readonly characters: number;
  /** Contexts named, and members of those written out, with repetition. */
  readonly contexts: number;
  /** Contexts that are not bundled, without repetition. */
  readonly missingContexts: readonly string[];
  /** Whether a context is written out that could give words of the standards another meaning or name. */
  readonly inlineContext: boolean;
  /** Whether a number is fractional or beyond 2^53 - 1: JSON-LD libraries write these differently. */
  readonly unsafeNumber: boolean;
  /** Whether a member has a name that JSON-LD passes over in silence: no RDF signature covers what stands there. */
  readonly passedOver: boolean;
};

/** Keywords whose values become RDF. Others, such as `@index` or `@none`, are dropped, and so are `__proto__` members. */
const KEYWORDS = new Set(
  "@context @id @type @value @language @direction @list @set @graph @included @nest @reverse".split(" "),
);

/** Walks a JSON value once, without recursion. */
export function survey(root: JsonValue): Survey {
  const missing = new Set<string>();
  let inlineContext = false;
  let unsafeNumber = false;
  let passedOver = false;
  let contexts = 0;
  let values = 0;
  let characters = 0;
  const queue: JsonValue[] = [root];
  for (let value = queue.pop(); value !== undefined; value = queue.pop()) {
    values += 1;
    if (typeof value === "string") characters += value.length;
    if (typeof value === "number" && !Number.isSafeInteger(value)) unsafeNumber = true;
    if (typeof value !== "object" || value === null) continue;
    if (isList(value)) {
      for (const item of value) queue.push(item);
      continue;
    }
    for (const [name, member] of Object.entries(value)) {
      characters += name.length;
      if (name === "__proto__" || (name.startsWith("@") && !KEYWORDS.has(name))) passedOver = true;
      queue.push(member);
      if (name !== "@context") continue;
      for (const context of isList(member) ? member : [member]) {
        contexts += 1;
        if (typeof context !== "string") {
          contexts += sizeOf(context);
          if (!isPlainContext(context)) inlineContext = true;
        } else if (!CONTEXTS.has(context)) missing.add(context);
      }
    }
  }
  return { values, characters, contexts, missingContexts: [...missing], inlineContext, unsafeNumber, passedOver };
}

/** Members of a context, those of scoped contexts included: each is copied for every node that it applies to. */
function sizeOf(root: JsonValue): number {
  let size = 0;
  const queue: JsonValue[] = [root];
  for (let value = queue.pop(); value !== undefined; value = queue.pop()) {
    if (typeof value !== "object" || value === null) continue;
    const inner = isList(value) ? value : Object.values(value);
    size += inner.length;
    for (const each of inner) queue.push(each);
  }
  return size;
}
