import { describe, expect, test } from "vitest";
import { CREDENTIAL } from "../core/judge/testing/sample.js";
import { crc32 } from "./crc32.js";
import { open } from "./open.js";
import { bakePng, PNG_CREDENTIAL, PNG_RECEIPT, readBakedPng } from "./png.js";
import { bytes, chunk, failure, iTXt, jwtOf, png, receiptOf, SUBJECTS } from "./testing/subjects.js";

const json = JSON.stringify(CREDENTIAL);

describe("a PNG badge", () => {
  test.each(Object.entries(SUBJECTS))("gives back what was baked into it: %s", async (_, credential) => {
    const receipt = receiptOf(credential);
    const opened = await open(bakePng(png(), { credential, receipt }));
    expect(opened).toMatchObject({ kind: "png", receipt, jwt: null });
    expect(JSON.stringify(opened.credential)).toBe(JSON.stringify(credential));
    expect((await open(bakePng(png(), { credential }))).receipt).toBeNull();
  });

  test("gives back a JWT", async () => {
    const jwt = jwtOf(CREDENTIAL);
    expect(await open(bakePng(png(), { credential: jwt }))).toMatchObject({ kind: "png", jwt, credential: CREDENTIAL });
  });

  test("keeps the picture's chunks as they were, and an uncompressed text before the end", () => {
    const picture = png(chunk("tEXt", bytes("Title\0badge")));
    const baked = Buffer.from(bakePng(picture, { credential: CREDENTIAL, receipt: receiptOf(CREDENTIAL) }));
    const end = picture.length - 12;
    expect(baked.subarray(0, end).equals(picture.subarray(0, end))).toBe(true);
    expect(baked.subarray(-12).equals(picture.subarray(-12))).toBe(true);
    expect(baked.includes(Buffer.from(`iTXt${PNG_CREDENTIAL}\0\0\0\0\0${json}`))).toBe(true);
  });

  test.each<[string, Uint8Array]>([
    ["as the standard asks", iTXt(PNG_CREDENTIAL, json)],
    ["compressed", iTXt(PNG_CREDENTIAL, json, true)],
    ["in a plain text chunk", chunk("tEXt", bytes(`${PNG_CREDENTIAL}\0${json}`))],
    ["after an assertion of Open Badges 2", Buffer.concat([iTXt("openbadges", "{}"), iTXt(PNG_CREDENTIAL, json)])],
  ])("of other makers is opened: %s", async (_, text) => {
    expect(await open(png(text))).toMatchObject({ kind: "png", credential: CREDENTIAL, receipt: null });
  });

  test.each<[string, Uint8Array, string, string]>([
    ["no credential", png(), "open-unrecognised", "png"],
    [
      "Open Badge 2, hosted",
      png(chunk("tEXt", bytes("openbadges\0https://a.example/1"))),
      "open-unrecognised",
      "open-badge-2",
    ],
    ["Open Badge 2", png(iTXt("openbadges", '{"type":"Assertion"}')), "open-unrecognised", "open-badge-2"],
    ["two credentials", png(iTXt(PNG_CREDENTIAL, json), iTXt(PNG_CREDENTIAL, json)), "open-ambiguous", "png"],
    [
      "two receipts",
      png(iTXt(PNG_CREDENTIAL, json), iTXt(PNG_RECEIPT, "{}"), iTXt(PNG_RECEIPT, "{}")),
      "open-ambiguous",
      "png",
    ],
    [
      "a presentation",
      png(iTXt(PNG_CREDENTIAL, '{"type":"VerifiablePresentation"}')),
      "open-unrecognised",
      "presentation",
    ],
    ["a link in place of the credential", png(iTXt(PNG_CREDENTIAL, "https://a.example/1")), "open-unrecognised", "url"],
    ["a text that is not UTF-8", png(iTXt(PNG_CREDENTIAL, Uint8Array.of(0x7b, 0xff))), "open-damaged", "png"],
    ["a text chunk cut short", png(chunk("iTXt", bytes(`${PNG_CREDENTIAL}\0`))), "open-damaged", "png"],
    ["compression that is none", png(chunk("iTXt", bytes(`${PNG_CREDENTIAL}\0\x01\0\0\0{}`))), "open-damaged", "png"],
    ["a bomb", png(iTXt(PNG_CREDENTIAL, new Uint8Array(64 << 20), true)), "open-limit", "png"],
    ["a giant text", png(iTXt(PNG_CREDENTIAL, new Uint8Array(5 << 20))), "open-limit", "png"],
    [
      "more chunks than any picture",
      png(...Array.from({ length: 20_001 }, () => chunk("abCd", new Uint8Array(0)))),
      "open-limit",
      "png",
    ],
  ])("that holds %s says so", async (_, file, code, kind) => {
    expect(await failure(() => open(file))).toEqual([code, kind]);
  });

  test("that is cut short anywhere is damaged, never empty", async () => {
    const whole = bakePng(png(), { credential: CREDENTIAL });
    for (const length of [8, 20, 40, whole.length >> 1, whole.length - 13, whole.length - 1]) {
      expect(await failure(() => open(whole.subarray(0, length)))).toEqual(["open-damaged", "png"]);
    }
  });

  test("with one bit changed anywhere behind the signature is damaged", async () => {
    const whole = bakePng(png(), { credential: { a: 1 } });
    for (let at = 8; at < whole.length; at++) {
      const changed = Uint8Array.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(await failure(() => open(changed))).toEqual(["open-damaged", "png"]);
    }
  });

  test("claims of length beyond the file are not believed", async () => {
    const file = Buffer.from(png());
    file.writeUInt32BE(0xffff_fff0, 8);
    expect(await failure(() => open(file))).toEqual(["open-damaged", "png"]);
  });
});

test("an image that holds a credential, or is none, takes none", async () => {
  const occupied = bakePng(png(), { credential: CREDENTIAL });
  for (const [image, code] of [
    [occupied, "image-occupied"],
    [png(iTXt(PNG_RECEIPT, "{}")), "image-occupied"],
    [bytes("%PDF-1.7"), "image-unfit"],
    [occupied.subarray(0, 60), "image-unfit"],
  ] as const) {
    expect((await failure(() => bakePng(image, { credential: CREDENTIAL })))[0]).toBe(code);
  }
  expect(readBakedPng(bakePng(png(iTXt("openbadges", "{}")), { credential: CREDENTIAL })).openBadge2).toBe(true);
});

test("the checksum is that of the PNG standard", () => {
  expect(crc32(bytes("IEND"))).toBe(0xae426082);
  expect(crc32(bytes("123456789"))).toBe(0xcbf43926);
});
