/** A string member of anything; null where there is none. */
export function stringField(value: unknown, name: string): string | null {
  if (typeof value !== "object" || value === null) return null;
  const field: unknown = Reflect.get(value, name);
  return typeof field === "string" ? field : null;
}

/** Codes of ethers and of Node that mean: no answer of a JSON-RPC endpoint came back. */
const NO_ANSWER: ReadonlySet<string> = new Set([
  "NETWORK_ERROR",
  "SERVER_ERROR",
  "TIMEOUT",
  "CANCELLED",
  "OFFCHAIN_FAULT",
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EPIPE",
  "ETIMEDOUT",
  "ERR_SSL_WRONG_VERSION_NUMBER",
]);

/** Whether the endpoint gave no answer, as opposed to one that we do not like. */
export function isUnreachable(error: unknown): boolean {
  const code = stringField(error, "code");
  return code !== null && NO_ANSWER.has(code);
}
