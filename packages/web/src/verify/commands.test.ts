import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { cliCommands, curlCommand, type Repeated, sdkProgram, shellWord } from "./commands.js";

const NETWORK = `eip155:31337:0x${"ab".repeat(20)}`;
const plain: Repeated = {
  name: "good.json",
  network: NETWORK,
  rpc: "http://127.0.0.1:8545",
  at: null,
  registry: "https://registry.example",
};
const NAMES = [
  "good.json",
  "my file.json",
  "it's.json",
  "$(touch pwned).json",
  "`x`.json",
  "a;b,c.json",
  'q".json',
  "-x",
  "証明.json",
  "a\nb",
];

test.each(NAMES)("a shell takes a word as it is: %j", (name) => {
  const said = execFileSync("/bin/sh", ["-c", `printf %s ${shellWord(name)}`], { encoding: "utf8" });
  expect(said).toBe(name);
});

test("a command line asks the same network, endpoint and date", () => {
  expect(cliCommands(plain)).toBe(
    [
      `npm run -s verify -- good.json --rpc http://127.0.0.1:8545 --network ${NETWORK}`,
      `peerseal verify good.json --rpc http://127.0.0.1:8545 --network ${NETWORK}`,
    ].join("\n"),
  );
  const bare = cliCommands({ name: "-rf.json", network: null, rpc: null, at: 1_770_000_000, registry: null });
  expect(bare.split("\n")[1]).toBe("peerseal verify ./-rf.json --at 2026-02-02T02:40:00Z");
});

test("a program holds texts as texts", () => {
  const program = sdkProgram({ ...plain, name: '"); process.exit(1); ("', at: 5 });
  expect(program).toContain(String.raw`readFile("\"); process.exit(1); (\"")`);
  expect(program).toContain(`network: parseNetworkId("${NETWORK}").id, at: 5`);
  expect(sdkProgram({ ...plain, network: null })).not.toContain("parseNetworkId");
});

test("curl sends the file to the registry, if there is one", () => {
  expect(curlCommand({ ...plain, registry: null })).toBeNull();
  expect(curlCommand({ ...plain, at: 5 })).toBe(
    `curl -s -F 'file=@"good.json"' -F at=5 https://registry.example/v1/verify/bulk`,
  );
  const words = execFileSync(
    "/bin/sh",
    ["-c", `set -- ${curlCommand({ ...plain, name: `'";$(id)` })}; printf '%s|' "$@"`],
    {
      encoding: "utf8",
    },
  );
  expect(words.split("|")[3]).toBe(String.raw`file=@"'\";$(id)"`);
});
