import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { PeersealError } from "@peerseal/sdk";
import type { z } from "zod";

/**
 * Reads a JSON file of a known form.
 *
 * @throws PeersealError `config-invalid`: the first fault in one line, with where it is.
 */
export function readJson<T>(path: string, schema: z.ZodType<T>, what: string): T {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    const reason = cause instanceof SyntaxError ? "is not JSON" : "cannot be read";
    throw new PeersealError("config-invalid", `${path} ${reason}: it should hold ${what}.`, { cause });
  }
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const [first] = error.issues;
  const where = first === undefined || first.path.length === 0 ? "" : ` at ${first.path.join(".")}`;
  throw new PeersealError(
    "config-invalid",
    `${path} does not hold ${what}${where}: ${first?.message ?? "malformed"}.`,
    {
      details: { issues: error.issues },
    },
  );
}

/** Writes a file whole or not at all. */
export function writeJson(path: string, value: unknown): void {
  writeFileSync(`${path}.new`, `${JSON.stringify(value, null, 2)}\n`);
  renameSync(`${path}.new`, path);
}
