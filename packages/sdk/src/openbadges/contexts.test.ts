import { describe, expect, test } from "vitest";
import { digestOf } from "../core/digest.js";
import { jsonObject } from "../core/fields.js";
import { CONTEXTS, contextOf, loadContext, OB_CONTEXT, PEERSEAL_CONTEXT, VC_CONTEXT } from "./contexts.js";

/** Every word that a context defines, at whatever depth, but for its keywords. */
function wordsOf(context: unknown, found = new Set<string>()): Set<string> {
  for (const part of Array.isArray(context) ? context : [context]) {
    if (typeof part !== "object" || part === null) continue;
    for (const [word, definition] of Object.entries(part)) {
      if (!word.startsWith("@")) found.add(word);
      if (typeof definition === "object" && definition !== null && "@context" in definition) {
        wordsOf(definition["@context"], found);
      }
    }
  }
  return found;
}

const wordsAt = (url: string) => wordsOf(jsonObject.parse(contextOf(url))["@context"]);

describe("the own context", () => {
  test.each([...CONTEXTS.keys()].filter((url) => url !== PEERSEAL_CONTEXT))("shares no word with %s", (url) => {
    const theirs = wordsAt(url);
    expect([...wordsAt(PEERSEAL_CONTEXT)].filter((word) => theirs.has(word))).toEqual([]);
  });

  test("is protected, and each word has a definition of its own", () => {
    const context = jsonObject.parse(jsonObject.parse(contextOf(PEERSEAL_CONTEXT))["@context"]);
    expect(context["@protected"]).toBe(true);
    const ids = [...wordsAt(PEERSEAL_CONTEXT)].map((word) => {
      const definition = context[word];
      return typeof definition === "string" ? definition : jsonObject.parse(definition)["@id"];
    });
    expect(ids).toEqual([...wordsAt(PEERSEAL_CONTEXT)].map((word) => `https://w3id.org/peerseal/ns#${word}`));
  });
});

describe("bundled contexts", () => {
  test.each([...CONTEXTS])("%s has its pinned digest", (url, { digest }) => {
    expect(digestOf(jsonObject.parse(contextOf(url)))).toBe(digest);
  });

  test("hold the two that our credentials name", () => {
    expect([VC_CONTEXT, OB_CONTEXT].every((url) => CONTEXTS.has(url))).toBe(true);
  });

  test("name no further context that would have to be loaded", () => {
    for (const url of CONTEXTS.keys()) {
      const context = jsonObject.parse(contextOf(url))["@context"];
      const parts = Array.isArray(context) ? context : [context];
      expect(parts.filter((part) => typeof part === "string")).toEqual([]);
      expect(JSON.stringify(context)).not.toContain('"@import"');
    }
  });

  test("are all that the loader knows", async () => {
    await expect(loadContext(VC_CONTEXT)).resolves.toMatchObject({ documentUrl: VC_CONTEXT, tag: "static" });
    await expect(loadContext("https://example.org/context/v1")).rejects.toMatchObject({
      code: "context-missing",
      details: { url: "https://example.org/context/v1" },
    });
  });
});
