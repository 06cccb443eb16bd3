import { digestOf, isObject, type JsonObject, parseJson } from "@peerseal/sdk";
import { kept } from "./kept.js";

/** Reasons of an act as they are hashed: what they are about, by its id, and the text. */
export type Reasons = JsonObject & { readonly reasons: string };

/** What reasons are about: the id of a round, a version or a concern, by its name. */
export type About = { readonly [name in "round" | "version" | "concern"]?: string };

/** Reasons in the form that is hashed. */
export function reasonsOf(about: About, text: string): Reasons {
  return { ...about, reasons: text.trim().normalize("NFC") };
}

/** Reads reasons that somebody sent; null: they are not those of this digest. */
export function readReasons(text: string, digest: string): Reasons | null {
  try {
    const value = parseJson(text);
    return isReasons(value) && digestOf(value) === digest ? value : null;
  } catch {
    return null;
  }
}

function isReasons(value: unknown): value is Reasons {
  return isObject(value) && typeof value.reasons === "string";
}

/** The texts behind digests, as this browser keeps them. */
export const keptReasons = {
  /** Storage that is refused hinders no act: the text can be downloaded all the same. */
  put: async (reasons: Reasons): Promise<void> => kept.put(keyOf(digestOf(reasons)), reasons).catch(() => undefined),
  get: async (digest: string): Promise<Reasons | null> => kept.get<Reasons>(keyOf(digest)).catch(() => null),
};

function keyOf(digest: string): string {
  return `reasons/${digest}`;
}
