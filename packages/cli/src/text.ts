/**
 * Text of a stranger, fit for a terminal: without control characters, which could move the cursor or change what was
 * printed before, and without marks that reverse the direction of writing.
 */
export function clean(text: string): string {
  return text.replaceAll(/[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, "\u{fffd}");
}

/** Unix seconds as UTC, to the second. */
export function utc(seconds: number): string {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return `${seconds}`;
  return `${date.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
