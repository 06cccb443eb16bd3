import { type ErrorCode, PeersealError } from "./errors.js";
import type { JsonValue } from "./types.js";

type Rules = { readonly maxDepth: number; readonly integersOnly: boolean };
type Members = { [key: string]: JsonValue };
/** A container that is still open. `key` is the member whose value comes next. */
type Frame =
  | { readonly kind: "array"; readonly values: JsonValue[] }
  | { readonly kind: "object"; readonly members: Members; key: string };
type Cursor = { readonly text: string; at: number };

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids exactly these characters inside a string.
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const HEX4 = /[0-9a-fA-F]{4}/y;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};
const LITERALS = [
  ["true", true],
  ["false", false],
  ["null", null],
] as const;

/** Reads one JSON text with an explicit stack of open containers; see `parseJson` for what it refuses. */
export function scanJson(text: string, rules: Rules): JsonValue {
  const cursor: Cursor = { text, at: 0 };
  const open: Frame[] = [];
  skipSpace(cursor);
  for (;;) {
    const value = readValue(cursor, open, rules);
    if (value === OPENED) continue;
    const result = settle(cursor, open, value);
    if (result !== PENDING) return result;
  }
}

const OPENED = Symbol("a container was opened and awaits its first value");
const PENDING = Symbol("a container awaits its next value");

/** Reads a scalar or an empty container, or opens a container. */
function readValue(cursor: Cursor, open: Frame[], rules: Rules): JsonValue | typeof OPENED {
  const character = cursor.text[cursor.at];
  if (character === '"') return readString(cursor);
  if (character !== "{" && character !== "[") return readScalar(cursor, rules);
  if (open.length >= rules.maxDepth) throw fault("json-depth", cursor, `More than ${rules.maxDepth} levels.`);
  cursor.at++;
  skipSpace(cursor);
  if (character === "[") {
    if (take(cursor, "]")) return [];
    open.push({ kind: "array", values: [] });
    return OPENED;
  }
  if (take(cursor, "}")) return {};
  const members: Members = {};
  open.push({ kind: "object", members, key: readKey(cursor, members) });
  return OPENED;
}

/** Puts a value into the innermost container and closes every container that ends here. */
function settle(cursor: Cursor, open: Frame[], first: JsonValue): JsonValue | typeof PENDING {
  let value = first;
  for (;;) {
    skipSpace(cursor);
    const frame = open.at(-1);
    if (frame === undefined) {
      if (cursor.at < cursor.text.length) throw unexpected(cursor);
      return value;
    }
    if (frame.kind === "array") frame.values.push(value);
    else setMember(frame.members, frame.key, value);
    if (take(cursor, ",")) {
      skipSpace(cursor);
      if (frame.kind === "object") frame.key = readKey(cursor, frame.members);
      return PENDING;
    }
    if (!take(cursor, frame.kind === "array" ? "]" : "}")) throw unexpected(cursor);
    open.pop();
    value = frame.kind === "array" ? frame.values : frame.members;
  }
}

function readKey(cursor: Cursor, members: Members): string {
  const start = cursor.at;
  if (cursor.text[cursor.at] !== '"') throw unexpected(cursor);
  const key = readString(cursor);
  if (Object.hasOwn(members, key)) {
    throw new PeersealError("json-duplicate-key", `The member ${JSON.stringify(key)} stands twice.`, {
      details: { key, at: start },
    });
  }
  skipSpace(cursor);
  if (!take(cursor, ":")) throw unexpected(cursor);
  skipSpace(cursor);
  return key;
}

/** Assignment to `__proto__` would change the prototype instead of making a member. */
function setMember(members: Members, key: string, value: JsonValue): void {
  if (key !== "__proto__") members[key] = value;
  else Object.defineProperty(members, key, { value, writable: true, enumerable: true, configurable: true });
}

function readString(cursor: Cursor): string {
  const start = cursor.at;
  cursor.at++;
  let result = "";
  for (;;) {
    result += match(PLAIN, cursor)?.[0] ?? "";
    if (take(cursor, '"')) break;
    if (!take(cursor, "\\")) throw unexpected(cursor);
    result += readEscape(cursor);
  }
  // Halves of a pair may stand apart, one raw and one escaped, so that only the whole string tells.
  if (!result.isWellFormed()) {
    throw new PeersealError("json-surrogate", "A string holds half of a surrogate pair.", { details: { at: start } });
  }
  return result;
}

function readEscape(cursor: Cursor): string {
  const letter = cursor.text[cursor.at] ?? "";
  if (letter !== "u") {
    if (!Object.hasOwn(ESCAPES, letter)) throw unexpected(cursor);
    cursor.at++;
    return ESCAPES[letter] ?? "";
  }
  cursor.at++;
  const digits = match(HEX4, cursor)?.[0];
  if (digits === undefined) throw unexpected(cursor);
  const unit = Number.parseInt(digits, 16);
  if (unit === 0) throw fault("json-nul", cursor, "A string holds NUL.");
  return String.fromCharCode(unit);
}

function readScalar(cursor: Cursor, rules: Rules): JsonValue {
  for (const [word, value] of LITERALS) {
    if (cursor.text.startsWith(word, cursor.at)) {
      cursor.at += word.length;
      return value;
    }
  }
  return readNumber(cursor, rules);
}

function readNumber(cursor: Cursor, rules: Rules): number {
  const start: Cursor = { ...cursor };
  const found = match(NUMBER, cursor);
  if (found === null) throw unexpected(cursor);
  const [literal, fraction, exponent] = found;
  const value = Number(literal);
  const vanished = value === 0 && /^[^eE]*[1-9]/.test(literal);
  if (!Number.isFinite(value) || vanished) throw fault("json-number-range", start, "A number cannot be held.");
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw fault("json-number", start, "A whole number is beyond 2^53 - 1.");
  }
  if (rules.integersOnly && (fraction !== undefined || exponent !== undefined || literal === "-0")) {
    throw fault("json-number", start, "Only whole numbers may stand here; write decimals as strings.");
  }
  return value;
}

function skipSpace(cursor: Cursor): void {
  match(SPACE, cursor);
}

function take(cursor: Cursor, character: string): boolean {
  if (cursor.text[cursor.at] !== character) return false;
  cursor.at++;
  return true;
}

/** Matches a sticky pattern at the cursor and moves past it. */
function match(pattern: RegExp, cursor: Cursor): RegExpExecArray | null {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text);
  if (found !== null) cursor.at = pattern.lastIndex;
  return found;
}

function unexpected(cursor: Cursor): PeersealError {
  if (cursor.text[cursor.at] === "\0") return fault("json-nul", cursor, "The text holds NUL.");
  const what = cursor.at < cursor.text.length ? "a character that does not belong there" : "the end";
  return fault("json-malformed", cursor, `The text is not JSON: ${what} at offset ${cursor.at}.`);
}

function fault(code: ErrorCode, cursor: Cursor, message: string): PeersealError {
  return new PeersealError(code, message, { details: { at: cursor.at } });
}
