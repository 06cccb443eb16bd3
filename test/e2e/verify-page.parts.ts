import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { crc32, deflateSync } from "node:zlib";
import type { Page } from "playwright-core";
import { encode } from "uqr";

/** Files by name: objects as JSON, texts and bytes as they are. */
export type Files = Readonly<Record<string, object | string | Buffer>>;

/** Gives files to the page as its file picker does. */
export async function chooseFiles(page: Page, files: Files): Promise<void> {
  await page.locator('input[type="file"]').setInputFiles(
    Object.entries(files).map(([name, content]) => ({
      name,
      mimeType: "application/octet-stream",
      buffer: bytesOf(content),
    })),
  );
}

/** The verdict as the page says it, glyph first, once it has looked. */
export async function verdictOn(page: Page): Promise<string> {
  const heading = page.locator('article[aria-busy="false"] .band h2, article:not([aria-busy]) .band h2');
  await heading.waitFor();
  return ((await heading.textContent()) ?? "").replaceAll(/\s+/g, " ").trim();
}

export async function check(page: Page, files: Files): Promise<string> {
  await chooseFiles(page, files);
  return verdictOn(page);
}

export function bytesOf(content: object | string | Buffer): Buffer {
  if (Buffer.isBuffer(content)) return content;
  return Buffer.from(typeof content === "string" ? content : JSON.stringify(content));
}

/** Grey pixels of a QR code with light around it. */
export type Pixels = { readonly width: number; readonly height: number; readonly grey: Uint8Array };

/** A code in the middle of a light picture. */
export function codePixels(text: string, width: number, height: number): Pixels {
  const { data, size } = encode(text, { ecc: "M", border: 4 });
  const scale = Math.floor(Math.min(width, height) / size);
  const [left, top] = [Math.floor((width - size * scale) / 2), Math.floor((height - size * scale) / 2)];
  const grey = new Uint8Array(width * height).fill(235);
  for (const [y, row] of data.entries()) {
    for (const [x, isDark] of row.entries()) {
      if (!isDark) continue;
      for (let line = 0; line < scale; line++) {
        const from = (top + y * scale + line) * width + left + x * scale;
        grey.fill(16, from, from + scale);
      }
    }
  }
  return { width, height, grey };
}

/** A film of one still picture, as Chromium's fake camera plays it. */
export function filmOf({ width, height, grey }: Pixels): Buffer {
  const colour = Buffer.alloc((width * height) / 2, 128);
  const frame = Buffer.concat([Buffer.from("FRAME\n"), grey, colour]);
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`), frame, frame]);
}

/** A grey PNG. */
export function pngOf({ width, height, grey }: Pixels): Buffer {
  const chunk = (type: string, data: Uint8Array) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  const lines = Array.from({ length: height }, (_, y) =>
    Buffer.concat([Buffer.of(0), grey.subarray(y * width, (y + 1) * width)]),
  );
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.concat(lines))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** A web server of somebody else. */
export async function serveAt(
  listener: RequestListener,
): Promise<{ readonly url: string; readonly close: () => void }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}
