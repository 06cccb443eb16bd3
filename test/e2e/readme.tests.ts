import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const run = promisify(execFile);

/** Code blocks of a language in a document. */
async function blocks(path: string, language: string): Promise<string[]> {
  const text = await readFile(join(ROOT, path), "utf8");
  return [...text.matchAll(/```(\w+)\n([\s\S]*?)```/g)].flatMap(([, name, code]) =>
    name === language && code !== undefined ? [code] : [],
  );
}

/** What the documents say, tried on a demo network. @param folder of the network, once the tests run. */
export function readmeTests(folder: () => string): void {
  /** Inside the project, so that the snippets find its packages. */
  let workshop: string;

  beforeAll(async () => {
    await mkdir(join(ROOT, "cache"), { recursive: true });
    workshop = await mkdtemp(join(ROOT, "cache/readme-"));
  });

  afterAll(async () => {
    if (workshop !== undefined) await rm(workshop, { recursive: true, force: true });
  });

  const here = (code: string) => code.replaceAll(".peerseal/", `${folder()}/`);

  test.each([
    ["README.md", ["valid met"]],
    ["packages/sdk/README.md", ["valid [", "format: pass", "anchor: pass"]],
  ])("the programs in %s run as they stand", async (path, expected) => {
    const programs = await blocks(path, "ts");
    expect(programs.length).toBeGreaterThan(0);
    let output = "";
    for (const [i, program] of programs.entries()) {
      const file = join(workshop, `${path.replaceAll("/", "-")}-${i}.ts`);
      await writeFile(file, here(program));
      output += (await run(process.execPath, [file])).stdout;
    }
    for (const text of expected) expect(output).toContain(text);
  });

  test("the commands in the README exist, and the one that verifies does", async () => {
    const commands = (await blocks("README.md", "sh")).join("\n").match(/^npm .*$/gm) ?? [];
    const { scripts } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")) as { scripts: object };
    for (const command of commands) {
      const [, name = ""] = /^npm (?:run (?:-s )?)?([\w:]+)/.exec(command) ?? [];
      expect(scripts).toHaveProperty([name]);
    }
    const verify = commands.find((command) => command.includes("verify"));
    const file = here(verify?.split(" -- ")[1] ?? "");
    const cli = join(ROOT, "packages/cli/dist/main.js");
    const { stdout } = await run(process.execPath, [cli, "verify", file], {
      env: { ...process.env, PEERSEAL_DATA_DIR: folder() },
    });
    // Every line of the transcript that does not hold a date of its own is what the command prints.
    const [transcript = ""] = (await blocks("README.md", "text")).filter((text) => text.includes("VALID"));
    for (const line of ["✓ VALID  Genuine, recorded and in force", "(proofs-verified)", "(standard-met)"]) {
      expect(transcript).toContain(line);
      expect(stdout).toContain(line);
    }
  });
}
