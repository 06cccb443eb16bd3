import { mkdtemp, rm } from "node:fs/promises";
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
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { removeEmbeddedPostgres } from "../../packages/registry-api/dist/index.js";
import { expectAccessible, keepPicture, launchBrowser, openAt } from "./browser.ts";
import { addCredentialKey, foundNetwork, publishCourse } from "./cast.ts";
import { type Stack, startStack } from "./stack.ts";
import { check, serveAt, verdictOn } from "./verify-page.parts.ts";

const VALID = "✓ Genuine, recorded and in force";

let dataDir: string;
let stack: Stack;
let client: Client;
let connection: NetworkConnection;
let browser: Browser;
let bundle: JsonObject & { readonly credential: JsonObject; readonly receipt: JsonObject };

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
  const [first] = (await client.batches.bundles(batch)).data;
  if (first === undefined) throw new TypeError("The batch holds a credential.");
  bundle = first as typeof bundle;
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  connection?.close();
  await stack?.stop();
  await removeEmbeddedPostgres(dataDir);
  await rm(dataDir, { recursive: true, force: true });
});

const openPage = (locale = "en-GB", path = "/") =>
  openAt(browser, `${stack.api}${path}`, { locale, allowed: [stack.rpc] });

test("the page checks a dropped file in the browser, in English and Japanese, without a fault", async () => {
  const { page, faults, outside } = await openPage();
  await page.locator("#chain-notice").waitFor();
  expect(await check(page, { "good.peerseal.json": bundle })).toBe(VALID);
  await expect.poll(() => page.locator("[data-announcer]").textContent()).toContain("Genuine, recorded and in force");
  expect(await page.locator("[data-announcer]").getAttribute("aria-live")).toBe("polite");
  expect(await page.locator("summary", { hasText: "Who issued it?" }).textContent()).toContain("Institution 2");
  await page.locator("summary", { hasText: "Genuine?" }).click();
  await page.locator(".check", { hasText: "Signature" }).locator("summary").click();
  await page.locator(".check dd", { hasText: "eddsa-rdfc-2022" }).waitFor();
  await expectAccessible(page);
  await keepPicture(page, "verify-en");
  await page.locator("[data-language]").click();
  await page.locator(".band h2", { hasText: "真正で" }).waitFor();
  expect(await page.locator("html").getAttribute("lang")).toBe("ja");
  await page.getByText("ファイルはブラウザーの外に出ていません。").waitFor();
  await expectAccessible(page);
  await keepPicture(page, "verify-ja");
  expect([faults, outside]).toEqual([[], []]);
});

test("a credential and its receipt apart are put together; without any receipt it is not called valid", async () => {
  const { credential, receipt } = bundle;
  const { page } = await openPage();
  await page.route("**/v1/receipts/**", (route) => route.abort());
  expect(await check(page, { "good.json": credential, "good.receipt.json": receipt })).toBe(VALID);
  const { page: another } = await openPage();
  await another.route("**/v1/receipts/**", (route) => route.abort());
  expect(await check(another, { "good.json": credential })).toBe("? Could not be checked completely");
  await another.getByRole("heading", { name: "What could not be checked" }).waitFor();
});

test("a receipt that is missing is asked for by the digest alone", async () => {
  const { page, faults } = await openPage();
  const { credential } = bundle;
  const asked: string[] = [];
  page.on("request", (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
  expect(await check(page, { "good.json": credential })).toBe(VALID);
  expect(asked).toContain(`GET /v1/receipts/${credentialDigest(credential)}`);
  expect(asked.filter((each) => each.startsWith("POST")).every((each) => each === "POST /")).toBe(true);
  await page.getByText("This registry was asked for the receipt, by the digest.").waitFor();
  expect(faults).toEqual([]);
});

test.each([
  ["badge.png", "image/png"],
  ["badge.svg", "image/svg+xml"],
  ["certificate.pdf", "application/pdf"],
])("a downloaded %s is opened in the browser, and shows as what it is", async (file, mediaType) => {
  const digest = credentialDigest(bundle.credential);
  const response = await fetch(new URL(`/v1/credentials/${digest}/${file}`, stack.api));
  expect([response.status, response.headers.get("content-type")]).toEqual([200, mediaType]);
  const bytes = Buffer.from(await response.arrayBuffer());
  const { page, faults } = await openPage();
  expect(await check(page, { [file]: bytes })).toBe(VALID);
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
  const { credential, receipt } = bundle;
  const page = await (await browser.newContext({ locale: "ja-JP" })).newPage();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(`${request.url()} ${request.postData() ?? ""}`));
  const link = linkTo(`${stack.api}/verify`, { schema: "peerseal.bundle/1", credential, receipt } as Parameters<
    typeof linkTo
  >[1]);
  await page.goto(link);
  expect(await verdictOn(page)).toBe("✓ 真正で、記録があり、有効です");
  const content = link.slice(link.indexOf("#c=") + 3);
  expect(asked.filter((each) => each.includes(content.slice(0, 40)) || each.includes("identityHash"))).toEqual([]);
  const { page: another } = await openPage();
  await another.locator("[data-paste]").fill(linkByDigest(`${stack.api}/verify`, credentialDigest(credential)));
  await another.keyboard.press("Enter");
  expect(await verdictOn(another)).toBe(VALID);
  await another.getByText(`${stack.api} was asked for the file.`).waitFor();
});

test("a link to elsewhere is followed only once the person agrees, and says what hinders it", async () => {
  const asked: string[] = [];
  const elsewhere = await serveAt(({ url = "" }, response) => {
    asked.push(url);
    if (url === "/shared.json") response.setHeader("access-control-allow-origin", "*");
    if (url === "/moved.json")
      response.writeHead(302, { location: "/shared.json", "access-control-allow-origin": "*" });
    response.end(JSON.stringify(bundle));
  });
  try {
    const { page, faults, outside } = await openPage();
    const paste = async (path: string) => {
      await page.locator("[data-paste]").fill(`${elsewhere.url}${path}`);
      await page.getByRole("button", { name: "Check", exact: true }).click();
    };
    await paste("/shared.json");
    expect(await verdictOn(page)).toMatch(/^\? This is a link\./);
    expect([asked, faults, outside]).toEqual([[], [], []]);
    await page.getByRole("button", { name: `Load it from ${elsewhere.url}` }).click();
    await page.locator(".band.good").waitFor();
    await page.getByText(`${elsewhere.url} was asked for the file.`).waitFor();
    for (const path of ["/forbidden.json", "/moved.json"]) {
      await paste(path);
      await page.locator(".band h2", { hasText: `${elsewhere.url} gave nothing` }).waitFor();
      await page.getByText("it may not allow other pages to read it (CORS)").waitFor();
    }
    expect(asked).toEqual(["/shared.json", "/forbidden.json", "/moved.json"]);
  } finally {
    elsewhere.close();
  }
});

test("what is no credential is called what it is, in both languages", async () => {
  const { page, faults } = await openPage("ja-JP");
  expect(await check(page, { "photo.jpg": Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0]) })).toMatch(/JPEG写真/);
  await page.locator("[data-language]").click();
  await page.locator(".band h2", { hasText: "JPEG photo" }).waitFor();
  expect(faults).toEqual([]);
});

test("an altered file, a file that is none, and markup in a credential are told apart and stay text", async () => {
  const { page, faults } = await openPage();
  const { credential } = bundle;
  const altered = { ...bundle, credential: { ...credential, name: "<img src=x onerror=alert(1)>" } };
  expect(await check(page, { "altered.json": altered })).toBe("✕ Altered after it was signed");
  expect(await page.locator("#result img").count()).toBe(0);
  const { page: another } = await openPage();
  expect(await check(another, { "page.html": "<html></html>" })).toMatch(/^✕ /);
  expect(faults).toEqual([]);
});
