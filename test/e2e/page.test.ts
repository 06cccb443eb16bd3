import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Client,
  connect,
  createClient,
  credentialDigest,
  type JsonObject,
  linkByDigest,
  linkTo,
  type NetworkConnection,
} from "@peerseal/sdk";
import sparticuz from "@sparticuz/chromium";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { removeEmbeddedPostgres } from "../../packages/registry-api/dist/index.js";
import { addCredentialKey, foundNetwork, publishCourse } from "./cast.ts";
import { type Stack, startStack } from "./stack.ts";

const BROWSER = join(import.meta.dirname, "../../cache/browser");
const VALID = "✓ Genuine, recorded and in force";
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
  client = createClient({ baseUrl: stack.api, apiKey: stack.apiKey });
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

function digestOfBundle(): string {
  return credentialDigest(bundle.credential as JsonObject);
}

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

async function dropFiles(page: Page, files: Readonly<Record<string, object | string>>): Promise<string> {
  await page.locator("#file").setInputFiles(
    Object.entries(files).map(([name, content]) => ({
      name,
      mimeType: "application/json",
      buffer: Buffer.isBuffer(content)
        ? content
        : Buffer.from(typeof content === "string" ? content : JSON.stringify(content)),
    })),
  );
  return verdictOn(page);
}

/** What the page says once it has looked. */
async function verdictOn(page: Page): Promise<string> {
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

test("a credential and its receipt apart are put together; without any receipt it is not called valid", async () => {
  const { page } = await openPage("en-GB");
  const { credential, receipt } = bundle as { credential: JsonObject; receipt: JsonObject };
  await page.route("**/v1/receipts/**", (route) => route.abort());
  const together = await dropFiles(page, { "good.json": credential, "good.receipt.json": receipt });
  expect(together).toBe(VALID);
  const { page: another } = await openPage("en-GB");
  await another.route("**/v1/receipts/**", (route) => route.abort());
  expect(await dropFiles(another, { "good.json": credential })).toBe("? Could not be checked completely");
});

test("a receipt that is missing is asked for by the digest alone", async () => {
  const { page, faults } = await openPage("en-GB");
  const { credential } = bundle as { credential: JsonObject };
  const asked: string[] = [];
  page.on("request", (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
  expect(await dropFiles(page, { "good.json": credential })).toBe(VALID);
  expect(asked).toContain(`GET /v1/receipts/${credentialDigest(credential)}`);
  expect(asked.filter((each) => each.startsWith("POST")).every((each) => each === "POST /")).toBe(true);
  expect(faults).toEqual([]);
});

test.each([
  ["badge.png", "image/png"],
  ["badge.svg", "image/svg+xml"],
  ["certificate.pdf", "application/pdf"],
])("a downloaded %s is opened in the browser, and shows as what it is", async (file, mediaType) => {
  const response = await fetch(new URL(`/v1/credentials/${digestOfBundle()}/${file}`, stack.api));
  expect([response.status, response.headers.get("content-type")]).toEqual([200, mediaType]);
  const bytes = Buffer.from(await response.arrayBuffer());
  const { page, faults } = await openPage("en-GB");
  expect(await dropFiles(page, { [file]: bytes })).toBe(VALID);
  if (!mediaType.startsWith("image/")) return;
  const size = await page.evaluate(
    async (url) => {
      const image = new Image();
      image.src = url;
      await image.decode();
      return [image.naturalWidth, image.naturalHeight];
    },
    `data:${mediaType};base64,${bytes.toString("base64")}`,
  );
  expect(size).toEqual([640, 640]);
  expect(faults).toEqual([]);
});

test("links of certificates are read from the fragment, pasted links as well, and neither leaves the browser", async () => {
  const { credential, receipt } = bundle as { credential: JsonObject; receipt: JsonObject };
  const page = await (await browser.newContext({ locale: "ja-JP" })).newPage();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(`${request.url()} ${request.postData() ?? ""}`));
  const link = linkTo(`${stack.api}/verify`, { schema: "peerseal.bundle/1", credential, receipt });
  await page.goto(link);
  expect(await verdictOn(page)).toBe("✓ 真正で、記録があり、有効です");
  const content = link.slice(link.indexOf("#c=") + 3);
  expect(asked.filter((each) => each.includes(content.slice(0, 40)) || each.includes("identityHash"))).toEqual([]);
  const { page: another } = await openPage("en-GB");
  await another.locator("#paste").fill(linkByDigest(`${stack.api}/verify`, credentialDigest(credential)));
  expect(await verdictOn(another)).toBe(VALID);
  const { page: elsewhere } = await openPage("en-GB");
  await elsewhere.locator("#paste").fill("https://elsewhere.example/badge.png");
  expect(await verdictOn(elsewhere)).toMatch(/^✕ This is a link\./);
});

test("what is no credential is called what it is, in both languages", async () => {
  const { page, faults } = await openPage("ja-JP");
  expect(await dropFiles(page, { "photo.jpg": Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0]) })).toMatch(/JPEG写真/);
  await page.locator("#language").click();
  await page.locator(".band h2", { hasText: "JPEG photo" }).waitFor();
  expect(faults).toEqual([]);
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
