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
import { expect } from "vitest";
import { launchBrowser, type Opened, openAt } from "./browser.ts";
import { run } from "./start.run.ts";

const READY = /Peerseal is ready at (http:\/\/127\.0\.0\.1:\d+) /;

/** Making the demo network takes seconds, and minutes where everything else runs at the same time. */
export const SEEDING_MS = 300_000;

/** The demo network with a browser: the richest that there is, with revisions, replies, appeals, concerns, proposals. */
export type DemoWorld = {
  readonly dataDir: string;
  readonly url: string;
  readonly client: Client;
  readonly file: NetworkFile;
  readonly browser: Browser;
  readonly found: Found;
  /** Opens a screen and waits until everything on it is there. */
  readonly open: (path: string, options?: BrowserContextOptions) => Promise<Opened>;
  /** Goes on to another screen on the same page. */
  readonly go: (page: Page, path: string) => Promise<void>;
  readonly end: () => Promise<void>;
};

let opened: Promise<DemoWorld> | undefined;

/** The world of all tests of a file, made for the first that asks. */
export function demoWorld(): Promise<DemoWorld> {
  opened ??= openDemoWorld();
  return opened;
}

/** Ends what {@link demoWorld} made. */
export async function closeDemoWorld(): Promise<void> {
  await (await opened)?.end();
}

async function openDemoWorld(): Promise<DemoWorld> {
  const dataDir = await mkdtemp(join(tmpdir(), "peerseal-explorer-"));
  const demo = run("scripts/start.ts", [], { PORT: "0", PEERSEAL_DATA_DIR: dataDir });
  const [, url = ""] = await demo.saying(READY);
  const client = createClient({ baseUrl: url });
  const file = parseNetworkFile(parseJson(await readFile(join(dataDir, "network.json"))));
  const browser = await launchBrowser();
  return {
    dataDir,
    url,
    client,
    file,
    browser,
    found: await look(client),
    open: async (path, options = {}) => {
      const opened = await openAt(browser, `${url}${path}`, { allowed: [file.rpc], ...options });
      await settled(opened.page);
      return opened;
    },
    go: async (page, path) => {
      await page.goto(`${url}${path}`);
      await settled(page);
    },
    end: async () => {
      await browser.close();
      await demo.kill("SIGTERM");
      await removeEmbeddedPostgres(dataDir);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Waits until everything that a screen loads is there. */
export async function settled(page: Page): Promise<void> {
  await page.locator("#app h1").waitFor();
  await expect.poll(() => page.locator("main .waiting").count()).toBe(0);
}

/** Every entry of a list. */
export async function all<T>(list: Parameters<typeof pages<T>>[0]): Promise<T[]> {
  const entries: T[] = [];
  for await (const entry of pages(list)) entries.push(entry);
  return entries;
}

type Found = Awaited<ReturnType<typeof look>>;

/** What of the demo network the screens are opened with. */
async function look(client: Client) {
  const [courses, rounds, anchors, versions] = await Promise.all([
    all((page) => client.courses.list(page)),
    all((page) => client.rounds.list(page)),
    all((page) => client.anchors.list(page)),
    all((page) => client.versions.list(page)),
  ]);
  const round = (which: (one: wire.Round) => boolean) => there(rounds.find(which));
  const revised = await first(rounds, async ({ id }) =>
    (await client.rounds.seats(id)).data.some(({ revisedAt }) => revisedAt !== null),
  );
  const changed = await first(anchors, async ({ institution, number }) => {
    const { data } = await client.anchors.changes(institution, number);
    return data.some(({ action }) => action === "replace");
  });
  const shelter = there(courses.find(({ code }) => code === "shelter-hygiene"));
  return {
    shelter,
    second: there(versions.find(({ course, previous }) => course === shelter.id && previous !== null)),
    revised,
    changed,
    formative: round(({ purpose }) => purpose === "formative"),
    abandoned: round(({ stage }) => stage === "abandoned"),
    appeal: round(({ appealOf }) => appealOf !== null),
    rubric: there((await client.network()).rubrics[0]),
  };
}

/** A value that must be there. */
export function there<T>(value: T | undefined): T {
  if (value === undefined) throw new TypeError("The demo network lacks what the test needs.");
  return value;
}

async function first<T>(of: readonly T[], is: (one: T) => Promise<boolean>): Promise<T> {
  for (const one of of) if (await is(one)) return one;
  throw new TypeError("The demo network lacks what the test needs.");
}
