/** How a cell must not begin: programs for tables would take it for a formula. Also behind white space. */
const FORMULA = /^[\s]*[=+\-@|\t\r\n]|^[\t\r\n]/;

/** A table for spreadsheets (RFC 4180, UTF-8 with its mark), in which nothing acts as a formula. */
export function csvOf(
  columns: readonly { readonly key: string; readonly header: string }[],
  rows: readonly Readonly<Record<string, string | number | null>>[],
): string {
  const lines = [columns.map(({ header }) => header), ...rows.map((row) => columns.map(({ key }) => row[key] ?? ""))];
  return `\ufeff${lines.map((cells) => cells.map(cellOf).join(",")).join("\r\n")}\r\n`;
}

function cellOf(value: string | number): string {
  if (typeof value === "number") return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
