/** Places of a batch that somebody named, or the part of the text that is none. */
export type Places = { readonly places: readonly number[] } | { readonly fault: string };

const PART = /^(\d{1,7})(-)?(\d{1,7})?$/;

/**
 * Reads places as people write them: `3`, `0-24`, `7, 9, 40-` (to the end). Ascending, each once.
 *
 * @param size of the batch: places are below it.
 */
export function readPlaces(text: string, size: number): Places {
  const places = new Set<number>();
  const parts = text
    .normalize("NFKC")
    .replaceAll(/\s*[-–〜~]\s*/g, "-")
    .split(/[,;、\s]+/);
  for (const part of parts.filter((one) => one !== "")) {
    const match = PART.exec(part);
    if (match === null) return { fault: part };
    const [, from, dash, to] = match;
    const first = Number(from);
    const last = to !== undefined ? Number(to) : dash !== undefined ? size - 1 : first;
    if (first > last || last >= size) return { fault: part };
    for (let place = first; place <= last; place++) places.add(place);
  }
  return { places: [...places].sort((a, b) => a - b) };
}

/** Places as people write them, the shortest way: `0-3, 7`. */
export function writePlaces(places: readonly number[]): string {
  const parts: string[] = [];
  for (let at = 0; at < places.length; at++) {
    const first = places[at];
    while (places[at + 1] === (places[at] ?? 0) + 1) at++;
    const last = places[at];
    parts.push(first === last ? `${first}` : `${first}-${last}`);
  }
  return parts.join(", ");
}
