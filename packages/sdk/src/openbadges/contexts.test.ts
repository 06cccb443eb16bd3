import { describe, expect, test } from "vitest";
import { digestOf } from "../core/digest.js";
import { jsonObject } from "../core/fields.js";
import { CONTEXTS, contextOf, loadContext, OB_CONTEXT, VC_CONTEXT } from "./contexts.js";

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
