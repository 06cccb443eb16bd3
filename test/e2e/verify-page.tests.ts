import { readFile } from "node:fs/promises";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { expectAccessible, keepPicture, openAt, SIZES } from "./browser.ts";
import { check, chooseFiles, verdictOn } from "./verify-page.parts.ts";
import { type VerifyWorld, verifyWorld } from "./verify-page.world.ts";

const VALID = "✓ Genuine, recorded and in force";

let world: VerifyWorld;
let browser: Browser;

beforeAll(async () => {
  ({ world, browser } = await verifyWorld());
});

const openPage = (options: BrowserContextOptions = {}) =>
  openAt(browser, `${world.stack.api}/verify`, { ...options, allowed: [world.stack.rpc] });

test.each([
  ["desktop", "en-GB", "light"],
  ["phone", "ja-JP", "dark"],
] as const)("the review of the course stands in the same answer: %s, %s, %s", async (size, locale, colorScheme) => {
  const { page, faults, outside } = await openPage({ viewport: SIZES[size], locale, colorScheme });
  await page.locator("h1").waitFor();
  await expectAccessible(page);
  await keepPicture(page, `verify-empty-${size}-${locale}-${colorScheme}`);
  const isEnglish = locale === "en-GB";
  expect(await check(page, { "good.peerseal.json": world.good })).toBe(
    isEnglish ? VALID : "✓ 真正で、記録があり、有効です",
  );
  const moments = page.locator(".moments > section");
  await expect.poll(() => moments.count()).toBe(3);
  for (const moment of await moments.all()) {
    await moment.getByText(isEnglish ? "Standard met" : "基準充足").waitFor();
    expect(await moment.locator(".panel li").allInnerTexts()).toEqual(
      isEnglish
        ? ["subject expert (Institution 3)", "subject expert (Institution 4)", "learner (Institution 3)"]
        : ["専門分野 (Institution 3)", "専門分野 (Institution 4)", "学習者 (Institution 3)"],
    );
  }
  const profile = page.locator(`a[href="/versions/${world.version}"]`);
  await profile.waitFor();
  await page
    .getByText(isEnglish ? "A second panel might decide otherwise." : "別の評価員による判定は異なる")
    .first()
    .waitFor();
  await expectAccessible(page);
  await keepPicture(page, `verify-good-${size}-${locale}-${colorScheme}`);
  expect([faults, outside]).toEqual([[], []]);
});

test("every row opens to its checks with their sources, and recognition is told as what it is", async () => {
  const { page } = await openPage();
  await check(page, { "good.peerseal.json": world.good });
  const rows = page.locator("details.answer");
  await expect.poll(() => rows.count()).toBe(5);
  await page.getByText("This network records no decisions about credit recognition yet.").first().waitFor();
  for (const row of await rows.all()) {
    await row.locator("summary").first().click();
    for (const how of await row.locator(".how > summary").all()) await how.click();
  }
  await expect.poll(() => page.locator(".check .facts").count()).toBe(9);
  const issuer = page.locator(".check", { hasText: "Issuer and its key" });
  expect(await issuer.textContent()).toContain("institution-2.example");
  expect(await issuer.textContent()).toContain(new URL(world.stack.rpc).origin);
  expect(await issuer.textContent()).toMatch(/Block\s*\d+/);
  await expectAccessible(page);
  await keepPicture(page, "verify-rows-open");
});

test("revoked and altered files are told apart, and neither is green", async () => {
  const { page, faults } = await openPage();
  expect(await check(page, { "revoked.peerseal.json": world.revoked })).toBe("✕ Revoked by its issuer");
  await page.locator(".band.bad").waitFor();
  await expectAccessible(page);
  await keepPicture(page, "verify-revoked");
  await chooseFiles(page, { "altered.peerseal.json": world.altered });
  await page.locator(".band h2", { hasText: "Altered after it was signed" }).waitFor();
  await page.getByText("Nothing that the file says is proven.").waitFor();
  await keepPicture(page, "verify-altered");
  expect(await page.locator(".band.good").count()).toBe(0);
  expect(faults).toEqual([]);
});

test("the state on a day before the record is told as of then", async () => {
  const { page } = await openPage();
  await page.getByText("Ask another endpoint, or as of a date").click();
  await page.getByLabel("State on a date").fill("2999-01-01");
  await page.getByText("Choose a day that is over.").waitFor();
  const before = new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel("State on a date").fill(before);
  expect(await check(page, { "good.peerseal.json": world.good })).toBe("? No record of it on the blockchain");
  await page
    .getByText(/23:59 UTC/)
    .first()
    .waitFor();
  await page.getByLabel("State on a date").fill("");
  await page.locator(".band.good").waitFor();
});

test("a link holds the credential, and leads to the same verdict", async () => {
  const { page } = await openPage();
  await check(page, { "good.peerseal.json": world.good });
  await page.getByText("Share by a link").click();
  await page.getByText("The link holds the whole credential").waitFor();
  const link = await page.getByRole("textbox", { name: "Share by a link" }).inputValue();
  expect(link).toMatch(/\/verify#c=[\w-]+$/);
  await expectAccessible(page);
  await keepPicture(page, "verify-share");
  const { page: another, faults } = await openAt(browser, link);
  expect(await verdictOn(another)).toBe(VALID);
  expect(faults).toEqual([]);
});

test("a receipt is printed with what was checked, by whom, and what was not", async () => {
  const { page } = await openPage();
  await check(page, { "good.peerseal.json": world.good });
  expect(await page.locator(".paper").isVisible()).toBe(false);
  await page.emulateMedia({ media: "print" });
  const paper = page.locator(".paper");
  await paper.waitFor();
  const text = await paper.textContent();
  expect(text).toContain("good.peerseal.json");
  expect(text).toContain(world.digest);
  expect(text).toContain(new URL(world.stack.rpc).origin);
  expect(text).toContain("subject expert (Institution 3)");
  expect(text).toContain("This network records no decisions about credit recognition yet.");
  expect(text).toContain("npm run -s verify -- good.peerseal.json");
  expect(await page.locator(".band").isVisible()).toBe(true);
  expect(await page.locator(".intake").isVisible()).toBe(false);
  expect((await page.pdf({ format: "A4" })).subarray(0, 5).toString()).toBe("%PDF-");
  await keepPicture(page, "verify-print");
  // The same with the chain out of reach says so on paper too.
  const { page: alone } = await openPage();
  await alone.route(`${world.stack.rpc}/**`, (route) => route.abort());
  expect(await check(alone, { "good.peerseal.json": world.good })).toBe("? Could not be checked completely");
  await alone.emulateMedia({ media: "print" });
  expect(await alone.locator(".paper").textContent()).toContain(
    "What could not be checked: Signature, Issuer and its key, Blockchain record, Status, Course version, Review result",
  );
});

test("repeating it by oneself names the same network and endpoint, and works by keyboard", async () => {
  const { page } = await openPage();
  await check(page, { "good.peerseal.json": world.good });
  await page.locator("summary", { hasText: "Repeat it by yourself" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  expect(await page.locator(":focus").textContent()).toBe("Command line");
  const panel = page.getByRole("tabpanel");
  expect(await panel.textContent()).toContain(
    `peerseal verify good.peerseal.json --rpc ${world.stack.rpc} --network ${world.stack.network}`,
  );
  await page.keyboard.press("ArrowRight");
  expect(await panel.textContent()).toContain(`parseNetworkId("${world.stack.network}")`);
  await page.keyboard.press("End");
  expect(await panel.textContent()).toContain(`${world.stack.api}/v1/verify/bulk`);
  await page.getByText("Raw answer (JSON)").click();
  const raw = JSON.parse((await page.locator(".actions pre").last().textContent()) ?? "") as { verdict: string };
  expect(raw.verdict).toBe("valid");
});

test("two hundred files become a table that can be filtered, opened and saved", { timeout: 240_000 }, async () => {
  const { page, faults } = await openPage();
  const kinds = [world.good, world.revoked, world.altered, "hello"] as const;
  const names = ["good", "revoked", "altered", "=HYPERLINK(1)"] as const;
  const files = Object.fromEntries(
    Array.from({ length: 200 }, (_, n) => [`${names[n % 4]}-${String(n).padStart(3, "0")}.json`, kinds[n % 4] ?? ""]),
  );
  await chooseFiles(page, files);
  await page.getByText("200 of 200 checked").waitFor({ timeout: 180_000 });
  await expect.poll(() => page.locator("[data-announcer]").textContent()).toBe("200 files checked: 50 valid, 150 not.");
  await page.getByLabel("Show").selectOption("revoked");
  await expect.poll(() => page.locator("tbody tr").count()).toBe(50);
  await expectAccessible(page);
  await page.getByRole("button", { name: "revoked-001.json" }).click();
  expect(await verdictOn(page)).toBe("✕ Revoked by its issuer");
  await page.getByRole("button", { name: "Back to the table" }).click();
  await expect.poll(() => page.locator(":focus").textContent()).toBe("revoked-001.json");
  await page.getByLabel("Show").selectOption("");
  await keepPicture(page, "verify-many");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download as CSV" }).click();
  const lines = (await readFile(await (await download).path(), "utf8")).trimEnd().split("\r\n");
  expect(lines).toHaveLength(201);
  expect(lines[0]).toBe(
    "\ufefffile,verdict,reason,issuer,course,course_title,quality_then,quality_at_issue,quality_now,status,checked_at,block",
  );
  expect(lines[1]).toMatch(
    /^good-000\.json,valid,,Institution 2,0x[0-9a-f]{64},Drone slope survey,met,met,met,status-clear,/,
  );
  expect(lines[4]).toMatch(/^'=HYPERLINK\(1\)-003\.json,unreadable,open-unrecognised,/);
  await page.setViewportSize(SIZES.phone);
  await keepPicture(page, "verify-many-phone");
  expect(faults).toEqual([]);
});

test("the page is used by keyboard alone, from its beginning to the verdict", async () => {
  const { page } = await openPage();
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose files" }).press("Enter");
  await (await chooser).setFiles({
    name: "good.json",
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify(world.good)),
  });
  expect(await verdictOn(page)).toBe(VALID);
  const seen: string[] = [];
  for (let step = 0; step < 45; step++) {
    await page.keyboard.press("Tab");
    seen.push(await page.evaluate(() => document.activeElement?.textContent?.slice(0, 40) ?? ""));
  }
  expect(seen.some((text) => text.includes("Genuine?"))).toBe(true);
  expect(seen.some((text) => text.includes("Print a receipt"))).toBe(true);
});
