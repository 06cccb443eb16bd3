import type { wire } from "@peerseal/sdk";
import type { Table } from "./csv.js";

/** What a column of a list holds: an identifier, attained outcomes, or the result of an assessment (`result:<id>`). */
export type Column = "email" | "student-number" | "outcomes" | "ignore" | `result:${string}`;

/** A learner as the list says it, and as people repair it. `line`: of the list, by which people find it. */
export type Row = {
  readonly line: number;
  readonly email: string;
  readonly studentNumber: string;
  /** Ids of learning outcomes with spaces, commas or semicolons between; empty: as the award basis says. */
  readonly outcomes: string;
  /** By assessment id. */
  readonly results: Readonly<Record<string, string>>;
};

/** Ids that the course version knows. */
export type Known = { readonly outcomes: readonly string[]; readonly assessments: readonly string[] };

/** What is wrong with one field of a row; `other`: line of the first row with the same identifier. */
export type RowFault =
  | { readonly field: "identifier"; readonly code: "missing" | "email" | "too-long" }
  | { readonly field: "identifier"; readonly code: "twice"; readonly other: number }
  | { readonly field: "outcomes"; readonly code: "outcome-unknown"; readonly outcome: string }
  | { readonly field: "results"; readonly code: "too-long"; readonly assessment: string };

const NAMES: readonly (readonly [Column, RegExp])[] = [
  ["email", /^(e-?mail.*|mail|メール.*|電子メール.*|eメール.*)$/i],
  ["student-number", /^(student[ _-]?(number|no\.?|id).*|matriculation.*|学籍番号|学生番号|受講者番号|学生証番号)$/i],
  ["outcomes", /^(outcomes?.*|learning outcomes?.*|attained.*|修得.*|到達.*|学修成果.*)$/i],
];
// As browsers check it (WHATWG HTML), with a dot in the domain: a host alone receives no mail from outside.
const EMAIL =
  /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/i;
const MOST_CHARACTERS = 320;
const MOST_RESULT = 2_000;

/** Whether the first row names the columns, and what each column holds by its name or its values. */
export function readColumns(table: Table, known: Known): { readonly hasHeader: boolean; readonly columns: Column[] } {
  const first = table[0]?.cells ?? [];
  const width = Math.max(0, ...table.map(({ cells }) => cells.length));
  const named = Array.from({ length: width }, (_, i) => columnNamed(first[i] ?? "", known));
  const hasHeader = named.some((column) => column !== "ignore");
  if (hasHeader) return { hasHeader, columns: named };
  const values = (i: number) => table.map(({ cells }) => cells[i] ?? "");
  const columns = Array.from({ length: width }, (_, i): Column => (values(i).some(isEmail) ? "email" : "ignore"));
  if (!columns.includes("email") && width > 0) columns[0] = "student-number";
  return { hasHeader: false, columns };
}

function columnNamed(name: string, { assessments }: Known): Column {
  const wanted = name.normalize("NFKC").trim();
  const assessment = assessments.find((id) => id.toLowerCase() === wanted.toLowerCase());
  if (assessment !== undefined) return `result:${assessment}`;
  return NAMES.find(([, pattern]) => pattern.test(wanted))?.[0] ?? "ignore";
}

/** Learners of a table. Of two columns for one field the first that has a value is taken. */
export function rowsOf(table: Table, hasHeader: boolean, columns: readonly Column[]): Row[] {
  return table.slice(hasHeader ? 1 : 0).map(({ line, cells }) => {
    const cellOf = (wanted: Column) => cells.find((cell, i) => columns[i] === wanted && cell !== "") ?? "";
    const results = columns.flatMap((column) => {
      const value = column.startsWith("result:") ? cellOf(column) : "";
      return value === "" ? [] : [[column.slice("result:".length), value] as const];
    });
    return {
      line,
      // Full-width letters come from Japanese input methods; addresses have none.
      email: cellOf("email").normalize("NFKC"),
      studentNumber: cellOf("student-number"),
      outcomes: cellOf("outcomes"),
      results: Object.fromEntries(results),
    };
  });
}

export function isEmail(value: string): boolean {
  return EMAIL.test(value);
}

/** How a row's learner is named: by e-mail address where there is one. */
export function identifierOf({ email, studentNumber }: Row): { kind: "email" | "student-number"; value: string } {
  const address = email.trim();
  return address === "" ? { kind: "student-number", value: studentNumber.trim() } : { kind: "email", value: address };
}

/** Outcome ids of a row. */
export function outcomesOf({ outcomes }: Pick<Row, "outcomes">): string[] {
  return [...new Set(outcomes.split(/[\s,;、;]+/).filter((id) => id !== ""))];
}

/** Faults of all rows, by their place in the list. Rows without a fault are not in it. */
export function checkRows(rows: readonly Row[], known: Known): ReadonlyMap<number, readonly RowFault[]> {
  const seen = new Map<string, number>();
  const found = new Map<number, readonly RowFault[]>();
  for (const [place, row] of rows.entries()) {
    const faults = [...identifierFaults(row, seen), ...detailFaults(row, known)];
    if (faults.length > 0) found.set(place, faults);
  }
  return found;
}

function identifierFaults(row: Row, seen: Map<string, number>): RowFault[] {
  const { kind, value } = identifierOf(row);
  const field = "identifier" as const;
  if (value === "") return [{ field, code: "missing" }];
  if (value.length > MOST_CHARACTERS) return [{ field, code: "too-long" }];
  if (kind === "email" && !isEmail(value)) return [{ field, code: "email" }];
  // The case of an e-mail address says nothing: both would lead to one person.
  const name = `${kind}:${kind === "email" ? value.toLowerCase() : value}`;
  const other = seen.get(name);
  if (other !== undefined) return [{ field, code: "twice", other }];
  seen.set(name, row.line);
  return [];
}

function detailFaults(row: Row, known: Known): RowFault[] {
  const unknown = outcomesOf(row).find((id) => !known.outcomes.includes(id));
  const long = Object.entries(row.results).find(([, value]) => value.length > MOST_RESULT);
  return [
    ...(unknown === undefined ? [] : [{ field: "outcomes", code: "outcome-unknown", outcome: unknown } as const]),
    ...(long === undefined ? [] : [{ field: "results", code: "too-long", assessment: long[0] } as const]),
  ];
}

/** A row as the registry takes it. */
export function learnerOf(row: Row): wire.Learner {
  const outcomesAttained = outcomesOf(row);
  const results = Object.entries(row.results)
    .filter(([, value]) => value.trim() !== "")
    .map(([assessment, value]) => ({ assessment, value: value.trim() }));
  return {
    ...identifierOf(row),
    ...(outcomesAttained.length === 0 ? {} : { outcomesAttained }),
    ...(results.length === 0 ? {} : { results }),
  };
}
