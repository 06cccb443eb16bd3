import { crc32, deflateSync } from "node:zlib";
import { toBase64Url } from "../../core/base64url.js";
import { PeersealError } from "../../core/errors.js";
import { build, CREDENTIAL } from "../../core/judge/testing/sample.js";
import type { JsonObject } from "../../core/types.js";

/*
 * Files to open, made without the code under test: chunks, checksums and packing come from Node.
 */

export const bytes = (text: string) => new TextEncoder().encode(text);

/** A credential with what is easily lost on the way: other scripts, marks of XML and of CDATA, controls, an astral. */
export const UNICODE: JsonObject = {
  ...CREDENTIAL,
  name: '避難所の衛生 <b>&amp; "quoted" ]]> \u0001\u007f\u2028\uffff é 👩‍🎓',
  description: ["𠮷野家", "नमस्ते", "‮gnp.egdab", "\\u003e", "\r\n\t"],
};
export const SUBJECTS: Readonly<Record<string, JsonObject>> = { plain: CREDENTIAL, unicode: UNICODE };
export const receiptOf = (credential: JsonObject) => {
  const { receipt } = build({ credential }).opened;
  if (receipt === null) throw new TypeError("The sample has a receipt.");
  return receipt;
};

const part = (value: object) => toBase64Url(bytes(JSON.stringify(value)));
export const jwtOf = (payload: object) => [part({ alg: "EdDSA", typ: "vc+jwt" }), part(payload), "c2ln"].join(".");

/** A chunk of a PNG image. */
export function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([bytes(type), data]);
  const frame = Buffer.alloc(4);
  const end = Buffer.alloc(4);
  frame.writeUInt32BE(data.length);
  end.writeUInt32BE(crc32(body));
  return Buffer.concat([frame, body, end]);
}

/** One white pixel, with further chunks before the picture. */
export function png(...chunks: readonly Uint8Array[]): Uint8Array {
  const header = Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0);
  return Buffer.concat([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk("IHDR", header),
    ...chunks,
    chunk("IDAT", deflateSync(Uint8Array.of(0, 255))),
    chunk("IEND", new Uint8Array(0)),
  ]);
}

/** An international text chunk, with language and translated keyword as other tools write them. */
export function iTXt(keyword: string, text: Uint8Array | string, packed = false): Uint8Array {
  const plain = typeof text === "string" ? bytes(text) : text;
  return chunk(
    "iTXt",
    Buffer.concat([
      bytes(`${keyword}\0`),
      Uint8Array.of(packed ? 1 : 0, 0),
      bytes("en\0badge\0"),
      packed ? deflateSync(plain) : plain,
    ]),
  );
}

/** An SVG image around some content. */
export const svg = (content = "", attributes = "") =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<!-- badge -->\n<svg xmlns="http://www.w3.org/2000/svg"${attributes} viewBox="0 0 1 1">${content}<rect width="1" height="1"/></svg>\n`;

/** Code and kind of what an act throws. */
export async function failure(act: () => unknown): Promise<readonly [code: string, kind: unknown]> {
  try {
    await act();
  } catch (error) {
    if (error instanceof PeersealError) return [error.code, error.details.kind];
    throw error;
  }
  return ["none", null];
}
