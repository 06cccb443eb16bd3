import { join } from "node:path";
import { type CourseVersionDocument, concernId, digestOf, type VersionId, versionId } from "@peerseal/sdk";
import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { expectAccessible, keepPicture, SIZES } from "./browser.ts";
import { act, descriptor, signerOf } from "./cast.ts";
import { signOnSheet } from "./console.world.ts";
import { type ReviewsWorld, reviewsWorld } from "./reviews.world.ts";

let world: ReviewsWorld;
let version: VersionId;
/** A minor change of it, to which its result is carried. */
let minor: VersionId;

beforeAll(async () => {
  world = await reviewsWorld();
  ({ version } = world);
});

test("a concern is filed, supported and settled, and a result carried to a minor change", async () => {
  const tied = await world.openAs(1, `/console?concern=${version}`);
  await tied.page.getByRole("link", { name: "Institution 1", exact: true }).click();
  // Whoever owns the course is refused before anybody signs.
  await tied.page.getByText("The contract takes a concern only from members without such a tie.").waitFor();
  expect(await tied.page.getByLabel("Reasons").count()).toBe(0);

  const { page, faults, outside } = await world.openAs(3, `/versions/${version}`);
  await page.getByRole("link", { name: "For member institutions: file a concern" }).click();
  await page.getByRole("link", { name: "Institution 3", exact: true }).click();
  await page.getByLabel("Reasons").fill("The aircraft that the course flies is grounded.");
  await expectAccessible(page);
  await keepPicture(page, "console-concern-new-en");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download the text" }).click();
  const reasons = join(world.folder, "reasons.json");
  await (await download).saveAs(reasons);
  await page.getByRole("button", { name: "File a concern" }).click();
  await signOnSheet(page);
  await page.getByText("Your institution filed it: another one has to stand behind it.").waitFor();
  await page.getByText("The aircraft that the course flies is grounded.").waitFor();

  const second = await world.openAs(2, "/console/2");
  await second.page.getByRole("link", { name: "A member filed a concern" }).click();
  await second.page.getByText("Only the hash of the text is on chain.").waitFor();
  const other = { name: "other.json", mimeType: "application/json", buffer: Buffer.from('{"reasons":"All is well."}') };
  await second.page.getByLabel("Open the file that you were sent").setInputFiles(other);
  await second.page.getByText("This is not the text whose hash was recorded.").waitFor();
  await second.page.getByLabel("Open the file that you were sent").setInputFiles(reasons);
  await second.page.getByText("The aircraft that the course flies is grounded.").waitFor();
  await expectAccessible(second.page);
  await keepPicture(second.page, "console-concern-admit-en");
  await second.page.getByRole("button", { name: "Stand behind it" }).click();
  await signOnSheet(second.page);
  await second.page.getByText("It ends when both members find it settled").waitFor();
  const flagsNow = async () => (await world.client.versions.get(version)).quality.flags;
  expect(await flagsNow()).toContain("concern-open");
  const settle = async (of: Page, text: string) => {
    await of.locator("summary", { hasText: "Say that it is settled" }).click();
    await of.getByLabel("Reasons").fill(text);
    await of.getByRole("button", { name: "Say that it is settled" }).click();
    await signOnSheet(of);
  };
  await settle(second.page, "It flies again since Monday.");
  await second.page.getByText("Your institution found it settled: the other one has to as well.").waitFor();
  expect(await flagsNow()).toContain("concern-open");

  await page.goto(`${world.stack.api}/console/3`);
  await page.getByRole("link", { name: "A concern that you support is open" }).click();
  await page.getByText("Why Institution 2 finds it settled").waitFor();
  await settle(page, "The authority cleared the aircraft.");
  await page.getByText("Nothing: both members found it settled.").waitFor();
  await expectAccessible(page);
  await keepPicture(page, "console-concern-settled-en");
  expect(await flagsNow()).not.toContain("concern-open");

  const before = await world.client.versions.get(version);
  const document = {
    ...descriptor(before.course as CourseVersionDocument["course"], 1),
    version: "1.0.1",
    previous: version,
  };
  const descriptorDigest = digestOf(document);
  const publish = { course: document.course, by: 1, descriptorDigest, previous: version, minor: true };
  await act(world, signerOf("institution 1"), "PublishVersion", publish, document);
  minor = versionId(document.course, descriptorDigest);
  // The owner sees who can do it, and is offered nothing.
  await tied.page.goto(`${world.stack.api}/console/1/courses/version/${minor}`);
  await tied.page.getByText("Institution 2 alone can do it").waitFor();
  expect(await tied.page.getByRole("button", { name: "Carry the result" }).count()).toBe(0);
  await second.page.goto(`${world.stack.api}/console/2`);
  await second.page.getByRole("link", { name: "You may carry the result to a minor version" }).click();
  await second.page.getByText("No reviewer has seen this version.").waitFor();
  await expectAccessible(second.page);
  await keepPicture(second.page, "console-carry-en");
  await second.page.getByRole("button", { name: "Carry the result to this version" }).click();
  await signOnSheet(second.page);
  await second.page.getByText("was carried to this version on").waitFor();
  expect((await world.client.versions.get(minor)).quality).toMatchObject({ state: "met", flags: ["carried"] });
  expect([faults, outside, second.faults, second.outside, tied.faults]).toEqual([[], [], [], [], []]);
});

test("in Japanese on a phone, in the dark: courses, form, review and request fit, and read well to machines", async () => {
  const round = (await world.client.rounds.list({ version })).data[0]?.id ?? "";
  const course = (await world.client.courses.list({ code: "reef-mapping" })).data[0]?.id ?? "";
  const { page, faults } = await world.openAs(1, "/console/1/courses", {
    locale: "ja-JP",
    viewport: SIZES.phone,
    colorScheme: "dark",
  });
  for (const [path, name] of [
    ["/courses", "courses"],
    [`/courses/${course}/new`, "version"],
    [`/courses/version/${version}`, "version-page"],
    [`/courses/version/${minor}`, "version-carried"],
    ["/rounds", "rounds"],
    [`/rounds/${round}`, "round"],
    ["/rounds/new", "ask"],
    ["/concerns", "concerns"],
    ["/concerns/new", "concern-new"],
    [`/concerns/${concernId(version, 1)}`, "concern"],
  ] as const) {
    await page.goto(`${world.stack.api}/console/1${path}`);
    await page.locator("h1").waitFor();
    await page.locator(".waiting").waitFor({ state: "detached" });
    await expectAccessible(page);
    await keepPicture(page, `console-${name}-ja-phone`);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect([path, width]).toEqual([path, SIZES.phone.width]);
  }
  expect(faults).toEqual([]);
});
