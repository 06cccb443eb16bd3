import { createHash } from "node:crypto";
import { cryptosuite } from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite";
import { describe, expect, it } from "vitest";
import { fromUtf8 } from "../../core/text.js";
import type { JsonObject } from "../../core/types.js";
import { loadContext } from "../contexts.js";
import { createByteSink } from "./byte-sink.js";
import { jsonWriter } from "./pattern.js";
import { createShapes, type ShapesDeps } from "./shapes.js";

const hash = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest("hex");
const canonize = (document: JsonObject) =>
  cryptosuite.canonize(structuredClone(document), { documentLoader: loadContext });
const shapesWith = (deps: Partial<ShapesDeps> = {}) => createShapes({ hash, canonize, sample: () => false, ...deps });

const credential = (n: number, more: JsonObject = {}): JsonObject => ({
  "@context": ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"],
  id: `urn:uuid:${n}`,
  type: ["VerifiableCredential"],
  issuer: "did:web:issuer.example",
  name: "Same",
  credentialSubject: { id: `did:example:${n}`, alumniOf: "School", ...more },
});

describe("shapes", () => {
  it("give what the library gives, and ask it less and less", async () => {
    const shapes = shapesWith();
    for (let n = 0; n < 40; n++) {
      const document = credential(n);
      expect((await shapes.canonicalHash(document)).hash).toBe(hash(await canonize(document)));
    }
    // Two to learn from, eight to be held against.
    expect(shapes.counts).toEqual({ library: 10, shape: 30 });
  });

  it("widen when a text begins to differ, at most so often, and then all at once", async () => {
    const shapes = shapesWith();
    const names = ["a", "b", "c", "d", "e", "f"];
    const constant = Object.fromEntries(names.map((name) => [name, "constant"]));
    for (let n = 0; n < 12; n++) await shapes.canonicalHash(credential(n, constant));
    for (const [i, name] of names.entries()) {
      const document = credential(100 + i, { ...constant, [name]: "other" });
      expect((await shapes.canonicalHash(document)).hash).toBe(hash(await canonize(document)));
    }
    const before = shapes.counts.library;
    for (let n = 0; n < 30; n++) {
      const document = credential(200 + n, Object.fromEntries(names.map((name) => [name, `${name} ${n}`])));
      expect((await shapes.canonicalHash(document)).hash).toBe(hash(await canonize(document)));
    }
    expect(shapes.counts.library - before).toBeLessThan(10);
  });

  it("keep several structures apart", async () => {
    const shapes = shapesWith();
    for (let n = 0; n < 60; n++) {
      const document = credential(n, n % 3 === 0 ? {} : n % 3 === 1 ? { score: 5 } : { tags: ["x", `y${n}`] });
      expect((await shapes.canonicalHash(document)).hash).toBe(hash(await canonize(document)));
    }
    expect(shapes.counts.shape).toBe(30);
  });

  it("hold a sample against the library, and throw when it differs", async () => {
    let broken = false;
    let asked = 0;
    const shapes = shapesWith({
      canonize: async (document) => `${await canonize(document)}${broken ? "changed" : ""}`,
      sample: () => ++asked % 5 === 0,
    });
    for (let n = 0; n < 30; n++) await shapes.canonicalHash(credential(n));
    expect(shapes.counts).toEqual({ library: 14, shape: 16 });
    broken = true;
    const outcomes: unknown[] = [];
    for (let n = 30; n < 36; n++) {
      outcomes.push(
        await shapes.canonicalHash(credential(n)).then(
          () => "answered",
          ({ code }) => code,
        ),
      );
    }
    expect(outcomes).toContain("internal");
    // The shape is forgotten: what comes now is the library's own.
    expect(outcomes.filter((outcome) => outcome === "internal")).toHaveLength(1);
  });

  it("pass on what the library finds wrong", async () => {
    const shapes = shapesWith();
    await expect(
      shapes.canonicalHash({ ...credential(1), "@context": ["https://unknown.example/"] }),
    ).rejects.toThrow();
  });

  it("write a document's canonical JSON from its texts", async () => {
    const shapes = shapesWith();
    for (let n = 0; n < 12; n++) await shapes.canonicalHash(credential(n, { quote: `"${n}"\u2028` }));
    const { fitted } = await shapes.canonicalHash(credential(99, { quote: '\\"\n\u0000é' }));
    if (fitted === null) throw new Error("The shape fits.");
    const sink = createByteSink();
    jsonWriter(fitted.shape.pattern)(fitted.texts, sink);
    expect(fromUtf8(sink.written())).toBe(
      '{"@context":["https://www.w3.org/ns/credentials/v2","https://www.w3.org/ns/credentials/examples/v2"],' +
        '"credentialSubject":{"alumniOf":"School","id":"did:example:99","quote":"\\\\\\"\\n\\u0000é"},' +
        '"id":"urn:uuid:99","issuer":"did:web:issuer.example","name":"Same","type":["VerifiableCredential"]}',
    );
  });
});
