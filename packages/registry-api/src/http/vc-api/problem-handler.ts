import { ERRORS, PeersealError, wire } from "@peerseal/sdk";
import type { FastifyReply, FastifyRequest } from "fastify";
import { handleError, problemOf, toPeersealError } from "../problem.js";
import { PROBLEM_TYPES, type ProblemType } from "./problems.js";

/** What the standards call codes of ours that are about the request. */
const TYPES: Readonly<Record<string, ProblemType>> = {
  "request-invalid": "malformed",
  "vc-invalid": "malformed",
  "issue-invalid": "malformed",
  "derive-invalid": "malformed",
  "context-missing": "malformed",
  "vc-option-unknown": "unknownOption",
};

/**
 * Error handler of the VC API: problem documents like everywhere, with the `type` that W3C's standards have for what is
 * wrong with a request, and 400 where others say 422. `code` stays ours.
 */
export function handleVcError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const known = withUnknownOptions(toPeersealError(error));
  const type = known.code.startsWith("json-") ? "parsing" : TYPES[known.code];
  if (type === undefined) {
    handleError(error, request, reply);
    return;
  }
  const { status } = ERRORS[known.code];
  const problem: wire.Problem = {
    ...problemOf(known, request.id),
    type: PROBLEM_TYPES[type],
    status: status === 422 ? 400 : status,
  };
  void reply
    .code(problem.status)
    .header("content-type", wire.PROBLEM_TYPE)
    .serializer((value: unknown) => JSON.stringify(value))
    .send(problem);
}

/** VCALM has a type of its own for a member that an endpoint does not know. */
function withUnknownOptions(error: PeersealError): PeersealError {
  const { issues } = error.details;
  const isUnknown =
    error.code === "request-invalid" &&
    Array.isArray(issues) &&
    issues.some((issue: unknown) => Object(issue).code === "unrecognized_keys");
  return isUnknown ? new PeersealError("vc-option-unknown", error.message, { details: error.details }) : error;
}
