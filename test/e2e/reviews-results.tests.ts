import { roundId } from "@peerseal/sdk";
import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { expectAccessible, keepPicture } from "./browser.ts";
import { signOnSheet } from "./console.world.ts";
import { savedBy } from "./reviewer.world.ts";
import { type Reviewed, type ReviewsWorld, reviewsWorld, settle } from "./reviews.world.ts";

const FOUND = "学習成果を観察できる文に改めたことを確認しました。";

let world: ReviewsWorld;
let conditional: Reviewed;
let notMet: Reviewed;

beforeAll(async () => {
  world = await reviewsWorld();
  ({ conditional, notMet } = await world.reviewed);
  await settle(world, conditional.round);
  await settle(world, notMet.round);
});

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const at = (institution: number, round: string) => `${world.stack.api}/console/${institution}/rounds/${round}`;

test("conditions are found fulfilled in Japanese; the provider holds the text against the chain, and all see it", async () => {
  const { page, faults, outside } = await world.openAs(2, "/console/2", { locale: "ja-JP" });
  await page.getByRole("link", { name: "条件が満たされたら記録する" }).click();
  await page.getByText("条件付き基準充足").first().waitFor();
  await page.locator("summary", { hasText: "条件の充足" }).click();
  await page.getByLabel("理由").fill(FOUND);
  await expectAccessible(page);
  await keepPicture(page, "console-conditional-ja");
  await button(page, "条件の充足").click();
  await page.getByRole("dialog").getByText("判定の条件が満たされたと認めます。").waitFor();
  await signOnSheet(page);
  await page.getByRole("heading", { name: "条件の充足(" }).waitFor();
  await page.locator("blockquote").getByText(FOUND).waitFor();
  // The result is the same: only what follows it is new.
  await page.getByText("条件付き基準充足").first().waitFor();
  await expect.poll(() => page.locator("summary", { hasText: "条件の充足" }).count()).toBe(0);
  await expectAccessible(page);
  await keepPicture(page, "console-conditions-ja");
  const text = await savedBy(page, () => button(page, "本文をダウンロード").click());

  const provider = await world.openAs(1, `/console/1/rounds/${conditional.round}`);
  await provider.page.getByText("Only the hash of the text is on chain.").waitFor();
  const file = { name: "reasons.json", mimeType: "application/json", buffer: Buffer.from(text) };
  await provider.page.getByLabel("Open the file that you were sent").setInputFiles(file);
  await provider.page.locator("blockquote").getByText(FOUND).waitFor();
  await provider.page.goto(`${world.stack.api}/versions/${conditional.version}`);
  const band = provider.page.getByRole("region", { name: "Quality", exact: true });
  await band.getByText("Met with conditions").waitFor();
  await band.getByText("conditions fulfilled").waitFor();
  expect([faults, outside, provider.faults, provider.outside]).toEqual([[], [], [], []]);
});

test("a provider appeals; who took part in the first review is refused, and everybody sees that it is under appeal", async () => {
  const { page, faults, outside } = await world.openAs(1, at(1, notMet.round).slice(world.stack.api.length));
  await page.getByText("Standard not met").first().waitFor();
  await page.getByRole("link", { name: "Appeal", exact: true }).click();
  await page.getByRole("heading", { name: "Appeal against a result" }).waitFor();
  const convener = page.getByLabel("Who convenes it");
  // One convened the first review, the other appointed to it.
  for (const barred of ["2", "3"]) {
    await convener.selectOption(barred);
    await page.getByText(`Institution ${barred} took part in the first review`).waitFor();
  }
  await expectAccessible(page);
  await keepPicture(page, "console-appeal-en");
  await convener.selectOption("4");
  await page.getByText("took part in the first review").waitFor({ state: "detached" });
  await button(page, "Sign and open").click();
  await page.getByRole("dialog").getByText("It appeals against the earlier review.").waitFor();
  await signOnSheet(page);
  await page.waitForURL(/\/console\/1\/rounds$/);
  await page.goto(at(1, notMet.round));
  await page.getByText("under appeal").waitFor();
  await expect.poll(() => page.getByRole("link", { name: "Appeal", exact: true }).count()).toBe(0);
  await expectAccessible(page);
  await keepPicture(page, "console-under-appeal-en");
  await page.getByRole("link", { name: "the second review" }).click();
  await page.getByText("It appeals against an earlier result:").waitFor();

  const appeal = roundId(notMet.version, world.rubric, 2);
  const second = await world.openAs(4, "/console/4");
  await second.page.getByRole("link", { name: "Accept to convene a review" }).click();
  await button(second.page, "Accept to convene").click();
  await signOnSheet(second.page);
  await second.page.getByRole("heading", { name: "Appoint a reviewer" }).waitFor();
  await second.page.getByLabel("Reviewer's key for this review").waitFor();
  const first = await world.openAs(3, at(3, appeal).slice(world.stack.api.length));
  await first.page.getByText("Institution 3 took part in the review that is appealed against.").waitFor();
  expect(await first.page.getByLabel("Reviewer's key for this review").count()).toBe(0);

  await page.goto(`${world.stack.api}/versions/${notMet.version}`);
  const band = page.getByRole("region", { name: "Quality", exact: true });
  await band.getByText("Standard not met").waitFor();
  await band.getByText("under appeal").waitFor();
  await keepPicture(page, "version-under-appeal-en");
  await page.goto(`${world.stack.api}/r/${notMet.round}`);
  await page.getByText("An appeal against this round").waitFor();
  expect([faults, outside, second.faults, second.outside, first.faults]).toEqual([[], [], [], [], []]);
});
