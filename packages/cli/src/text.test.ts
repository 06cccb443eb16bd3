import { describe, expect, it } from "vitest";
import { clean, utc } from "./text.js";

describe("text of strangers", () => {
  it("cannot move the cursor, start a new line or turn the writing round", () => {
    const nasty = "ok\x1b[2K\rgood\nnext\u{9b}31m\u202egpj.exe\u2066";
    expect(clean(nasty)).toBe("ok\ufffd[2K\ufffdgood\ufffdnext\ufffd31m\ufffdgpj.exe\ufffd");
  });

  it("keeps letters of every script", () => {
    expect(clean("伊予灘大学 Universidade é 👩‍🎓")).toBe("伊予灘大学 Universidade é 👩‍🎓");
  });
});

describe("times", () => {
  it("are written in UTC", () => {
    expect(utc(1_800_000_000)).toBe("2027-01-15 08:00:00 UTC");
  });

  it("beyond every calendar stay numbers", () => {
    expect(utc(9e15)).toBe("9000000000000000");
  });
});
