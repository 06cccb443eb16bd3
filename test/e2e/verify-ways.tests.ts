import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { generateCredentialKey, linkByDigest } from "@peerseal/sdk";
import type { Browser, Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { expectAccessible, keepPicture, launchBrowser, openAt, SIZES } from "./browser.ts";
import { check, chooseFiles, codePixels, filmOf, pngOf, serveAt, verdictOn } from "./verify-page.parts.ts";
import { present, type VerifyWorld, verifyWorld } from "./verify-page.world.ts";

const VALID = "✓ Genuine, recorded and in force";
const DIST = join(import.meta.dirname, "../../packages/web/dist");

let world: VerifyWorld;
let browser: Browser;

beforeAll(async () => {
  ({ world, browser } = await verifyWorld());
});

const openPage = (more: Parameters<typeof openAt>[2] = {}) =>
  openAt(browser, `${world.stack.api}/verify`, { ...more, allowed: [world.stack.rpc] });
const codeLink = () => linkByDigest(`${world.stack.api}/verify`, world.digest);

test("a code is read by the camera, which is released then, and by the stop button", async () => {
  const film = join(world.dataDir, "code.y4m");
  await writeFile(film, filmOf(codePixels(codeLink(), 640, 480)));
  const withCamera = await launchBrowser([
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    `--use-file-for-fake-video-capture=${film}`,
  ]);
  try {
    const { page, faults, outside } = await openAt(withCamera, `${world.stack.api}/verify`, {
      allowed: [world.stack.rpc],
      permissions: ["camera"],
      viewport: SIZES.phone,
    });
    await watchCameras(page);
    await page.getByRole("button", { name: "Scan a code" }).click();
    expect(await verdictOn(page)).toBe(VALID);
    expect(await page.locator("video").count()).toBe(0);
    await expect.poll(() => camerasOpen(page)).toEqual(["ended"]);
    await page.getByText("scanned code").first().waitFor();
    expect([faults, outside]).toEqual([[], []]);
    const { page: another } = await openAt(withCamera, `${world.stack.api}/verify`, {
      permissions: ["camera"],
    });
    await watchCameras(another);
    // What reads codes never comes, so that the camera goes on until it is stopped.
    await another.route("**/*.wasm", () => undefined);
    await another.getByRole("button", { name: "Scan a code" }).click();
    await expect.poll(() => camerasOpen(another)).toEqual(["live"]);
    expect(await another.locator(":focus").textContent()).toBe("Stop the camera");
    await expectAccessible(another);
    await keepPicture(another, "verify-camera");
    await another.keyboard.press("Enter");
    await expect.poll(() => camerasOpen(another)).toEqual(["ended"]);
    await expect.poll(() => another.locator(":focus").textContent()).toBe("Scan a code");
  } finally {
    await withCamera.close();
  }
});

test("where there is no camera, the page says what else helps", async () => {
  const { page } = await openPage();
  await page.getByRole("button", { name: "Scan a code" }).click();
  await page.getByText("No camera could be opened.").waitFor();
  await page.getByRole("button", { name: "Stop the camera" }).click();
});

/** Notes every camera that the page opens. */
async function watchCameras(page: Page): Promise<void> {
  await page.evaluate(() => {
    const tracks: MediaStreamTrack[] = [];
    Reflect.set(window, "cameras", tracks);
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (asked) => {
      const stream = await open(asked);
      tracks.push(...stream.getTracks());
      return stream;
    };
  });
}

const camerasOpen = (page: Page) =>
  page.evaluate(() => (Reflect.get(window, "cameras") as MediaStreamTrack[]).map(({ readyState }) => readyState));

test("a code in a picture is read by our own program, and a picture without one is called what it is", async () => {
  const { page, faults, outside } = await openPage();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  const picture = pngOf(codePixels(codeLink(), 900, 700));
  expect(await check(page, { "photo.png": picture })).toBe(VALID);
  await page.getByText("The picture itself holds no credential").waitFor();
  expect(asked.filter((url) => url.endsWith(".wasm"))).toEqual([expect.stringContaining(`${world.stack.api}/assets/`)]);
  await chooseFiles(page, { "blank.png": pngOf({ width: 60, height: 60, grey: new Uint8Array(3_600).fill(200) }) });
  await page.locator(".band h2", { hasText: "This is a PNG image without a credential in it" }).waitFor();
  expect([faults, outside]).toEqual([[], []]);
});

test("a file is dropped anywhere on the page; text and files are pasted anywhere", async () => {
  const { page, faults } = await openPage({ permissions: ["clipboard-read", "clipboard-write"] });
  const text = JSON.stringify(world.good);
  await page.locator("h1").waitFor();
  const send = (kind: "drop" | "paste", name: string) =>
    page.evaluate(
      ([how, content, called]) => {
        const data = new DataTransfer();
        data.items.add(new File([content], called, { type: "application/json" }));
        const more = { bubbles: true, cancelable: true };
        const footer = document.querySelector("footer");
        if (how === "paste") footer?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, ...more }));
        else footer?.dispatchEvent(new DragEvent("drop", { dataTransfer: data, ...more }));
      },
      [kind, text, name] as const,
    );
  await send("drop", "dropped.json");
  expect(await verdictOn(page)).toBe(VALID);
  await page.getByText("dropped.json ·").waitFor();
  await send("paste", "from-the-clipboard.json");
  await page.getByText("from-the-clipboard.json ·").waitFor();
  await page.evaluate((content) => navigator.clipboard.writeText(content), text);
  await page.locator("h1").click();
  await page.keyboard.press("ControlOrMeta+v");
  await page.getByText("pasted text ·").waitFor();
  expect(await verdictOn(page)).toBe(VALID);
  expect(faults).toEqual([]);
});

test("samples are offered where the registry has them, and only there", async () => {
  const { page } = await openPage();
  await page.locator("h1").waitFor();
  expect(await page.locator(".samples").count()).toBe(0);
  await mkdir(join(world.dataDir, "samples"), { recursive: true });
  for (const name of ["good", "revoked", "altered"] as const) {
    await writeFile(join(world.dataDir, "samples", `${name}.peerseal.json`), JSON.stringify(world[name]));
  }
  await page.reload();
  const verdicts = { "a good one": "Genuine", "a revoked one": "Revoked", "an altered one": "Altered" };
  for (const [button, said] of Object.entries(verdicts)) {
    await page.getByRole("button", { name: button }).click();
    await page.locator(".band h2", { hasText: said }).waitFor();
  }
});

test("offline, after one visit, the file itself is checked and the rest is called unknown", async () => {
  const { page } = await openPage({ serviceWorkers: "allow" });
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller === null) {
      await new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve));
    }
  });
  await page.context().setOffline(true);
  await page.reload();
  await page.getByText("You are offline.").waitFor();
  await page.locator(".whom", { hasText: "named at an earlier visit" }).waitFor();
  expect(await check(page, { "good.json": world.good })).toBe("? Could not be checked completely");
  const open = await page.locator(".unchecked li").allInnerTexts();
  // The chain alone knows whose key it was.
  expect(open.map((line) => line.split(":")[0])).toEqual([
    "Signature",
    "Issuer and its key",
    "Blockchain record",
    "Status",
    "Course version",
    "Review result",
  ]);
  await page.locator("summary", { hasText: "Genuine?" }).click();
  expect(await page.locator(".check", { hasText: "Form" }).first().textContent()).toContain("Checked: in order");
  await expectAccessible(page);
  await keepPicture(page, "verify-offline");
  await chooseFiles(page, { "altered.json": world.altered });
  await page.locator(".band h2", { hasText: "Altered after it was signed" }).waitFor();
  // A code in a picture is read offline too.
  await chooseFiles(page, { "blank.png": pngOf({ width: 60, height: 60, grey: new Uint8Array(3_600).fill(200) }) });
  await page.locator(".band h2", { hasText: "This is a PNG image without a credential in it" }).waitFor();
  const kept = await page.evaluate(async () => {
    const names = await caches.keys();
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return requests.flat().map(({ url }) => new URL(url).pathname);
  });
  expect(kept.filter((path) => !path.startsWith("/assets/"))).toEqual(["/index.html", "/icon.svg"]);
  await page.context().setOffline(false);
});

test("served from plain files, with no registry, the person says whom to trust and whom to ask", async () => {
  const types: Readonly<Record<string, string>> = { js: "text/javascript", css: "text/css", html: "text/html" };
  const plain = await serveAt(async (request, response) => {
    const path = (request.url ?? "/").replace(/^\/$/, "/index.html");
    const body = await readFile(join(DIST, path)).catch(() => null);
    response.writeHead(body === null ? 404 : 200, {
      "content-type": types[path.split(".").at(-1) ?? ""] ?? "text/plain",
    });
    response.end(body);
  });
  try {
    const { page } = await openAt(browser, `${plain.url}/`, { allowed: [world.stack.rpc] });
    await page.getByText("No endpoint is known.").waitFor();
    expect(await check(page, { "good.json": world.good })).toBe("? Could not be checked completely");
    await page.getByLabel("Endpoint of the chain (RPC)").fill(world.stack.rpc);
    await page.getByRole("button", { name: "Use these" }).click();
    await page.locator(".whom", { hasText: "the endpoint that you chose" }).waitFor();
    expect(await verdictOn(page)).toBe("? Could not be checked completely");
    await page.getByText(`The file names the network ${world.stack.network}.`).waitFor();
    await page.getByRole("button", { name: "Trust this network" }).click();
    await page.locator(".band.good").waitFor();
    expect(await page.locator(".moments a").count()).toBe(0);
  } finally {
    plain.close();
  }
});

/** What a site with the element needs to allow, as the README says. */
const hostPolicy = (registry: string, rpc: string) =>
  `default-src 'none'; script-src ${registry}; connect-src 'self' ${rpc}; require-trusted-types-for 'script'; trusted-types 'none'`;

test("the element says the same on a page of somebody else, in both languages", async () => {
  const { rpc, network, api } = world.stack;
  const files: Readonly<Record<string, object>> = {
    "/good.json": world.good,
    "/revoked.json": world.revoked,
    "/presented.json": await present(await generateCredentialKey(), world.good),
  };
  const host = await serveAt((request, response) => {
    const file = files[request.url ?? ""];
    if (file !== undefined) return response.end(JSON.stringify(file));
    response.writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": hostPolicy(api, rpc),
    });
    const element = (src: string, language: string) =>
      `<peerseal-verify src="${src}" network="${network}" rpc="${rpc}" language="${language}"></peerseal-verify>`;
    return response.end(
      `<!doctype html><html lang="en"><title>Host</title><main><h1>Host</h1>${element("/good.json", "en")}` +
        `${element("/revoked.json", "ja")}${element("/missing.json", "en")}${element("/presented.json", "en")}</main>` +
        `<script type="module" src="${api}/embed/peerseal-verify.js"></script></html>`,
    );
  });
  try {
    const { page, faults, outside } = await openAt(browser, host.url, { allowed: [api, rpc] });
    const [good, revoked, missing, presented] = [0, 1, 2, 3].map((n) => page.locator("peerseal-verify").nth(n));
    await good?.locator(".good .title").waitFor();
    expect(await good?.locator(".title").textContent()).toBe(VALID);
    await expect.poll(() => good?.locator("li").count()).toBe(5);
    expect(await good?.locator("ul").textContent()).toContain("Institution 2");
    await revoked?.locator(".bad .title", { hasText: "発行者により失効しています" }).waitFor();
    await missing?.locator(".bad .title", { hasText: "This is a web page." }).waitFor();
    await presented?.getByText("The holder named in the presentation signed it.").waitFor();
    // No receipt stands beside the credential in it, and the element asks no registry for one.
    await presented?.locator(".unsure .title").waitFor();
    expect(await presented?.locator("li").last().textContent()).toMatch(/^\?Could not be checked: /);
    await expect.poll(() => page.locator("peerseal-verify [aria-live=polite]").count()).toBe(4);
    const word = page.evaluate(
      () =>
        new Promise((resolve) =>
          document.addEventListener("verdict", (event) => resolve(Reflect.get(event, "detail").word), { once: true }),
        ),
    );
    await good?.evaluate((element) => element.setAttribute("src", "/revoked.json"));
    expect(await word).toBe("revoked");
    await good?.locator(".bad .title", { hasText: "Revoked by its issuer" }).waitFor();
    await expectAccessible(page);
    await keepPicture(page, "verify-embed");
    expect([faults, outside]).toEqual([[], []]);
  } finally {
    host.close();
  }
});

test("a presentation is checked as a whole: its holder's signature, and every credential in it", async () => {
  const holder = await generateCredentialKey();
  const receipts = {
    "good.receipt.json": world.good.receipt as object,
    "b.receipt.json": world.revoked.receipt as object,
  };
  const { page, faults, outside } = await openPage();
  expect(await check(page, { "good.json": await present(holder, world.good), ...receipts })).toBe(VALID);
  await page.getByText("The holder named in the presentation signed it.").waitFor();
  await expectAccessible(page);
  await keepPicture(page, "verify-presentation");
  // One that is revoked among good ones decides.
  expect(await check(page, { "both.json": await present(holder, world.good, world.revoked), ...receipts })).toMatch(
    /^✕ Revoked/,
  );
  await expect.poll(() => page.locator("article .card").count()).toBe(2);
  const changed = { ...(await present(holder, world.good)), holder: "did:key:z6MkOther" };
  expect(await check(page, { "changed.json": changed, ...receipts })).toMatch(/^✕ /);
  expect([faults, outside]).toEqual([[], []]);
});
