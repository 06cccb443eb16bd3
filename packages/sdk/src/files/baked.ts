import { PeersealError } from "../core/errors.js";
import type { Receipt } from "../core/receipt.js";
import type { JsonObject } from "../core/types.js";

/** What goes into an image: a credential, as JSON or as a compact JWS, and the receipt where there is one. */
export type Baking = { readonly credential: JsonObject | string; readonly receipt?: Receipt | null };

/** What was found in an image, as it stands there. */
export type Baked = {
  /** JSON text or compact JWS of an Open Badges 3.0 credential; null: none. */
  readonly credential: string | null;
  /** JSON text of the receipt; null: none. */
  readonly receipt: string | null;
  /** Whether the image holds an Open Badges 2.0 assertion. */
  readonly openBadge2: boolean;
};

/** Bytes that a text in an image may have. */
export const MAX_TEXT = 4 * 1024 * 1024;

/** @throws `image-occupied` where an image holds a credential already. */
export function requireFree({ credential, receipt }: Baked): void {
  if (credential === null && receipt === null) return;
  throw new PeersealError("image-occupied", "The image holds a credential already: use one without.");
}

/** Turns a fault of reading an image into one of the image that was to be used. */
export function unfit(cause: unknown): PeersealError {
  if (cause instanceof PeersealError && cause.code === "image-occupied") return cause;
  return new PeersealError("image-unfit", "The image cannot take a credential: it is damaged, or no PNG or SVG.", {
    cause,
  });
}
