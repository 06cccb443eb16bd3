import { expect, test } from "vitest";
import { completeLockfile, missingFromLockfile } from "./lockfile.ts";

const lockfile = (packages: Record<string, unknown>) =>
  `${JSON.stringify({ name: "x", lockfileVersion: 3, packages }, null, 2)}\n`;
const parent = {
  version: "1.2.3",
  dev: true,
  optionalDependencies: { "@x/tool-linux-x64-musl": "1.2.3", "@x/tool-darwin-arm64": "1.2.3", ranged: "^1.0.0" },
};
const partial = lockfile({
  "": { name: "x" },
  "node_modules/tool": parent,
  "node_modules/@x/tool-darwin-arm64": { version: "1.2.3", optional: true },
});

test("a package of another platform that npm left out is found and added", () => {
  expect(missingFromLockfile(partial)).toEqual(["@x/tool-linux-x64-musl@1.2.3"]);
  const whole = completeLockfile(partial);
  expect(missingFromLockfile(whole)).toEqual([]);
  expect(JSON.parse(whole).packages["node_modules/@x/tool-linux-x64-musl"]).toEqual({
    version: "1.2.3",
    cpu: ["x64"],
    dev: true,
    libc: ["musl"],
    optional: true,
    os: ["linux"],
  });
});

test("a whole lockfile stays as npm wrote it", () => {
  const whole = completeLockfile(partial);
  expect(completeLockfile(whole)).toBe(whole);
});

test("a package nested below its parent counts", () => {
  const nested = lockfile({
    "node_modules/a/node_modules/tool": { version: "1.2.3", optionalDependencies: { "@x/t-linux-x64": "1.2.3" } },
    "node_modules/a/node_modules/@x/t-linux-x64": { version: "1.2.3" },
  });
  expect(missingFromLockfile(nested)).toEqual([]);
});
