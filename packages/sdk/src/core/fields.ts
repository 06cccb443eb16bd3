import { z } from "zod";
import { type ErrorCode, PeersealError } from "./errors.js";
import { isHex, isHex32 } from "./hex.js";
import { MAX_BATCH_SIZE, MAX_INSTITUTION, parseNetworkId } from "./ids.js";
import type { Hex, JsonObject, NetworkId } from "./types.js";
import { isObject } from "./values.js";

/** What is wrong with a value, and where: `path` in the form `a.b.0`. */
export type Issue = { readonly path: string; readonly message: string };

/** Bytes in lowercase hex. */
export const hexBytes = z.custom<Hex>(isHex, "expected bytes in lowercase hex");

/** 32 bytes in lowercase hex, of the brand that the place asks for. */
export const hex32 = <T extends Hex = Hex>() => z.custom<T>(isHex32, "expected 32 bytes in lowercase hex");

/** Number of an institution, from 1. */
export const institutionNumber = z.int().min(1).max(MAX_INSTITUTION);
/** Number of a batch, exact in JSON. */
export const batchNumber = z.int().min(0);
/** Place in a batch, from 0. */
export const batchIndex = z
  .int()
  .min(0)
  .max(MAX_BATCH_SIZE - 1);

/** CAIP-10 id of a network. */
export const networkIdText = z.custom<NetworkId>((value) => {
  if (typeof value !== "string") return false;
  try {
    parseNetworkId(value);
    return true;
  } catch {
    return false;
  }
}, "expected eip155:<chain id>:<directory in lowercase>");

/** Any JSON object; what stands in it is for others to check. */
export const jsonObject = z.custom<JsonObject>(isObject, "expected an object");

/**
 * Parses a value against a schema and throws what is wrong as one error.
 *
 * @throws `code`, with `details.issues` as {@link Issue} list
 */
export function parseWith<T>(schema: z.ZodType<T>, value: unknown, code: ErrorCode, what: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.map(({ path, message }) => ({ path: path.map(String).join("."), message }));
  const [first] = issues;
  const where = first === undefined ? "" : `: ${first.path === "" ? "" : `${first.path}: `}${first.message}`;
  throw new PeersealError(code, `${what}${where}`, { details: { issues } });
}
