import { type RoundId, roundId } from "@peerseal/sdk";
import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { expectAccessible, keepPicture } from "./browser.ts";
import { signerOf } from "./cast.ts";
import { signOnSheet } from "./console.world.ts";
import { giveAuthenticator, newPerson, type Person } from "./reviewer.world.ts";
import {
  appointOn,
  appointTo,
  caughtUp,
  leaving,
  panelOf,
  type ReviewsWorld,
  revealAll,
  reviewsWorld,
  sealAll,
  writtenFor,
} from "./reviews.world.ts";

const PANEL = panelOf("whole");
const STRENGTH = "A clear thread from outcome to flight.";
const ANSWER = "Slide 27 was corrected before the review.";

let world: ReviewsWorld;
let round: RoundId;

beforeAll(async () => {
  world = await reviewsWorld();
  // What is set up beside would stand in the lists of what is to be done.
  await world.reviewed;
  await caughtUp(world);
  round = roundId(world.version, world.rubric, 1);
});

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** Signs in by a passkey with the invitation that an institution sent, answers its offer, and gives the key of the seat. */
async function acceptOffer({ page }: Person, offer: string): Promise<string> {
  const { token } = await world.admin.access.invitations.create({ institution: 2, role: "reviewer" });
  await page.goto(`${world.site}/review#invite=${token}`);
  await button(page, "Make a passkey and sign in").click();
  await page.getByText("Signed in: Reviewer.").waitFor();
  // Passkeys belong to a name: the officer's console is open under a number here.
  await page.goto(offer.replace(world.stack.api, world.site));
  await page.getByText("about 6 hours").waitFor();
  await button(page, "Accept, and declare ties").click();
  await button(page, "No to all of these").click();
  await button(page, "Continue").click();
  await button(page, "Make a passkey for this review").click();
  return page.getByRole("textbox", { name: "Seat key" }).inputValue();
}

/** Judges each criterion, completes the review and seals it. */
async function writeAndSeal({ page }: Person): Promise<void> {
  await page.goto(`${world.site}/review`);
  await page.getByRole("link", { name: "Open" }).click();
  await page.getByText("Criterion 1 of 17").waitFor();
  for (let at = 1; at <= 17; at++) {
    await page.getByRole("radio", { name: /^2 Met/ }).check();
    await page.getByRole("radio", { name: "Very", exact: true }).check();
    await button(page, at === 17 ? "To the end of the review" : "Next").click();
  }
  await page.getByRole("group", { name: "Strengths" }).getByRole("button", { name: "Add a point" }).click();
  await page.getByRole("textbox", { name: "Strengths, point 1" }).fill(STRENGTH);
  await page.getByRole("textbox", { name: /^Minutes that you spent/ }).fill("140");
  await page.getByRole("group", { name: "Did you use AI" }).getByRole("radio", { name: "No" }).check();
  await button(page, "Freeze the review and go on").click();
  await button(page, "Sign the seal").click();
  await signOnSheet(page);
  await page.getByText("1 of 3 seats have sealed.").waitFor();
}

test("a review goes from its opening to its result, each move from the consoles and the reviewer's workspace", async () => {
  const provider = await world.openAs(1, `/console/1/rounds/new?version=${world.version}`);
  const convener = await world.openAs(2, "/console/2");
  const { page } = provider;
  await page.getByLabel("Who convenes it").selectOption("2");
  await expectAccessible(page);
  await keepPicture(page, "console-ask-en");
  await page.getByRole("button", { name: "Sign and open" }).click();
  await signOnSheet(page);
  await page.waitForURL(/\/console\/1\/rounds$/);

  await convener.page.reload();
  await convener.page.getByRole("link", { name: "Accept to convene a review" }).click();
  await convener.page.getByRole("button", { name: "Accept to convene" }).click();
  await signOnSheet(convener.page);
  await convener.page.getByText("subject expert × 2, learner × 1").first().waitFor();
  // A reviewer who belonged to the provider is refused before anybody signs.
  await convener.page.getByLabel("Reviewer's key for this review").fill(signerOf("whole 1").bytes);
  await convener.page.getByRole("checkbox", { name: "Institution 1" }).check();
  await convener.page.getByText("Institution 1 owns or delivers this course").waitFor();
  expect(await convener.page.getByRole("button", { name: "Sign the appointment" }).isDisabled()).toBe(true);
  await expectAccessible(convener.page);
  await keepPicture(convener.page, "console-tie-en");
  await convener.page.getByRole("checkbox", { name: "Institution 1" }).uncheck();

  const reviewer = await newPerson({ locale: "en-GB" });
  leaving(reviewer);
  await giveAuthenticator(reviewer);
  await convener.page.getByLabel("Working hours that you expect").fill("6");
  const offer = await convener.page.getByText(/\/review\/offer\//).textContent();
  const key = await acceptOffer(reviewer, offer ?? "");
  await convener.page.getByLabel("Reviewer's key for this review").fill(key);
  await convener.page.getByText("The reviewer declared no ties.").waitFor();
  await appointOn(convener.page, { person: "Mio Hara", key });
  await appointOn(convener.page, { person: "Rui Sato", key: signerOf("whole 1").bytes });
  for (const seat of PANEL.slice(2)) await appointTo(world, round, seat);

  await page.goto(`${world.stack.api}/console/1/rounds/${round}`);
  await page.locator("summary", { hasText: "Object to a seat" }).click();
  await page.getByLabel("Seat", { exact: true }).selectOption("1");
  await page.getByLabel("Reasons").fill("We published together last year.");
  await page.getByRole("button", { name: "Object to a seat" }).click();
  await signOnSheet(page);
  await page.getByRole("row").filter({ hasText: "objected to" }).waitFor();

  await convener.page.reload();
  await convener.page.getByText("Leave out seat 2 (objected to)").waitFor();
  await expectAccessible(convener.page);
  await convener.page.getByRole("button", { name: "Confirm the panel" }).click();
  await signOnSheet(convener.page);
  await convener.page.getByText("under review").first().waitFor();
  // The table of people stays in the browser of who appointed: the provider sees none.
  expect(await page.getByText("Mio Hara").count()).toBe(0);

  await writeAndSeal(reviewer);
  const others = PANEL.slice(1).map((seat) => writtenFor(round, seat));
  await sealAll(world, others);
  await reviewer.page.reload();
  await button(reviewer.page, "Reveal and sign").click();
  await signOnSheet(reviewer.page);
  await revealAll(world, others);

  await page.reload();
  await page.getByLabel("there are factual errors").check();
  await page.getByLabel("Answer").fill(ANSWER);
  await page.getByRole("button", { name: "Add a point" }).click();
  await page.getByLabel("About seat").selectOption("0");
  await page.getByLabel("About criterion").selectOption("C1");
  await page.getByRole("group", { name: "Point 1" }).getByRole("textbox").fill("The slide is correct now.");
  await expectAccessible(page);
  await keepPicture(page, "console-reply-en");
  await page.getByRole("button", { name: "Answer the reviews" }).click();
  await signOnSheet(page);
  await page.getByText("The answer is recorded.").first().waitFor();

  // The page counts the seconds itself.
  await page.getByRole("button", { name: "Close the review" }).click();
  await page.getByRole("button", { name: "Have the result computed" }).click({ timeout: 20_000 });
  await page.getByText("Standard met").first().waitFor({ timeout: 20_000 });
  await expectAccessible(page);
  await keepPicture(page, "console-round-en");

  await reviewer.page.reload();
  await reviewer.page.getByText("Your review stands on record.").waitFor();
  await reviewer.page.goto(`${world.site}/r/${round}`);
  await reviewer.page.getByText("Standard met").first().waitFor();
  const own = reviewer.page.getByRole("article", { name: "Seat 1: Subject expert" });
  await own.getByText(STRENGTH).waitFor();
  const reply = reviewer.page.getByRole("article", { name: "The provider’s reply" });
  await reply.getByText(ANSWER).waitFor();
  await reply.getByText("About C1 · seat 1:").waitFor();
  await keepPicture(reviewer.page, "round-whole-en");
  expect([provider.faults, provider.outside, convener.faults, convener.outside]).toEqual([[], [], [], []]);
  expect(reviewer.faults).toEqual([]);

  await convener.page.goto(`${world.stack.api}/console/2/rounds`);
  await convener.page.getByText("Mio Hara").waitFor();
  const exported = convener.page.waitForEvent("download");
  await convener.page.getByRole("button", { name: "Export (CSV)" }).click();
  await exported;
  await convener.page.getByRole("button", { name: "Erase this table" }).click();
  await convener.page.getByRole("button", { name: "Erase this table" }).click();
  await convener.page.getByText("Mio Hara").waitFor({ state: "detached" });
});
