import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { PeersealError } from "@peerseal/sdk";
import { forgiveLeaving, lineOf, readOptions } from "./lib/command.ts";
import { compile, errorsOf, readSources, type SolcOutput } from "./lib/solidity.ts";
import { filesBelow } from "./mutate/files.ts";
import { fill, type Origin, originsOf } from "./prove/excerpt.ts";

// Proves properties of the contracts' rules by the model checker inside solc (constrained Horn clauses, no timeout). A
// proof is a function of test/prove with one `assert`, for all inputs and all states that its contract can reach; the
// rules in it are cut from the contracts (see prove/excerpt.ts), so that it does not compile alone and is no .sol file.
// Each is also tried with `assert(false)` in its place, which must not be proved: else its conditions can never be met
// and it would say nothing.
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const SAFE = "9576";
const FILE = "proof.sol";

// The checker itself is asked one falsehood first.
const FALSEHOOD = `// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;
contract Falsehood {
    /// 1 + 1 is 3
    function asked(uint256 x) external pure {
        if (x == 1) assert(x + x == 3);
    }
}`;

type Property = { readonly name: string; readonly says: string; readonly start: number; readonly end: number };
type Judged = Property & { readonly isProved: boolean };

const PROPERTY = /((?:^[ \t]*\/\/\/[^\n]*\n)+)[ \t]*function (\w+)\([^)]*\)[^{]*\{/gm;
const ASSERTION = /assert\(((?:[^()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*)\)/g;

/** The properties of a contract's text: each function with a doc comment, which must hold one assertion. */
function propertiesOf(text: string): readonly Property[] {
  return [...text.matchAll(PROPERTY)].map((match) => {
    const [whole, comment = "", name = ""] = match;
    const end = closing(text, match.index + whole.length);
    if ([...text.slice(match.index, end).matchAll(ASSERTION)].length !== 1) {
      throw new PeersealError("config-invalid", `The proof ${name} must hold exactly one assertion.`);
    }
    return { name, says: comment.replaceAll(/\s*\/\/\/ ?/g, " ").trim(), start: match.index, end };
  });
}

/** Place behind the brace that closes what was opened before `from`. */
function closing(text: string, from: number): number {
  let depth = 1;
  let at = from;
  for (; at < text.length && depth > 0; ++at) {
    if (text[at] === "{") ++depth;
    else if (text[at] === "}") --depth;
  }
  return at;
}

/** Whether the checker calls the one assertion of a text safe. */
function isSafe(text: string, contract: string): boolean {
  const modelChecker = {
    engine: "chc",
    solvers: ["z3"],
    targets: ["assert"],
    contracts: { [FILE]: [contract] },
    showProvedSafe: true,
    showUnproved: true,
  };
  const output = compile(readSources(root, [FILE], new Map([[FILE, text]])), { modelChecker, outputSelection: {} });
  requireCompiled(output, contract);
  return output.errors.some(({ errorCode, sourceLocation }) => errorCode === SAFE && sourceLocation?.file === FILE);
}

function requireCompiled(output: SolcOutput, what: string): void {
  const [error] = errorsOf(output);
  if (error !== undefined) throw new PeersealError("config-invalid", `The proof ${what} does not compile: ${error}`);
}

function* judge(text: string, contract: string): Generator<Judged> {
  const properties = propertiesOf(text);
  if (properties.length === 0) throw new PeersealError("config-invalid", `${contract} proves nothing.`);
  for (const property of properties) {
    // One at a time: the solver gives up sooner the more it is asked at once.
    const alone = properties
      .filter((each) => each !== property)
      .reduceRight((left, { start, end }) => left.slice(0, start) + left.slice(end), text);
    const empty = alone.replaceAll(ASSERTION, "assert(false)");
    yield { ...property, isProved: isSafe(alone, contract) && !isSafe(empty, contract) };
  }
}

function originReader(): (file: string) => Origin {
  const known = new Map<string, Origin>();
  return (file) => {
    const origin = known.get(file);
    if (origin !== undefined) return origin;
    const sources = readSources(root, [file]);
    const output = compile(sources, { stopAfter: "parsing", outputSelection: { "*": { "": ["ast"] } } });
    requireCompiled(output, file);
    const made = { text: sources.get(file) ?? "", ast: output.sources[file]?.ast };
    known.set(file, made);
    return made;
  };
}

function main(): void {
  readOptions([]);
  if ([...judge(FALSEHOOD, "Falsehood")].some(({ isProved }) => isProved)) {
    throw new PeersealError("config-invalid", "The model checker proves a falsehood: it cannot be relied on.");
  }
  const originOf = originReader();
  let proved = 0;
  let unproved = 0;
  for (const file of filesBelow(root, "test/prove", ".proof")) {
    const raw = readFileSync(join(root, file), "utf8");
    const text = fill(raw, originOf).replaceAll("../../contracts/", "./contracts/");
    process.stdout.write(`${file}: rules from ${originsOf(raw).join(", ")}\n`);
    for (const [, contract = ""] of text.matchAll(/^contract (\w+)/gm)) {
      for (const { name, says, isProved } of judgeOne(text, contract)) {
        if (isProved) ++proved;
        else ++unproved;
        process.stdout.write(`  ${isProved ? "proved  " : "UNPROVED"} ${contract}.${name}: ${says}\n`);
      }
    }
  }
  process.stdout.write(`${proved} proved, ${unproved} unproved\n`);
  process.exitCode = unproved === 0 && proved > 0 ? 0 : 1;
}

/** Judges one contract of a file, alone: the others are left out. */
function judgeOne(text: string, contract: string): Generator<Judged> {
  const parts = text.split(/^(?=contract \w+)/m);
  return judge(
    parts.filter((part) => !part.startsWith("contract ") || part.startsWith(`contract ${contract} `)).join(""),
    contract,
  );
}

forgiveLeaving(process.stdout);
try {
  main();
} catch (error) {
  process.stderr.write(`${lineOf(error)}\n`);
  process.exitCode = 1;
}
