import { PeersealError } from "@peerseal/sdk";

/** A request for one page of a list: at most `limit` rows after a cursor. */
export type PageRequest = { readonly limit: number; readonly cursor?: string | undefined };
/** `next`: cursor of the following page; null at the end. */
export type Page<T> = { readonly data: readonly T[]; readonly next: string | null };

/**
 * The position after which a page starts; -1 for the first. A cursor says of which list it is, filters included, so
 * that it cannot be taken to another one; it gives no access that a request without it would not have.
 *
 * @throws PeersealError `cursor-invalid`
 */
export function positionAfter(list: string, page: PageRequest): number {
  if (page.cursor === undefined) return -1;
  const text = Buffer.from(page.cursor, "base64url").toString("utf8");
  const match = /^1:(\d{1,16}):(.*)$/s.exec(text);
  const position = Number(match?.[1]);
  if (match === null || match[2] !== list || !Number.isSafeInteger(position)) {
    throw new PeersealError("cursor-invalid", "This cursor does not belong to this list.");
  }
  return position;
}

/** Which end of a list comes first. */
export type Order = "oldest" | "newest";

/**
 * From where a page goes on in a list that can be read from either end: rows `beyond` the position, in the `direction`.
 *
 * @throws PeersealError `cursor-invalid`
 */
export function startOf(list: string, page: PageRequest, order: Order) {
  const position = positionAfter(list, page);
  if (order === "oldest") return { beyond: ">", position, direction: "asc" } as const;
  return { beyond: "<", position: position < 0 ? Number.MAX_SAFE_INTEGER : position, direction: "desc" } as const;
}

/** Makes a page of `limit + 1` rows asked for; the row too many tells that there is more. */
export function toPage<R extends { readonly position: number }>(
  list: string,
  page: PageRequest,
  rows: readonly R[],
): Page<R> {
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  const more = rows.length > page.limit && last !== undefined;
  return {
    data: shown,
    next: more ? Buffer.from(`1:${last.position}:${list}`, "utf8").toString("base64url") : null,
  };
}

/** Name of a list with its filters, for {@link positionAfter}. */
export function listName(word: string, filters: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(filters).filter((entry) => entry[1] !== undefined);
  return [word, ...given.map(([name, value]) => `${name}=${value}`).sort()].join("&");
}
