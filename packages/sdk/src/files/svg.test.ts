import { describe, expect, test } from "vitest";
import { CREDENTIAL } from "../core/judge/testing/sample.js";
import { open } from "./open.js";
import { bakeSvg, SVG_OPEN_BADGES } from "./svg.js";
import { bytes, failure, jwtOf, receiptOf, SUBJECTS, svg, UNICODE } from "./testing/subjects.js";

const json = JSON.stringify(CREDENTIAL);
const NS = ` xmlns:openbadges="${SVG_OPEN_BADGES}"`;
const element = (content: string, attributes = "") =>
  `<openbadges:credential${attributes}>${content}</openbadges:credential>`;
const cdata = (text: string) => `<![CDATA[${text}]]>`;
const escaped = json.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const nested = `${"<g>".repeat(300)}${"</g>".repeat(300)}`;
const laughs = `<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>${svg(element("&b;"), NS)}`;

describe("an SVG badge", () => {
  test.each(Object.entries(SUBJECTS))("gives back what was baked into it: %s", async (_, credential) => {
    const receipt = receiptOf(credential);
    const baked = bakeSvg(svg(), { credential, receipt });
    for (const file of [baked, bytes(baked), bytes(`\ufeff${baked}`)]) {
      const opened = await open(file);
      expect(opened).toMatchObject({ kind: "svg", receipt, jwt: null });
      expect(JSON.stringify(opened.credential)).toBe(JSON.stringify(credential));
    }
  });

  test("gives back a JWT", async () => {
    const jwt = jwtOf(UNICODE);
    const baked = bakeSvg(svg(), { credential: jwt });
    expect(baked).toContain(` verify="${jwt}"`);
    expect(await open(baked)).toMatchObject({ kind: "svg", jwt, credential: UNICODE });
  });

  test("has the element directly after the root's tag, with the namespace on the root", () => {
    expect(bakeSvg("<svg/>", { credential: { a: 1 } })).toBe(`<svg${NS}>${element(cdata('{"a":1}'))}</svg>`);
    expect(bakeSvg('<s:svg xmlns:s="http://www.w3.org/2000/svg" />', { credential: { a: 1 } })).toContain("</s:svg>");
  });

  test("of Open Badges 2 keeps its own namespace", async () => {
    const old = svg(
      '<openbadges:assertion verify="https://a.example/1"/>',
      ' xmlns:openbadges="http://openbadges.org"',
    );
    const baked = bakeSvg(old, { credential: CREDENTIAL, receipt: receiptOf(CREDENTIAL) });
    expect(baked).toContain('xmlns:openbadges="http://openbadges.org"');
    expect(await open(baked)).toMatchObject({ credential: CREDENTIAL, receipt: receiptOf(CREDENTIAL) });
  });

  test.each<[string, string]>([
    ["as the standard asks", svg(element(cdata(json)), NS)],
    ["as escaped text", svg(element(escaped), NS)],
    ["in pieces of character data", svg(element(`\n${cdata(json.slice(0, 50))}${cdata(json.slice(50))}\n`), NS)],
    ["with another prefix", svg(`<ob:credential xmlns:ob='${SVG_OPEN_BADGES}'>${cdata(json)}</ob:credential>`)],
    ["with a default namespace", svg(`<credential xmlns="${SVG_OPEN_BADGES}/">${cdata(json)}</credential>`)],
    ["deep in the picture", svg(`<g><defs>${element(cdata(json))}</defs></g>`, NS)],
    ["beside a script, which is not run", svg(`<script>throw 1 &amp;&amp; 2</script>${element(cdata(json))}`, NS)],
    [
      "with a document type and instructions",
      `<?x y?><!DOCTYPE svg PUBLIC "a" "http://a.example/svg.dtd">${svg(element(cdata(json)), NS)}`,
    ],
    ["with comments that look like it", svg(`<!-- ${element("x")} -->${element(cdata(json))}`, NS)],
  ])("of other makers is opened: %s", async (_, file) => {
    expect(await open(file.replace(/(?<!^)<\?xml.*?\?>\n/, ""))).toMatchObject({ kind: "svg", credential: CREDENTIAL });
  });

  test.each<[string, string | Uint8Array, string, string]>([
    ["no credential", svg(), "open-unrecognised", "svg"],
    [
      "an element of that name in no namespace",
      svg(`<credential>${cdata(json)}</credential>`),
      "open-unrecognised",
      "svg",
    ],
    [
      "Open Badge 2",
      svg('<o:assertion xmlns:o="http://openbadges.org" verify="x"/>'),
      "open-unrecognised",
      "open-badge-2",
    ],
    ["two credentials", svg(element(cdata(json)) + element(cdata(json)), NS), "open-ambiguous", "svg"],
    [
      "two receipts",
      svg(`${'<r:receipt xmlns:r="urn:peerseal:receipt">{}</r:receipt>'.repeat(2)}`),
      "open-ambiguous",
      "svg",
    ],
    ["an empty element", svg(element(""), NS), "open-unrecognised", "empty"],
    ["entities of its own", laughs, "open-damaged", "svg"],
    ["an entity that nobody defined", svg(element("&lol;"), NS), "open-damaged", "svg"],
    ["tags that do not match", svg("<g></h>"), "open-damaged", "svg"],
    ["two roots", `${svg()}<svg/>`, "open-damaged", "svg"],
    ["a prefix without namespace", svg(element(cdata(json))), "open-damaged", "svg"],
    ["an attribute twice", svg('<g a="1" a="2"/>'), "open-damaged", "svg"],
    ["elements too deep", svg(nested), "open-damaged", "svg"],
    [
      "another root",
      `<html><svg/>${element("")}</html>`.replace("<html>", '<x:html xmlns:x="y">').replace("</html>", "</x:html>"),
      "open-damaged",
      "svg",
    ],
    [
      "bytes that are not UTF-8",
      Buffer.concat([bytes("<svg>"), Uint8Array.of(0xff), bytes("</svg>")]),
      "open-damaged",
      "svg",
    ],
    ["a giant text", svg(element("x".repeat(5 << 20)), NS), "open-limit", "svg"],
  ])("with %s says so", async (_, file, code, kind) => {
    expect(await failure(() => open(file))).toEqual([code, kind]);
  });

  test("that is cut short anywhere is damaged", async () => {
    const whole = bakeSvg(svg(), { credential: CREDENTIAL });
    for (const at of [0.1, 0.3, 0.5, 0.9, 0.99]) {
      const [code] = await failure(() => open(whole.slice(0, 100 + (whole.length - 110) * at)));
      expect(code).toBe("open-damaged");
    }
  });

  test("is read in a time that grows with its size", async () => {
    const started = performance.now();
    for (const piece of ["<", "<a ", "&#", "<!--", "<![CDATA[", 'a="', "</"]) {
      await failure(() => open(svg(piece.repeat(200_000))));
    }
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

test("an image that holds a credential, or is none, takes none", async () => {
  const occupied = bakeSvg(svg(), { credential: CREDENTIAL });
  for (const [image, code] of [
    [occupied, "image-occupied"],
    ["<html></html>", "image-unfit"],
    [laughs, "image-unfit"],
    ["", "image-unfit"],
  ] as const) {
    expect((await failure(() => bakeSvg(image, { credential: CREDENTIAL })))[0]).toBe(code);
  }
});
