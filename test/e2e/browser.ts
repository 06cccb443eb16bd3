import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import sparticuz from "@sparticuz/chromium";
import axe from "axe-core";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { expect, onTestFinished } from "vitest";
import { withWaitLock } from "../../scripts/lib/wait-lock.mjs";

// Pages are drawn without a graphics processor, which would be emulated here at the cost of the processor.
sparticuz.setGraphicsMode = false;

const ROOT = join(import.meta.dirname, "../..");
const UNPACKED = join(ROOT, "cache/browser");
const SCREENSHOTS = join(ROOT, "reports/screenshots");

/** Sizes that every screen is looked at in. */
export const SIZES = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } } as const;

const NARROWEST = { width: 320, height: 640 };

/** Keeping all files for offline costs more than most screens do: only what is about that has it. */
const USUAL = { locale: "en-GB", viewport: SIZES.desktop, serviceWorkers: "block" } as const;

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}

/** A page and what went wrong on it, or left for elsewhere. */
export type Opened = {
  readonly page: Page;
  /** Errors of scripts, of the console and of the content security policy. */
  readonly faults: string[];
  /** Addresses asked that are neither the registry's nor of the origins that are allowed. */
  readonly outside: string[];
};

/** What the package gives a browser for small machines, and what no person's browser has: rules of origins must hold. */
const UNWANTED = [
  "--single-process",
  "--disable-web-security",
  "--allow-running-insecure-content",
  "--ignore-gpu-blocklist",
  "--in-process-gpu",
  // Each page would start a whole browser anew, and not a copy of one that has started.
  "--no-zygote",
];

/** Starts Chromium. @param args beside those that it needs here, such as for a fake camera. */
export async function launchBrowser(args: readonly string[] = []): Promise<Browser> {
  const needed = sparticuz.args.filter((arg) => !UNWANTED.includes(arg));
  return chromium.launch({ executablePath: await browserPath(), args: [...needed, "--disable-gpu", ...args] });
}

/**
 * Unpacks the browser here: in the shared temporary folder another user's copy may stand, which we may not run. One process
 * does it, and no other runs what is only half there.
 */
async function browserPath(): Promise<string> {
  const { TMPDIR } = process.env;
  await mkdir(UNPACKED, { recursive: true });
  return withWaitLock(
    join(UNPACKED, "unpacking"),
    () => undefined,
    async () => {
      process.env.TMPDIR = UNPACKED;
      try {
        return await sparticuz.executablePath();
      } finally {
        if (TMPDIR === undefined) delete process.env.TMPDIR;
        else process.env.TMPDIR = TMPDIR;
      }
    },
  );
}

/**
 * Opens a page in a context of its own, which is closed after the test; with `isForAll`, for several tests, with the browser.
 *
 * @param url where it goes.
 * @param allowed origins beside that of `url` that it may ask, such as the chain's endpoint.
 */
export async function openAt(
  browser: Browser,
  url: string,
  options: BrowserContextOptions & { readonly allowed?: readonly string[]; readonly isForAll?: boolean } = {},
): Promise<Opened> {
  const { allowed = [], isForAll = false, ...context } = options;
  const opened = await browser.newContext({ ...USUAL, ...context });
  // An open page goes on asking the registry.
  if (!isForAll) onTestFinished(() => opened.close());
  // A busy machine takes its time over a page that a person has at once.
  opened.setDefaultTimeout(60_000);
  const page = await opened.newPage();
  const faults: string[] = [];
  const outside: string[] = [];
  const inside = [new URL(url).origin, ...allowed.map((one) => new URL(one).origin)];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    // A resource that fails is named by its address alone.
    if (message.type() === "error") faults.push(`${message.text()} ${message.location().url}`);
  });
  page.on("request", (request) => {
    const asked = new URL(request.url());
    if (/^https?:$/.test(asked.protocol) && !inside.includes(asked.origin)) outside.push(request.url());
  });
  await page.goto(url);
  return { page, faults, outside };
}

/**
 * Looks for faults of accessibility: by axe (WCAG 2.0 to 2.2, levels A and AA, and best practices), and whether everything
 * fits (1.4.10).
 */
export async function expectAccessible(page: Page): Promise<void> {
  await expectToFit(page);
  await page.evaluate(axe.source);
  // Only violations are written out.
  const found = await page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
    return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
  });
  expect(found).toEqual([]);
}

/**
 * Looks whether anything sticks out at the side, here and on the narrowest screen, which is also a desktop's at 400 %.
 * The page has its size back afterwards.
 */
async function expectToFit(page: Page): Promise<void> {
  const size = page.viewportSize() ?? SIZES.desktop;
  const sticksOut = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
  for (const { width, height } of [size, NARROWEST]) {
    await page.setViewportSize({ width, height });
    expect([page.url(), width, await page.evaluate(sticksOut)]).toEqual([page.url(), width, 0]);
  }
  await page.setViewportSize(size);
}

/** Keeps a picture of the whole page for people to look at. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });
}
