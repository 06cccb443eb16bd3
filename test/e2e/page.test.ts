import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Client, connect, createClient, type JsonObject, type NetworkConnection } from "@peerseal/sdk";
import sparticuz from "@sparticuz/chromium";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { removeEmbeddedPostgres } from "../../packages/registry-api/dist/index.js";
import { addCredentialKey, foundNetwork, publishCourse } from "./cast.ts";
import { type Stack, startStack } from "./stack.ts";

const BROWSER = join(import.meta.dirname, "../../cache/browser");
const SCREENSHOTS = join(import.meta.dirname, "../../reports/screenshots");

let dataDir: string;
let stack: Stack;
let client: Client;
let connection: NetworkConnection;
let browser: Browser;
let bundle: JsonObject;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "peerseal-page-"));
  stack = await startStack(dataDir);
  client = createClient({ baseUrl: stack.api });
  connection = await connect({ rpc: stack.rpc, network: stack.network });
  const deps = { client, connection };
  await foundNetwork(deps, 2);
  await addCredentialKey(deps, 2);
  const { version } = await publishCourse(deps, 2, "shelter-hygiene");
  const batch = await client.batches.issue({ courseVersion: version, learners: ["a@example.org"] });
  await client.batches.reached(batch, ["anchored"]);
  const [first] = (await client.batches.bundles(batch)).data as readonly JsonObject[];
  if (first === undefined) throw new TypeError("The batch holds a credential.");
  bundle = first;
  browser = await chromium.launch({ executablePath: await browserPath(), args: sparticuz.args });
});

/** Unpacks the browser here: in the shared temporary folder another user's copy may stand, which we may not run. */
async function browserPath(): Promise<string> {
  const { TMPDIR } = process.env;
  await mkdir(BROWSER, { recursive: true });
  process.env.TMPDIR = BROWSER;
  try {
    return await sparticuz.executablePath();
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
}

afterAll(async () => {
  await browser?.close();
  connection?.close();
  await stack?.stop();
  await removeEmbeddedPostgres(dataDir);
  await rm(dataDir, { recursive: true, force: true });
});

async function openPage(locale: string): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({ locale });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  await page.goto(stack.api);
  return { page, faults };
}

async function dropFiles(page: Page, files: Readonly<Record<string, JsonObject | string>>): Promise<string> {
  await page.locator("#file").setInputFiles(
    Object.entries(files).map(([name, content]) => ({
      name,
      mimeType: "application/json",
      buffer: Buffer.from(typeof content === "string" ? content : JSON.stringify(content)),
    })),
  );
  await page.locator("article .band").first().waitFor();
  return (await page.locator("article .band h2").first().textContent()) ?? "";
}

test("the page checks a dropped file in the browser, in English and Japanese, without a fault", async () => {
  const { page, faults } = await openPage("en-GB");
  expect(await page.locator("#chain-notice").isVisible()).toBe(true);
  expect(await dropFiles(page, { "good.peerseal.json": bundle })).toBe("✓ Genuine, recorded and in force");
  expect(await page.locator("#result").getAttribute("aria-live")).toBe("polite");
  expect(await page.locator("summary", { hasText: "Who issued it?" }).textContent()).toContain("Institution 2");
  await page.locator("summary", { hasText: "Genuine?" }).click();
  expect(await page.locator("dl").first().isVisible()).toBe(true);
  await page.screenshot({ path: join(SCREENSHOTS, "verify-en.png"), fullPage: true });
  await page.locator("#language").click();
  await page.locator(".band h2", { hasText: "真正で" }).waitFor();
  expect(await page.locator("html").getAttribute("lang")).toBe("ja");
  await page.screenshot({ path: join(SCREENSHOTS, "verify-ja.png"), fullPage: true });
  expect(faults).toEqual([]);
});

test("a credential and its receipt apart are put together; without the receipt it is not called valid", async () => {
  const { page } = await openPage("en-GB");
  const { credential, receipt } = bundle as { credential: JsonObject; receipt: JsonObject };
  const together = await dropFiles(page, { "good.json": credential, "good.receipt.json": receipt });
  expect(together).toBe("✓ Genuine, recorded and in force");
  const { page: another } = await openPage("en-GB");
  expect(await dropFiles(another, { "good.json": credential })).toBe("? Could not be checked completely");
});

test("an altered file, a file that is none, and markup in a credential are told apart and stay text", async () => {
  const { page, faults } = await openPage("en-GB");
  const credential = bundle.credential as JsonObject;
  const altered = { ...bundle, credential: { ...credential, name: "<img src=x onerror=alert(1)>" } };
  expect(await dropFiles(page, { "altered.json": altered })).toBe("✕ Altered after it was signed");
  expect(await page.locator("#result img").count()).toBe(0);
  const { page: another } = await openPage("en-GB");
  expect(await dropFiles(another, { "page.html": "<html></html>" })).toMatch(/^✕ /);
  expect(faults).toEqual([]);
});
