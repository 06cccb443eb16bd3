/** What a citation names. No person: a seat. */
export type Cited = {
  readonly title: string;
  readonly round: string;
  readonly seat: number;
  readonly institution: string;
  /** Unix seconds of its record on chain. */
  readonly at: number;
  readonly digest: string;
  readonly url: string;
  /** BCP 47. */
  readonly language: string;
};

/** An entry for BibTeX and what reads it. The institution stands where an author would: seats carry no names. */
export function bibtexOf({ title, round, seat, institution, at, digest, url, language }: Cited): string {
  const day = new Date(at * 1000).toISOString().slice(0, 10);
  const fields: readonly (readonly [string, string])[] = [
    ["author", `{${escaped(institution)}}`],
    ["title", escaped(title)],
    ["howpublished", "Peerseal review record"],
    ["year", day.slice(0, 4)],
    ["date", day],
    ["note", `Seat ${seat}. SHA-256 ${digest}`],
    ["url", url],
    ["langid", language],
  ];
  const lines = fields.map(([name, value]) => `  ${name} = {${value}},`);
  return [`@misc{peerseal-${round.slice(2, 10)}-${seat},`, ...lines, "}"].join("\n");
}

const SPECIAL: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "{": "\\{",
  "}": "\\}",
  "&": "\\&",
  "%": "\\%",
  "#": "\\#",
  _: "\\_",
  $: "\\$",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
};

/** Characters that mean something to TeX, as themselves. */
function escaped(text: string): string {
  return text.replaceAll(/[\\{}&%#_$~^]/g, (letter) => SPECIAL[letter] ?? letter);
}
