import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import solc from "solc";
import { z } from "zod";

// The compiler of node_modules in this process: its second run on takes half the time of a fresh process.
const require = createRequire(import.meta.url);

/** Text of Solidity sources by their name, such as `contracts/types/Types.sol`. */
export type Sources = ReadonlyMap<string, string>;

const Output = z.object({
  errors: z
    .array(
      z.object({
        severity: z.string(),
        errorCode: z.string().optional(),
        formattedMessage: z.string(),
        message: z.string(),
        sourceLocation: z.object({ file: z.string(), start: z.int(), end: z.int() }).optional(),
      }),
    )
    .default([]),
  sources: z.record(z.string(), z.object({ ast: z.unknown().optional() })).default({}),
  contracts: z
    .record(
      z.string(),
      z.record(
        z.string(),
        z.object({
          abi: z.array(z.unknown()).optional(),
          evm: z
            .object({
              bytecode: z.object({ object: z.string() }).optional(),
              deployedBytecode: z.object({ object: z.string() }).optional(),
            })
            .optional(),
        }),
      ),
    )
    .default({}),
});
export type SolcOutput = z.output<typeof Output>;

const IMPORT = /import\s+(?:[^"';]*?from\s+)?["']([^"']+)["']/g;

/**
 * The entries and all that they import, from `root` or, where a name begins with a package, from node_modules.
 * `given` stands before what lies on the disk.
 */
export function readSources(root: string, entries: readonly string[], given: Sources = new Map()): Map<string, string> {
  const sources = new Map<string, string>();
  const add = (name: string): void => {
    if (sources.has(name)) return;
    const text = given.get(name) ?? readFileSync(pathOf(root, name), "utf8");
    sources.set(name, text);
    for (const [, target = ""] of text.matchAll(IMPORT)) {
      add(target.startsWith(".") ? join(dirname(name), target).replaceAll("\\", "/") : target);
    }
  };
  for (const entry of entries) add(entry);
  return sources;
}

function pathOf(root: string, name: string): string {
  const own = join(root, name);
  return existsSync(own) ? own : require.resolve(name);
}

/** Runs the compiler once. */
export function compile(sources: Sources, settings: Readonly<Record<string, unknown>>): SolcOutput {
  const input = {
    language: "Solidity",
    sources: Object.fromEntries([...sources].map(([name, content]) => [name, { content }])),
    settings: { evmVersion: "prague", ...settings },
  };
  return Output.parse(JSON.parse(solc.compile(JSON.stringify(input))));
}

/** The compiler's errors, one text each. */
export function errorsOf(output: SolcOutput): readonly string[] {
  return output.errors.filter(({ severity }) => severity === "error").map(({ formattedMessage }) => formattedMessage);
}

const Node = z.looseObject({ nodeType: z.string(), src: z.string() });

/** A node of a syntax tree: its kind, its bytes in the source, and its fields. */
export type AstNode = z.output<typeof Node> & { readonly start: number; readonly end: number };

/** Every node below (and with) one, parents first, each with its parents, nearest last. */
export function* walk(tree: unknown, parents: readonly AstNode[] = []): Generator<[AstNode, readonly AstNode[]]> {
  if (Array.isArray(tree)) {
    for (const each of tree) yield* walk(each, parents);
    return;
  }
  if (typeof tree !== "object" || tree === null) return;
  const parsed = Node.safeParse(tree);
  let below = parents;
  if (parsed.success) {
    const [start = 0, length = 0] = parsed.data.src.split(":").map(Number);
    const node = { ...parsed.data, start, end: start + length };
    yield [node, parents];
    below = [...parents, node];
  }
  for (const value of Object.values(tree)) yield* walk(value, below);
}
