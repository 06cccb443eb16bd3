import { digestOf, type RoundId, roundId, type VersionId } from "@peerseal/sdk";
import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { expectAccessible, keepPicture, SIZES } from "./browser.ts";
import { act, NONE, publishCourse, signerOf } from "./cast.ts";
import { signOnSheet } from "./console.world.ts";
import { savedBy } from "./reviewer.world.ts";
import { acceptedRound, appointTo, caughtUp, type ReviewsWorld, reviewerWith, reviewsWorld } from "./reviews.world.ts";

const PHONE_JA = { locale: "ja-JP", viewport: SIZES.phone } as const;
const SEATS = [
  { seat: 0, role: "practitioner", institution: 2, holder: "advice 0" },
  { seat: 1, role: "subject-expert", institution: 3, holder: "advice 1" },
] as const;

let world: ReviewsWorld;
let version: VersionId;
let round: RoundId;

beforeAll(async () => {
  world = await reviewsWorld();
  ({ version } = await publishCourse(world, 1, "net-mending"));
  round = roundId(version, world.rubric, 1);
  await caughtUp(world);
});

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

test("advice alone is asked for in Japanese on a phone: the form leaves out what it does not bring", async () => {
  const { page, faults, outside } = await world.openAs(1, `/console/1/rounds/new?version=${version}`, PHONE_JA);
  await page.getByLabel("判定の有効期間(日)").waitFor();
  await page.getByLabel("目的").selectOption("formative");
  await page.getByLabel("判定の有効期間(日)").waitFor({ state: "detached" });
  // On this route only those sit who may judge all of its criteria.
  await page.getByLabel("手続の種類").selectOption("rapid");
  await page.getByLabel("学習者").waitFor({ state: "detached" });
  await page.getByText(/2機関以上から2席以上.*分野の専門家 × 2/).waitFor();
  await page.getByLabel("評価の期限").fill("2035-01-01T00:00");
  await page.getByLabel("主催機関").selectOption("2");
  await button(page, "署名して依頼").click();
  await page.getByText("不足または不適切な項目: 評価の期限").waitFor();
  await page.getByLabel("手続の種類").selectOption("panel");
  await page.getByLabel("手続の種類").selectOption("rapid");
  await page.getByLabel("分野の専門家").fill("1");
  await page.getByLabel("実務家").fill("1");
  await expectAccessible(page);
  await keepPicture(page, "console-ask-advice-ja-phone");
  await button(page, "署名して依頼").click();
  const sheet = page.getByRole("dialog");
  await sheet.getByText("助言のみで、判定はありません。").waitFor();
  await sheet.getByText("助言の内容は公開されません。").waitFor();
  await signOnSheet(page);
  await page.waitForURL(/\/console\/1\/rounds$/);

  await act(world, signerOf("institution 2"), "AcceptRound", { round });
  for (const seat of SEATS) await appointTo(world, round, seat);
  await act(world, signerOf("institution 2"), "SetPanel", { round, seatCount: SEATS.length, excluded: 0 });
  expect([faults, outside]).toEqual([[], []]);
});

test("a reviewer gives advice: no seal, no ratings, the text as a file for the provider", async () => {
  const [seat, other] = SEATS;
  const { page, faults } = await reviewerWith(world, seat.holder, PHONE_JA);
  await page.goto(`${world.site}/review/offer/${round}?for=2&role=${seat.role}`);
  await page.getByText("助言はあなたと提供機関の間にとどまり").waitFor();
  await page.goto(`${world.site}/review/${round}/0`);
  await button(page, "Test Wallet のアカウントを示す").click();
  await button(page, "すべて「いいえ」").click();
  await button(page, "次へ").click();
  await page.getByText("評価観点 1 / 5").waitFor();
  await page.getByText("全体の状況: 6 件中 0 件が完了").click();
  await page.getByRole("button", { name: /レビュー全体/ }).click();
  await page.getByRole("group", { name: "提案" }).getByRole("button", { name: "項目を追加" }).click();
  await page.getByRole("textbox", { name: /^提案/ }).fill("網の修理を一度は海の上で練習させてください。");
  await page.getByText("助言とともに提供機関だけに伝わります。").waitFor();
  await page.getByRole("textbox", { name: /^かかった時間/ }).fill("45");
  await page
    .getByRole("group", { name: "このレビューにAIを使いましたか" })
    .getByRole("radio", { name: "いいえ" })
    .check();
  await button(page, "レビューを固定して進む").click();
  await page.getByText("チェーンにはその指紋だけが残ります。").waitFor();
  await expectAccessible(page);
  await keepPicture(page, "review-advice-ja-phone");
  const advice = await savedBy(page, () => button(page, "助言をファイルに保存").click());
  expect(advice).toContain("海の上で練習");
  await button(page, "署名して提出する").click();
  await page.getByRole("dialog").getByText("本文と評点は公開されません。").waitFor();
  await signOnSheet(page);
  await page.getByText("レビューは記録されています。").waitFor();
  await expectAccessible(page);
  await keepPicture(page, "review-advice-given-ja-phone");
  const nothing = { ratings: "0", sequence: 1, salt: NONE } as const;
  const reviewDigest = digestOf({ advice: "of the other seat" });
  await act(world, signerOf(other.holder), "Review", { round, seat: 1, reviewDigest, ...nothing });
  const [first] = (await world.client.rounds.reviews(round)).data;
  expect(first).toMatchObject({ seat: 0, ratings: "0", document: null });
  expect(faults).toEqual([]);
});

test("a convener gives a review up in Japanese on a phone; it stays visible, with the reasons for whoever has them", async () => {
  const { round: given } = await acceptedRound(world, "buoy-care");
  const { page, faults, outside } = await world.openAs(2, `/console/2/rounds/${given}`, PHONE_JA);
  await page.locator("summary", { hasText: "レビューを中止" }).click();
  await page.getByLabel("理由").fill("評価員が見つかりませんでした。");
  await button(page, "レビューを中止").click();
  await page.getByRole("dialog").getByText("理由のハッシュとともに公開されたままになります。").waitFor();
  await signOnSheet(page);
  await page.getByText("記録は公開されたままです。").waitFor();
  await page.getByRole("heading", { name: "中止の理由" }).waitFor();
  await page.getByText("評価員が見つかりませんでした。").waitFor();
  await expect.poll(() => page.locator("summary", { hasText: "レビューを中止" }).count()).toBe(0);
  await expectAccessible(page);
  await keepPicture(page, "console-abandoned-ja-phone");
  await page.goto(`${world.stack.api}/console/2/rounds`);
  await page.getByRole("listitem").filter({ hasText: "中止" }).waitFor();
  await page.goto(`${world.stack.api}/r/${given}`);
  await page.getByText(/この手続は.*に中止されました。記録は残ります。/).waitFor();
  await expectAccessible(page);
  await keepPicture(page, "round-abandoned-ja-phone");
  expect([faults, outside]).toEqual([[], []]);
});

test("a review for advice closes with how many gave it instead of a result", async () => {
  const { page, faults, outside } = await world.openAs(1, `/console/1/rounds/${round}`, PHONE_JA);
  await button(page, "レビューを終了").click();
  await page.getByText("助言のみ(判定なし)").first().waitFor();
  await page.getByText("評価員2名中2名が助言しました。").waitFor();
  await expect.poll(() => page.getByRole("button", { name: "判定を計算させる" }).count()).toBe(0);
  expect(await page.getByRole("heading", { name: "意見申立て" }).count()).toBe(0);
  await expectAccessible(page);
  await keepPicture(page, "console-advice-ja-phone");
  await page.goto(`${world.stack.api}/r/${round}`);
  await page.getByText("形成的な手続は提供者への助言です。").waitFor();
  await expect.poll(() => page.getByText("0日").count()).toBe(0);
  expect((await world.client.versions.get(version)).quality.state).toBe("unreviewed");
  expect([faults, outside]).toEqual([[], []]);
});
