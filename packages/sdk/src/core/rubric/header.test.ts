import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { digestOf } from "../digest.js";
import { parseDocument, RubricDocument } from "../documents/index.js";
import { codeOf } from "../testing/code-of.js";
import { BASELINE_RUBRIC } from "./baseline.js";
import { packHeader, type Rule, ruleOf, SEAT_ROLES, unpackHeader } from "./header.js";

const byte = fc.integer({ min: 0, max: 255 });
const seconds = fc.integer({ min: 0, max: 0xffff_ffff });
const anyRule: fc.Arbitrary<Rule> = fc.record({
  criteria: fc.array(
    fc.record({
      essential: fc.boolean(),
      rapid: fc.boolean(),
      practitionerMustRate: fc.boolean(),
      ratedBy: fc.subarray([...SEAT_ROLES]),
    }),
    { minLength: 1, maxLength: 32 },
  ),
  panel: fc.record({
    seats: byte,
    institutions: byte,
    roles: fc.record({ "subject-expert": byte, education: byte, practitioner: byte, learner: byte, chair: byte }),
  }),
  rapid: fc.record({ seats: byte, institutions: byte }),
  ratingsNeeded: byte,
  partialEssentials: byte,
  notMetBelow: byte,
  conditionalBelow: byte,
  validity: seconds,
  rapidValidity: seconds,
  rapidReview: seconds,
});

describe("header", () => {
  it("comes back as it went in", () => {
    fc.assert(
      fc.property(anyRule, (rule) => {
        expect(unpackHeader(packHeader(rule))).toEqual(rule);
      }),
    );
  });

  it("has the layout of IRubricRegistry", () => {
    const [masks, numbers] = packHeader(ruleOf(BASELINE_RUBRIC));
    const mask = (bit: number) => Number((masks >> BigInt(bit)) & 0xffff_ffffn);
    const ids = (bits: number) => BASELINE_RUBRIC.criteria.filter((_, i) => (bits >> i) & 1).map(({ id }) => id);
    expect(ids(mask(160))).toEqual(["N1", "D1", "D2", "D3", "C1", "A1", "L1"]);
    expect(ids(mask(192))).toEqual(["N1", "D1", "C1", "A1", "L1"]);
    expect(ids(mask(224))).toEqual(["A1"]);
    expect(mask(0)).toBe(2 ** 17 - 1);
    expect(ids(mask(0) & ~mask(96))).toEqual(["C1"]);
    const bytes = Array.from({ length: 32 }, (_, i) => Number((numbers >> BigInt(8 * i)) & 0xffn));
    expect(bytes.slice(0, 14)).toEqual([17, 3, 2, 2, 0, 0, 1, 0, 2, 2, 2, 3, 50, 75]);
    const uint32 = (i: number) => Number((numbers >> BigInt(8 * i)) & 0xffff_ffffn);
    expect([uint32(14), uint32(18), uint32(22)]).toEqual([3 * 365 * 86400, 180 * 86400, 72 * 3600]);
    expect(bytes.slice(26)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it("refuses what contradicts itself", () => {
    const [masks, numbers] = packHeader(ruleOf(BASELINE_RUBRIC));
    expect(codeOf(() => unpackHeader([masks, numbers - 17n]))).toBe("header-invalid");
    expect(codeOf(() => unpackHeader([masks, numbers + 16n]))).toBe("header-invalid");
    expect(codeOf(() => unpackHeader([masks | (1n << 17n), numbers]))).toBe("header-invalid");
    expect(codeOf(() => unpackHeader([masks, numbers | (1n << 208n)]))).toBe("header-invalid");
    const rule = ruleOf(BASELINE_RUBRIC);
    expect(codeOf(() => packHeader({ ...rule, criteria: [] }))).toBe("header-invalid");
    expect(codeOf(() => packHeader({ ...rule, ratingsNeeded: 256 }))).toBe("header-invalid");
    expect(codeOf(() => packHeader({ ...rule, validity: -1 }))).toBe("header-invalid");
  });
});

describe("QA Baseline 1.0", () => {
  it("is a rubric document, with every text in English and Japanese", () => {
    expect(parseDocument(BASELINE_RUBRIC)).toEqual(BASELINE_RUBRIC);
    const halved = structuredClone(BASELINE_RUBRIC);
    const [first, ...rest] = halved.criteria;
    const { name, ...criterion } = first ?? { name: {} };
    const oneLanguage = { ...halved, criteria: [{ ...criterion, name: { en: "Reason to exist" } }, ...rest] };
    expect(Object.keys(name)).toEqual(["en", "ja"]);
    const paths = RubricDocument.safeParse(oneLanguage).error?.issues.map(({ path }) => path.join("."));
    expect(paths).toEqual(["criteria.0.name"]);
  });

  it("has its criteria in the order of their themes", () => {
    expect(BASELINE_RUBRIC.criteria.map(({ id }) => id).join(" ")).toBe(
      "N1 N2 D1 D2 D3 C1 C2 A1 A2 L1 L2 L3 P1 P2 V1 V2 V3",
    );
  });

  it("writes its texts for people: Japanese in Japanese, no two descriptors alike", () => {
    const texts = BASELINE_RUBRIC.criteria.flatMap((c) => [c.name, c.question, c.guidance, ...c.descriptors]);
    for (const language of ["en", "ja"]) {
      const all = texts.map((text) => text[language]);
      expect(new Set(all).size).toBe(texts.length);
    }
    for (const { ja } of texts) expect(ja).toMatch(/[\p{Script=Hiragana}\p{Script=Han}]/u);
  });

  it("never changes: a published digest stands for exactly this text", () => {
    expect(digestOf(BASELINE_RUBRIC)).toMatchInlineSnapshot(
      `"0x2fad0e6796ad72b7e609e11903c42ba69d2198341c41726954774ef4a185334a"`,
    );
  });
});
