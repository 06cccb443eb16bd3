import { digestOf, GROUNDS, readInstitution, STANDINGS } from "@peerseal/sdk";
import { beforeAll, expect, test } from "vitest";
import { MEMBER_FAULTS } from "../../packages/web/src/app/faults-ja/members.ts";
import { expectAccessible, keepPicture, SIZES } from "./browser.ts";
import { act, signerOf } from "./cast.ts";
import { openMoney } from "./console.money.ts";
import { type Console, issueTo, offered, openConsole } from "./console.parts.ts";

let world: Console;
beforeAll(async () => {
  world = await openConsole();
});

/** Lets governance change what institution 2 may do. */
async function setStanding(standing: "active" | "suspended", ground: (typeof GROUNDS)[number]): Promise<void> {
  await act(world, signerOf("governance"), "SetStanding", {
    institution: 2,
    sequence: (await readInstitution(world.connection, 2)).standingCount,
    standing: STANDINGS.indexOf(standing),
    successor: 0,
    recordsKeeper: 0,
    ground: GROUNDS.indexOf(ground),
    document: digestOf({ standing }),
  });
}

test("a batch that the chain refuses says so, and is recorded from its page once the cause is gone", async () => {
  await setStanding("suspended", "unresponsive");
  const { page, faults, outside } = await world.openAs(2, "/console/2", {
    locale: "ja-JP",
    viewport: SIZES.phone,
  });
  await offered(world, page, 2, world.version, true);
  await page.getByLabel("コース版").selectOption(world.version);
  await page.getByLabel("判定なしで発行する理由").fill("5月に合意した試行のため発行します。");
  await page.getByRole("button", { name: "次へ" }).click();
  await page.getByLabel("または貼り付け").fill("eve@example.org\nflo@example.org");
  await page.getByRole("button", { name: "この行を読み込む" }).click();
  await page.getByRole("button", { name: "次へ" }).click();
  await page.getByText("2行すべてに問題はありません。").waitFor();
  await page.getByRole("button", { name: "次へ" }).click();
  await page.getByRole("button", { name: "2件を発行する" }).click();
  await page.waitForURL(/\/console\/2\/batches\/\d+$/);
  await page.getByText("バッチは封印されましたが、記録は書き込まれませんでした。").waitFor();
  const number = Number(page.url().split("/").at(-1));
  const jobNow = async () => (await world.client.batches.get({ institution: 2, number })).job;
  const refused = await jobNow();
  expect(refused?.failure?.code).toBe("Institution_NotAuthorised");
  for (const sentence of MEMBER_FAULTS.Institution_NotAuthorised) await page.getByText(sentence).waitFor();
  await page.getByText("記録できませんでした").first().waitFor();
  await expectAccessible(page);
  await keepPicture(page, "console-batch-failed-ja-phone");

  await page.getByRole("navigation", { name: "コンソールのメニュー" }).getByRole("link", { name: "やること" }).click();
  const todo = page.getByRole("listitem").filter({ hasText: `バッチ ${number}` });
  await todo.getByRole("link", { name: "記録できなかったバッチを再試行する" }).click();
  // As long as the cause is there it is refused again, and can be tried again from the same page.
  const again = page.getByRole("button", { name: "もう一度記録する" });
  await again.click();
  const id = refused?.id;
  await expect.poll(async () => [(await jobNow())?.state, (await jobNow())?.id === id]).toEqual(["failed", false]);
  await again.waitFor();
  await setStanding("active", "appeal-upheld");
  await again.click();
  await page.getByText("このバッチのデジタル証明はすべて記録されました。").waitFor();
  await again.waitFor({ state: "detached" });
  const { data } = await world.client.batches.bundles({ institution: 2, number });
  expect(data.map(({ receipt }) => receipt === null)).toEqual([false, false]);
  expect([faults, outside]).toEqual([[], []]);
});

test("a batch that waits while its page is closed goes on by itself, and shows so where it is opened again", async () => {
  const money = openMoney(world.stack);
  await money.take();
  try {
    const first = await world.openAs(2, "/console/2");
    await offered(world, first.page, 2, world.version, true);
    await issueTo(first.page, world.version, ["gil@example.org", "hal@example.org", "ivy@example.org"]);
    await first.page.waitForURL(/\/console\/2\/batches\/\d+$/);
    await first.page.getByText("You may close this page").waitFor();
    await first.page.locator(".tag", { hasText: "on its way" }).waitFor();
    // One transaction records them all: until then none of them is.
    await first.page.getByText("waits to be sent").waitFor();
    await expectAccessible(first.page);
    await keepPicture(first.page, "console-batch-waiting-en");
    const number = Number(first.page.url().split("/").at(-1));
    await first.page.context().close();

    const { page, faults } = await world.openAs(2, "/console/2/batches");
    const row = page.getByRole("row").filter({ has: page.getByRole("link", { name: String(number), exact: true }) });
    await row.getByText("on its way").waitFor();
    await row.getByRole("link").click();
    await page.getByText("You may close this page").waitFor();
    await money.giveBack();
    await page.getByText("All credentials of this batch are recorded.").waitFor();
    await page.getByRole("button", { name: "Download all as a ZIP" }).waitFor();
    expect([first.faults, faults]).toEqual([[], []]);
  } finally {
    // Where the test failed before.
    await money.giveBack().catch(() => undefined);
    money.close();
  }
});

test("lists of more than a page are shown to their end: batches, and what was written here", async () => {
  // As a program opens batches, a few at a time.
  for (let opened = 0; opened < 51; opened += 3) {
    const three = [0, 1, 2].map(() =>
      world.client.batches.open({ institution: 2, courseVersion: world.version, learners: 8 }),
    );
    await Promise.all(three);
  }
  const numbers = async (cursor?: string): Promise<number[]> => {
    const page = await world.client.batches.list({
      institution: 2,
      order: "newest",
      limit: 100,
      ...(cursor ? { cursor } : {}),
    });
    return [...page.data.map(({ number }) => number), ...(page.next === null ? [] : await numbers(page.next))];
  };
  const all = await numbers();
  const { page, faults } = await world.openAs(2, "/console/2/batches");
  const rows = page.getByRole("rowheader");
  await expect.poll(() => rows.count()).toBe(50);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Show more" }).click();
  await expect.poll(() => rows.count()).toBe(all.length);
  expect((await rows.allTextContents()).map(Number)).toEqual(all);
  await page.getByRole("button", { name: "Show more" }).waitFor({ state: "detached" });

  await page.goto(`${world.stack.api}/console/2/people`);
  const log = page.getByRole("region", { name: "Audit log" }).locator("tbody tr");
  await expect.poll(() => log.count()).toBe(50);
  await page.getByRole("button", { name: "Show more" }).click();
  await expect.poll(() => log.count()).toBeGreaterThan(50);
  expect(faults).toEqual([]);
});
