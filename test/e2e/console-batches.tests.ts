import { readFile } from "node:fs/promises";
import { readStatusBits } from "@peerseal/sdk";
import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { expectAccessible, keepPicture } from "./browser.ts";
import { type Console, chooseVersion, offered, openConsole } from "./console.parts.ts";
import { signOnSheet } from "./console.world.ts";

let world: Console;
beforeAll(async () => {
  world = await openConsole();
});

const upload = (page: Page, buffer: Buffer) =>
  page.getByLabel("List of learners (CSV)").setInputFiles({ name: "list.csv", mimeType: "text/csv", buffer });

test("a faulty list is repaired in place, outlives a reload, and becomes credentials; nothing of it stays", async () => {
  const { page, faults, outside } = await world.openAs(2, "/console/2");
  await offered(world, page, 2, world.version, true);
  await chooseVersion(page, world.version, "A pilot for the town of Iyo, agreed in May.");
  // Shift_JIS, as Excel writes it: 学籍番号 names the second column.
  const header = Buffer.concat([
    Buffer.from("mail;"),
    Buffer.from([0x8a, 0x77, 0x90, 0xd0, 0x94, 0xd4, 0x8d, 0x86]),
    Buffer.from(";a1;outcomes\r\n"),
  ]);
  const lines = ["ada@example.org;;85;o1", "bo@example;;70;", "ADA@example.org;;60;", ";2026-7;90;o9"];
  await upload(page, Buffer.concat([header, Buffer.from(lines.join("\r\n"))]));
  await page.getByText("4 rows read from list.csv (shift_jis)").waitFor();
  expect(await page.getByLabel("学籍番号").inputValue()).toBe("student-number");
  await expectAccessible(page);
  await keepPicture(page, "console-issue-learners-en");
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByText("3 of 4 rows need repair.").waitFor();
  await page.getByText("Show only rows that need repair").click();
  await expect.poll(() => page.locator("tbody tr").count()).toBe(3);
  await expectAccessible(page);
  await keepPicture(page, "console-issue-check-en");
  await page.getByLabel("E-mail address, line 3").fill("bo@example.org");
  await page.reload();
  await page.getByText("2 of 4 rows need repair.").waitFor();
  expect(await page.getByLabel("E-mail address, line 3").inputValue()).toBe("bo@example.org");
  await page.getByRole("button", { name: "Remove line 4" }).click();
  await page.getByLabel("Outcomes attained, line 5").fill("o1");
  await page.getByText("All 3 rows are in order.").waitFor();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByText("A pilot for the town of Iyo").waitFor();
  await page.getByLabel("Last day of learning").fill("2026-11-20");
  await expectAccessible(page);
  await keepPicture(page, "console-issue-confirm-en");
  await page.getByRole("button", { name: "Issue 3 credentials" }).click();
  await page.waitForURL(/\/console\/2\/batches\/\d+$/);
  await page.getByText("All credentials of this batch are recorded.").waitFor();
  await page.getByText("A pilot for the town of Iyo").waitFor();
  await page.reload();
  await page.getByText("All credentials of this batch are recorded.").waitFor();
  await expectAccessible(page);
  await keepPicture(page, "console-batch-en");
  const number = Number(page.url().split("/").at(-1));
  const bundles = (await world.client.batches.bundles({ institution: 2, number })).data;
  expect(bundles).toHaveLength(3);
  expect(JSON.stringify(bundles)).toContain("85");
  // The list was erased: a new one begins with the first step.
  await page.goto(`${world.stack.api}/console/2/issue`);
  await page.getByText("Step 1 of 5").waitFor();
  expect(await page.evaluate(databaseText)).not.toMatch(/example\.org|A pilot/);
  // Somebody else in another browser sees why it was issued: the registry has it.
  const auditor = await world.openAs(2, `/console/2/batches/${number}`, { roles: ["auditor"] });
  await auditor.page.getByText("A pilot for the town of Iyo").waitFor();
  await auditor.page.getByText("It is not public.").waitFor();
  await keepPicture(auditor.page, "console-batch-override-en");
  await auditor.page.goto(`${world.stack.api}/console/2/people`);
  await auditor.page.getByText("Issued without a review result: A pilot for the town of Iyo").waitFor();
  expect(auditor.faults).toEqual([]);
  expect([faults, outside]).toEqual([[], []]);
});

/** Everything that the console keeps in this browser. */
async function databaseText(): Promise<string> {
  const open = indexedDB.open("peerseal.console");
  await new Promise((done) => {
    open.onsuccess = done;
  });
  const all = open.result.transaction("kept").objectStore("kept").getAll();
  await new Promise((done) => {
    all.onsuccess = done;
  });
  return JSON.stringify(all.result);
}

test("where an answer is lost, the same list is sent again after a reload and issued once", async () => {
  const { page } = await world.openAs(2, "/console/2/issue");
  await chooseVersion(page, world.version, "A second pilot with a bad line.");
  await page.getByLabel("Or paste rows").fill("cy@example.org\ndi@example.org");
  await page.getByRole("button", { name: "Read these rows" }).click();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Next" }).click();
  const before = (await world.client.batches.list({ institution: 2 })).data.length;
  await page.route("**/v1/batches/issue", async (route) => {
    await route.fetch();
    await route.abort();
  });
  await page.getByRole("button", { name: "Issue 2 credentials" }).click();
  await page.getByText("Nothing was issued twice").waitFor();
  await page.unroute("**/v1/batches/issue");
  await page.reload();
  await page.getByRole("button", { name: "Send again and go on" }).click();
  await page.waitForURL(/\/console\/2\/batches\/\d+$/);
  expect((await world.client.batches.list({ institution: 2 })).data.length).toBe(before + 1);
});

test("a range is suspended and revoked, and what the dry run says is what the chain then holds", async () => {
  const number = await world.batchOf(6);
  const { page, faults } = await world.openAs(2, `/console/2/batches/${number}`);
  const used = (await world.client.batches.bundles({ institution: 2, number })).data.flatMap(({ credential }) => {
    const { credentialStatus } = credential as { credentialStatus: { id: string } };
    return Number(credentialStatus.id.split("#")[1]);
  });
  const [first = 0, second = 0] = used.sort((a, b) => a - b);
  const last = (await world.client.batches.get({ institution: 2, number })).size ?? 0;
  await page.getByLabel("What to do").selectOption("suspend");
  await page.getByLabel("Places").fill(String(first));
  await page.getByText("Will change: 1").waitFor();
  await page.getByRole("button", { name: "Sign and record" }).click();
  await expectAccessible(page);
  await keepPicture(page, "console-suspend-sheet-en");
  await signOnSheet(page);
  await page.getByText("5 in force, 1 suspended").waitFor();
  await page.getByLabel("What to do").selectOption("revoke");
  await page.getByLabel("Places").fill(String(second));
  await page.getByRole("button", { name: "Sign and record" }).click();
  await signOnSheet(page);
  await page.getByText("Recorded. Changed: 1.").first().waitFor();
  await page.getByLabel("Places").fill("0-");
  await page.getByText("Will change: 5").waitFor();
  await page.getByText("So already: 1").waitFor();
  await keepPicture(page, "console-dry-run-en");
  await page.getByRole("button", { name: "Sign and record" }).click();
  await signOnSheet(page);
  await page.getByText("Recorded. Changed: 5.").first().waitFor();
  for (let place = 0; place < last; place++) {
    const bits = await readStatusBits(world.connection, 2, number, place);
    expect([place, bits & 1]).toEqual([place, used.includes(place) ? 1 : 0]);
  }
  await page.getByLabel("Places").fill("0-999");
  await page.getByText("“0-999” is no place of this batch.").waitFor();
  expect(faults).toEqual([]);
});

test("files are downloaded, matched with their learners, and deleted; a wrong credential is re-issued", async () => {
  const number = await world.batchOf(3);
  const { page, faults } = await world.openAs(2, `/console/2/batches/${number}`);
  const zip = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download all as a ZIP" }).click();
  const file = await readFile(await (await zip).path());
  expect(file.subarray(0, 4)).toEqual(Buffer.from("PK\u0003\u0004"));
  expect(file.toString("latin1").match(/\d{6}\.peerseal\.json/g)).toHaveLength(6);
  const badges = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download all badges" }).click();
  expect((await readFile(await (await badges).path())).toString("latin1")).toContain("PNG");
  const list = Buffer.from("email\nlearner-1@example.org\nnobody@example.org");
  await page.getByLabel("Which file is whose?").setInputFiles({ name: "list.csv", mimeType: "text/csv", buffer: list });
  await page.getByText("1 of 3 credentials belong to rows of the list.").waitFor();
  const table = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download the table (CSV)" }).click();
  const [, row = ""] = (await readFile(await (await table).path(), "utf8")).trim().split("\r\n");
  const [learner, , , place = ""] = row.split(",");
  expect(learner).toBe("learner-1@example.org");

  await page.getByText("Correct and re-issue").click();
  await page.getByLabel("Place of the old credential").fill(place);
  await page.getByLabel("Learner: e-mail address or student number").fill("learner-1@example.org");
  await page.getByLabel("Result of a1").fill("97");
  await page.getByRole("button", { name: "Issue the corrected credential" }).click();
  await page.getByRole("link", { name: /The corrected credential is in batch/ }).waitFor();
  await expect.poll(() => readStatusBits(world.connection, 2, number, Number(place))).toBe(5);

  await page.getByRole("button", { name: "Delete the credentials' texts here" }).click();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Delete the credentials' texts here" }).click();
  await page.getByText("3 texts are deleted.").first().waitFor();
  expect((await world.client.batches.bundles({ institution: 2, number })).data).toEqual([]);
  expect(faults).toEqual([]);
});
