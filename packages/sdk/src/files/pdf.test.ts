import { deflateSync } from "node:zlib";
import { AFRelationship, PDFDocument } from "@cantoo/pdf-lib";
import { describe, expect, test } from "vitest";
import { CREDENTIAL } from "../core/judge/testing/sample.js";
import { open } from "./open.js";
import { attachmentsOf } from "./pdf.js";
import { bytes, failure, jwtOf, receiptOf, SUBJECTS } from "./testing/subjects.js";

const json = JSON.stringify(CREDENTIAL);
type Attached = Readonly<Record<string, string | Uint8Array>>;

/** A PDF of another maker's library, in either of the forms that files have. */
async function written(files: Attached, { useObjectStreams = true, change = async (_: PDFDocument) => {} } = {}) {
  const document = await PDFDocument.create();
  document.addPage([100, 100]);
  for (const [name, content] of Object.entries(files)) {
    const options = { mimeType: "application/json", afRelationship: AFRelationship.Data };
    await document.attach(typeof content === "string" ? bytes(content) : content, name, options);
  }
  await change(document);
  return document.save({ useObjectStreams });
}

/** A PDF as one writes it by hand. */
function byHand(objects: readonly string[], trailer = "<< /Root 1 0 R >>"): Uint8Array {
  return Buffer.from(
    `%PDF-1.7\n${objects.map((text, i) => `${i + 1} 0 obj\n${text}\nendobj\n`).join("")}trailer\n${trailer}\nstartxref\n0\n%%EOF\n`,
    "latin1",
  );
}
const stream = (dictionary: string, content: Uint8Array | string) =>
  `<< ${dictionary} /Length ${content.length} >>\nstream\n${Buffer.from(content).toString("latin1")}\nendstream`;
const attached = (file: string, ...more: readonly string[]) =>
  byHand([
    "<< /Type /Catalog /Names << /EmbeddedFiles 2 0 R >> >>",
    "<< /Names [(a\\)b) 3 0 R] >>",
    "<< /Type /Filespec /F (x) /EF << /F 4 0 R >> >>",
    file,
    ...more,
  ]);

describe("a PDF with a credential attached", () => {
  test.each(Object.entries(SUBJECTS))("gives it back: %s", async (_, credential) => {
    const receipt = receiptOf(credential);
    const bundle = JSON.stringify({ schema: "peerseal.bundle/1", credential, receipt });
    for (const useObjectStreams of [true, false]) {
      const opened = await open(
        await written({ "a.peerseal.json": bundle, "notes.txt": "hello" }, { useObjectStreams }),
      );
      expect(opened).toMatchObject({ kind: "pdf", receipt, jwt: null });
      expect(JSON.stringify(opened.credential)).toBe(JSON.stringify(credential));
    }
  });

  test("takes a JWT, and a receipt that is attached beside it", async () => {
    const jwt = jwtOf(CREDENTIAL);
    expect(await open(await written({ "a.jwt": jwt }))).toMatchObject({ kind: "pdf", jwt, credential: CREDENTIAL });
    const receipt = receiptOf(CREDENTIAL);
    const file = await written({ "a.json": json, "r.json": JSON.stringify(receipt) });
    expect(await open(file)).toMatchObject({ kind: "pdf", receipt });
  });

  test.each<[string, Uint8Array]>([
    ["unpacked", attached(stream("", json))],
    ["packed", attached(stream("/Filter /FlateDecode", deflateSync(json)))],
    ["packed, the filter in a list", attached(stream("/Filter [/FlateDecode]", deflateSync(json)))],
    [
      "with the words of its own end in it",
      attached(stream("", JSON.stringify({ ...CREDENTIAL, note: "endstream endobj" }))),
    ],
    ["its length further on", attached(`<< /Length 5 0 R >> stream\r\n${json}endstream`, String(json.length))],
    ["its length wrong", attached(`<< /Length 3 >> stream\r\n${json}\nendstream`)],
    ["after other bytes", Buffer.concat([bytes("\n\n"), attached(stream("", json))])],
    [
      "replaced by a later part of the file",
      Buffer.concat([attached(stream("", "{}")), bytes(`4 0 obj\n${stream("", json)}\nendobj\n`)]),
    ],
  ])("of other makers is opened: %s", async (_, file) => {
    expect((await open(file)).credential).toMatchObject({ id: CREDENTIAL.id });
  });

  const bomb = stream("/Filter /FlateDecode", deflateSync(new Uint8Array(64 << 20)));
  const packedBomb = stream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", deflateSync(new Uint8Array(64 << 20)));
  test.each<[string, () => Uint8Array | Promise<Uint8Array>, string, string]>([
    ["nothing attached", () => written({}), "open-unrecognised", "pdf"],
    [
      "no credential attached",
      () => written({ "a.json": '{"a":1}', "b.txt": "x", "c.json": "{" }),
      "open-unrecognised",
      "pdf",
    ],
    ["two credentials", () => written({ "a.json": json, "b.json": json }), "open-ambiguous", "pdf"],
    [
      "two receipts",
      () =>
        written({
          "a.json": json,
          "b.json": JSON.stringify(receiptOf(CREDENTIAL)),
          "c.json": JSON.stringify(receiptOf({ ...CREDENTIAL, x: 1 })),
        }),
      "open-ambiguous",
      "pdf",
    ],
    [
      "a password",
      () =>
        written(
          { "a.json": json },
          { change: async (document) => void document.encrypt({ userPassword: "x", ownerPassword: "y" }) },
        ),
      "open-unrecognised",
      "pdf-encrypted",
    ],
    ["an attachment that is a bomb", () => attached(bomb), "open-limit", "pdf"],
    ["objects that are a bomb", () => byHand([packedBomb]), "open-limit", "pdf"],
    [
      "an attachment that does not unpack",
      () => attached(stream("/Filter /FlateDecode", "zzzz")),
      "open-damaged",
      "pdf",
    ],
    ["no trailer", () => bytes("%PDF-1.7\n1 0 obj\n<< >>\nendobj\n"), "open-damaged", "pdf"],
    ["no objects", () => bytes("%PDF-1.7\n"), "open-damaged", "pdf"],
    [
      "more attachments than anyone makes",
      () => written(Object.fromEntries(Array.from({ length: 65 }, (_, i) => [`${i}.txt`, "x"]))),
      "open-limit",
      "pdf",
    ],
  ])("with %s says so", async (_, make, code, kind) => {
    const file = await make();
    expect(await failure(() => open(file))).toEqual([code, kind]);
  });

  test.each<[string, readonly string[]]>([
    [
      "a name tree that leads back to itself",
      ["<< /Names << /EmbeddedFiles 2 0 R >> >>", "<< /Kids [2 0 R 2 0 R 3 0 R] >>", "<< /Kids [2 0 R] >>"],
    ],
    ["a reference to itself", ["<< /Names 2 0 R /AF 2 0 R >>", "2 0 R"]],
    ["lists in lists", ["<< /Names << /EmbeddedFiles 2 0 R >> >>", `<< /Kids ${"[".repeat(50_000)}`]],
    ["a string without end", ["<< /Names << /EmbeddedFiles (".concat("(".repeat(50_000))]],
    ["references to nothing", ["<< /Names << /EmbeddedFiles 9 0 R >> /AF [8 0 R 1 0 R << /EF << /F 7 0 R >> >>] >>"]],
    [
      "a predictor, a filter and a chain of filters that are not read",
      ["<< /AF [2 0 R] >>", "<< /EF << /F 3 0 R >> >>", stream("/Filter /LZWDecode", "x")],
    ],
  ])("drawn to hurt ends, without a credential: %s", async (_, objects) => {
    expect((await failure(() => open(byHand(objects))))[0]).toMatch(/^open-(unrecognised|damaged)$/);
  });

  test("is read in a time that grows with its size", async () => {
    const started = performance.now();
    for (const piece of [
      "1 0 obj ",
      "1 0 obj << ",
      "1 0 obj (",
      "1 ",
      "obj ",
      "trailer <<",
      "\r\n",
      "%x",
      "1 0 obj <</Length 1>> stream\n",
    ]) {
      await failure(() => open(bytes(`%PDF-1.7\n${piece.repeat(60_000)}`)));
    }
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test("is cut short anywhere: never another credential, never a crash", async () => {
    const whole = await written({ "a.json": json });
    for (let length = 5; length < whole.length; length += 97) {
      const [code] = await failure(() => open(whole.subarray(0, length)));
      expect(code).toMatch(/^(none|open-damaged|open-unrecognised)$/);
    }
  });
});

test("attachments come out as they went in", async () => {
  const contents = [bytes("one"), Uint8Array.of(0, 1, 2, 255), bytes("三")];
  const file = await written(Object.fromEntries(contents.map((content, i) => [`${i}`, content])));
  expect(attachmentsOf(file).map((each) => Buffer.from(each))).toEqual(contents.map((each) => Buffer.from(each)));
});
