/** Characters that divide columns, the commonest first. */
const DELIMITERS = [",", ";", "\t"] as const;

/** Cells of a table, row by row, with the line of the file on which each row begins (from 1). */
export type Table = readonly { readonly line: number; readonly cells: readonly string[] }[];

/**
 * Reads separated values (RFC 4180): quoted cells, doubled quotes, line breaks inside quotes; commas, semicolons or tabs,
 * whichever the first line has most of. Rows without any text are left out. A quote that is never closed ends with the text.
 */
export function readTable(text: string): Table {
  const delimiter = delimiterOf(text);
  const rows: { line: number; cells: string[] }[] = [];
  let [line, start, cell, quoted] = [1, 1, "", false];
  let cells: string[] = [];
  const endRow = () => {
    cells.push(cell.trim());
    if (cells.some((value) => value !== "")) rows.push({ line: start, cells });
    cells = [];
    cell = "";
    start = line;
  };
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "\n" || (character === "\r" && text.charAt(at + 1) !== "\n")) line++;
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text.charAt(at + 1) === '"') {
        cell += '"';
        at++;
      } else quoted = false;
    } else if (character === '"' && cell.trim() === "") {
      quoted = true;
      cell = "";
    } else if (character === delimiter) {
      cells.push(cell.trim());
      cell = "";
    } else if (character === "\n" || character === "\r") {
      if (character === "\n" || text.charAt(at + 1) !== "\n") endRow();
    } else cell += character;
  }
  endRow();
  return rows;
}

function delimiterOf(text: string): string {
  const first = text.trimStart().split(/\r\n|\r|\n/, 1)[0] ?? "";
  const bare = first.replaceAll(/"[^"]*"/g, "");
  const count = (delimiter: string) => bare.split(delimiter).length;
  return DELIMITERS.reduce((best, one) => (count(one) > count(best) ? one : best));
}

/** One cell as CSV: quoted where needed, and never a formula to a spreadsheet program. */
export function csvCell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows as a CSV file with a byte order mark, by which spreadsheet programs know the encoding. */
export function csvFile(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(csvCell).join(",")).join("\r\n")}\r\n`;
}
