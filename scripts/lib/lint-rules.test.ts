import { expect, test } from "vitest";
import { checkFiles } from "./file-rules.ts";
import { checkImports, specifiersOf } from "./import-rules.ts";

const imports = (path: string, specifier: string) =>
  checkImports([{ path, text: `import { x } from "${specifier}";` }]);

test.each([
  ["packages/sdk/src/core/judge/verdict.ts", "../errors.js"],
  ["packages/sdk/src/core/digest.ts", "ethers/crypto"],
  ["packages/sdk/src/openbadges/issue.ts", "../core/errors.js"],
  ["packages/sdk/src/client/client.ts", "../wire/routes.js"],
  ["packages/sdk/src/chain/lens.ts", "./generated/index.js"],
  ["packages/sdk/src/index.ts", "./chain/lens.js"],
  ["packages/registry-api/src/http/app.ts", "../store/courses.js"],
  ["packages/registry-api/src/store/courses.ts", "@peerseal/sdk"],
  ["packages/registry-api/src/main.ts", "./indexer/follow.js"],
  ["packages/web/src/page.tsx", "@peerseal/sdk/browser"],
  ["packages/sdk/src/core/digest.test.ts", "../openbadges/issue.js"],
  ["scripts/seed.ts", "../packages/registry-api/src/store/x.ts"],
])("%s may import %s", (path, specifier) => {
  expect(imports(path, specifier)).toEqual([]);
});

test.each([
  ["packages/sdk/src/core/digest.ts", "../chain/lens.js"],
  ["packages/sdk/src/core/digest.ts", "../index.js"],
  ["packages/sdk/src/core/digest.ts", "@peerseal/sdk"],
  ["packages/sdk/src/openbadges/issue.ts", "../chain/lens.js"],
  ["packages/sdk/src/wire/routes.ts", "../client/client.js"],
  ["packages/sdk/src/chain/lens.ts", "../wire/routes.js"],
  ["packages/sdk/src/client/client.ts", "../chain/lens.js"],
  ["packages/sdk/src/index.ts", "./chain/generated/index.js"],
  ["packages/registry-api/src/http/app.ts", "../indexer/follow.js"],
  ["packages/registry-api/src/indexer/follow.ts", "../anchoring/submit.js"],
  ["packages/registry-api/src/anchoring/submit.ts", "../http/app.js"],
  ["packages/registry-api/src/store/courses.ts", "../http/app.js"],
  ["packages/cli/src/main.ts", "../../sdk/src/core/errors.js"],
  ["packages/cli/src/main.ts", "@peerseal/registry-api"],
  ["packages/web/src/page.tsx", "../../../scripts/lib/report.ts"],
  ["test/e2e/main.test.ts", "../../packages/sdk/src/chain/generated/index.ts"],
])("%s may not import %s", (path, specifier) => {
  expect(imports(path, specifier)).toHaveLength(1);
});

test("every form of import is seen, and none in a comment", () => {
  const text = [
    'import a, { b } from "./a.js";',
    "import './b.js';",
    'export * from "./c.js";',
    'import type { D } from "./d.js";',
    'const e = await import("./e.js");',
    "import {\n  f,\n} from './f.js';",
    '// import g from "./g.js";',
    '/* import h from "./h.js"; */',
  ].join("\n");
  expect(specifiersOf(text)).toEqual(["./a.js", "./b.js", "./c.js", "./d.js", "./e.js", "./f.js"]);
});

const solidity = (pragma: string) => ({ path: "contracts/A.sol", text: `// SPDX\npragma solidity ${pragma};\n` });

test.each([
  ["a generated file", { path: "packages/sdk/dist/index.js", text: "" }],
  ["a generated contract type", { path: "packages/sdk/src/chain/generated/index.ts", text: "" }],
  ["a path of one machine", { path: "README.md", text: `see ${["", "home", "someone", "x"].join("/")}` }],
  ["a floating pragma", solidity("^0.8.37")],
  ["a pragma range", solidity(">=0.8.0 <0.9.0")],
  ["a contract without pragma", { path: "contracts/A.sol", text: "contract A {}" }],
])("%s is found", (_name, file) => {
  expect(checkFiles([file])).toHaveLength(1);
});

test("what is fine is not found", () => {
  expect(
    checkFiles([
      solidity("0.8.37"),
      { path: "packages/web/src/routes.ts", text: 'const home = "/home"; fetch("https://x.org/work/1"); "./work/a"' },
      { path: "README.md", text: "data under /var/lib/peerseal" },
    ]),
  ).toEqual([]);
});
