import { prepareZXingModule, type ReaderOptions, readBarcodes } from "zxing-wasm/reader";
import program from "zxing-wasm/reader/zxing_reader.wasm?url";

// Its own address would be that of a content network, which would learn who looks at a code.
prepareZXingModule({ overrides: { locateFile: () => program } });

const OPTIONS: ReaderOptions = { formats: ["QRCode"], maxNumberOfSymbols: 1, tryHarder: true };
/** Longest side that a picture is looked at in: codes of photos are large enough there. */
const LONGEST_SIDE = 2_000;

/** The text of the first QR code in a picture; null: there is none. */
export async function textInPixels(pixels: ImageData): Promise<string | null> {
  const [found] = await readBarcodes(pixels, OPTIONS);
  return found?.isValid === true && found.text !== "" ? found.text : null;
}

/** The text of a QR code in a picture's file; null: there is none, or it is no picture that this browser reads. */
export async function textInPicture(file: Blob): Promise<string | null> {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const pixels = pixelsOf(picture, Math.round(picture.width * scale), Math.round(picture.height * scale));
    picture.close();
    return pixels === null ? null : await textInPixels(pixels);
  } catch {
    return null;
  }
}

/** What a picture or the picture of a camera looks like now. */
export function pixelsOf(source: CanvasImageSource, width: number, height: number): ImageData | null {
  if (width === 0 || height === 0) return null;
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (context === null) return null;
  // A picture may be see-through; codes are dark on light.
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  context.drawImage(source, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}
