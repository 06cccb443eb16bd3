import { PDFDocument } from "@cantoo/pdf-lib";
import { beforeAll, describe, expect, test } from "vitest";
import type { Bundle } from "../core/bundle.js";
import { PeersealError } from "../core/errors.js";
import { build, CREDENTIAL } from "../core/judge/testing/sample.js";
import type { JsonObject } from "../core/types.js";
import { linkTo, MAX_QR_BYTES, readLink } from "../files/link.js";
import { open } from "../files/open.js";
import { bakePng } from "../files/png.js";
import { bakeSvg } from "../files/svg.js";
import { type Assets, loadAssets } from "./assets.js";
import { badgeSvg } from "./badge.js";
import { type CertificateInput, certificateLink, makeCertificate } from "./certificate.js";
import { factsOf } from "./facts.js";
import { outlinesOf } from "./fonts.js";
import { rasterise } from "./raster.js";

const PAGE = "https://registry.example/verify";
let assets: Assets;
beforeAll(async () => {
  assets = await loadAssets();
});

const subject = CREDENTIAL.credentialSubject as JsonObject;
const achievement = subject.achievement as JsonObject;

function bundleOf(more: JsonObject = {}, credential: JsonObject = {}): Bundle {
  const whole = {
    ...CREDENTIAL,
    ...credential,
    credentialSubject: { ...subject, achievement: { ...achievement, ...more } },
  };
  return { schema: "peerseal.bundle/1", credential: whole, receipt: build({ credential: whole }).opened.receipt };
}

const certificate = (bundle: Bundle, more: Partial<CertificateInput> = {}) =>
  makeCertificate({ bundle, language: "en", verifyPage: PAGE, fonts: assets.fonts, ...more });

const outcomes = (count: number, text: string) =>
  Array.from({ length: count }, (_, i) => ({ id: `urn:o:${i}`, outcomeText: { en: `${i} ${text}`, ja: `${i} 成果` } }));

describe("a PDF certificate", () => {
  test.each(["en", "ja"] as const)("gives the credential back with its receipt: %s", async (language) => {
    const bundle = bundleOf({ name: "避難所の衛生と(がれき)\\ 作業 ऄ 🎓" });
    const opened = await open(await certificate(bundle, { language }));
    expect(opened).toMatchObject({ kind: "pdf", receipt: bundle.receipt });
    expect(JSON.stringify(opened.credential)).toBe(JSON.stringify(bundle.credential));
  });

  test("is one A4 page with title, author and language, and the same bytes each time", async () => {
    const bundle = bundleOf();
    const [first, second] = [
      await certificate(bundle, { language: "ja" }),
      await certificate(bundle, { language: "ja" }),
    ];
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
    const read = await PDFDocument.load(first, { updateMetadata: false });
    expect([read.getPageCount(), read.getTitle(), read.getAuthor(), read.getLanguage()]).toEqual([
      1,
      achievement.name,
      "Iyonada University",
      "ja",
    ]);
    expect(read.getPage(0).getSize()).toEqual({ width: 595.28, height: 841.89 });
    expect(read.getModificationDate()).toEqual(new Date(String(CREDENTIAL.validFrom)));
  });

  test("takes further pages for many outcomes, and ends with outcomes longer than a page", async () => {
    const many = await PDFDocument.load(
      await certificate(bundleOf({ learningOutcome: outcomes(60, "plan ".repeat(30)) })),
    );
    expect(many.getPageCount()).toBeGreaterThan(2);
    const long = await PDFDocument.load(
      await certificate(bundleOf({ learningOutcome: outcomes(2, "x".repeat(9_000)) })),
    );
    expect(long.getPageCount()).toBeGreaterThan(2);
  });

  test("holds a name only where it is asked to print one, and never in the credential", async () => {
    const bundle = bundleOf();
    const [without, named] = [await certificate(bundle), await certificate(bundle, { holderName: "Ada Example" })];
    expect(Buffer.from(without).equals(Buffer.from(named))).toBe(false);
    expect((await open(named)).digest).toBe((await open(without)).digest);
  });

  test("is not made of what names no achievement or no issuer", async () => {
    for (const change of [{ credentialSubject: {}, name: "" }, { issuer: "did:key:z" }] as const) {
      const bundle: Bundle = { schema: "peerseal.bundle/1", credential: { ...CREDENTIAL, ...change }, receipt: null };
      await expect(certificate(bundle)).rejects.toMatchObject({ code: "certificate-unfit" });
    }
  });
});

describe("the code on a certificate", () => {
  const noise = (length: number) =>
    Array.from({ length }, (_, i) => String.fromCodePoint(0x4e00 + ((i * 7919) % 20_000))).join("");

  test.each<[string, number, string]>([
    ["all of a small one", 0, "bundle"],
    ["the credential of a larger one", 250, "credential"],
    ["the digest of a large one", 900, "digest"],
  ])("holds %s", (_, length, holds) => {
    const bundle = bundleOf({ description: noise(length) });
    const made = certificateLink(bundle, PAGE);
    expect(made.holds).toBe(holds);
    expect(readLink(made.link).kind).toBe(holds === "digest" ? "digest" : "bundle");
    expect(made.link.length).toBeLessThan(PAGE.length + 3 + (MAX_QR_BYTES * 4) / 3 + 3);
    if (holds === "bundle") expect(made.link).toBe(linkTo(PAGE, bundle));
  });
});

describe("a badge image", () => {
  test.each(["en", "ja"] as const)("is drawn, and holds the credential as PNG and SVG: %s", async (language) => {
    const { credential, receipt } = bundleOf({ name: "避難所の衛生とがれき作業の安全 & <b>" });
    const svg = badgeSvg(credential, assets.fonts, language);
    const png = await rasterise(svg, assets.program);
    expect(svg).toContain('<title id="t">避難所の衛生とがれき作業の安全 &amp; &lt;b&gt;</title>');
    expect(svg).not.toContain("<text");
    for (const badge of [
      bakeSvg(svg, { credential, receipt: receipt ?? null }),
      bakePng(png, { credential, receipt: receipt ?? null }),
    ]) {
      expect(await open(badge)).toMatchObject({ credential, receipt });
    }
    const view = new DataView(png.buffer, png.byteOffset);
    expect([view.getUint32(16), view.getUint32(20)]).toEqual([640, 640]);
  });

  test("of one course version always looks the same, and a title of any length fits", () => {
    const { credential } = bundleOf();
    expect(badgeSvg(credential, assets.fonts, "en")).toBe(
      badgeSvg({ ...credential, id: "urn:uuid:2" }, assets.fonts, "en"),
    );
    for (const name of ["x", "W".repeat(300), "長".repeat(300), "a b ".repeat(200)]) {
      const drawn = badgeSvg(bundleOf({ name }).credential, assets.fonts, "ja");
      const places = [...drawn.matchAll(/M(-?[\d.]+) (-?[\d.]+)/g)].flatMap(([, x, y]) => [Number(x), Number(y)]);
      expect(Math.min(...places)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...places)).toBeLessThanOrEqual(640);
    }
  });
});

test("what a font cannot show is marked, and what shows nothing is left out", () => {
  const { shown } = outlinesOf(assets.fonts.regular);
  expect(shown("伊予灘大学 õäã Š ऄ\u200b🎓\u202e")).toBe("伊予灘大学 õäã Š 〓〓");
});

describe("what a certificate says", () => {
  test("comes in the language asked for, and else as it stands", () => {
    const bundle = bundleOf(
      {
        learningOutcome: outcomes(2, "plan"),
        workloadMinutes: 90,
        creditValue: [{ creditScheme: "ECTS", creditAmount: "0.1" }],
      },
      {
        qualityAssurance: { decisionOutcome: "met", decidedAt: "2026-07-21T15:01:00Z", decisionExpiresAt: "nonsense" },
      },
    );
    expect(factsOf(bundle.credential, "ja")).toMatchObject({
      title: achievement.name,
      outcomes: [
        { text: "0 成果", attained: false },
        { text: "1 成果", attained: false },
      ],
      workloadMinutes: 90,
      credits: ["0.1 ECTS"],
      basis: "unknown",
      review: { outcome: "met", decidedAt: "2026-07-21T15:01:00Z", expiresAt: null },
    });
  });

  test("survives members of other forms", () => {
    const hostile = { outcomeText: [1], id: { a: 1 } };
    const bundle = bundleOf({
      learningOutcome: [hostile, "x", null],
      workloadMinutes: -1,
      creditValue: "x",
      version: 5,
    });
    expect(factsOf(bundle.credential, "en")).toMatchObject({
      outcomes: [],
      workloadMinutes: null,
      credits: [],
      version: null,
    });
    expect(() => factsOf({}, "en")).toThrow(PeersealError);
  });
});
