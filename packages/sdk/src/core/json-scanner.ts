import { type ErrorCode, PeersealError } from "./errors.js";
import type { JsonValue } from "./types.js";

type Rules = { readonly maxDepth: number; readonly integersOnly: boolean };
type Cursor = { readonly text: string; at: number };
/** Names of an open object's members so far; the set is made once a list is too long to be gone through. */
type Names = { readonly list: string[]; set: Set<string> | null };

const [TAB, NEWLINE, RETURN, SPACE] = [0x09, 0x0a, 0x0d, 0x20];
const [QUOTE, COMMA, COLON, BACKSLASH] = [0x22, 0x2c, 0x3a, 0x5c];
const [PLUS, MINUS, DOT, ZERO, NINE] = [0x2b, 0x2d, 0x2e, 0x30, 0x39];
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
const [UPPER_E, LOWER_E] = [0x45, 0x65];
const ESCAPED = '"\\/bfnrt';
const HEX4 = /[0-9a-fA-F]{4}/y;
const LITERALS = ["true", "false", "null"];
/** Every whole number of so many digits is safe. */
const SAFE_DIGITS = 15;
const SHORT_LIST = 8;
/** A name may be as long as the text; a fault tells its beginning. */
const SHOWN = 100;

/**
 * Reads one JSON text; see `parseJson` for what it refuses. The text is gone through once, with an explicit stack of
 * open containers and without building anything: a fault costs no more than the way to it, and what is left is plain
 * JSON, which the engine's own parser reads in one way only.
 */
export function scanJson(text: string, rules: Rules): JsonValue {
  checkJson({ text, at: 0 }, rules);
  return JSON.parse(text);
}

function checkJson(cursor: Cursor, rules: Rules): void {
  const { text } = cursor;
  // null: an array.
  const open: (Names | null)[] = [];
  skipSpace(cursor);
  for (;;) {
    if (checkValue(cursor, open, rules)) continue;
    for (;;) {
      skipSpace(cursor);
      const names = open[open.length - 1];
      if (names === undefined) {
        if (cursor.at < text.length) throw unexpected(cursor);
        return;
      }
      const unit = text.charCodeAt(cursor.at);
      if (unit === COMMA) {
        cursor.at++;
        skipSpace(cursor);
        if (names !== null) checkName(cursor, names);
        break;
      }
      if (unit !== (names === null ? CLOSE_ARRAY : CLOSE_OBJECT)) throw unexpected(cursor);
      cursor.at++;
      open.pop();
    }
  }
}

/** A scalar or an empty container; or opens a container, which awaits its first value: true. */
function checkValue(cursor: Cursor, open: (Names | null)[], rules: Rules): boolean {
  const unit = cursor.text.charCodeAt(cursor.at);
  if (unit === QUOTE) {
    checkString(cursor);
    return false;
  }
  if (unit !== OPEN_OBJECT && unit !== OPEN_ARRAY) {
    checkScalar(cursor, rules);
    return false;
  }
  if (open.length >= rules.maxDepth) throw fault("json-depth", cursor, `More than ${rules.maxDepth} levels.`);
  cursor.at++;
  skipSpace(cursor);
  const isArray = unit === OPEN_ARRAY;
  if (cursor.text.charCodeAt(cursor.at) === (isArray ? CLOSE_ARRAY : CLOSE_OBJECT)) {
    cursor.at++;
    return false;
  }
  const names: Names | null = isArray ? null : { list: [], set: null };
  if (names !== null) checkName(cursor, names);
  open.push(names);
  return true;
}

function checkName(cursor: Cursor, names: Names): void {
  const start = cursor.at;
  if (cursor.text.charCodeAt(start) !== QUOTE) throw unexpected(cursor);
  const isPlain = checkString(cursor);
  const name: string = isPlain
    ? cursor.text.slice(start + 1, cursor.at - 1)
    : JSON.parse(cursor.text.slice(start, cursor.at));
  if (names.set === null ? names.list.includes(name) : names.set.has(name)) {
    const key = name.slice(0, SHOWN);
    throw new PeersealError("json-duplicate-key", `The member ${JSON.stringify(key)} stands twice.`, {
      details: { key, at: start },
    });
  }
  if (names.set !== null) names.set.add(name);
  else if (names.list.push(name) > SHORT_LIST) names.set = new Set(names.list);
  skipSpace(cursor);
  if (cursor.text.charCodeAt(cursor.at) !== COLON) throw unexpected(cursor);
  cursor.at++;
  skipSpace(cursor);
}

/** True: it means what stands there, without escapes. */
function checkString(cursor: Cursor): boolean {
  const { text } = cursor;
  const start = cursor.at;
  let isPlain = true;
  let hasHalves = false;
  let at = start + 1;
  for (;;) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) break;
    if (unit === BACKSLASH) {
      isPlain = false;
      cursor.at = at + 1;
      if (checkEscape(cursor)) hasHalves = true;
      at = cursor.at;
    } else if (unit >= SPACE) {
      if (isHalf(unit)) hasHalves = true;
      at++;
    } else {
      // A control character, or the end, which is not a number.
      cursor.at = at;
      throw unexpected(cursor);
    }
  }
  cursor.at = at + 1;
  // Halves of a pair may stand apart, one raw and one escaped, so that only the whole string tells.
  if (hasHalves && !String(JSON.parse(text.slice(start, cursor.at))).isWellFormed()) {
    throw new PeersealError("json-surrogate", "A string holds half of a surrogate pair.", { details: { at: start } });
  }
  return isPlain;
}

const isHalf = (unit: number) => unit >= 0xd800 && unit <= 0xdfff;

/** True: it stands for half of a pair. */
function checkEscape(cursor: Cursor): boolean {
  const letter = cursor.text[cursor.at] ?? "";
  if (letter !== "u") {
    if (letter === "" || !ESCAPED.includes(letter)) throw unexpected(cursor);
    cursor.at++;
    return false;
  }
  cursor.at++;
  HEX4.lastIndex = cursor.at;
  if (!HEX4.test(cursor.text)) throw unexpected(cursor);
  const unit = Number.parseInt(cursor.text.slice(cursor.at, cursor.at + 4), 16);
  cursor.at += 4;
  if (unit === 0) throw fault("json-nul", cursor, "A string holds NUL.");
  return isHalf(unit);
}

function checkScalar(cursor: Cursor, rules: Rules): void {
  const unit = cursor.text.charCodeAt(cursor.at);
  if (unit <= NINE) {
    checkNumber(cursor, rules);
    return;
  }
  const word = LITERALS.find((literal) => cursor.text.startsWith(literal, cursor.at));
  if (word === undefined) throw unexpected(cursor);
  cursor.at += word.length;
}

function checkNumber(cursor: Cursor, rules: Rules): void {
  const { text } = cursor;
  const start: Cursor = { text, at: cursor.at };
  const isNegative = text.charCodeAt(start.at) === MINUS;
  const first = isNegative ? start.at + 1 : start.at;
  const whole = text.charCodeAt(first) === ZERO ? first + 1 : afterDigits(text, first);
  if (whole === first) throw unexpected(cursor);
  const end = afterExponent(text, afterFraction(text, whole));
  cursor.at = end;
  if (end === whole && whole - first <= SAFE_DIGITS) {
    const isZero = text.charCodeAt(first) === ZERO;
    if (isNegative && isZero && rules.integersOnly) throw notWhole(start);
    return;
  }
  const literal = text.slice(start.at, end);
  const value = Number(literal);
  const vanished = value === 0 && /^[^eE]*[1-9]/.test(literal);
  if (!Number.isFinite(value) || vanished) throw fault("json-number-range", start, "A number cannot be held.");
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw fault("json-number", start, "A whole number is beyond 2^53 - 1.");
  }
  if (rules.integersOnly && end !== whole) throw notWhole(start);
}

const notWhole = (start: Cursor) =>
  fault("json-number", start, "Only whole numbers may stand here; write decimals as strings.");

function afterDigits(text: string, from: number): number {
  let at = from;
  for (let unit = text.charCodeAt(at); unit >= ZERO && unit <= NINE; unit = text.charCodeAt(at)) at++;
  return at;
}

/** Where there are no digits behind the dot it is not one of a number, and is found where a comma should be. */
function afterFraction(text: string, from: number): number {
  if (text.charCodeAt(from) !== DOT) return from;
  const end = afterDigits(text, from + 1);
  return end === from + 1 ? from : end;
}

function afterExponent(text: string, from: number): number {
  const mark = text.charCodeAt(from);
  if (mark !== UPPER_E && mark !== LOWER_E) return from;
  const sign = text.charCodeAt(from + 1);
  const first = sign === PLUS || sign === MINUS ? from + 2 : from + 1;
  const end = afterDigits(text, first);
  return end === first ? from : end;
}

function skipSpace(cursor: Cursor): void {
  const { text } = cursor;
  let { at } = cursor;
  for (;;) {
    const unit = text.charCodeAt(at);
    if (unit !== SPACE && unit !== NEWLINE && unit !== RETURN && unit !== TAB) break;
    at++;
  }
  cursor.at = at;
}

function unexpected(cursor: Cursor): PeersealError {
  if (cursor.text[cursor.at] === "\0") return fault("json-nul", cursor, "The text holds NUL.");
  const what = cursor.at < cursor.text.length ? "a character that does not belong there" : "the end";
  return fault("json-malformed", cursor, `The text is not JSON: ${what} at offset ${cursor.at}.`);
}

function fault(code: ErrorCode, cursor: Cursor, message: string): PeersealError {
  return new PeersealError(code, message, { details: { at: cursor.at } });
}
