import { deflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { toBase64Url } from "../core/base64url.js";
import { digestOf } from "../core/digest.js";
import { CREDENTIAL } from "../core/judge/testing/sample.js";
import { linkByDigest, linkBytes, linkTo, readLink } from "./link.js";
import { LINK_WORDS } from "./link-words.js";
import { open } from "./open.js";
import { bytes, failure, receiptOf, SUBJECTS } from "./testing/subjects.js";

const PAGE = "https://registry.example/verify";
/** Of the text of LINK_WORDS. */
const WORDS_DIGEST = "0x46a37659772c1fdd59f9a30c8d6e19f9e4cb2ed9e44aa361b2fc2cccb61cafbe";
/** A link as it was made when form 1 was new. */
const PRINTED = "https://registry.example/verify#c=AUMfpESuJ7H2YGJrAQ";
const form1 = (packed: Uint8Array) => `${PAGE}#c=${toBase64Url(Buffer.concat([Uint8Array.of(1), packed]))}`;

describe("a link with a credential", () => {
  test.each(Object.entries(SUBJECTS))("gives back what it was made of: %s", async (_, credential) => {
    const receipt = receiptOf(credential);
    const link = linkTo(PAGE, { schema: "peerseal.bundle/1", credential, receipt });
    for (const text of [link, ` ${link}\n`, link.slice(PAGE.length), bytes(link)]) {
      const opened = await open(text);
      expect(opened).toMatchObject({ kind: "link", receipt });
      expect(JSON.stringify(opened.credential)).toBe(JSON.stringify(credential));
    }
    expect(await open(linkTo(PAGE, credential))).toMatchObject({ kind: "link", receipt: null });
  });

  test("holds it behind the fragment mark, in base64url, and is far smaller than the JSON", () => {
    const bundle = { schema: "peerseal.bundle/1", credential: CREDENTIAL, receipt: receiptOf(CREDENTIAL) } as const;
    expect(linkTo(PAGE, bundle)).toMatch(/^https:\/\/registry\.example\/verify#c=[A-Za-z0-9_-]+$/);
    expect(linkBytes(bundle)).toBeLessThan(JSON.stringify(bundle).length / 2.5);
  });

  test("of form 1 never changes: what was printed stays readable", async () => {
    expect(digestOf(Buffer.from(LINK_WORDS).toString())).toBe(WORDS_DIGEST);
    expect(readLink(PRINTED)).toEqual({
      kind: "bundle",
      json: JSON.stringify({ id: "urn:uuid:1", type: ["VerifiableCredential"] }),
    });
    const foreign = deflateRawSync(bytes('{"credentialSubject":{}}'), { dictionary: LINK_WORDS });
    expect(await open(form1(foreign))).toMatchObject({ kind: "link", credential: { credentialSubject: {} } });
  });

  test.each<[string, string, string, string]>([
    ["cut short", linkTo(PAGE, CREDENTIAL).slice(0, -40), "open-damaged", "link"],
    ["empty", `${PAGE}#c=`, "open-damaged", "link"],
    ["of another form", `${PAGE}#c=${toBase64Url(Uint8Array.of(2, 1, 2))}`, "open-damaged", "link"],
    ["no base64url", `${PAGE}#c=ab+/`, "open-damaged", "link"],
    ["a digest that is none", `${PAGE}#d=0x12`, "open-damaged", "link"],
    ["a bomb", form1(deflateRawSync(new Uint8Array(64 << 20))), "open-limit", "link"],
    ["a link in a link", form1(deflateRawSync(bytes(linkTo(PAGE, CREDENTIAL)))), "open-unrecognised", "url"],
  ])("that is %s says so", async (_, link, code, kind) => {
    expect(await failure(() => open(link))).toEqual([code, kind]);
  });
});

describe("a link to a credential", () => {
  const digest = digestOf(CREDENTIAL);
  const json = bytes(JSON.stringify(CREDENTIAL));

  test("is followed only by whom the caller gives a way to load", async () => {
    const asked: string[] = [];
    const load = async (url: string) => {
      asked.push(url);
      return json;
    };
    expect(await open(` https://a.example/badge.json?x=1 `, { load })).toMatchObject({ credential: CREDENTIAL });
    expect(await open(linkByDigest(PAGE, digest), { load })).toMatchObject({ credential: CREDENTIAL });
    expect(asked).toEqual(["https://a.example/badge.json?x=1", `https://registry.example/v1/credentials/${digest}`]);
    for (const link of ["https://a.example/1", linkByDigest(PAGE, digest), linkByDigest("", digest)]) {
      expect(await failure(() => open(link))).toEqual(["open-unrecognised", "url"]);
    }
  });

  test("that leads to another link is not followed further", async () => {
    const load = async () => bytes("https://a.example/2");
    expect(await failure(() => open("https://a.example/1", { load }))).toEqual(["open-unrecognised", "url"]);
  });

  test("that cannot be loaded fails as the loading does", async () => {
    const load = async () => Promise.reject(new RangeError("no"));
    await expect(open("https://a.example/1", { load })).rejects.toThrow(RangeError);
  });
});
