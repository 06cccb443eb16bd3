import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, createClient, type JsonObject, type NetworkConnection } from "@peerseal/sdk";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { removeEmbeddedPostgres } from "../../packages/registry-api/dist/index.js";
import { launchBrowser, openAt } from "./browser.ts";
import { addCredentialKey, foundNetwork, publishCourse } from "./cast.ts";
import { openAll, sayHostile, strangers, withTexts } from "./hostile-page.ts";
import { HOSTILE_TEXTS } from "./hostile-texts.ts";
import { type Stack, startStack } from "./stack.ts";

let dataDir: string;
let stack: Stack;
let connection: NetworkConnection;
let browser: Browser;
let bundle: JsonObject;
let paths: readonly string[];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "peerseal-hostile-"));
  stack = await startStack(dataDir);
  const client = createClient({ baseUrl: stack.api, apiKey: stack.apiKey });
  connection = await connect({ rpc: stack.rpc, network: stack.network });
  const deps = { client, connection };
  await foundNetwork(deps, 2);
  await addCredentialKey(deps, 2);
  const { course, version } = await publishCourse(deps, 2, "hostile-texts");
  const batch = await client.batches.issue({ courseVersion: version, learners: ["a@example.org"] });
  await client.batches.reached(batch, ["anchored"]);
  const [first] = (await client.batches.bundles(batch)).data as readonly JsonObject[];
  if (first === undefined) throw new TypeError("The batch holds a credential.");
  bundle = first;
  paths = [
    "/network",
    "/search?q=course",
    "/institutions/2",
    `/courses/${course}`,
    `/versions/${version}`,
    `/batches/${batch.institution}/${batch.number}`,
  ];
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  connection?.close();
  await stack?.stop();
  await removeEmbeddedPostgres(dataDir);
  await rm(dataDir, { recursive: true, force: true });
});

/** Watches from the beginning whether any text became more than that. */
async function openWatched(path: string): Promise<{ page: Page; faults: string[]; outside: string[] }> {
  const opened = await openAt(browser, `${stack.api}${path}`, { allowed: [stack.rpc] });
  await opened.page.exposeFunction("alarm", () => opened.faults.push("a text became a script"));
  return opened;
}

test("two hundred hostile texts in every text of a credential stay text", async () => {
  const { page, faults, outside } = await openWatched("/verify");
  const files = HOSTILE_TEXTS.map((text, n) => ({
    name: `${String(n).padStart(3, "0")} ${text.replaceAll("/", "_").slice(0, 100)}.json`,
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify({ ...bundle, credential: withTexts(bundle.credential, () => text) })),
  }));
  await page.locator('input[type="file"]').first().setInputFiles(files);
  await page
    .locator("table.many button.open")
    .nth(files.length - 1)
    .waitFor();
  await expect.poll(() => page.locator("table.many [data-row]").count(), { timeout: 60_000 }).toBe(files.length);
  expect(await strangers(page)).toEqual([]);
  for (let n = 0; n < files.length; n += 20) {
    await page.locator(`table.many button.open[data-row="${n}"]`).click();
    await page.locator("#result .band").waitFor();
    await openAll(page);
    expect(await strangers(page)).toEqual([]);
    await page.locator("#result > button, #result button.noprint").first().click();
  }
  expect([faults, outside]).toEqual([[], []]);
});

test("hostile texts in everything that a registry says stay text", async () => {
  const { page, faults, outside } = await openWatched("/verify");
  await sayHostile(page);
  for (const path of paths) {
    for (let turn = 0; turn < 2; turn++) {
      await page.goto(`${stack.api}${path}`);
      await page.locator("main h1, main [role=alert]").first().waitFor();
      await page.waitForLoadState("networkidle");
      await openAll(page);
      expect(await strangers(page), path).toEqual([]);
    }
    expect([path, faults, outside]).toEqual([path, [], []]);
  }
});
