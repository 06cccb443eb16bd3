/** A value of a PDF file, as far as attachments need it: strings are passed over. */
export type PdfValue = null | boolean | number | PdfName | PdfRef | PdfDict | readonly PdfValue[];
export type PdfName = { readonly name: string };
/** Points to an object by its number. */
export type PdfRef = { readonly ref: number };
export type PdfDict = { readonly dict: ReadonlyMap<string, PdfValue> };

const MAX_DEPTH = 48;
/** Members of one dictionary, or of one array. */
const MAX_MEMBERS = 100_000;
const SPACE = /(?:[\0\t\n\f\r ]+|%[^\r\n]*)*/y;
const REF = /(\d{1,10})[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+R(?![^\0\t\n\f\r ()<>[\]{}/%])/y;
const NUMBER = /[+-]?(?:\d+\.?\d*|\.\d+)/y;
const NAME = /\/([^\0\t\n\f\r ()<>[\]{}/%]*)/y;
const WORD = /[a-zA-Z]+/y;
const HEX = /<[0-9a-fA-F\0\t\n\f\r ]*>/y;

/** Reads PDF values out of a text of one character a byte. */
export class PdfReader {
  at: number;
  readonly text: string;

  constructor(text: string, at = 0) {
    this.text = text;
    this.at = at;
  }

  /** @throws SyntaxError for what is no value */
  value(depth = 0): PdfValue {
    if (depth > MAX_DEPTH) throw new SyntaxError("nested too deeply");
    this.skipSpace();
    const next = this.text[this.at];
    if (next === "/") return { name: this.name() };
    if (next === "(") return this.skipString();
    if (next === "[") return this.list(depth);
    if (next === "<") {
      if (this.text[this.at + 1] === "<") return this.dictionary(depth);
      this.take(HEX);
      return null;
    }
    const ref = this.tryTake(REF);
    if (ref !== null) return { ref: Number(ref[1]) };
    const number = this.tryTake(NUMBER);
    if (number !== null) return Number(number[0]);
    const word = this.take(WORD)[0];
    if (word === "true" || word === "false") return word === "true";
    if (word === "null") return null;
    throw new SyntaxError("no value");
  }

  skipSpace(): void {
    SPACE.lastIndex = this.at;
    SPACE.exec(this.text);
    this.at = SPACE.lastIndex;
  }

  private name(): string {
    const raw = this.take(NAME)[1] ?? "";
    return raw.replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  }

  private list(depth: number): readonly PdfValue[] {
    const values: PdfValue[] = [];
    this.at += 1;
    for (this.skipSpace(); this.text[this.at] !== "]"; this.skipSpace()) {
      if (values.length >= MAX_MEMBERS) throw new SyntaxError("too long");
      values.push(this.value(depth + 1));
    }
    this.at += 1;
    return values;
  }

  private dictionary(depth: number): PdfDict {
    const dict = new Map<string, PdfValue>();
    this.at += 2;
    for (this.skipSpace(); !this.text.startsWith(">>", this.at); this.skipSpace()) {
      if (dict.size >= MAX_MEMBERS) throw new SyntaxError("too long");
      const name = this.name();
      dict.set(name, this.value(depth + 1));
    }
    this.at += 2;
    return { dict };
  }

  private skipString(): null {
    let open = 0;
    for (; this.at < this.text.length; this.at++) {
      const character = this.text[this.at];
      if (character === "\\") this.at += 1;
      else if (character === "(") open += 1;
      else if (character === ")") {
        open -= 1;
        if (open > 0) continue;
        this.at += 1;
        return null;
      }
    }
    throw new SyntaxError("a string without end");
  }

  private take(pattern: RegExp): RegExpExecArray {
    const found = this.tryTake(pattern);
    if (found === null) throw new SyntaxError("no value");
    return found;
  }

  private tryTake(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found !== null) this.at = pattern.lastIndex;
    return found;
  }
}

/** The members of a dictionary; of anything else none. */
export function membersOf(value: PdfValue | undefined): ReadonlyMap<string, PdfValue> {
  return typeof value === "object" && value !== null && "dict" in value ? value.dict : new Map();
}

export function refOf(value: PdfValue | undefined): number | null {
  return typeof value === "object" && value !== null && "ref" in value ? value.ref : null;
}

export function nameOf(value: PdfValue | undefined): string | null {
  return typeof value === "object" && value !== null && "name" in value ? value.name : null;
}

export function listedIn(value: PdfValue | undefined): readonly PdfValue[] {
  return isValues(value) ? value : [];
}

function isValues(value: PdfValue | undefined): value is readonly PdfValue[] {
  return Array.isArray(value);
}
