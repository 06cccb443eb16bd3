import { digestOf, type RoundId, type VersionId } from "@peerseal/sdk";
import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { reasonsOf } from "../../packages/web/src/console/parts/reasons.ts";
import { draftOf } from "../../packages/web/src/review/draft-of.ts";
import { writeWorkFile } from "../../packages/web/src/review/work.ts";
import { expectAccessible, keepPicture, SIZES } from "./browser.ts";
import { act, signerOf } from "./cast.ts";
import { signOnSheet } from "./console.world.ts";
import {
  acceptedRound,
  appointOn,
  appointTo,
  caughtUp,
  jsonFile,
  panelOf,
  type ReviewsWorld,
  revealAll,
  reviewerWith,
  reviewsWorld,
  type SeatOf,
  sealAll,
  writtenFor,
} from "./reviews.world.ts";

const PHONE = { locale: "en-GB", viewport: SIZES.phone } as const;
const [EXPERT, LEFT_OUT, LEARNER] = panelOf("harbour");
const REPLACING: SeatOf = { seat: 3, role: "subject-expert", institution: 2, holder: "harbour 3" };
const ADDED: SeatOf = { seat: 4, role: "practitioner", institution: 4, holder: "harbour 4" };

let world: ReviewsWorld;
let version: VersionId;
let round: RoundId;

beforeAll(async () => {
  world = await reviewsWorld();
  ({ version, round } = await acceptedRound(world, "harbour-lights"));
  for (const seat of [EXPERT, LEFT_OUT, LEARNER]) await appointTo(world, round, seat);
  await caughtUp(world);
});

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** Shows that a seat is held by the account of this browser, and declares no ties. */
async function claim(page: Page, seat: number): Promise<void> {
  await page.goto(`${world.site}/review/${round}/${seat}`);
  await button(page, "Show the account with Test Wallet").click();
  await button(page, "No to all of these").click();
  await button(page, "Continue").click();
}

test("a seat that is objected to is left out on a phone, once another takes its place; its reviewer is told", async () => {
  const reasons = reasonsOf({ round }, "We published together last year.");
  const objection = { round, seat: LEFT_OUT.seat, owner: 1, document: digestOf(reasons) };
  await act(world, signerOf("institution 1"), "ObjectToSeat", objection);
  const { page, faults, outside } = await world.openAs(2, `/console/2/rounds/${round}`, PHONE);
  await page.getByRole("heading", { name: "Why seat 2 is objected to" }).waitFor();
  await page.getByLabel("Open the file that you were sent").setInputFiles(jsonFile("reasons.json", reasons));
  await page.getByText("We published together last year.").waitFor();
  await page.getByRole("checkbox", { name: "Leave out seat 2 (objected to)" }).check();
  await page.getByText("The panel lacks: subject expert × 1.").waitFor();
  expect(await button(page, "Confirm the panel").isDisabled()).toBe(true);
  await expectAccessible(page);
  await keepPicture(page, "console-objection-phone");
  await appointOn(page, { role: REPLACING.role, person: "Aki Mori", key: signerOf(REPLACING.holder).bytes });
  await page.getByText("The panel lacks").waitFor({ state: "detached" });
  await button(page, "Confirm the panel").click();
  await page.getByRole("dialog").getByText("Left out: seats 2.").waitFor();
  await signOnSheet(page);
  await page.getByRole("row").filter({ hasText: "left out" }).waitFor();

  const reviewer = await reviewerWith(world, LEFT_OUT.holder, PHONE);
  await claim(reviewer.page, LEFT_OUT.seat);
  await reviewer.page.getByText("The convener left this seat out of the panel.").waitFor();
  await expectAccessible(reviewer.page);
  await keepPicture(reviewer.page, "review-left-out-phone");
  expect([faults, outside, reviewer.faults]).toEqual([[], [], []]);
});

test("a convener asks for one more seat; the asked institution appoints for that role, and its reviewer submits unsealed", async () => {
  const written = [EXPERT, LEARNER, REPLACING].map((seat) => writtenFor(round, seat));
  await sealAll(world, written);
  const { page, faults, outside } = await world.openAs(2, `/console/2/rounds/${round}`);
  await page.getByRole("heading", { name: "Panel", exact: true }).waitFor();
  await revealAll(world, written);
  await page.reload();
  await page.locator("summary", { hasText: "Add one seat" }).click();
  await page.getByLabel("Institution", { exact: true }).selectOption("4");
  await page.getByLabel("Role", { exact: true }).selectOption("practitioner");
  await button(page, "Add one seat").click();
  await page
    .getByRole("dialog")
    .getByText("We ask Institution 4 to appoint one more reviewer (practitioner)")
    .waitFor();
  await signOnSheet(page);
  await page.locator("summary", { hasText: "Add one seat" }).waitFor({ state: "detached" });
  await page.getByText("One more seat is asked of Institution 4: practitioner.").waitFor();
  await expectAccessible(page);
  await keepPicture(page, "console-seat-added-en");

  const asked = await world.openAs(4, "/console/4", PHONE);
  await asked.page.getByRole("link", { name: "Appoint the added reviewer" }).click();
  await asked.page.getByText("One more seat is asked of Institution 4: practitioner.").waitFor();
  const roles = asked.page.getByLabel("Role", { exact: true }).getByRole("option");
  await expect.poll(() => roles.allTextContents()).toEqual(["practitioner"]);
  await expectAccessible(asked.page);
  await keepPicture(asked.page, "console-appoint-added-phone");
  await appointOn(asked.page, { person: "Jun Oda", key: signerOf(ADDED.holder).bytes });
  await asked.page.getByRole("row").filter({ hasText: "added later" }).waitFor();

  const reviewer = await reviewerWith(world, ADDED.holder, PHONE);
  await claim(reviewer.page, ADDED.seat);
  await reviewer.page.getByText("Write your review and submit it.").waitFor();
  await reviewer.page.getByText(/^Overview/).click();
  await reviewer.page.getByRole("button", { name: /Review as a whole/ }).click();
  await reviewer.page.locator("summary", { hasText: "Draft as a file" }).click();
  const draft = draftOf(writtenFor(round, ADDED).document);
  const file = writeWorkFile({ round, seat: ADDED.seat, sequence: 1, draft, ready: null, signed: null });
  const input = reviewer.page.getByLabel("Open a file");
  await input.setInputFiles({ name: "draft.json", mimeType: "application/json", buffer: Buffer.from(file) });
  await button(reviewer.page, "Freeze the review and go on").click();
  await expectAccessible(reviewer.page);
  await keepPicture(reviewer.page, "review-added-phone");
  await button(reviewer.page, "Sign and submit").click();
  await reviewer.page.getByRole("dialog", { name: "Submit your review" }).waitFor();
  await signOnSheet(reviewer.page);
  await reviewer.page.getByText("Other seats that have revealed: 3.").waitFor();

  await page.goto(`${world.stack.api}/r/${round}`);
  await page.getByText("One more seat was asked of").waitFor();
  await page.getByText("3 of 3 sealed").waitFor();
  await page.getByRole("row").filter({ hasText: "added later, unsealed" }).waitFor();
  await page.getByRole("article", { name: "Seat 5: Practitioner" }).waitFor();
  expect(await page.getByRole("article", { name: /^Seat 2:/ }).count()).toBe(0);
  await keepPicture(page, "round-seat-added-en");
  expect((await world.client.versions.get(version)).quality.state).toBe("in-review");
  expect([faults, outside, asked.faults, asked.outside, reviewer.faults]).toEqual([[], [], [], [], []]);
});
