import { type Color, type PDFFont, type PDFPage, rgb } from "@cantoo/pdf-lib";
import { shownBy } from "./fonts.js";
import { wrap } from "./wrap.js";

/** A4, in points. */
export const A4 = { width: 595.28, height: 841.89 } as const;
export const MARGIN = 56;

export const INK = "#16202c";
export const GREY = "#586270";
export const RULE = "#c9ced6";
export const WARN = "#9c2a00";

export type Style = { readonly size: number; readonly bold?: boolean; readonly colour?: string };

/** A line that is drawn with its top at `y`, down from the top of the page. */
export type Line = { readonly height: number; readonly draw: (pen: Pen, x: number, y: number) => void };

/** Draws on one page at a time; places are points from the top left corner. */
export class Pen {
  private readonly faces: { readonly regular: PDFFont; readonly bold: PDFFont };
  private readonly known: ReadonlySet<number>;
  private readonly widths = { regular: new Map<string, number>(), bold: new Map<string, number>() };
  page: PDFPage;

  constructor(page: PDFPage, faces: { readonly regular: PDFFont; readonly bold: PDFFont }) {
    this.page = page;
    this.faces = faces;
    this.known = new Set(faces.regular.getCharacterSet());
  }

  /** A text as the fonts can show it. */
  shown(text: string): string {
    return shownBy(text, (point) => this.known.has(point));
  }

  width(text: string, { size, bold = false }: Style): number {
    // Letters are set without kerning, so that a text is as wide as its letters.
    const widths = this.widths[bold ? "bold" : "regular"];
    let sum = 0;
    for (const letter of text) {
      let width = widths.get(letter);
      if (width === undefined) {
        width = this.face(bold).widthOfTextAtSize(letter, 1);
        widths.set(letter, width);
      }
      sum += width;
    }
    return sum * size;
  }

  wrapped(text: string, width: number, style: Style): string[] {
    return wrap(this.shown(text), width, (part) => this.width(part, style));
  }

  /** What of a text fits on one line; where that is not all, it ends in an ellipsis. */
  clipped(text: string, width: number, style: Style): string {
    const shown = this.shown(text).replaceAll("\n", " ");
    if (this.width(shown, style) <= width) return shown;
    const characters = Array.from(shown);
    while (characters.length > 0 && this.width(`${characters.join("")}…`, style) > width) characters.pop();
    return `${characters.join("").trimEnd()}…`;
  }

  /** One line of text with its baseline at `y`. */
  text(text: string, x: number, y: number, { size, bold = false, colour = INK }: Style): void {
    if (text === "") return;
    this.page.drawText(text, { x, y: A4.height - y, size, font: this.face(bold), color: colourOf(colour) });
  }

  line(x: number, y: number, width: number, thickness: number, colour: string): void {
    const start = { x, y: A4.height - y };
    this.page.drawLine({ start, end: { x: x + width, y: start.y }, thickness, color: colourOf(colour) });
  }

  box(x: number, y: number, width: number, height: number, colour: string): void {
    this.page.drawRectangle({ x, y: A4.height - y - height, width, height, color: colourOf(colour) });
  }

  frame(x: number, y: number, width: number, height: number, thickness: number, colour: string): void {
    const bottom = A4.height - y - height;
    this.page.drawRectangle({ x, y: bottom, width, height, borderWidth: thickness, borderColor: colourOf(colour) });
  }

  /** SVG path data, its origin at (x, y). */
  fill(path: string, x: number, y: number, scale: number, colour: string): void {
    this.page.drawSvgPath(path, { x, y: A4.height - y, scale, color: colourOf(colour) });
  }

  stroke(path: string, x: number, y: number, scale: number, thickness: number, colour: string): void {
    const options = { x, y: A4.height - y, scale, borderWidth: thickness, borderColor: colourOf(colour) };
    this.page.drawSvgPath(path, options);
  }

  private face(bold: boolean): PDFFont {
    return bold ? this.faces.bold : this.faces.regular;
  }
}

function colourOf(hex: string): Color {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  return rgb(red, green, blue);
}
