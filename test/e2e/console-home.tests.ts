import { beforeAll, expect, test } from "vitest";
import { expectAccessible, keepPicture, SIZES } from "./browser.ts";
import { type Console, openConsole } from "./console.parts.ts";
import { signOnSheet } from "./console.world.ts";
import { openAll, sayHostile, strangers } from "./hostile-page.ts";

let world: Console;
beforeAll(async () => {
  world = await openConsole();
});

test("an officer chooses the institution, sees what waits, and finds every part by the menu", async () => {
  const { page, faults, outside } = await world.openAs(2, "/console");
  await page.getByRole("link", { name: "Institution 2", exact: true }).click();
  await page.getByRole("heading", { name: "To do" }).waitFor();
  const todo = page.getByRole("listitem").filter({ hasText: "No review result stands" });
  expect(await todo.textContent()).toContain("Drone slope survey");
  await expectAccessible(page);
  await keepPicture(page, "console-todo-en");
  for (const [part, heading] of [
    ["Batches", "Batches"],
    ["Courses", "Courses"],
    ["Reviews", "Reviews"],
    ["Keys", "Keys of the institution"],
    ["People", "People and programs here"],
    ["Issue", "Issue credentials"],
  ] as const) {
    await page.getByRole("navigation", { name: "Parts of the console" }).getByRole("link", { name: part }).click();
    await page.getByRole("heading", { level: 1, name: heading }).waitFor();
    await page.locator(".waiting").waitFor({ state: "detached" });
    await expectAccessible(page);
  }
  expect([faults, outside]).toEqual([[], []]);
});

test("who is not signed in, or works for another institution, is told so", async () => {
  const stranger = await world.browser.newPage();
  await stranger.goto(`${world.stack.api}/console/2/issue`);
  await stranger.getByRole("link", { name: "Sign in" }).first().waitFor();
  const { page } = await world.openAs(3, "/console/2/issue", { roles: ["auditor"] });
  await page.getByText("You have no role in this institution").waitFor();
  await page.getByRole("banner").getByRole("link", { name: "Your account" }).waitFor();
  await page.goto(`${world.stack.api}/console/3/issue`);
  await page.getByText("This needs the role “officer”").waitFor();
});

test("keys are added and ended by signature, people and programs by the session", async () => {
  const { page, faults } = await world.openAs(2, "/console/2/keys");
  await page.getByText("Add a key").first().click();
  await page.getByLabel("Key (required)").fill(`0x${"c1".repeat(20)}`);
  await page.getByLabel("issue and revoke").check();
  await page.getByRole("button", { name: "Add a key" }).click();
  await signOnSheet(page);
  const added = page.getByRole("listitem").filter({ hasText: "0xc1c1c1c1" });
  await added.getByRole("button", { name: /^End/ }).click();
  await signOnSheet(page);
  await added.getByText("ended").waitFor();
  await keepPicture(page, "console-keys-en");

  await page.goto(`${world.stack.api}/console/2/people`);
  await page.getByText("Invite a person").click();
  await page.getByRole("button", { name: "Make the invitation" }).click();
  await page.getByText(/\/sign-in#invite=[\w-]{43}/).waitFor();
  await expectAccessible(page);
  await keepPicture(page, "console-people-en");
  await page.getByRole("button", { name: "I have copied it" }).click();
  await page.getByRole("button", { name: "Withdraw" }).first().click();
  await page.getByText("withdrawn").first().waitFor();
  await page.getByText("Make an API key").first().click();
  await page.getByLabel("What it is for").fill("Nightly issuing");
  await page.getByRole("button", { name: "Make an API key" }).click();
  await page.getByText(/ps_test_\w+/).waitFor();
  await page.getByRole("button", { name: "I have copied it" }).click();
  const row = page.getByRole("row").filter({ hasText: "Nightly issuing" });
  await row.getByRole("button", { name: "Revoke" }).click();
  await row.getByText(/revoked/).waitFor();
  await page.getByText("POST /v1/access/keys").first().waitFor();
  expect(faults).toEqual([]);
});

test("whatever texts the registry says, none becomes more than text in the console", async () => {
  const number = await world.batchOf(1);
  const { page, faults, outside } = await world.openAs(2, "/console");
  await page.exposeFunction("alarm", () => faults.push("a text became a script"));
  await sayHostile(page);
  const screens = [
    "",
    "/courses",
    `/courses/${world.course}`,
    "/reviews",
    "/concerns",
    "/issue",
    "/batches",
    "/keys",
    "/people",
  ];
  for (const path of [...screens, `/batches/${number}`]) {
    await page.goto(`${world.stack.api}/console/2${path}`);
    await page.locator("main h1").first().waitFor();
    await page.locator(".waiting").waitFor({ state: "detached" });
    await openAll(page);
    expect([path, await strangers(page), faults, outside]).toEqual([path, [], [], []]);
  }
});

test("in Japanese, on a phone, in the dark: the same, without sideways scrolling", async () => {
  const number = await world.batchOf(2);
  const { page, faults } = await world.openAs(2, "/console/2", {
    locale: "ja-JP",
    viewport: SIZES.phone,
    colorScheme: "dark",
  });
  for (const [path, heading, name] of [
    ["", "やること", "todo"],
    ["/issue", "デジタル証明の発行", "issue"],
    [`/batches/${number}`, `バッチ ${number}`, "batch"],
    ["/keys", "機関の鍵", "keys"],
    ["/people", "メンバーとプログラム", "people"],
  ] as const) {
    await page.goto(`${world.stack.api}/console/2${path}`);
    await page.getByRole("heading", { level: 1, name: heading }).waitFor();
    await page.locator(".waiting").waitFor({ state: "detached" });
    await expectAccessible(page);
    await keepPicture(page, `console-${name}-ja-phone-dark`);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect([path, width]).toEqual([path, SIZES.phone.width]);
  }
  expect(faults).toEqual([]);
});
