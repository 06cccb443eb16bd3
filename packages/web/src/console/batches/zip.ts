const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
/** Bit 11: names are UTF-8. */
const UTF8_NAMES = 0x0800;
/** 1 January 1980: files of the same content make the same archive. */
const DATE = 0x0021;

/** A file to put into an archive. */
export type ZipEntry = { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> };

/** A ZIP archive without compression (APPNOTE 6.3.10): JSON of credentials is small, and badges are compressed already. */
export function zipOf(entries: readonly ZipEntry[]): Blob {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  for (const { name, bytes } of entries) {
    const named = new TextEncoder().encode(name);
    const common = [VERSION, UTF8_NAMES, 0, 0, DATE] as const;
    const sizes = [crc32(bytes), bytes.length, bytes.length] as const;
    const local = record([4, LOCAL], ...common.map(short), ...sizes.map(long), short(named.length), short(0));
    const at = [short(0), short(0), short(0), long(0), long(offset)];
    directory.push(
      record(
        [4, CENTRAL],
        short(VERSION),
        ...common.map(short),
        ...sizes.map(long),
        short(named.length),
        short(0),
        ...at,
      ),
      named,
    );
    parts.push(local, named, bytes);
    offset += local.length + named.length + bytes.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const count = short(entries.length);
  const end = record([4, END], short(0), short(0), count, count, long(size), long(offset), short(0));
  return new Blob([...parts, ...directory, end], { type: "application/zip" });
}

type Value = readonly [bytes: 2 | 4, value: number];
const short = (value: number): Value => [2, value];
const long = (value: number): Value => [4, value];

function record(...values: readonly Value[]): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(values.reduce((sum, [bytes]) => sum + bytes, 0)));
  let at = 0;
  for (const [bytes, value] of values) {
    if (bytes === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += bytes;
  }
  return new Uint8Array(view.buffer);
}

const TABLE = Uint32Array.from({ length: 256 }, (_, i) => {
  let value = i;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (TABLE[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}
