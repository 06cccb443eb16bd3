import { ERRORS, PeersealError } from "@peerseal/sdk";
import { clean } from "./text.js";

/** What `--json` prints where there is no verdict. */
export type ErrorDocument = {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly fix: string;
    readonly details: Readonly<Record<string, unknown>>;
  };
};

export function errorDocument(error: unknown): ErrorDocument {
  if (error instanceof PeersealError) {
    const { code, message, fix, details } = error;
    return { error: { code, message, fix, details: jsonable(details) } };
  }
  const message = error instanceof Error ? error.message : "unknown";
  return { error: { code: "internal", message, fix: ERRORS.internal.fix, details: {} } };
}

/** The same for people: one line, and what to do. */
export function describeError(error: unknown): string {
  const { code, message, fix, details } = errorDocument(error).error;
  // Whoever says what a file is says what to do as well.
  const advice = code.startsWith("open-") && typeof details.kind === "string" ? "" : `  ${fix}\n`;
  return `peerseal: ${clean(message)} [${code}]\n${advice}`;
}

function jsonable(details: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const entries = Object.entries(details).map(([name, value]) => [
    name,
    typeof value === "bigint" ? value.toString() : value,
  ]);
  return Object.fromEntries(entries);
}
