import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeEmbeddedPostgres } from "@peerseal/registry-api";
import {
  type Client,
  createClient,
  type NetworkFile,
  pages,
  parseJson,
  parseNetworkFile,
  type wire,
} from "@peerseal/sdk";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectAccessible, keepPicture, launchBrowser, type Opened, openAt, SIZES } from "./browser.ts";
import { type Run, run } from "./start.run.ts";

const READY = /Peerseal is ready at (http:\/\/127\.0\.0\.1:\d+) /;
const PHONE = { viewport: SIZES.phone, locale: "ja-JP" } as const;

let dataDir: string;
let demo: Run;
let url: string;
let client: Client;
let file: NetworkFile;
let browser: Browser;
let found: Awaited<ReturnType<typeof look>>;

/** The demo network: the richest that there is, with rounds, revisions, replies, appeals, concerns and proposals. */
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "peerseal-explorer-"));
  demo = run("scripts/start.ts", [], { PORT: "0", PEERSEAL_DATA_DIR: dataDir });
  [, url = ""] = await demo.saying(READY);
  client = createClient({ baseUrl: url });
  file = parseNetworkFile(parseJson(await readFile(join(dataDir, "network.json"))));
  found = await look();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await demo?.kill("SIGTERM");
  await removeEmbeddedPostgres(dataDir);
  await rm(dataDir, { recursive: true, force: true });
});

async function all<T>(list: Parameters<typeof pages<T>>[0]): Promise<T[]> {
  const entries: T[] = [];
  for await (const entry of pages(list)) entries.push(entry);
  return entries;
}

/** What of the demo network the screens are opened with. */
async function look() {
  const [courses, rounds, anchors, decisions, versions] = await Promise.all([
    all((page) => client.courses.list(page)),
    all((page) => client.rounds.list(page)),
    all((page) => client.anchors.list(page)),
    all((page) => client.decisions.list(page)),
    all((page) => client.versions.list(page)),
  ]);
  const round = (which: (one: wire.Round) => boolean) => there(rounds.find(which));
  const revised = await first(rounds, async ({ id }) =>
    (await client.rounds.seats(id)).data.some(({ revisedAt }) => revisedAt !== null),
  );
  const shelter = there(courses.find(({ code }) => code === "shelter-hygiene"));
  const second = there(versions.find(({ course, previous }) => course === shelter.id && previous !== null));
  return {
    courses,
    rounds,
    anchors,
    decisions,
    shelter,
    second,
    revised,
    formative: round(({ purpose }) => purpose === "formative"),
    abandoned: round(({ stage }) => stage === "abandoned"),
    appeal: round(({ appealOf }) => appealOf !== null),
    running: round(({ stage, purpose }) => stage === "reviewing" && purpose === "summative"),
    rubric: there((await client.network()).rubrics[0]),
  };
}

function there<T>(value: T | undefined): T {
  if (value === undefined) throw new TypeError("The demo network lacks what the test needs.");
  return value;
}

async function first<T>(of: readonly T[], is: (one: T) => Promise<boolean>): Promise<T> {
  for (const one of of) if (await is(one)) return one;
  throw new TypeError("The demo network lacks what the test needs.");
}

async function open(path: string, options: BrowserContextOptions = {}): Promise<Opened> {
  const opened = await openAt(browser, `${url}${path}`, { allowed: [file.rpc], ...options });
  await settled(opened.page);
  return opened;
}

/** Until everything that a screen loads is there. */
async function settled(page: Page): Promise<void> {
  await page.locator("#app h1").waitFor();
  await page.locator("main .waiting").first().waitFor({ state: "detached" });
  await expect.poll(() => page.locator("main .waiting").count()).toBe(0);
}

const close = ({ page }: Opened) => page.context().close();

/** Nothing sticks out at the side, so that a phone shows everything. */
const sticksOut = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

const screens = (): readonly (readonly [name: string, path: string])[] => [
  ["network", "/network"],
  ["search", "/search?q=shelter"],
  ["institution", "/institutions/1"],
  ["course", `/courses/${found.shelter.id}`],
  ["version", `/versions/${found.second.id}`],
  ["round", `/rounds/${found.revised.id}`],
  ["batch", `/batches/${there(found.anchors[0]).institution}/${there(found.anchors[0]).number}`],
  ["rubric", `/rubrics/${found.rubric}`],
  ["governance", "/governance"],
];

describe.each([
  ["desktop", "en", { colorScheme: "light" }],
  ["desktop", "ja", { locale: "ja-JP", colorScheme: "dark" }],
  ["phone", "en", { viewport: SIZES.phone, colorScheme: "dark" }],
  ["phone", "ja", { ...PHONE, colorScheme: "light" }],
] as const)("every screen on a %s in %s", (size, language, options) => {
  test("is accessible, whole, and without faults or strangers", { timeout: 120_000 }, async () => {
    for (const [name, path] of screens()) {
      const opened = await open(path, options);
      const { page, faults, outside } = opened;
      expect(await page.locator("html").getAttribute("lang")).toBe(language);
      await keepPicture(page, `explorer-${name}-${size}-${language}`);
      await expectAccessible(page);
      expect([name, await sticksOut(page)]).toEqual([name, 0]);
      expect([name, faults, outside]).toEqual([name, [], []]);
      expect([name, await page.locator("main [role=alert]").count()]).toEqual([name, 0]);
      await close(opened);
    }
  });
});
