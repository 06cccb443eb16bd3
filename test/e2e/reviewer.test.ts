import { ReviewDocument } from "@peerseal/sdk";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { expectAccessible, keepPicture, SIZES } from "./browser.ts";
import { openAll, sayHostile, strangers } from "./hostile-page.ts";
import {
  type Authenticator,
  appoint,
  giveAuthenticator,
  giveWallet,
  LEARNER,
  makeReviewWorld,
  newPerson,
  type Person,
  type ReviewWorld,
  savedBy,
  setPanel,
  synchronise,
} from "./reviewer.world.ts";
import { walletOf } from "./stack.keys.ts";

/** Several browsers and a chain on a machine that is busy with other tests as well. */
vi.setConfig({ testTimeout: 240_000 });

let world: ReviewWorld;
/** Reviews by a passkey, in English, at a desk. */
let mio: Person;
/** Reviews by a wallet, in Japanese, on a phone. */
let ken: Person;
let authenticator: Authenticator;
/** What the passkey's reviewer saved on the way. */
let draftFile = "";
let keyFile = "";

beforeAll(async () => {
  world = await makeReviewWorld();
  mio = await newPerson({ locale: "en-GB" });
  authenticator = await giveAuthenticator(mio);
  ken = await newPerson({ locale: "ja-JP", viewport: SIZES.phone });
  await giveWallet(ken, "Test Wallet", walletOf("ken"), world.deps.connection.chainId);
});

afterAll(async () => {
  await Promise.all([mio?.leave(), ken?.leave()]);
  await world?.end();
});

afterEach(async ({ task }) => {
  if (task.result?.state !== "fail") return;
  // What was there when it failed, for whoever looks into it.
  await keepPicture(mio.page, "review-failed-passkey");
  await keepPicture(ken.page, "review-failed-wallet");
});

const at = (path: string) => `${world.site}${path}`;
const seatPath = (seat: number) => `/review/${world.round}/${seat}`;
const offerPath = (role: string, institution: number) =>
  `/review/offer/${world.round}?for=${institution}&role=${role}&hours=4&answer-by=2030-01-31`;
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });
const key = (page: Page, name: string) => page.getByRole("textbox", { name }).inputValue();

/** Waits until a text is on the disk of the browser. */
async function saved(page: Page, text: string): Promise<void> {
  await page.waitForFunction(
    (wanted) =>
      new Promise<boolean>((resolve) => {
        const opening = indexedDB.open("peerseal-review");
        opening.onsuccess = () => {
          const reading = opening.result.transaction("drafts").objectStore("drafts").getAll();
          reading.onsuccess = () => {
            opening.result.close();
            resolve(JSON.stringify(reading.result).includes(wanted));
          };
        };
      }),
    text,
  );
}

test("an invited reviewer signs in by a passkey, sees who they are here, signs out and comes back", async () => {
  const { page } = mio;
  const { token } = await world.admin.access.invitations.create({ institution: 2, role: "reviewer" });
  await page.goto(at(`/review#invite=${token}`));
  await button(page, "Make a passkey and sign in").waitFor();
  expect(new URL(page.url()).hash).toBe("");
  await expectAccessible(page);
  await keepPicture(page, "sign-in-invited");
  await button(page, "Make a passkey and sign in").click();
  await page.getByRole("heading", { name: "My reviews" }).waitFor();
  await page.getByText("Signed in: Reviewer.").waitFor();
  await page.getByRole("link", { name: "Account and sign-out" }).click();
  await page.getByRole("cell", { name: "Reviewer" }).waitFor();
  await expectAccessible(page);
  await page.getByRole("banner").getByRole("link", { name: "Your account" }).waitFor();
  await button(page, "Sign out").click();
  await page.getByRole("banner").getByRole("link", { name: "Sign in" }).waitFor();
  await button(page, "Sign in with a passkey").click();
  await page.getByRole("heading", { name: "My reviews" }).waitFor();
  expect(mio.faults).toEqual([]);
});

test("an invited reviewer signs in by a wallet, in Japanese on a phone", async () => {
  const { page } = ken;
  const { token } = await world.admin.access.invitations.create({ institution: 3, role: "reviewer" });
  await page.goto(at(`/sign-in#invite=${token}&to=${encodeURIComponent("/review")}`));
  await button(page, "Test Wallet でサインイン").click();
  await page.getByText("サインイン中: 評価員").waitFor();
  await expectAccessible(page);
  expect(ken.faults).toEqual([]);
});

test("an offer says what is asked, and is declined in one click", async () => {
  const person = await newPerson({ locale: "en-GB", viewport: SIZES.phone, colorScheme: "dark" });
  const { page, faults } = person;
  await page.goto(at(offerPath("learner", 3)));
  await page.getByText("Drone slope survey").first().waitFor();
  await page.getByText("31 January 2030").waitFor();
  await page.getByText("about 4 hours").waitFor();
  await expectAccessible(page);
  await keepPicture(page, "review-offer-phone-dark");
  await button(page, "Decline").click();
  await page.getByRole("heading", { name: "You declined" }).waitFor();
  await expectAccessible(page);
  await page.goto(at("/review"));
  await page.getByText("You declined.").waitFor();
  expect(faults).toEqual([]);
  await person.leave();
});

test("a reviewer accepts by a passkey: ties first, then the key of the seat", async () => {
  const { page } = mio;
  await page.goto(at(offerPath("subject-expert", 2)));
  await keepPicture(page, "review-offer");
  await button(page, "Accept, and declare ties").click();
  await button(page, "Continue").click();
  await page.getByText("Answer each question.").waitFor();
  await expectAccessible(page);
  await keepPicture(page, "review-ties");
  await button(page, "No to all of these").click();
  await button(page, "Continue").click();
  await button(page, "Make a passkey for this review").click();
  const seatKey = await key(page, "Seat key");
  await expectAccessible(page);
  await keepPicture(page, "review-seat-key");
  await appoint(world, { seat: 0, institution: 2, role: "subject-expert", key: seatKey });
  expect(mio.faults).toEqual([]);
});

test("a reviewer accepts by a wallet and declares a tie, in Japanese on a phone", async () => {
  const { page } = ken;
  await page.goto(at(offerPath("subject-expert", 3)));
  await button(page, "引き受けて利害関係を申告する").click();
  await button(page, "すべて「いいえ」").click();
  const group = page.getByRole("group", { name: "共著" });
  await group.getByRole("radio", { name: "はい" }).check();
  await group.getByRole("textbox").fill("2021年に共著の論文が一本あります。");
  await keepPicture(page, "review-ties-ja-phone");
  await button(page, "次へ").click();
  await page.getByText(/申告した関係: 共著/).waitFor();
  await expectAccessible(page);
  await button(page, "Test Wallet を使う").click();
  const seatKey = await key(page, "評価員席キー");
  await expectAccessible(page);
  await appoint(world, { seat: 1, institution: 3, role: "subject-expert", key: seatKey });
  await LEARNER.appoint(world);
  await page.goto(at("/review"));
  await page.getByRole("heading", { name: "進行中" }).waitFor();
  await page.getByRole("link", { name: "開く" }).waitFor();
  await expectAccessible(page);
  await keepPicture(page, "review-list-ja-phone");
  expect(ken.faults).toEqual([]);
});

/** Level 2, sure, for the criterion that is shown. */
async function judge(page: Page): Promise<void> {
  await page.getByRole("radio", { name: /^2 Met/ }).check();
  await page.getByRole("radio", { name: "Very", exact: true }).check();
}

test("a review is written one criterion at a time; nothing is lost by a lost connection, a reload or a second tab", async () => {
  const { page, context } = mio;
  await page.goto(at("/review"));
  await page.getByRole("link", { name: "Open" }).click();
  await page.getByRole("heading", { name: "Dossier" }).waitFor();
  await page.getByText("You can read and write. Sealing opens").waitFor();
  await page.getByText("Criterion 1 of 17").waitFor();
  await expectAccessible(page);
  // What is missing is told at its field, once the criterion was left.
  await page.getByRole("radio", { name: /^1 Partial/ }).check();
  await button(page, "Next").click();
  await button(page, "Previous").click();
  await expect.poll(() => page.getByText("This is missing.").count()).toBe(3);
  await page.getByRole("radio", { name: "Fairly" }).check();
  await page.getByRole("textbox", { name: /^Comment/ }).fill("The need is stated without a source.");
  await button(page, "Add a place").click();
  const place = page.getByRole("region", { name: "Place 1" });
  await place.getByLabel("File or part of the description").fill("slides.pdf");
  await place.getByLabel("Place in it, such as a page or minute").fill("page 3");
  await place.getByLabel("What you found there").fill("No survey is named.");
  expect(await page.getByText("This is missing.").count()).toBe(0);
  await expectAccessible(page);
  await keepPicture(page, "review-criterion");
  await button(page, "Next").click();
  await context.setOffline(true);
  await page.getByText("No connection. What you write is kept").waitFor();
  await judge(page);
  await page.getByRole("textbox", { name: /^Comment/ }).fill("Written without a connection.");
  await saved(page, "Written without a connection.");
  await context.setOffline(false);
  await page.reload();
  await page.getByText("Overview: 2 of 18 complete").waitFor();
  await page.getByText(/^Overview/).click();
  await button(page, /^◐? ?○? ?✓? ?N2 /).click();
  expect(await page.getByRole("textbox", { name: /^Comment/ }).inputValue()).toBe("Written without a connection.");

  const second = await context.newPage();
  await second.goto(at(seatPath(0)));
  await second.getByText(/^Overview/).click();
  await button(second, /N2 /).click();
  await second.getByRole("textbox", { name: /^Comment/ }).fill("From the second tab.");
  await saved(second, "From the second tab.");
  await page.getByRole("textbox", { name: /^Comment/ }).fill("From the first tab.");
  await page.getByText(/changed in another tab or window/).waitFor();
  await expectAccessible(page);
  await button(page, "Take what is there").click();
  expect(await page.getByRole("textbox", { name: /^Comment/ }).inputValue()).toBe("From the second tab.");
  await second.close();
  expect(mio.faults).toEqual([]);
});

test("a review is completed, made ready and sealed by its passkey", async () => {
  const { page } = mio;
  for (let left = 15; left > 0; left--) {
    await button(page, "Next").click();
    await judge(page);
  }
  await button(page, "To the end of the review").click();
  await page.getByText("Before you can go on, something is missing in:").waitFor();
  await page.getByRole("group", { name: "Strengths" }).getByRole("button", { name: "Add a point" }).click();
  await page.getByRole("textbox", { name: "Strengths, point 1" }).fill("A clear thread from outcome to flight.");
  await page.getByRole("textbox", { name: /^Minutes that you spent/ }).fill("140");
  await page.getByRole("group", { name: "Did you use AI" }).getByRole("radio", { name: "No" }).check();
  await page.getByText("You can seal as soon as the convener has confirmed the panel").waitFor();
  await keepPicture(page, "review-closing");
  await expectAccessible(page);
  await page.locator("summary", { hasText: "Draft as a file" }).click();
  draftFile = await savedBy(page, () => button(page, "Save the draft as a file").click());

  await setPanel(world, 3);
  await page.reload();
  await page.getByText(/^Overview: 18 of 18/).click();
  await button(page, /Review as a whole/).click();
  await button(page, "Freeze the review and go on").click();
  await page.getByText("Save the key file now.").waitFor();
  await expectAccessible(page);
  await keepPicture(page, "review-frozen");
  keyFile = await savedBy(page, () => button(page, "Save the key file").click());
  await button(page, "Sign the seal").click();
  const sheet = page.getByRole("dialog", { name: "Seal your review" });
  await sheet.getByText("I cannot change it any more.").waitFor();
  await expectAccessible(page);
  await keepPicture(page, "review-sign-sheet");
  await sheet.getByRole("button", { name: "Sign", exact: true }).click();
  await sheet.getByText("Recorded.").waitFor();
  await sheet.getByRole("button", { name: "Close" }).click();
  await page.getByText("1 of 3 seats have sealed.").waitFor();
  await expectAccessible(page);
  await keepPicture(page, "review-sealed");
  const [seat] = (await world.deps.client.rounds.seats(world.round)).data;
  expect(seat?.sealedAt).not.toBeNull();
  expect(mio.faults).toEqual([]);
});

test("a draft is opened from a file on a phone; a seal that was signed without a connection is sent again", async () => {
  const { page, context } = ken;
  await page.goto(at(seatPath(1)));
  await page.getByRole("tab", { name: "資料" }).click();
  await page.getByText("slides.pdf").waitFor();
  await expectAccessible(page);
  await keepPicture(page, "review-dossier-ja-phone");
  await page.getByRole("tab", { name: "資料" }).press("ArrowRight");
  await page.getByText("評価観点 1 / 17").waitFor();
  await expectAccessible(page);
  await keepPicture(page, "review-criterion-ja-phone");
  await page.getByText(/^全体の状況/).click();
  await button(page, /レビュー全体/).click();
  await page.getByText("下書きのファイル").click();
  const input = page.getByLabel("ファイルを開く");
  const buffer = (text: string) => ({ name: "draft.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await input.setInputFiles(buffer(draftFile));
  await page.getByText("このファイルは、この評価員席の下書きではありません。").waitFor();
  const mine = { ...JSON.parse(draftFile), seat: 1 };
  // One criterion is judged otherwise than by the first seat.
  mine.draft.ratings.D1 = { ...mine.draft.ratings.D1, choice: 0, comment: "成果が測れない。" };
  mine.draft.ratings.D1.evidence = [{ path: "learningOutcomes", location: "o1", text: "動詞がない。" }];
  mine.draft.conflicts["co-author"] = { declared: true, text: "2021年に共著の論文が一本あります。" };
  mine.draft.language = "ja";
  await input.setInputFiles(buffer(JSON.stringify(mine)));
  await button(page, "レビューを固定して進む").click();
  await button(page, "封印に署名する").click();
  const sheet = page.getByRole("dialog");
  await expectAccessible(page);
  await keepPicture(page, "review-sign-sheet-ja-phone");
  await page.route("**/v1/actions", (route) => route.abort("internetdisconnected"));
  await sheet.getByRole("button", { name: "署名する" }).click();
  await sheet.getByRole("button", { name: "再送する" }).waitFor();
  // The browser is closed in the middle of it: what was signed is still there.
  await page.reload();
  await page.getByRole("heading", { name: "署名済みですが、まだ記録されていません" }).waitFor();
  await expectAccessible(page);
  await page.unroute("**/v1/actions");
  const sent = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/v1/actions"));
  await button(page, "再送する").click();
  expect((await sent).postDataJSON().authorization.signer).toBe(walletOf("ken").address.toLowerCase());
  await page.getByText("3 席中 2 席が封印しました。").waitFor();
  await expectAccessible(page);
  expect(context.pages()).toHaveLength(1);
  expect(ken.faults).toEqual([]);
});

test("a browser that lost the review takes it back from the key file, and from no other", async () => {
  const { page } = mio;
  await page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open("peerseal-review");
        opening.onerror = reject;
        opening.onsuccess = () => {
          const store = opening.result.transaction("drafts", "readwrite").objectStore("drafts");
          store.clear().onsuccess = resolve;
        };
      }),
  );
  await page.reload();
  await page.getByText("This browser does not hold the review that you sealed.").waitFor();
  await expectAccessible(page);
  const input = page.getByLabel("Open the key file");
  await input.setInputFiles({ name: "d.json", mimeType: "application/json", buffer: Buffer.from(draftFile) });
  await page.getByText("This file does not open the seal of this seat.").waitFor();
  await input.setInputFiles({ name: "k.json", mimeType: "application/json", buffer: Buffer.from(keyFile) });
  await button(page, "Save the key file").waitFor();
});

test("once all have sealed, both reveal, compare, and one revises; the record can be cited", async () => {
  await LEARNER.seal(world);
  const { page } = mio;
  await page.reload();
  await page.getByRole("heading", { name: "Reveal your review" }).waitFor();
  await keepPicture(page, "review-reveal");
  await expectAccessible(page);
  await button(page, "Reveal and sign").click();
  await signOn(page, "Sign", "Recorded.", "Close");
  await page.getByText("Nobody else has revealed yet.").waitFor();

  await ken.page.reload();
  await button(ken.page, "署名して開示する").click();
  await signOn(ken.page, "署名する", "記録されました。", "閉じる");
  await ken.page.getByRole("heading", { name: "自分のレビューとほかのレビュー" }).waitFor();
  await ken.page.getByText("2 段階の差").waitFor();
  await expectAccessible(ken.page);
  await keepPicture(ken.page, "review-compare-ja-phone");

  await page.reload();
  await page.getByText("Other seats that have revealed: 1.").waitFor();
  const row = page.getByRole("row", { name: /D1/ });
  await row.getByText("differs by 2").waitFor();
  await row.getByText("成果が測れない。").waitFor();
  await expectAccessible(page);
  await keepPicture(page, "review-compare");
  await button(page, "Revise my review").click();
  await page.getByText(/^Overview/).click();
  await button(page, /D1 /).click();
  await page.getByRole("radio", { name: /^1 Partial/ }).check();
  await page.getByRole("textbox", { name: /^Comment/ }).fill("The other reviewer is right: it cannot be measured.");
  await button(page, "Add a place").click();
  const place = page.getByRole("region", { name: "Place 1" });
  await place.getByLabel("File or part of the description").fill("learningOutcomes");
  await place.getByLabel("Place in it, such as a page or minute").fill("o1");
  await place.getByLabel("What you found there").fill("No verb that can be observed.");
  await page.getByText(/^Overview/).click();
  await button(page, /Review as a whole/).click();
  await button(page, "Freeze the review and go on").click();
  await button(page, "Sign the revision").click();
  await signOn(page, "Sign", "Recorded.", "Close");

  await page.getByText("Your review stands on record.").waitFor();
  await expectAccessible(page);
  await keepPicture(page, "review-record");
  const [citation = ""] = await page.locator("blockquote").allTextContents();
  expect(citation).toContain(
    "Subject expert appointed by Institution 2. Review of “Drone slope survey” 1.0.0 (Revision).",
  );
  expect(citation).toContain(`${world.site}/rounds/${world.round}`);
  const file = JSON.parse(await savedBy(page, () => button(page, "Save the signed review as a file").click()));
  expect(ReviewDocument.parse(file.document).ratings.find(({ criterion }) => criterion === "D1")?.level).toBe(1);
  expect(file.attestation.signed.authorization.signature).toMatch(/^0x[0-9a-f]{400,}$/);
  const reviews = (await world.deps.client.rounds.reviews(world.round)).data;
  expect(reviews.map(({ seat, sequence, document }) => [seat, sequence, document !== null])).toEqual([
    [0, 1, true],
    [1, 1, true],
    [0, 2, true],
  ]);
  expect(reviews.at(-1)?.reviewDigest).toBe(file.attestation.reviewDigest);
  expect([mio.faults, ken.faults]).toEqual([[], []]);
});

test("a seat belongs to whoever holds its signer: others are shown nothing of it", async () => {
  const person = await newPerson({ locale: "en-GB" });
  await giveAuthenticator(person);
  await giveWallet(person, "Other Wallet", walletOf("other"), world.deps.connection.chainId);
  const { page } = person;
  await page.goto(at(seatPath(1)));
  await button(page, "Show the account with Other Wallet").click();
  await page.getByText(/^The wallet gave the account/).waitFor();
  await expectAccessible(page);
  expect(await page.getByRole("heading", { name: "Your record" }).count()).toBe(0);
  await page.goto(at(seatPath(9)));
  await page.getByRole("heading", { name: "There is no seat 9 in this round" }).waitFor();
  await expectAccessible(page);
  expect(person.faults).toEqual([]);
  await person.leave();
});

test("a passkey that is synchronised opens its seat in another browser, ties first", async () => {
  const person = await newPerson({ locale: "en-GB", colorScheme: "dark" });
  const another = await giveAuthenticator(person);
  await giveWallet(person, "Old Wallet", walletOf("ken"), world.deps.connection.chainId);
  const { page } = person;
  await page.goto(at(seatPath(0)));
  await synchronise(authenticator, another);
  await button(page, "Show the passkey of this seat").click();
  await button(page, "No to all of these").click();
  await button(page, "Continue").click();
  await page.getByRole("heading", { name: "Your record" }).waitFor();
  await page.getByText("The signature stands in the transaction").waitFor();
  await expectAccessible(page);
  await keepPicture(page, "review-record-dark");
  // The seats of an account are found by the account alone.
  await page.goto(at("/review"));
  await button(page, "Look with Old Wallet").click();
  await page.getByText("Seats of this account that were found: 1.").waitFor();
  await expect.poll(() => page.getByRole("link", { name: "Open" }).count()).toBe(1);
  expect(person.faults).toEqual([]);
  await person.leave();
});

test("whatever texts the registry says, none becomes more than text in the workspace", async () => {
  const { page } = mio;
  const alarms: string[] = [];
  await page.exposeFunction("alarm", () => alarms.push(page.url()));
  await sayHostile(page);
  for (const path of ["/review", offerPath("learner", 3), seatPath(0)]) {
    await page.goto(at(path));
    await page.locator("main h1, main [role=alert]").first().waitFor();
    await page.locator(".waiting").waitFor({ state: "detached" });
    await openAll(page);
    expect([path, await strangers(page), alarms]).toEqual([path, [], []]);
  }
});

async function signOn(page: Page, sign: string, recorded: string, close: string): Promise<void> {
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("button", { name: sign, exact: true }).click();
  await sheet.getByText(recorded, { exact: true }).waitFor();
  await sheet.getByRole("button", { name: close }).click();
}
