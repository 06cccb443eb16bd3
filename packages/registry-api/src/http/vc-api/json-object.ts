import type { JsonObject } from "@peerseal/sdk";

/**
 * A member of a body as what it is: the strict parser made it, so that nothing but JSON is in it, and the route's schema
 * saw that it is an object.
 */
export function jsonObject(value: Readonly<Record<string, unknown>>): JsonObject {
  return value as JsonObject;
}
