import { isObject, type JsonObject, PeersealError } from "@peerseal/sdk";

/** A member of a body as what the strict parser and the route's schema have made sure that it is. */
export function jsonObject(value: unknown): JsonObject {
  if (isObject(value)) return value;
  throw new PeersealError("internal", "A schema let something through that is no object.");
}
