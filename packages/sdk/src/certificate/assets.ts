import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { FontBytes } from "./fonts.js";

/** What drawing needs beside the credential: fonts, and the program that makes PNG of SVG. */
export type Assets = { readonly fonts: FontBytes; readonly program: Uint8Array<ArrayBuffer> };

let loaded: Promise<Assets> | null = null;

/**
 * The fonts (BIZ UDPGothic, Open Font License) and the program (resvg) out of their packages; read once. For Node; a
 * browser gives the bytes itself.
 */
export function loadAssets(): Promise<Assets> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Assets> {
  const fonts = "@expo-google-fonts/biz-udpgothic";
  const [regular, bold, program] = await Promise.all(
    [
      `${fonts}/400Regular/BIZUDPGothic_400Regular.ttf`,
      `${fonts}/700Bold/BIZUDPGothic_700Bold.ttf`,
      "@resvg/resvg-wasm/index_bg.wasm",
    ].map(async (name) => new Uint8Array(await readFile(fileURLToPath(import.meta.resolve(name))))),
  );
  if (regular === undefined || bold === undefined || program === undefined) throw new TypeError("An asset is missing.");
  return { fonts: { regular, bold }, program };
}
