import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packRatings, unpackRatings } from "./ratings.js";
import { codeOf } from "./testing/code-of.js";

const anyLevels = fc.array(fc.option(fc.integer({ min: 0, max: 3 }), { nil: null }), { maxLength: 32 });

describe("ratings", () => {
  it("come back as they went in, in 128 bits", () => {
    fc.assert(
      fc.property(anyLevels, (levels) => {
        const packed = packRatings(levels);
        expect(packed >> 128n).toBe(0n);
        expect(unpackRatings(packed, levels.length)).toEqual(levels);
      }),
    );
  });

  it("stand in four bits each, the first criterion lowest", () => {
    expect(packRatings([2, null, 0, 3])).toBe(0x4103n);
    expect(packRatings([])).toBe(0n);
  });

  it("are refused where they say nothing", () => {
    for (const level of [-1, 4, 1.5, Number.NaN]) expect(codeOf(() => packRatings([level]))).toBe("ratings-invalid");
    expect(codeOf(() => packRatings(Array.from({ length: 33 }, () => 2)))).toBe("ratings-invalid");
    expect(codeOf(() => unpackRatings(0x5n, 1))).toBe("ratings-invalid");
    expect(codeOf(() => unpackRatings(0x10n, 1))).toBe("ratings-invalid");
    expect(codeOf(() => unpackRatings(-1n, 1))).toBe("ratings-invalid");
  });
});
