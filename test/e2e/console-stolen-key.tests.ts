import type { JsonObject } from "@peerseal/sdk";
import { beforeAll, expect, test } from "vitest";
import { expectAccessible, keepPicture, SIZES } from "./browser.ts";
import { openMoney } from "./console.money.ts";
import { type Console, issueTo, openConsole } from "./console.parts.ts";
import { signOnSheet } from "./console.world.ts";
import { check } from "./verify-page.parts.ts";

const MINUTE = 60;

let world: Console;
beforeAll(async () => {
  world = await openConsole();
});

/** A credential with its receipt, and when it was recorded. */
async function issued(): Promise<{ readonly bundle: JsonObject; readonly at: number }> {
  const name = { institution: 2, number: await world.batchOf(1) };
  const [bundle] = (await world.client.batches.bundles(name)).data as readonly JsonObject[];
  const { anchor } = await world.client.batches.get(name);
  if (bundle === undefined || anchor === null) throw new TypeError("The batch holds a credential and is recorded.");
  return { bundle, at: anchor.recorded.at };
}

test("a key is reported as stolen since a minute: what was issued before counts, and nothing that came after", async () => {
  const before = await issued();
  // The report is to the minute.
  const money = openMoney(world.stack);
  await money.waitUntil(before.at + MINUTE);
  money.close();
  const after = await issued();
  const since = Math.floor(after.at / MINUTE) * MINUTE;
  const { page, faults, outside } = await world.openAs(2, "/console/2/keys", {
    viewport: SIZES.phone,
    colorScheme: "dark",
  });
  const key = page.locator("li.card", { hasText: "credential key" });
  await key.getByText("Report compromised").first().click();
  await key.getByLabel("Compromised since (UTC)").fill(new Date(since * 1000).toISOString().slice(0, 16));
  await key.getByRole("button", { name: "Report compromised" }).click();
  await signOnSheet(page);
  await key.getByText("Reported compromised since").waitFor();
  await expectAccessible(page);
  await keepPicture(page, "console-key-compromised-phone-dark");

  await page.goto(`${world.stack.api}/verify`);
  expect(await check(page, { "before.json": before.bundle })).toBe("✓ Genuine, recorded and in force");
  expect(await check(page, { "after.json": after.bundle })).toBe("✕ The issuer was not entitled to issue it");
  await page.getByText("The key that signed is reported stolen since before").first().waitFor();
  await expectAccessible(page);
  await keepPicture(page, "verify-key-compromised-phone-dark");

  // With that key nothing is issued any more, and nothing was issued by trying.
  await page.goto(`${world.stack.api}/console/2/issue`);
  await issueTo(page, world.version, ["jon@example.org"]);
  await page.getByText("A key that was lent is not the institution's for issuing now.").waitFor();
  await keepPicture(page, "console-issue-refused-phone-dark");
  expect([faults, outside]).toEqual([[expect.stringContaining("/v1/batches/issue")], []]);
});
