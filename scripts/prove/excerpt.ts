import { PeersealError } from "@peerseal/sdk";
import { type AstNode, walk } from "../lib/solidity.ts";

// The solver cannot take in a whole registry (signatures, strings, hashes), so a proof is about the rules alone. They are
// not written again for it: a line `//@` of a proof asks for their text, cut from the contract at the time of proving.
//   //@ take <file> <name>...                             declarations, as they are
//   //@ guard <file> <function> <error> (<parameters>)    when the function refuses with that error, as
//                                                         `refuses_<function>_<error>`
//   //@ value <file> <function> <local> <type> (<parameters>)   what the function gives a local, as `<function>_<local>`
//   //@ stages <file> <function>                          the stage it asks for and the one it leaves, as
//                                                         `<function>_from` and `<function>_to`
// Locals that a rule names are taken with it, except those that stand among the parameters.
const DIRECTIVE = /^[ \t]*\/\/@ (take|guard|value|stages) (\S+\.sol) (.+)$/gm;

/** A contract's text and syntax tree. */
export type Origin = { readonly text: string; readonly ast: unknown };

/** Files whose text a proof asks for. */
export function originsOf(proof: string): readonly string[] {
  return [...new Set([...proof.matchAll(DIRECTIVE)].map(([, , file = ""]) => file))];
}

/** The proof with what it asks for in place. @throws PeersealError `config-invalid` where that is not to be found. */
export function fill(proof: string, originOf: (file: string) => Origin): string {
  return proof.replaceAll(DIRECTIVE, (_, kind: string, file: string, rest: string) => {
    const origin = originOf(file);
    if (kind === "take") return taken(origin, file, rest.trim().split(/\s+/));
    if (kind === "guard") return guard(origin, file, rest);
    if (kind === "value") return value(origin, file, rest);
    return stages(origin, file, rest.trim());
  });
}

function taken(origin: Origin, file: string, names: readonly string[]): string {
  return names
    .map((name) => {
      const node = [...walk(origin.ast)].find(
        ([each, parents]) =>
          each.name === name &&
          /^(?:Struct|Enum|Function)Definition$|^VariableDeclaration$/.test(each.nodeType) &&
          !parents.some(({ nodeType }) => nodeType === "FunctionDefinition" || nodeType === "StructDefinition"),
      )?.[0];
      if (node === undefined) throw missing(`${name} in ${file}`);
      const text = plain(origin.text.slice(node.start, node.end));
      return node.nodeType === "VariableDeclaration" ? `${text};` : text;
    })
    .join("\n");
}

function guard(origin: Origin, file: string, rest: string): string {
  const [, name = "", error = "", parameters = ""] = /^(\w+) (\w+) \((.*)\)$/.exec(rest.trim()) ?? [];
  const body = functionOf(origin, file, name);
  const found = [...walk(body)].find(([node]) => {
    if (node.nodeType !== "IfStatement") return false;
    const reverts = [...walk(node.trueBody)].filter(([each]) => each.nodeType === "RevertStatement");
    return reverts.length === 1 && reverts.some(([each]) => textOf(origin, each).includes(`${error}(`));
  })?.[0];
  const [condition] = walk(found?.condition);
  if (condition === undefined) throw missing(`${error} of ${name} in ${file}`);
  return rule(origin, body, condition[0], `refuses_${name}_${error}`, "bool", parameters);
}

function value(origin: Origin, file: string, rest: string): string {
  const [, name = "", local = "", type = "", parameters = ""] = /^(\w+) (\w+) (\w+) \((.*)\)$/.exec(rest.trim()) ?? [];
  const body = functionOf(origin, file, name);
  const found = declarations(body).find((each) => each.name === local);
  if (found === undefined) throw missing(`${local} of ${name} in ${file}`);
  return rule(origin, body, found.initial, `${name}_${local}`, type, parameters);
}

function stages(origin: Origin, file: string, name: string): string {
  const text = textOf(origin, functionOf(origin, file, name));
  const from = /_at\(\w+, (Stage\.\w+)\)/.exec(text)?.[1];
  const to = /\.stage = (Stage\.\w+);/.exec(text)?.[1];
  if (from === undefined || to === undefined) throw missing(`the stages of ${name} in ${file}`);
  return `Stage internal constant ${name}_from = ${from};\nStage internal constant ${name}_to = ${to};`;
}

/** A function of one expression, after the locals that it needs. */
function rule(
  origin: Origin,
  body: AstNode,
  expression: AstNode,
  name: string,
  type: string,
  parameters: string,
): string {
  const given = new Set(parameters.split(",").map((each) => each.trim().split(/\s+/).at(-1) ?? ""));
  const known = declarations(body);
  const needed = new Set<string>();
  const need = (node: AstNode): void => {
    for (const [each] of walk(node)) {
      const local = each.nodeType === "Identifier" ? known.find(({ name: own }) => own === each.name) : undefined;
      if (local === undefined || given.has(local.name) || needed.has(local.name)) continue;
      needed.add(local.name);
      need(local.initial);
    }
  };
  need(expression);
  const locals = known.filter((each) => needed.has(each.name)).map(({ node }) => `${textOf(origin, node)};`);
  const lines = [...locals, `return ${textOf(origin, expression)};`].join("\n");
  return plain(`function ${name}(${parameters}) internal view returns (${type}) {\n${lines}\n}`);
}

type Declaration = { readonly name: string; readonly node: AstNode; readonly initial: AstNode };

function declarations(body: AstNode): readonly Declaration[] {
  return [...walk(body)].flatMap(([node]) => {
    if (node.nodeType !== "VariableDeclarationStatement") return [];
    const [declared] = walk(node.declarations);
    const [initial] = walk(node.initialValue);
    if (declared === undefined || initial === undefined || typeof declared[0].name !== "string") return [];
    return [{ name: declared[0].name, node, initial: initial[0] }];
  });
}

function functionOf(origin: Origin, file: string, name: string): AstNode {
  const found = [...walk(origin.ast)].find(([node]) => node.nodeType === "FunctionDefinition" && node.name === name);
  if (found === undefined) throw missing(`${name} in ${file}`);
  return found[0];
}

function textOf(origin: Origin, { start, end }: AstNode): string {
  return origin.text.slice(start, end).replace(/;$/, "");
}

/**
 * Without what matters to callers and logs only. The solver loses track of pointers into storage, so that a copy in memory
 * takes the place of each; only in a function that writes nothing, where it is the same.
 */
function plain(text: string): string {
  const own = text
    .replaceAll(/\/\/\/?[^\n]*/g, "")
    .replaceAll(/\b(?:external|public|private)\b/g, "internal")
    .replaceAll(/\bcalldata\b/g, "memory")
    .replaceAll(/\brevert \w+\([^;]*\);/g, "revert();");
  if (!/\bstorage\b/.test(own)) return own;
  if (!/\b(?:view|pure)\b/.test(own))
    throw missing(`a text that does not write through a pointer: ${own.slice(0, 80)}`);
  return own.replaceAll(/\bstorage\b/g, "memory");
}

function missing(what: string): PeersealError {
  return new PeersealError("config-invalid", `A proof needs ${what}.`);
}
