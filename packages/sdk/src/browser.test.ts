import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const IMPORT = /^(?:import|export)(?!\s+type\b)[^;]*?from "([^"]+)";|^import "([^"]+)";/gms;

/** What a file loads, over every file of ours that it leads to; types are gone by then. */
function loadedBy(entry: URL, seen = new Set<string>(), packages = new Set<string>()): ReadonlySet<string> {
  if (seen.has(entry.href)) return packages;
  seen.add(entry.href);
  for (const [, from = "", bare = from] of readFileSync(entry, "utf8").matchAll(IMPORT)) {
    if (!bare.startsWith(".")) packages.add(bare);
    else loadedBy(new URL(bare.replace(/\.js$/, ".ts"), entry), seen, packages);
  }
  return packages;
}

test("a verifier loads nothing of Node and no library that builds trees", () => {
  const loaded = [...loadedBy(new URL("./verify.ts", import.meta.url))];
  expect(loaded).toContain("ethers/crypto");
  expect(loaded.filter((name) => /^(?:node:|buffer$|merkletreejs)/.test(name))).toEqual([]);
});

test("nothing of the SDK needs Node", () => {
  const loaded = [...loadedBy(new URL("./index.ts", import.meta.url))];
  expect(loaded).toContain("merkletreejs/MerkleTree");
  expect(loaded.filter((name) => name.startsWith("node:"))).toEqual([]);
});
