import { describe, expect, it } from "vitest";
import { dispositionOf, preferred } from "./downloads.js";

describe("the name of a download", () => {
  it.each([
    ["Shelter-hygiene.png", `attachment; filename="Shelter-hygiene.png"; filename*=UTF-8''Shelter-hygiene.png`],
    [
      "避難所の衛生.peerseal.json",
      `attachment; filename="credential.peerseal.json"; filename*=UTF-8''%E9%81%BF%E9%9B%A3%E6%89%80%E3%81%AE%E8%A1%9B%E7%94%9F.peerseal.json`,
    ],
    ["Saúde-é.pdf", `attachment; filename="Saude-e.pdf"; filename*=UTF-8''Sa%C3%BAde-%C3%A9.pdf`],
    [`a"\\%'(b).svg`, `attachment; filename="a'(b).svg"; filename*=UTF-8''a%22%5C%25%27%28b%29.svg`],
    ["credential.png", `attachment; filename="credential.png"; filename*=UTF-8''credential.png`],
  ])("is written for old readers and in UTF-8: %s", (name, header) => {
    expect(dispositionOf(name)).toBe(header);
    expect(header).toMatch(/^[\x20-\x7e]+$/);
  });
});

describe("the language of a download", () => {
  it.each([
    ["", "en"],
    ["ja", "ja"],
    ["ja-JP,en;q=0.8", "ja"],
    ["en-GB,ja;q=0.9", "en"],
    ["fr, ja;q=0.5, en;q=0.4", "ja"],
    ["ja;q=0, en;q=0.1", "en"],
    ["de", "en"],
    ["*", "en"],
    ["ja;q=nonsense", "en"],
    ["ja;q=0.2,".repeat(5_000), "ja"],
  ])("is the one wanted more: %#", (header, language) => {
    expect(preferred(header)).toBe(language);
  });
});
