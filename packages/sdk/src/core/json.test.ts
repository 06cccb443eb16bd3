import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonical, type JsonLimits, parseJson } from "./json.js";
import { codeOf } from "./testing/code-of.js";

const read = (input: string | Uint8Array, limits?: JsonLimits) => codeOf(() => parseJson(input, limits));

describe("parseJson", () => {
  it.each([
    ['{"a":1,"a":2}', "json-duplicate-key"],
    ['{"a":1,"\\u0061":2}', "json-duplicate-key"],
    ['{"__proto__":1,"__proto__":2}', "json-duplicate-key"],
    ["9007199254740993", "json-number"],
    ["-9007199254740992", "json-number"],
    ["1e300", "json-number"],
    ["1e400", "json-number-range"],
    ["-1e400", "json-number-range"],
    ["1e-400", "json-number-range"],
    ['"\\u0000"', "json-nul"],
    ['"\0"', "json-nul"],
    ["\0", "json-nul"],
    ['"\\ud800"', "json-surrogate"],
    ['"\\udc00\\ud800"', "json-surrogate"],
    ['{"\\ud800":1}', "json-surrogate"],
    ['"\ud800"', "json-surrogate"],
    ["[".repeat(5000), "json-depth"],
    ['{"a":'.repeat(5000), "json-depth"],
    ["", "json-malformed"],
    ["\ufeff1", "json-malformed"],
    ["[1,]", "json-malformed"],
    ['{"a":1,}', "json-malformed"],
    ['{"a" 1}', "json-malformed"],
    ["{a:1}", "json-malformed"],
    ["[1 2]", "json-malformed"],
    ["[1}", "json-malformed"],
    ["[1", "json-malformed"],
    ["01", "json-malformed"],
    ["+1", "json-malformed"],
    [".5", "json-malformed"],
    ["1.", "json-malformed"],
    ["NaN", "json-malformed"],
    ["nul", "json-malformed"],
    ["1 2", "json-malformed"],
    ["'a'", "json-malformed"],
    ['"\t"', "json-malformed"],
    ['"\\x"', "json-malformed"],
    ['"\\u12"', "json-malformed"],
    ['"a', "json-malformed"],
  ] as const)("refuses %j with %s", (text, code) => {
    expect(read(text)).toBe(code);
  });

  it("refuses bytes that are not UTF-8", () => {
    expect(read(Uint8Array.of(0x22, 0xff, 0x22))).toBe("json-encoding");
    expect(read(Uint8Array.of(0x22, 0xc0, 0x80, 0x22))).toBe("json-encoding");
    expect(read(Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22))).toBe("json-encoding");
  });

  it("counts bytes, not characters", () => {
    expect(read('"避難所"', { maxBytes: 11 })).toBe("no error");
    expect(read('"避難所"', { maxBytes: 10 })).toBe("json-size");
    expect(read(new TextEncoder().encode('"避難所"'), { maxBytes: 10 })).toBe("json-size");
  });

  it("takes exactly the depth that it is given", () => {
    const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
    expect(read(nested(64))).toBe("no error");
    expect(read(nested(65))).toBe("json-depth");
    expect(read(nested(3), { maxDepth: 2 })).toBe("json-depth");
  });

  it("takes decimals unless whole numbers are asked for", () => {
    expect(parseJson("0.1")).toBe(0.1);
    for (const text of ["0.1", "1.0", "1e2", "-0"]) expect(read(text, { integersOnly: true })).toBe("json-number");
    expect(parseJson("-12", { integersOnly: true })).toBe(-12);
  });

  it("makes a member of __proto__ and leaves prototypes alone", () => {
    const value = parseJson('{"__proto__":{"polluted":true}}');
    expect(Object.keys(Object(value))).toEqual(["__proto__"]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Reflect.get({}, "polluted")).toBeUndefined();
    expect(canonical(value)).toBe('{"__proto__":{"polluted":true}}');
  });

  it("agrees with JSON.parse on whatever both take", () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(0, 1, 2), (text, indent) => {
        const expected: unknown = JSON.parse(text);
        const spaced = JSON.stringify(expected, null, indent);
        if (read(spaced) === "no error") expect(parseJson(spaced)).toEqual(JSON.parse(spaced));
        else expect(["json-nul", "json-number", "json-surrogate"]).toContain(read(spaced));
      }),
    );
  });

  it("never throws anything but its own errors, and takes nothing that JSON.parse refuses", () => {
    const soup = fc.array(
      fc.constantFrom(
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        '"',
        "\\",
        "u00",
        "1",
        "-",
        ".",
        "e",
        "true",
        "null",
        " ",
        '"a"',
        "\0",
      ),
      { maxLength: 24 },
    );
    fc.assert(
      fc.property(soup, (parts) => {
        const text = parts.join("");
        if (read(text) === "no error") expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
      { numRuns: 2000 },
    );
  });
});

describe("canonical", () => {
  it("writes the example of RFC 8785", () => {
    const text = `{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}`;
    expect(canonical(JSON.parse(text))).toBe(
      `{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA'B\\"\\\\\\\\\\"/"}`,
    );
  });

  it("orders members by UTF-16 units", () => {
    expect(canonical({ "\u{1f600}": 1, "\ufb33": 2, a: 3 })).toBe('{"a":3,"\u{1f600}":1,"\ufb33":2}');
  });

  it("refuses what has no canonical form", () => {
    expect(codeOf(() => canonical("\ud800"))).toBe("json-surrogate");
    expect(codeOf(() => canonical({ "\ud800": 1 }))).toBe("json-surrogate");
    expect(codeOf(() => canonical(Number.NaN))).toBe("json-number-range");
    expect(codeOf(() => canonical([Number.POSITIVE_INFINITY]))).toBe("json-number-range");
  });

  it("gives one form to equal values, whatever the order of members", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: "grapheme" }), fc.integer()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(canonical(reversed)).toBe(canonical(value));
        expect(JSON.parse(canonical(value))).toEqual(value);
      }),
    );
  });
});
