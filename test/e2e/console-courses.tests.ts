import { beforeAll, expect, test } from "vitest";
import { expectAccessible, keepPicture, SIZES } from "./browser.ts";
import { act, publishCourse, signerOf } from "./cast.ts";
import { type Console, offered, openConsole } from "./console.parts.ts";
import { signOnSheet } from "./console.world.ts";

const DAY_MS = 86_400_000;

let world: Console;
beforeAll(async () => {
  world = await openConsole();
});

test("an owner invites others and takes one invitation back; who accepts may issue, until its part is ended", async () => {
  const { page, faults } = await world.openAs(2, "/console/2/courses");
  const course = page.locator("li.card", { hasText: "slope-survey" });
  await course.getByText("Invite another institution").first().click();
  for (const name of ["Institution 3", "Institution 1"]) {
    await course.getByLabel("Institution", { exact: true }).selectOption({ label: name });
    await course.getByRole("button", { name: "Invite another institution" }).click();
    await signOnSheet(page);
    await course.getByRole("listitem").filter({ hasText: name }).getByText("invited as deliverer").waitFor();
  }
  await course.getByRole("button", { name: "Withdraw the invitation: Institution 1" }).click();
  await page.getByRole("dialog").getByText("can be invited to a part of a course only once").waitFor();
  await signOnSheet(page);
  await course.getByText("invitation as deliverer ended").waitFor();
  expect(await course.getByLabel("Institution", { exact: true }).locator("option").allTextContents()).toEqual(["–"]);
  await expectAccessible(page);
  await keepPicture(page, "console-parties-en");
  expect((await world.client.courses.list({ invited: 1 })).data).toEqual([]);

  const invited = await world.openAs(3, "/console/3", { locale: "ja-JP", viewport: SIZES.phone });
  await invited.page.getByRole("link", { name: /^コースの所有または提供に招待されています/ }).click();
  await invited.page.getByText("提供機関として招待されています。").waitFor();
  await expectAccessible(invited.page);
  await keepPicture(invited.page, "console-invited-ja-phone");
  await invited.page.getByRole("button", { name: "引き受ける" }).click();
  await signOnSheet(invited.page);
  await invited.page.getByText("から提供機関").waitFor();
  await invited.page.getByRole("button", { name: /^役割を終える: Institution 3/ }).waitFor();
  await keepPicture(invited.page, "console-accepted-ja-phone");
  await offered(world, invited.page, 3, world.version, true);

  await page.reload();
  await course.getByRole("button", { name: "End the part: Institution 3, deliverer" }).click();
  await signOnSheet(page);
  await course.getByText(/deliverer from .* until/).waitFor();
  await offered(world, invited.page, 3, world.version, false);
  await invited.page.getByText("提供中のコース版がありません。").waitFor();
  expect([faults, invited.faults]).toEqual([[], []]);
});

test("an institution that is invited to own a course may decline", async () => {
  const { course } = await publishCourse(world, 2, "night-flight");
  const message = { course, by: 2, institution: 3, part: 1 };
  await act(world, signerOf("institution 2"), "InviteParty", message);
  const { page, faults } = await world.openAs(3, "/console/3/courses");
  const invited = page.locator("li.card", { hasText: "night-flight" });
  await invited.getByText("Your institution is invited as owner.").waitFor();
  await invited.getByRole("button", { name: "Decline" }).click();
  await signOnSheet(page);
  await invited.waitFor({ state: "detached" });
  const { owners } = await world.client.courses.get(course);
  expect(owners.map(({ institution, from, until }) => [institution, from === null, until === null])).toEqual([
    [2, false, true],
    [3, true, false],
  ]);
  expect(faults).toEqual([]);
});

/** The day so many days from now, as the forms take it. */
const dayIn = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

test("a version is retired and its teach-out shortened; until that ends one can issue, and then no more", async () => {
  const { course, version } = await publishCourse(world, 2, "dawn-flight");
  const { page, faults } = await world.openAs(2, "/console/2/courses", { locale: "ja-JP" });
  const card = page.locator("li.card", { hasText: "dawn-flight" });
  await card.getByRole("link", { name: "レビューを依頼" }).waitFor();
  await card.getByRole("link", { name: "版 1.0.0" }).click();
  await page.getByText("この版の提供を終了する").first().click();
  const end = page.getByLabel("証明を発行できる期限");
  await end.fill(dayIn(-1));
  await page.getByText("今日以降の日を選んでください。").waitFor();
  await end.fill(dayIn(40));
  await page.getByRole("button", { name: "この版の提供を終了する" }).click();
  await signOnSheet(page);
  await page.getByText("経過措置を早く終える").first().waitFor();
  expect(await page.getByRole("link", { name: "レビューを依頼" }).count()).toBe(0);
  await end.fill(dayIn(41));
  await page.getByText("これまでの期限より前の日を選んでください。").waitFor();
  await expectAccessible(page);
  await keepPicture(page, "console-version-retired-ja");
  await end.fill(dayIn(20));
  await page.getByRole("button", { name: "経過措置を早く終える" }).click();
  await signOnSheet(page);
  const detail = () => world.client.versions.get(version);
  expect((await detail()).teachOutUntil).toBe(Date.parse(`${dayIn(20)}T23:59:59Z`) / 1000);

  await page.goto(`${world.stack.api}/c/${course}`);
  await page.getByText(/に提供を終了しました。.+まで証明を発行できます。/).waitFor();
  await expectAccessible(page);
  await keepPicture(page, "console-course-retired-ja");
  await offered(world, page, 2, version, true);
  await page.getByLabel("コース版").selectOption(version);
  await page.getByText(/この版は提供を終了しています。.+まで証明を発行できます。/).waitFor();
  await expectAccessible(page);
  await keepPicture(page, "console-issue-retired-ja");

  await act(world, signerOf("institution 2"), "RetireVersion", { version, by: 2, teachOutUntil: 0 });
  await offered(world, page, 2, version, false);
  await page.goto(`${world.stack.api}/c/${course}`);
  await page.getByText(/に提供を終了しました。証明の発行は.+に終了しました。/).waitFor();
  expect(faults).toEqual([]);
});
