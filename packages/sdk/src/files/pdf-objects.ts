import { beyondLimit, damaged } from "../core/credential/explain.js";
import { inflateWithin } from "./inflate.js";
import { listedIn, membersOf, nameOf, type PdfDict, PdfReader, type PdfValue, refOf } from "./pdf-values.js";

/** The objects of a PDF file, and its trailer. */
export type PdfFile = {
  readonly trailer: ReadonlyMap<string, PdfValue>;
  readonly isEncrypted: boolean;
  /** What a value is, after at most one reference. */
  readonly resolve: (value: PdfValue | undefined) => PdfValue;
  /** Content of a stream, unpacked up to `limit`; null where it is packed in a way that is not read. */
  readonly content: (object: number, limit: number) => Uint8Array | null;
};

const MAX_OBJECTS = 500_000;
/** Characters that are read of a file, as a multiple of its size: each once, unless it is made to be read again. */
const MAX_READING = 4;
/** All object streams of a file together, unpacked. */
const MAX_PACKED = 32 * 1024 * 1024;
const OBJECT = /(\d{1,10})[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+obj(?![a-zA-Z])|(?:^|[\r\n])trailer(?![a-zA-Z])/g;
const STREAM = /stream(\r\n|\n|\r)/y;

type Stored = { readonly text: string; readonly at: number; readonly stream: Stream | null };
type Stream = { readonly dict: PdfDict; readonly from: number; readonly end: number };

/**
 * Reads the objects of a PDF in the order of the file: of two with one number the later counts, as in files that were
 * added to. The table of offsets is not used, which also opens files whose table is wrong. Source: ISO 32000-1, section 7.
 *
 * @throws `open-damaged`, `open-limit`
 */
export function readPdfObjects(bytes: Uint8Array): PdfFile {
  // One character a byte, so that offsets agree; only names and numbers are read from it.
  const text = new TextDecoder("latin1").decode(bytes);
  const objects = new Map<number, Stored>();
  const trailer = new Map<string, PdfValue>();
  const allowance = { left: MAX_READING * text.length + MAX_PACKED };
  let packed = 0;
  let isEncrypted = false;
  let fault: unknown = null;
  const merge = (members: ReadonlyMap<string, PdfValue>) => {
    isEncrypted ||= members.has("Encrypt") && members.get("Encrypt") !== null;
    for (const [name, value] of members) trailer.set(name, value);
  };

  OBJECT.lastIndex = 0;
  for (let found = OBJECT.exec(text); found !== null; found = OBJECT.exec(text)) {
    if (objects.size >= MAX_OBJECTS) throw beyondLimit("pdf", "objects", MAX_OBJECTS);
    const reader = new PdfReader(text, OBJECT.lastIndex);
    const value = attempt(reader, allowance);
    if (found[1] === undefined) {
      merge(membersOf(value));
      continue;
    }
    const stream = value === undefined ? null : streamAfter(reader, value);
    objects.set(Number(found[1]), { text, at: OBJECT.lastIndex, stream });
    if (stream === null) continue;
    OBJECT.lastIndex = stream.end;
    const type = nameOf(stream.dict.dict.get("Type"));
    if (type === "XRef") merge(stream.dict.dict);
    if (type !== "ObjStm" || isEncrypted) continue;
    let content: Uint8Array | null = null;
    try {
      content = unpack(bytes.subarray(stream.from, stream.end), stream.dict, MAX_PACKED - packed);
    } catch (error) {
      // Only the end of the file says whether it is encrypted, which is why this does not unpack.
      fault ??= error;
    }
    if (content === null) continue;
    packed += content.length;
    for (const [number, stored] of packedObjects(content, stream.dict)) objects.set(number, stored);
  }
  if (fault !== null && !isEncrypted) throw fault;
  if (!trailer.has("Root")) throw damaged("pdf", "no trailer");

  const resolved = new Map<number, PdfValue>();
  const resolve = (value: PdfValue | undefined): PdfValue => {
    const ref = refOf(value);
    if (ref === null) return value ?? null;
    const known = resolved.get(ref);
    if (known !== undefined) return known;
    const stored = objects.get(ref);
    const read = stored === undefined ? null : (attempt(new PdfReader(stored.text, stored.at), allowance) ?? null);
    resolved.set(ref, read);
    return read;
  };
  return {
    trailer,
    isEncrypted,
    resolve,
    content: (object, limit) => {
      const stream = objects.get(object)?.stream;
      if (stream == null) return null;
      const length = resolve(stream.dict.dict.get("Length"));
      return unpack(bytes.subarray(stream.from, endOf(text, stream, length)), stream.dict, limit);
    },
  };
}

/** A value, or undefined where there is none. @throws `open-limit` */
function attempt(reader: PdfReader, allowance: { left: number }): PdfValue | undefined {
  const from = reader.at;
  const value = valueOrNone(reader);
  allowance.left -= reader.at - from;
  if (allowance.left < 0) throw beyondLimit("pdf", "reading", MAX_READING);
  return value;
}

function valueOrNone(reader: PdfReader): PdfValue | undefined {
  try {
    return reader.value();
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The stream that follows its dictionary, if one does. */
function streamAfter(reader: PdfReader, value: PdfValue): Stream | null {
  if (typeof value !== "object" || value === null || !("dict" in value)) return null;
  reader.skipSpace();
  STREAM.lastIndex = reader.at;
  if (STREAM.exec(reader.text) === null) return null;
  const from = STREAM.lastIndex;
  const end = reader.text.indexOf("endstream", from);
  if (end < 0) throw damaged("pdf", "truncated");
  return { dict: value, from, end: endOf(reader.text, { from, end }, value.dict.get("Length") ?? null) };
}

/** Where the stream says that it ends, if its end is there; else where the next end mark is. */
function endOf(text: string, { from, end }: Pick<Stream, "from" | "end">, length: PdfValue): number {
  if (typeof length !== "number" || !Number.isSafeInteger(length) || length < 0) return end;
  const said = from + length;
  return /^[\r\n ]{0,3}endstream/.test(text.slice(said, said + 12)) ? said : end;
}

/** ISO 32000-1, section 7.5.7: pairs of number and offset, then the values. */
function* packedObjects(content: Uint8Array, { dict }: PdfDict): Generator<readonly [number, Stored]> {
  const text = new TextDecoder("latin1").decode(content);
  const [count, first] = [dict.get("N"), dict.get("First")];
  if (typeof count !== "number" || typeof first !== "number") return;
  const numbers = (text.slice(0, first).match(/\d+/g) ?? []).map(Number);
  if (count > MAX_OBJECTS) throw beyondLimit("pdf", "objects", MAX_OBJECTS);
  for (let i = 0; i < count; i++) {
    const [number, offset] = [numbers[2 * i], numbers[2 * i + 1]];
    if (number === undefined || offset === undefined) return;
    yield [number, { text, at: first + offset, stream: null }];
  }
}

/** Null for packings other than deflate, and for predictors, which attachments and object streams do not use. */
function unpack(raw: Uint8Array, { dict }: PdfDict, limit: number): Uint8Array | null {
  const filters = dict.get("Filter");
  const names = filters === undefined || filters === null ? [] : [filters, ...listedIn(filters)].flatMap(nameOrNone);
  const parameters = [dict.get("DecodeParms"), ...listedIn(dict.get("DecodeParms"))].map(membersOf);
  if (parameters.some((members) => members.has("Predictor") && members.get("Predictor") !== 1)) return null;
  if (names.length === 0) {
    if (raw.length > limit) throw beyondLimit("pdf", "attachment", limit);
    return raw;
  }
  if (names.length > 1 || (names[0] !== "FlateDecode" && names[0] !== "Fl")) return null;
  try {
    return inflateWithin(raw, { form: "zlib", limit, kind: "pdf" });
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "open-limit") throw cause;
    throw damaged("pdf", "stream", cause);
  }
}

function nameOrNone(value: PdfValue): readonly string[] {
  const name = nameOf(value);
  return name === null ? [] : [name];
}
