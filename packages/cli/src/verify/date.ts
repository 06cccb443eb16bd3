import { PeersealError } from "@peerseal/sdk";

/**
 * Reads a date (its first second, UTC) or a time in UTC, as Unix seconds.
 *
 * @throws PeersealError `usage-invalid` for other forms and for days that no calendar has.
 */
export function parseAt(text: string): number {
  const full = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text;
  const milliseconds = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(full) ? Date.parse(full) : Number.NaN;
  if (Number.isNaN(milliseconds) || new Date(milliseconds).toISOString() !== full.replace("Z", ".000Z")) {
    throw new PeersealError("usage-invalid", "--at takes a date as 2026-04-01 or a time as 2026-04-01T12:00:00Z.", {
      details: { at: text },
    });
  }
  return milliseconds / 1000;
}
