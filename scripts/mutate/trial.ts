import { dirname, join } from "node:path";
import type { Artifact, ArtifactId } from "@nomicfoundation/edr";
import { PeersealError } from "@peerseal/sdk";
import { compile, errorsOf, readSources, type SolcOutput, type Sources } from "../lib/solidity.ts";
import { byName, helper } from "./deployments.ts";
import { filesBelow } from "./files.ts";
import { artifactsOf, type Effort, runSuites, suitesOf, type Verdict } from "./suites.ts";
import { DEPLOYED, testsOf } from "./targets.ts";

const SETTINGS = { optimizer: { enabled: true, runs: 800 }, metadata: { appendCBOR: false } };
const EFFORT: Effort = { runs: 24, sequences: 6, depth: 40 };

/** What became of a changed source. `equal`: the compiler makes the same code of it. */
export type Fate =
  | { readonly fate: "killed"; readonly by: string }
  | { readonly fate: "survived" | "equal" | "invalid" };

type Bench = {
  readonly files: readonly string[];
  readonly sources: Sources;
  readonly artifacts: readonly Artifact[];
  readonly suites: readonly ArtifactId[];
  readonly deployed: readonly string[];
  readonly code: ReadonlyMap<string, string>;
};

/** Tries changed sources against the tests that concern them; the tests themselves are compiled once. */
export class Trials {
  readonly #root: string;
  readonly #benches = new Map<string, Promise<Bench>>();

  constructor(root: string) {
    this.#root = root;
  }

  /**
   * What the tests of a file say to another text of it.
   *
   * @throws PeersealError `config-invalid` where no test concerns the file, or the tests fail before any change.
   */
  async try(file: string, text: string): Promise<Fate> {
    const bench = await this.#benchOf(file);
    const given = new Map([[file, text]]);
    const concerned = this.#concerned(bench.deployed, file);
    if (concerned.length > 0) {
      const output = this.#compile(concerned, given);
      if (errorsOf(output).length > 0) return { fate: "invalid" };
      const changed = artifactsOf(output);
      const isEqual = changed.every((each) => bench.code.get(idOf(each)) === each.contract.bytecode);
      if (!isEqual) {
        const ids = new Set(changed.map(idOf));
        const artifacts = [...bench.artifacts.filter((each) => !ids.has(idOf(each))), ...changed];
        const verdict = await runSuites(this.#root, artifacts, bench.suites, EFFORT);
        if (verdict.failed.length > 0) return killed(verdict);
      }
      const direct = this.#direct(bench, file);
      if (direct.length === 0) return { fate: isEqual ? "equal" : "survived" };
      return this.#tryCompiled(bench, direct, given, isEqual ? "equal" : "survived");
    }
    return this.#tryCompiled(bench, bench.files, given, "survived");
  }

  /** Compiles tests that hold the changed code in themselves: harnesses of libraries. */
  async #tryCompiled(
    bench: Bench,
    files: readonly string[],
    given: Sources,
    otherwise: "equal" | "survived",
  ): Promise<Fate> {
    const output = this.#compile(files, new Map([...bench.sources, ...given]));
    if (errorsOf(output).length > 0) return { fate: "invalid" };
    const changed = artifactsOf(output);
    const isEqual = changed.every((each) => bench.code.get(idOf(each)) === each.contract.bytecode);
    if (isEqual) return { fate: otherwise };
    const ids = new Set(changed.map(idOf));
    const artifacts = [...bench.artifacts.filter((each) => !ids.has(idOf(each))), ...changed];
    const verdict = await runSuites(this.#root, artifacts, suitesOf(changed), EFFORT);
    return verdict.failed.length > 0 ? killed(verdict) : { fate: "survived" };
  }

  #benchOf(file: string): Promise<Bench> {
    const tests = testsOf(file);
    const key = tests.join();
    const known = this.#benches.get(key);
    if (known !== undefined) return known;
    const made = this.#prepare(file, tests);
    this.#benches.set(key, made);
    return made;
  }

  async #prepare(file: string, tests: readonly string[]): Promise<Bench> {
    const files = tests.flatMap((each) => filesBelow(this.#root, `test/${each}`, ".t.sol"));
    if (files.length === 0) throw new PeersealError("config-invalid", `No test concerns ${file}.`);
    const plain = readSources(this.#root, files);
    const named = new Map(
      [...plain].map(([name, text]) => [name, name.startsWith("test/") ? byName(name, text) : text]),
    );
    named.set(...helper);
    const sources = readSources(this.#root, files, named);
    const deployed = Object.entries(DEPLOYED)
      .filter(([name, source]) => [...sources.values()].some((text) => text.includes(`"${source}:${name}"`)))
      .map(([, source]) => source);
    const output = this.#compile([...files, ...deployed], sources);
    const [error] = errorsOf(output);
    if (error !== undefined) throw new PeersealError("config-invalid", `The tests of ${file} do not compile: ${error}`);
    const artifacts = artifactsOf(output);
    const suites = suitesOf(artifacts.filter(({ id }) => files.includes(id.source)));
    const verdict = await runSuites(this.#root, artifacts, suites, EFFORT);
    if (verdict.failed.length > 0 || verdict.passed === 0) {
      const message = `The tests of ${file} fail before any change: ${verdict.failed.join(", ") || "there is none"}.`;
      throw new PeersealError("config-invalid", message);
    }
    const own = new Map([...sources].filter(([name]) => name.startsWith("test/")));
    const code = new Map(artifacts.map((each) => [idOf(each), each.contract.bytecode ?? ""]));
    return { files, sources: own, artifacts, suites, deployed, code };
  }

  /** Deployed contracts with the file among their sources. */
  #concerned(deployed: readonly string[], file: string): readonly string[] {
    return deployed.filter((source) => readSources(this.#root, [source]).has(file));
  }

  /** Tests that use the file's code other than by deploying a contract. */
  #direct(bench: Bench, file: string): readonly string[] {
    const sources = new Map(bench.sources);
    const uses = (name: string): boolean =>
      !name.startsWith("contracts/interfaces/") &&
      name !== "contracts/types/Types.sol" &&
      readSources(this.#root, [name]).has(file);
    return bench.files.filter((test) => {
      const below = [...readSources(this.#root, [test], sources)].filter(([name]) => name.startsWith("test/"));
      return below.some(([name, text]) =>
        [...text.matchAll(/import\s+\{([^}]+)\}\s+from\s+"(\.[^"]+)"/g)].some(([, names = "", target = ""]) => {
          const source = join(dirname(name), target);
          if (!source.startsWith("contracts/")) return false;
          const isDeployed = Object.values(DEPLOYED).includes(source);
          const isInherited = names
            .split(",")
            .some((each) => new RegExp(`\\bis\\b[^{]*\\b${each.trim()}\\b`).test(text));
          return (!isDeployed || isInherited) && uses(source);
        }),
      );
    });
  }

  #compile(entries: readonly string[], given: Sources): SolcOutput {
    const wanted = { "*": ["abi", "evm.bytecode.object", "evm.deployedBytecode.object"] };
    const outputSelection = Object.fromEntries(entries.map((entry) => [entry, wanted]));
    return compile(readSources(this.#root, entries, given), { ...SETTINGS, outputSelection });
  }
}

function idOf({ id }: Artifact): string {
  return `${id.source}:${id.name}`;
}

function killed({ failed }: Verdict): Fate {
  return { fate: "killed", by: failed[0] ?? "" };
}
