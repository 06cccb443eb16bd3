import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { hashFile, isMeant, mediaTypeOf, pathIn } from "./hashing.js";

const never = new AbortController().signal;

test("hashes a file of several pieces as SHA-256 says, and tells how far it is", async () => {
  const bytes = new Uint8Array(2_500_000).map((_, i) => i % 251);
  const told: number[] = [];
  const hash = await hashFile(new Blob([bytes]), null, (done) => told.push(done), never);
  expect(hash).toBe(`0x${createHash("sha256").update(bytes).digest("hex")}`);
  expect(told).toEqual([1_048_576, 2_097_152, 2_500_000]);
});

test("puts the salt of a sealed item before its bytes, and hashes nothing too", async () => {
  const salt = `0x${"5a".repeat(32)}` as const;
  const expected = createHash("sha256").update(Buffer.alloc(32, 0x5a)).update("answer").digest("hex");
  expect(await hashFile(new Blob(["answer"]), salt, () => undefined, never)).toBe(`0x${expected}`);
  const nothing = createHash("sha256").digest("hex");
  expect(await hashFile(new Blob([]), null, () => undefined, never)).toBe(`0x${nothing}`);
});

test("stops when it is told to", async () => {
  await expect(hashFile(new Blob(["x"]), null, () => undefined, AbortSignal.abort())).rejects.toThrow();
});

test("names files by their path in the folder, in normal form, and leaves out what nobody means", () => {
  expect(pathIn({ webkitRelativePath: "course/week 1/か\u3099.pdf", name: "x" })).toBe("week 1/\u304c.pdf");
  expect(pathIn({ webkitRelativePath: "", name: "slides.pdf" })).toBe("slides.pdf");
  expect([".DS_Store", "a/.git/config", "Thumbs.db", "a/b.pdf"].filter(isMeant)).toEqual(["a/b.pdf"]);
  expect(mediaTypeOf({ name: "a.md", type: "" })).toBe("text/markdown");
  expect(mediaTypeOf({ name: "a.html", type: "text/html; charset=utf-8" })).toBe("text/html");
  expect(mediaTypeOf({ name: "a", type: "" })).toBe("application/octet-stream");
});
