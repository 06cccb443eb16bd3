import type { JsonValue } from "../../core/types.js";

/**
 * A text that is the same for documents of one structure: the same members in the same order, lists of the same lengths,
 * texts in the same places. Two structures may share one by odd names of members: it finds what to compare, no more.
 */
export function structureOf(value: JsonValue): string {
  if (typeof value === "string") return '"';
  if (typeof value !== "object" || value === null) return String(value);
  let text = "";
  if (Array.isArray(value)) {
    for (const item of value) text += `${structureOf(item)},`;
    return `[${text}]`;
  }
  for (const [name, member] of Object.entries(value)) text += `${name}:${structureOf(member)},`;
  return `{${text}}`;
}
