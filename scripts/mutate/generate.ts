import { type AstNode, walk } from "../lib/solidity.ts";

/** One change of one file: the text of `[start, end)` becomes `to`. Offsets in UTF-16 units of the source's text. */
export type Mutant = {
  readonly file: string;
  readonly line: number;
  readonly operator: Operator;
  readonly where: string;
  readonly start: number;
  readonly end: number;
  readonly from: string;
  readonly to: string;
};

/** What is changed: see the table in test/README.md. */
export type Operator = "operator" | "bound" | "constant" | "require" | "event" | "statement" | "condition";

const SWAPPED: Readonly<Record<string, readonly string[]>> = {
  "==": ["!="],
  "!=": ["=="],
  "<": [">="],
  "<=": [">"],
  ">": ["<="],
  ">=": ["<"],
  "&&": ["||"],
  "||": ["&&"],
  "+": ["-"],
  "-": ["+"],
  "*": ["+"],
  "/": ["*"],
  "%": ["/"],
  "&": ["|"],
  "|": ["&"],
  "^": ["&"],
  "<<": [">>"],
  ">>": ["<<"],
  "+=": ["-="],
  "-=": ["+="],
  "|=": ["&="],
  "&=": ["|="],
};
const SHIFTED: Readonly<Record<string, string>> = { "<": "<=", "<=": "<", ">": ">=", ">=": ">" };

/** All single changes of a file that its syntax tree offers, in the order of the text. */
export function mutantsOf(file: string, text: string, ast: unknown): readonly Mutant[] {
  const mutants: Mutant[] = [];
  for (const [node, parents] of walk(ast)) {
    const inCode = parents.some(
      ({ nodeType }) => nodeType === "FunctionDefinition" || nodeType === "ModifierDefinition",
    );
    const isConstant = parents.some(
      ({ nodeType, constant }) => nodeType === "VariableDeclaration" && constant === true,
    );
    if (!inCode && !isConstant) continue;
    // A branch of a ternary or an argument of a revert says why, not whether: its text is of no consequence on chain.
    for (const { operator, start, end, to } of changesOf(node, parents, text)) {
      const from = text.slice(start, end);
      if (from === to) continue;
      const line = text.slice(0, start).split("\n").length;
      mutants.push({ file, line, operator, where: nameOf(parents), start, end, from, to });
    }
  }
  return mutants.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** The source with one change. */
export function apply(text: string, { start, end, to }: Pick<Mutant, "start" | "end" | "to">): string {
  return text.slice(0, start) + to + text.slice(end);
}

type Change = Pick<Mutant, "operator" | "start" | "end" | "to">;

function changesOf(node: AstNode, parents: readonly AstNode[], text: string): readonly Change[] {
  switch (node.nodeType) {
    case "BinaryOperation":
      return between(node, node.leftExpression, node.rightExpression, text);
    case "Assignment":
      return node.operator === "=" ? [] : between(node, node.leftHandSide, node.rightHandSide, text);
    case "UnaryOperation":
      return unary(node, text);
    case "Literal":
      return literal(node, parents, text);
    case "IfStatement":
      return branch(node, text);
    case "EmitStatement":
      return [{ operator: "event", start: node.start, end: node.end, to: "" }];
    case "ExpressionStatement":
      return statement(node);
    default:
      return [];
  }
}

/** The operator between two operands, found in the text between them; comments there do not matter. */
function between(node: AstNode, left: unknown, right: unknown, text: string): readonly Change[] {
  const [first] = walk(left);
  const [second] = walk(right);
  const operator = typeof node.operator === "string" ? node.operator : "";
  if (first === undefined || second === undefined) return [];
  const at = text.indexOf(operator, first[0].end);
  if (at < 0 || at >= second[0].start) return [];
  const end = at + operator.length;
  const swaps = (SWAPPED[operator] ?? []).map((to): Change => ({ operator: "operator", start: at, end, to }));
  const shifted = SHIFTED[operator];
  return shifted === undefined ? swaps : [...swaps, { operator: "bound", start: at, end, to: shifted }];
}

function unary(node: AstNode, text: string): readonly Change[] {
  const operator = node.operator;
  const own = text.slice(node.start, node.end);
  if (operator === "!" || operator === "~") {
    return [{ operator: "operator", start: node.start, end: node.end, to: own.slice(1) }];
  }
  if (operator !== "++" && operator !== "--") return [];
  const to = operator === "++" ? own.replace("++", "--") : own.replace("--", "++");
  return [{ operator: "operator", start: node.start, end: node.end, to }];
}

function literal(node: AstNode, parents: readonly AstNode[], text: string): readonly Change[] {
  const own = text.slice(node.start, node.end);
  const change = (to: string): readonly Change[] => [{ operator: "constant", start: node.start, end: node.end, to }];
  if (node.kind === "bool") return change(own === "true" ? "false" : "true");
  // The type strings of EIP-712: one letter away.
  if (node.kind === "string") return own.length > 2 ? change(`"${own.slice(2)}`) : [];
  if (node.kind !== "number") return [];
  const isIndex = parents.at(-1)?.nodeType === "IndexAccess";
  if (isIndex && own === "0") return change("1");
  const [digits = "", unit = ""] = own.split(/\s+/);
  const value = BigInt(digits.replaceAll("_", ""));
  const next = digits.startsWith("0x") ? `0x${(value ^ 1n).toString(16)}` : (value + 1n).toString();
  return change(unit === "" ? next : `${next} ${unit}`);
}

/** A condition that refuses is taken away; any other is turned round where no operator of it is. */
function branch(node: AstNode, text: string): readonly Change[] {
  const [condition] = walk(node.condition);
  if (condition === undefined) return [];
  const { start, end, nodeType } = condition[0];
  const refuses = [...walk(node.trueBody)].some(([below]) => below.nodeType === "RevertStatement");
  if (refuses) return [{ operator: "require", start, end, to: "false" }];
  if (nodeType === "BinaryOperation" || nodeType === "UnaryOperation") return [];
  return [{ operator: "condition", start, end, to: `!(${text.slice(start, end)})` }];
}

/** A call or assignment that stands alone is taken away, with its semicolon: `{}` stands for it. */
function statement(node: AstNode): readonly Change[] {
  const [expression] = walk(node.expression);
  if (expression === undefined) return [];
  const { nodeType } = expression[0];
  if (nodeType === "FunctionCall") return [{ operator: "require", start: node.start, end: node.end, to: "" }];
  if (nodeType === "Assignment") return [{ operator: "statement", start: node.start, end: node.end, to: "" }];
  return [];
}

function nameOf(parents: readonly AstNode[]): string {
  const named = parents.findLast(({ nodeType, name, kind }) => {
    if (nodeType === "VariableDeclaration") return parents.every((each) => each.nodeType !== "FunctionDefinition");
    return nodeType === "FunctionDefinition" && (typeof name === "string" || kind === "constructor");
  });
  if (named === undefined) return "";
  return typeof named.name === "string" && named.name !== "" ? named.name : String(named.kind ?? "");
}
