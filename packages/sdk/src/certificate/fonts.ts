import fontkit from "@cantoo/fontkit";

/** Bytes of the two TrueType fonts that certificates and badges are set in. */
export type FontBytes = { readonly regular: Uint8Array; readonly bold: Uint8Array };

/** Stands for characters that a font lacks: the mark that Japanese printers put there. */
export const MISSING = "〓";

/** Features of a font that are switched: ligatures would come out of a copied text as other characters. */
export const FEATURES = { liga: false, clig: false, dlig: false } as const;

/** A font whose letters are drawn as outlines. */
export type Outlines = {
  readonly width: (text: string, size: number) => number;
  /** SVG path data of a text with its baseline at (x, y). */
  readonly path: (text: string, size: number, x: number, y: number) => string;
  readonly shown: (text: string) => string;
};

/** @param bytes a TrueType font. */
export function outlinesOf(bytes: Uint8Array): Outlines {
  const face = fontkit.create(bytes);
  if (!("layout" in face)) throw new TypeError("A collection of fonts is no font.");
  const glyphsOf = (text: string) => face.layout(text, FEATURES).glyphs;
  return {
    width: (text, size) =>
      (glyphsOf(text).reduce((sum, { advanceWidth }) => sum + advanceWidth, 0) * size) / face.unitsPerEm,
    path: (text, size, x, y) => {
      const scale = size / face.unitsPerEm;
      let pen = x;
      return glyphsOf(text)
        .map(({ path, advanceWidth }) => {
          const placed = place(path.toSVG(), scale, pen, y);
          pen += advanceWidth * scale;
          return placed;
        })
        .join("");
    },
    shown: (text) => shownBy(text, (point) => face.hasGlyphForCodePoint(point)),
  };
}

/** A text with {@link MISSING} for what a font cannot show, and without characters that show nothing. */
export function shownBy(text: string, has: (point: number) => boolean): string {
  const plain = text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => (character === "\n" ? "\n" : ""));
  return Array.from(plain, (character) => {
    const point = character.codePointAt(0) ?? 0;
    return character === "\n" || has(point) ? character : MISSING;
  }).join("");
}

/** Path data in units of the font, upwards, as path data of the image, downwards. */
function place(path: string, scale: number, x: number, y: number): string {
  let isX = true;
  return path.replace(/([A-Za-z])|(-?\d+(?:\.\d+)?)/g, (part, command: string | undefined) => {
    if (command !== undefined) {
      isX = true;
      return command;
    }
    const value = Number(part) * scale;
    const placed = isX ? x + value : y - value;
    isX = !isX;
    return String(Math.round(placed * 100) / 100);
  });
}
