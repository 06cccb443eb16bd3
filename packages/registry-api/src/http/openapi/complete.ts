import { ERRORS, type ErrorCode, PeersealError, wire } from "@peerseal/sdk";
import { problemOf } from "../problem.js";
import { isSchema, type Schema, sample } from "./sample.js";

/** What a route's own configuration says, carried to where the document is completed. */
export const CONFIG = "x-peerseal-route";
/** Codes of the problems that a response stands for. */
export const CODES = "x-peerseal-codes";

export type RouteNotes = {
  readonly takesKey: boolean;
  readonly isKept: boolean;
  readonly hasBudget: boolean;
  readonly readsJson: boolean;
};

type Operation = {
  [CONFIG]?: RouteNotes;
  operationId?: string;
  security?: unknown;
  parameters?: unknown[];
  requestBody?: unknown;
  responses?: Record<string, Response>;
};
type Response = { description?: string; headers?: Schema; content?: Record<string, Media> };
type Media = { schema?: Schema; example?: unknown };
export type Paths = Record<string, Record<string, Operation>>;

const EVERY: readonly ErrorCode[] = [
  "request-invalid",
  "request-malformed",
  "query-invalid",
  "origin-refused",
  "internal",
];
const BODIES: readonly ErrorCode[] = [
  "json-malformed",
  "json-encoding",
  "json-nul",
  "json-surrogate",
  "json-duplicate-key",
  "json-number",
  "json-number-range",
  "json-depth",
  "json-size",
  "media-type",
  "content-encoding",
  "request-timeout",
];
const KEYED: readonly ErrorCode[] = ["idempotency-key", "idempotency-in-progress", "idempotency-mismatch"];

const KEY_PARAMETER = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description:
    "Drawn anew for each write that is meant, such as a random UUID. The same request sent again with it within 24 hours " +
    "is answered as before (`idempotency-replayed: true`), and done once.",
  schema: { type: "string", minLength: 1, maxLength: 255, pattern: "^[\\x21-\\x7e]+$" },
  example: "8e03978e-40d5-43dd-bc93-6894a57f9324",
};

const header = (description: string, example: string) => ({ description, schema: { type: "string" }, example });
const REQUEST_ID = { "x-request-id": header("Id of this request, as problems and logs name it", "req_8e03978e") };
const TAG = {
  etag: header("Of the very bytes; send it as `If-None-Match`", '"x8zYx1c6rM"'),
  "cache-control": header("How long it may be kept", "no-cache"),
};
const BUDGET = {
  ratelimit: header("What is left of the budget, and seconds until it is full again", '"reads";r=11999;t=60'),
  "ratelimit-policy": header("Requests of this kind within a minute", '"reads";q=12000;w=60'),
};
const REPLAYED = { "idempotency-replayed": header("`true`: it was done before, with the same key", "true") };

/** Says of every operation what the routes' own schemas leave unsaid. */
export function completePaths(paths: Paths): void {
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const notes = operation[CONFIG];
      delete operation[CONFIG];
      operation.operationId = operationId(method, path);
      completeInput(operation, notes);
      completeAnswers(operation, notes, method);
    }
  }
}

function operationId(method: string, path: string): string {
  const words = path.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  return [method, ...words].map((word, i) => (i === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join("");
}

function completeInput(operation: Operation, notes: RouteNotes | undefined): void {
  const parameters = (operation.parameters ?? []).filter(isSchema).map((parameter) => {
    const { name, schema } = parameter;
    return typeof name === "string" && isSchema(schema) && !("example" in parameter)
      ? { ...parameter, example: sample(schema, name) }
      : parameter;
  });
  operation.parameters = notes?.takesKey === true ? [...parameters, KEY_PARAMETER] : parameters;
  const { requestBody } = operation;
  if (isSchema(requestBody) && isSchema(requestBody.content)) {
    for (const media of Object.values(requestBody.content)) addExample(media as Media);
  }
}

function completeAnswers(operation: Operation, notes: RouteNotes | undefined, method: string): void {
  const responses: Record<string, Response> = operation.responses ?? {};
  operation.responses = responses;
  const isRead = method === "get";
  const given = new Map<string, Set<ErrorCode>>();
  const add = (code: ErrorCode) => {
    const status = String(ERRORS[code].status);
    given.set(status, (given.get(status) ?? new Set()).add(code));
  };
  for (const [status, response] of Object.entries(responses)) {
    for (const code of codesOf(response)) {
      add(code);
      delete responses[status];
    }
  }
  for (const code of EVERY) add(code);
  if (notes?.readsJson === true) for (const code of BODIES) add(code);
  if (notes?.takesKey === true) for (const code of KEYED) add(code);
  if (notes?.hasBudget === true) for (const code of ["rate-limited", "overloaded"] as const) add(code);
  for (const [status, response] of Object.entries(responses)) {
    for (const [type, media] of Object.entries(response.content ?? {})) {
      if (type === "application/json" || type.endsWith("+json")) addExample(media);
    }
    if (!status.startsWith("2")) continue;
    if (response.description === "Default Response") response.description = "The answer";
    response.headers = {
      ...REQUEST_ID,
      ...(isRead && notes?.isKept === true ? TAG : {}),
      ...(notes?.hasBudget === true ? BUDGET : {}),
      ...(notes?.takesKey === true ? REPLAYED : {}),
    };
  }
  if (isRead && notes?.isKept === true) {
    responses["304"] = { description: "The caller has these very bytes (`If-None-Match`)", headers: TAG };
  }
  for (const [status, codes] of given)
    responses[status] = problemResponse(status, [...codes].sort(), responses[status]);
}

function codesOf({ content }: Response): readonly ErrorCode[] {
  const codes = Object.values(content ?? {}).flatMap(({ schema }) => schema?.[CODES] ?? []);
  return codes.filter((code): code is ErrorCode => typeof code === "string" && Object.hasOwn(ERRORS, code));
}

/** Some routes answer under an error's status themselves; both forms are told then. */
function problemResponse(status: string, codes: readonly ErrorCode[], own: Response | undefined): Response {
  const [first = "internal"] = codes;
  const said = `Problem: ${codes.map((code) => `\`${code}\``).join(", ")}`;
  const waits = status === "429" || status === "503";
  const ourHeaders = waits ? { ...REQUEST_ID, "retry-after": header("Seconds to wait", "1") } : REQUEST_ID;
  return {
    description:
      own?.description === undefined || own.description === "Default Response" ? said : `${own.description}. ${said}`,
    headers: { ...own?.headers, ...ourHeaders },
    content: {
      ...own?.content,
      [wire.PROBLEM_TYPE]: {
        schema: { $ref: "#/components/schemas/Problem" },
        example: problemOf(new PeersealError(first, ERRORS[first].cause), "req_8e03978e"),
      },
    },
  };
}

function addExample(media: Media): void {
  if (media.schema !== undefined && media.example === undefined) media.example = sample(media.schema);
}
