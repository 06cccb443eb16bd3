import { ERRORS, type ErrorCode, PeersealError, wire } from "@peerseal/sdk";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors, isResponseSerializationError } from "fastify-type-provider-zod";
import { databaseFault } from "../store/database.js";

/** The problem document of an error (RFC 9457). */
export function problemOf(error: PeersealError, requestId: string): wire.Problem {
  const entry = ERRORS[error.code];
  return {
    type: `urn:peerseal:error:${error.code}`,
    title: entry.cause,
    status: entry.status,
    // What went wrong inside is for the log; a fault of ours tells the caller no more than its code.
    detail: error.code === "internal" ? entry.cause : error.message,
    code: error.code,
    fix: error.fix,
    requestId,
    retryable: error.retryable,
    details: error.code === "internal" ? {} : plain(error.details),
  };
}

/** Details as JSON can hold them: 64-bit and larger integers become decimal strings. */
function plain(details: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const text = JSON.stringify(details, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
  const parsed: unknown = JSON.parse(text);
  return typeof parsed === "object" && parsed !== null ? { ...parsed } : {};
}

/** Brings whatever a route threw into the catalogue; what is unknown becomes `internal`. */
export function toPeersealError(error: unknown): PeersealError {
  const own = asPeerseal(error);
  if (own !== null) return own;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const issues = error.validation.map((issue) => ({
      path: `${error.validationContext ?? "body"}${issue.instancePath}`,
      code: issue.keyword,
      message: issue.message,
    }));
    return new PeersealError("request-invalid", issues.map((issue) => `${issue.path}: ${issue.message}`).join("; "), {
      details: { issues },
    });
  }
  const fault = databaseFault(error);
  if (fault !== null) return fault;
  if (!isResponseSerializationError(error)) {
    const known = fromFastify(error);
    if (known !== null) return known;
  }
  return new PeersealError("internal", "A fault of ours.", { cause: error });
}

/** By shape, not by class: two copies of the SDK in one process must not turn an error into another one. */
function asPeerseal(error: unknown): PeersealError | null {
  if (error instanceof PeersealError) return error;
  if (!(error instanceof Error) || error.name !== "PeersealError" || !("code" in error)) return null;
  const { code } = error;
  if (typeof code !== "string" || !isErrorCode(code)) return null;
  const details =
    "details" in error && typeof error.details === "object" && error.details !== null ? error.details : {};
  return new PeersealError(code, error.message, { details: { ...details }, cause: error });
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERRORS, code);
}

function fromFastify(error: unknown): PeersealError | null {
  if (!(error instanceof Error) || !("code" in error)) return null;
  switch (error.code) {
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return new PeersealError("json-size", "The body is too large.", { cause: error });
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
    case "FST_ERR_CTP_EMPTY_TYPE":
      return new PeersealError("media-type", "Send application/json.", { cause: error });
    case "ECONNRESET":
      return new PeersealError("request-timeout", "The caller went away.", { cause: error });
    case "FST_ERR_CTP_EMPTY_JSON_BODY":
    case "FST_ERR_CTP_INVALID_CONTENT_LENGTH":
    case "FST_ERR_BAD_URL":
    case "FST_ERR_MAX_PARAM_LENGTH":
      return new PeersealError("request-invalid", error.message, { cause: error });
    default:
      return null;
  }
}

/** Fastify's error handler: logs faults of ours in full, answers a problem document. */
export function handleError(error: FastifyError | unknown, request: FastifyRequest, reply: FastifyReply): void {
  const known = toPeersealError(error);
  const { status } = ERRORS[known.code];
  if (status >= 500)
    request.log.error({ event: "request-failed", code: known.code, fault: traceOf(known.cause ?? known) });
  if (status === 503 && known.retryable && !reply.hasHeader("retry-after")) reply.header("retry-after", "1");
  sendProblem(reply, known, request.id);
}

/**
 * Where a fault came from, without its words: messages of libraries quote endpoints with their keys, and rows of tables.
 */
function traceOf(error: unknown): {
  readonly name: string;
  readonly code: string | null;
  readonly at: readonly string[];
} {
  if (!(error instanceof Error)) return { name: typeof error, code: null, at: [] };
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  const code = "code" in error && typeof error.code === "string" ? error.code : null;
  return { name: error.name, code, at: frames.slice(0, 12).map((line) => line.trim()) };
}

/** Answers with a problem document. */
export function sendProblem(reply: FastifyReply, error: PeersealError, requestId: string): void {
  const problem = problemOf(error, requestId);
  // Serialised here: a problem must get out whatever the route's own response schema says.
  void reply
    .code(problem.status)
    .header("content-type", wire.PROBLEM_TYPE)
    .serializer((value: unknown) => JSON.stringify(value))
    .send(problem);
}
