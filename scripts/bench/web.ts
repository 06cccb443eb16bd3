import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { createClient, parseJson, parseNetworkFile } from "@peerseal/sdk";
import type { Browser, Page } from "playwright-core";
import { launchBrowser, SIZES } from "../../test/e2e/browser.ts";
import { run } from "../../test/e2e/start.run.ts";
import { wipe } from "../demo/wipe.ts";
import { medianOf } from "./compare.ts";

const SLOWER = 4;
const RUNS = 5;
/** How long a person carries a file over the page before dropping it; shorter than most take. */
const CARRIED_MS = 500;
const TARGETS = { verdictMs: 1_500, lcpMs: 1_500, cls: 0.05 } as const;

/** How one page came up. `lcpMs`: largest contentful paint. `cls`: cumulative layout shift. */
type Painted = { readonly page: string; readonly lcpMs: number; readonly cls: number };

/**
 * Opens the web app of the demo network in a real browser: how long a bundle takes to its verdict with a processor slowed
 * down four times, dropped on a page that has come to rest, and chosen at the very moment when the page is there; and how fast and how still the explorer's pages come up on a
 * phone's screen.
 */
export async function web(): Promise<{ readonly text: string; readonly line: object }> {
  const dataDir = await mkdtemp(join(tmpdir(), "peerseal-bench-web-"));
  const network = run("scripts/start.ts", [], { PORT: "0", PEERSEAL_DATA_DIR: dataDir });
  let browser: Browser | undefined;
  try {
    await network.saying(/Peerseal is ready at/);
    const { api = null } = parseNetworkFile(parseJson(await readFile(join(dataDir, "network.json"))));
    if (api === null) throw new TypeError("The demo network names its registry.");
    browser = await launchBrowser();
    const bundle = join(dataDir, "samples", "good.peerseal.json");
    const dropped: number[] = [];
    const atOnce: number[] = [];
    for (let n = 0; n < RUNS; n++) {
      dropped.push(await verdictTime(browser, api, (page) => drop(page, bundle)));
      atOnce.push(await verdictTime(browser, api, (page) => choose(page, bundle)));
    }
    const pages: Painted[] = [];
    for (const path of await pagesOf(api)) pages.push(await painted(browser, api, path));
    return told({ dropped, atOnce }, pages);
  } finally {
    await browser?.close();
    await network.kill("SIGTERM");
    await wipe(dataDir);
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** @param give gives the page its file, and says how many milliseconds later the verdict stood on it. */
async function verdictTime(browser: Browser, api: string, give: (page: Page) => Promise<number>): Promise<number> {
  const page = await (await browser.newContext({ locale: "en-GB" })).newPage();
  try {
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    await page.goto(`${api}/verify`);
    return await give(page);
  } finally {
    await page.context().close();
  }
}

async function drop(page: Page, bundle: string): Promise<number> {
  await page.waitForLoadState("networkidle");
  await page.evaluate(
    (text) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], "good.peerseal.json", { type: "application/json" }));
      const send = (type: string) =>
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
      const letGo = () => {
        const began = performance.now();
        send("drop");
        return new Promise((done) => {
          const look = () =>
            document.querySelector(".band") === null ? requestAnimationFrame(look) : done(performance.now() - began);
          look();
        });
      };
      Reflect.set(window, "letGo", letGo);
      send("dragenter");
    },
    await readFile(bundle, "utf8"),
  );
  await setTimeout(CARRIED_MS);
  return page.evaluate(() => Reflect.get(window, "letGo")());
}

async function choose(page: Page, bundle: string): Promise<number> {
  const files = page.locator('input[type="file"]').first();
  await files.waitFor({ state: "attached" });
  const began = performance.now();
  await files.setInputFiles(bundle);
  await page.locator(".band").first().waitFor();
  return performance.now() - began;
}

/** One page of each kind that the demo network has, and the overview. */
async function pagesOf(api: string): Promise<readonly string[]> {
  const client = createClient({ baseUrl: api });
  const { data: courses } = await client.courses.list({ limit: 1 });
  const { data: rounds } = await client.rounds.list({ limit: 1 });
  const { data: batches } = await client.batches.list({ limit: 1 });
  const [course, round, batch] = [courses[0], rounds[0], batches[0]];
  if (course === undefined || round === undefined || batch === undefined)
    throw new TypeError("The demo network is empty.");
  return [
    "/network",
    "/institutions/1",
    `/courses/${course.id}`,
    `/versions/${round.version}`,
    `/rounds/${round.id}`,
    `/batches/${batch.institution}/${batch.number}`,
  ];
}

async function painted(browser: Browser, api: string, path: string): Promise<Painted> {
  const seen: Omit<Painted, "page">[] = [];
  for (let n = 0; n < RUNS; n++) {
    const page = await (await browser.newContext({ locale: "en-GB", viewport: SIZES.phone })).newPage();
    try {
      await page.addInitScript(watchPainting);
      await page.goto(`${api}${path}`);
      await page.locator("main h1").first().waitFor();
      await page.waitForLoadState("networkidle");
      seen.push(await whatWasPainted(page));
    } finally {
      await page.context().close();
    }
  }
  const [lcps, shifts] = [seen.map(({ lcpMs }) => lcpMs), seen.map(({ cls }) => cls)];
  return { page: `/${path.split("/")[1]}`, lcpMs: medianOf(lcps), cls: Math.max(...shifts) };
}

/** Runs in the page before anything else of it. */
function watchPainting(): void {
  const told = { lcpMs: 0, cls: 0 };
  Reflect.set(window, "painted", told);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) told.lcpMs = entry.startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (Reflect.get(entry, "hadRecentInput") !== true) told.cls += Number(Reflect.get(entry, "value"));
    }
  }).observe({ type: "layout-shift", buffered: true });
}

function whatWasPainted(page: Page): Promise<Omit<Painted, "page">> {
  return page.evaluate(() => Reflect.get(window, "painted") as { lcpMs: number; cls: number });
}

type Verdicts = { readonly dropped: readonly number[]; readonly atOnce: readonly number[] };

function told({ dropped, atOnce }: Verdicts, pages: readonly Painted[]) {
  const [verdictMs, atOnceMs] = [Math.round(medianOf(dropped)), Math.round(medianOf(atOnce))];
  const rounded = pages.map(({ page, lcpMs, cls }) => ({
    page,
    lcpMs: Math.round(lcpMs),
    cls: Math.round(cls * 1_000) / 1_000,
  }));
  const lcpMs = Math.max(...rounded.map((one) => one.lcpMs));
  const cls = Math.max(...rounded.map((one) => one.cls));
  const held = verdictMs <= TARGETS.verdictMs && lcpMs <= TARGETS.lcpMs && cls <= TARGETS.cls;
  const text = [
    `Verdict on a bundle, processor ${SLOWER} times slower, medians of ${RUNS}:`,
    `  carried over the page for ${CARRIED_MS} ms and dropped  ${verdictMs} ms (at most ${TARGETS.verdictMs})`,
    `  chosen as soon as the page is there         ${atOnceMs} ms`,
    ...rounded.map(
      (one) => `  ${one.page.padEnd(14)} LCP ${String(one.lcpMs).padStart(5)} ms   CLS ${one.cls.toFixed(3)}`,
    ),
    "",
  ].join("\n");
  return {
    text,
    line: {
      bench: "web",
      ours: { verdictMs, atOnceMs, lcpMs, cls, pages: rounded },
      peer: null,
      targets: TARGETS,
      held,
    },
  };
}
