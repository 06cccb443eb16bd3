import type { Hex, wire } from "@peerseal/sdk";
import { expect, test } from "vitest";
import { formFor, languageFor, textIn } from "../front/negotiation.js";
import { batchPage } from "./batch.js";
import { coursePage } from "./course.js";
import { html } from "./html.js";
import { institutionPage } from "./institution.js";
import { framed } from "./layout.js";
import { rubricPage } from "./rubric.js";
import { WORDS } from "./words.js";

const HASH: Hex = `0x${"ab".repeat(32)}`;
const RECORDED = { block: 7, transaction: HASH, at: 1_800_000_000 } as const;
const FRAME = { language: "en", data: "/v1/x", network: "eip155:1:0x00", app: null } as const;
const HOSTILE = [
  "</title><script>alert(1)</script>",
  "\"><img src=x onerror='alert(1)'>",
  "{{constructor.constructor('alert(1)')()}}",
  "a‮b⁦c",
  "&lt;b&gt;",
  "<!--",
];

const institution = (name: string): wire.InstitutionDetail => ({
  id: 1,
  name,
  domain: name,
  country: "JP",
  kind: "provider",
  profileDigest: HASH,
  standing: "active",
  standingSince: 1_800_000_000,
  successor: 2,
  recordsKeeper: null,
  admitted: RECORDED,
  profile: { name: { en: name, [name]: name } },
});

const course = (code: string): wire.Course => ({
  id: HASH,
  institution: 1,
  code,
  title: { en: code, [code]: code },
  owners: [{ institution: 1, from: 1, until: null }],
  deliverers: [],
  newestVersion: HASH,
  registered: RECORDED,
});

const rubric = (name: string): wire.RubricDetail => ({
  id: HASH,
  publisher: 1,
  digest: HASH,
  header: ["1", "2"],
  listed: true,
  published: RECORDED,
  document: { name: { en: name }, criteria: [{ name: { en: name }, question: { ja: name } }, 7, null] },
});

test.each(HOSTILE)("shows %j as text, wherever it stands", (text) => {
  const pages = [
    institutionPage(institution(text), "en"),
    coursePage(course(text), [], "en"),
    rubricPage(rubric(text), "en"),
  ];
  for (const page of pages) {
    const written = framed(page, FRAME);
    const tags = [...written.matchAll(/<\/?([a-z0-9!-]+)/gi)].map(([, name = ""]) => name.toLowerCase());
    const ours = ["a", "body", "code", "dd", "dl", "dt", "footer", "h1", "h2", "head", "header", "html", "li", "link"];
    const known = new Set([
      ...ours,
      "div",
      "main",
      "meta",
      "p",
      "section",
      "span",
      "strong",
      "style",
      "time",
      "title",
      "ul",
      "!doctype",
    ]);
    expect(tags.filter((tag) => !known.has(tag))).toEqual([]);
    expect(written).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    expect(written).not.toMatch(/<[^>]*\son\w+=/);
    expect(written.match(/<title>/g)).toHaveLength(1);
  }
});

test("escapes in elements and in quoted attributes, and never twice", () => {
  const evil = `<'"&>`;
  const inner = html`<b title="${evil}">${evil}</b>`;
  expect(inner.text).toBe(`<b title="&lt;&#39;&quot;&amp;&gt;">&lt;&#39;&quot;&amp;&gt;</b>`);
  expect(html`${[inner, null, 7, [evil]]}`.text).toBe(`${inner.text}7&lt;&#39;&quot;&amp;&gt;`);
});

test("tells the language of each text, and links to the data", () => {
  const page = coursePage({ ...course("c"), title: { en: "Shelter", ja: "避難所" } }, [], "ja");
  const written = framed(page, { ...FRAME, language: "ja" });
  expect(written).toContain('<html lang="ja">');
  expect(written).toContain('<span lang="ja">避難所</span>');
  expect(written).toContain('<link rel="alternate" type="application/json" href="/v1/x">');
  const only = framed(coursePage({ ...course("c"), title: { pt: "Abrigo" } }, [], "ja"), FRAME);
  expect(only).toContain('<span lang="pt">Abrigo</span>');
});

test("has every label in both languages", () => {
  const blank = Object.entries(WORDS.ja).filter(([, text]) => text === "");
  expect(blank).toEqual([]);
  expect(Object.keys(WORDS.ja)).toEqual(Object.keys(WORDS.en));
  const batch = {
    institution: 1,
    number: 2,
    courseVersion: HASH,
    capacity: 8,
    credentials: 1,
    state: "anchored",
  } as const;
  const times = {
    root: HASH,
    size: 1,
    openedAt: 1,
    closingAt: null,
    sealedAt: null,
    anchor: null,
    job: null,
    rolling: false,
    progress: {
      stage: "sealed",
      acceptedAt: 1,
      sealedAt: 1,
      signedAt: null,
      broadcastAt: null,
      minedAt: null,
      finalAt: null,
      failedAt: null,
    },
    href: "",
  } as const;
  expect(framed(batchPage({ ...batch, ...times }, "ja"), FRAME)).toContain("記録済み");
});

const forAccept = (accept?: string) => formFor({ headers: accept === undefined ? {} : { accept } });

test.each([
  [undefined, "json"],
  ["*/*", "json"],
  ["application/json", "json"],
  ["text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"],
  ["text/html;q=0.5, application/json;q=0.6", "json"],
  ["text/html;q=0.6, application/json;q=0.5", "html"],
  ["text/*", "html"],
  ["application/json;q=0, */*", "html"],
] as const)("Accept %j wants %s", (accept, form) => {
  expect(forAccept(accept)).toBe(form);
});

test.each(["image/png", "text/html;q=0", "application/xml", ""])("Accept %j wants what there is not", (accept) => {
  expect(() => forAccept(accept)).toThrow(expect.objectContaining({ code: "not-acceptable" }));
});

test.each([
  ["", "en"],
  ["ja", "ja"],
  ["ja-Latn-JP", "ja"],
  ["de, ja;q=0.4, en;q=0.5", "en"],
  ["de, *;q=0.1", "en"],
  ["ja;q=0, en;q=0.1", "en"],
  ["en-GB;q=0.8, ja;q=0.9", "ja"],
] as const)("Accept-Language %j reads %s", (accept, language) => {
  expect(languageFor({ headers: { "accept-language": accept } })).toBe(language);
});

test("takes the nearest language that a text has", () => {
  expect(textIn({ "pt-BR": "a", en: "b" }, "pt")).toEqual({ text: "a", language: "pt-BR" });
  expect(textIn({ ja: "a", en: "b" }, "fr")).toEqual({ text: "b", language: "en" });
  expect(textIn({ ja: "a" }, "fr")).toEqual({ text: "a", language: "ja" });
  expect(textIn({}, "fr")).toBeNull();
});
