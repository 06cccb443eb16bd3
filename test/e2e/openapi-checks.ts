import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

type Node = { readonly [name: string]: unknown };
const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && !Array.isArray(value);

export type Parameter = {
  readonly name: string;
  readonly in: string;
  readonly schema: Node;
  readonly example?: unknown;
};
export type Operation = {
  readonly path: string;
  readonly method: string;
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly operationId?: string;
  readonly security?: unknown;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Node>> };
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Readonly<Record<string, Node>> }>
  >;
};

export type Described = Node & {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Omit<Operation, "path" | "method">>>>>;
};

/** Every operation of a document. */
export function operationsOf({ paths }: Described): readonly Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
  );
}

/** The published schema of OpenAPI 3.1, which is not part of this project. */
const PUBLISHED = join(import.meta.dirname, "../../../shared/schemas/openapi-3.1.json");
export const isPublishedThere = existsSync(PUBLISHED);
if (!isPublishedThere)
  process.stderr.write("front: ../shared/schemas/openapi-3.1.json is not here; that check is left out.\n");

/** Faults of a document by the published schema of OpenAPI 3.1. */
export function publishedFaults(document: unknown): unknown[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  // The validator does not follow the one dynamic reference, which leads to this by default.
  const schema = readFileSync(PUBLISHED, "utf8").replaceAll(/"\$dynamicRef":\s*"#meta"/g, '"$ref": "#/$defs/schema"');
  const check = ajv.compile(JSON.parse(schema));
  return check(document) ? [] : (check.errors ?? []);
}

/** Checks values by schemas of a document, whose references stay as they are. */
export function checkerOf(document: Described): (at: readonly string[], value: unknown) => readonly string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addFormat("binary", true);
  ajv.addSchema(document, "doc");
  // Most operations share their problems and many their answers.
  const known = new Map<string, ValidateFunction>();
  return (at, value) => {
    const pointer = at.map((part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"))).join("/");
    const text = JSON.stringify(memberAt(document, at));
    const check = known.get(text) ?? ajv.compile({ $ref: `doc#/${pointer}` });
    known.set(text, check);
    if (check(value)) return [];
    return (check.errors ?? []).map(({ instancePath, message }) => `${at.join(" ")}: ${instancePath} ${message}`);
  };
}

function memberAt(document: Described, at: readonly string[]): unknown {
  let node: unknown = document;
  for (const part of at) {
    if (Array.isArray(node)) node = node[Number(part)];
    else if (isNode(node)) node = node[part];
  }
  if (node === undefined) throw new TypeError(`The document has nothing at ${at.join(" ")}.`);
  return node;
}

/** Faults of every example of a document, and a word for each that is missing. */
export function exampleFaults(document: Described): readonly string[] {
  const check = checkerOf(document);
  return operationsOf(document).flatMap((operation) => {
    const { path, method, parameters = [], requestBody, responses } = operation;
    const here = ["paths", path, method];
    const ofParameters = parameters.flatMap((parameter, i) =>
      "example" in parameter
        ? check([...here, "parameters", String(i), "schema"], parameter.example)
        : [`${method} ${path} ${parameter.name}: no example`],
    );
    const ofContent = (at: readonly string[], content: Readonly<Record<string, Node>>) =>
      Object.entries(content).flatMap(([type, media]) => {
        if (!/json$/.test(type)) return [];
        if (!("example" in media)) return [`${at.join(" ")} ${type}: no example`];
        return check([...at, "content", type, "schema"], media.example);
      });
    return [
      ...ofParameters,
      ...(requestBody === undefined ? [] : ofContent([...here, "requestBody"], requestBody.content)),
      ...Object.entries(responses).flatMap(([status, { content = {} }]) =>
        ofContent([...here, "responses", status], content),
      ),
    ];
  });
}
