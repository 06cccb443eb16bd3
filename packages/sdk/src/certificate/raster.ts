import { initWasm, Resvg } from "@resvg/resvg-wasm";

/** Pixels a side of badges as PNG. */
const PIXELS = 640;

let started: Promise<void> | null = null;

/**
 * Draws an SVG image without texts as PNG, of 640 pixels a side.
 *
 * @param program bytes of resvg's WebAssembly program; those of the first call serve for all.
 */
export async function rasterise(svg: string, program: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  started ??= initWasm(program);
  await started;
  const picture = new Resvg(svg, { fitTo: { mode: "width", value: PIXELS } });
  const image = picture.render();
  const png = image.asPng();
  image.free();
  picture.free();
  return png;
}
