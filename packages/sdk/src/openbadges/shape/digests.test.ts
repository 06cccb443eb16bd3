import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { credentialDigest } from "../../core/digest.js";
import { PeersealError } from "../../core/errors.js";
import type { JsonObject, JsonValue } from "../../core/types.js";
import { createDigests } from "./digests.js";
import { DOCUMENTS } from "./testing/documents.js";

const hash = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const attempt = (act: () => string): string => {
  try {
    return act();
  } catch (error) {
    return error instanceof PeersealError ? error.code : String(error);
  }
};

it("gives the digests of credentialDigest, whatever comes", () => {
  const digest = createDigests(hash);
  const json: fc.Arbitrary<JsonValue> = fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value)));
  const change = fc.record({
    place: fc.nat(DOCUMENTS.length - 1),
    id: fc.string({ unit: "binary", maxLength: 6 }),
    name: fc.option(json, { nil: undefined }),
    proof: fc.constantFrom<JsonValue>([{ proofValue: "z1" }], [{ proofValue: "z2" }], { proofValue: "z1" }, []),
  });
  fc.assert(
    fc.property(change, ({ place, id, name, proof }) => {
      const secured: JsonObject = {
        ...DOCUMENTS[place]?.document,
        id,
        ...(name === undefined ? {} : { name }),
        proof,
      };
      expect(attempt(() => digest(secured))).toBe(attempt(() => credentialDigest(secured)));
    }),
    { numRuns: 1_000 },
  );
});
