import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type CourseVersionDocument,
  concernId,
  contentRoot,
  digestOf,
  ROLES,
  type Role,
  type RoundId,
  type VersionId,
  versionId,
} from "@peerseal/sdk";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { expectAccessible, keepPicture, SIZES } from "./browser.ts";
import { act, descriptor, foundNetwork, publishCourse, reviewOf, sealOf, signerOf } from "./cast.ts";
import { type ConsoleWorld, makeConsoleWorld, signOnSheet } from "./console.world.ts";

/** A machine that is busy with other tests takes its time over a few clicks. */
const REPLY_SECONDS = 30;

// Each is a whole job with a dozen screens: on a busy machine that takes longer than a request.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 240_000 });

let world: ConsoleWorld;
let version: VersionId;
/** A minor change of it, to which its result is carried. */
let minor: VersionId;
let folder: string;

beforeAll(async () => {
  process.env.STACK_REPLY_SECONDS = String(REPLY_SECONDS);
  world = await makeConsoleWorld("reviews");
  delete process.env.STACK_REPLY_SECONDS;
  await foundNetwork(world, 3);
  ({ version } = await publishCourse(world, 1, "slope-survey"));
  folder = await mkdtemp(join(tmpdir(), "peerseal-content-"));
});

afterAll(async () => {
  await world?.end();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

test("a course is registered, its version written while the form checks it, hashed and published", async () => {
  const { page, faults, outside } = await world.openAs(1, "/console/1/courses");
  await page.getByLabel("Code").fill("Reef Mapping");
  await page.getByText("1 to 63 small letters").waitFor();
  await page.getByLabel("Code").fill("reef-mapping");
  await page.getByRole("button", { name: "Register a course" }).click();
  await signOnSheet(page);
  await page.getByRole("link", { name: "Write the first version" }).click();
  await page.getByRole("heading", { name: "New course version" }).waitFor();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Sign and publish" }).click();
  await page.getByText("Please write it in at least one language.").first().waitFor();
  await expectAccessible(page);
  await keepPicture(page, "console-version-faults-en");
  await page.getByLabel("Languages of the course").fill("en, ja");
  await fillVersion(page);
  await page.getByLabel("Workload in minutes").fill("30");
  await page.getByText("A whole number from 60").waitFor();
  await page.getByLabel("Workload in minutes").fill("2700");
  const notes = Buffer.from("# Reefs\n");
  await mkdir(join(folder, "week 1"));
  await writeFile(join(folder, "week 1", "notes.md"), notes);
  await writeFile(join(folder, ".DS_Store"), "x");
  await page.getByLabel("Content folder").setInputFiles(folder);
  await page.getByRole("rowheader", { name: "week 1/notes.md" }).waitFor();
  await page.reload();
  await page.getByText("Everything that the form asks for is there.").waitFor();
  await page.getByText("What becomes public").click();
  await expectAccessible(page);
  await keepPicture(page, "console-version-en");
  await page.getByRole("button", { name: "Sign and publish" }).click();
  await page.getByText("We publish version 1.0.0 of “Reef mapping”").waitFor();
  await signOnSheet(page);
  await page.getByText("Reef mapping").first().waitFor();
  const found = (await world.client.courses.list({ code: "reef-mapping" })).data[0];
  const { descriptor } = await world.client.versions.get(found?.newestVersion ?? "");
  const sha256 = `0x${createHash("sha256").update(notes).digest("hex")}` as const;
  expect(descriptor).toMatchObject({
    title: { en: "Reef mapping", ja: "礁の地図作成" },
    contentRoot: contentRoot([{ path: "week 1/notes.md", bytes: notes.length, sha256 }]),
  });
  expect([faults, outside]).toEqual([[], []]);
});

/** Fills in what a version must have. */
async function fillVersion(page: Page): Promise<void> {
  const fill = (label: string, value: string) => page.getByLabel(label).first().fill(value);
  await fill("Title (ja)", "礁の地図作成");
  for (const [label, value] of [
    ["Title (en)", "Reef mapping"],
    ["Description (en)", "Map a reef from a boat."],
    ["Learners can … (en)", "draw a map of a reef"],
    ["Field (ISCED-F 2013)", "0532"],
    ["The need (en)", "Reefs change faster than charts."],
    ["Kind, such as practical", "practical"],
    ["What learners do (en)", "They map a reef."],
    ["When it is passed (en)", "The map shows all shoals."],
    ["What that means here (en)", "Say where it was used."],
    ["Access for all (en)", "A boat with a lift."],
    ["How it stacks (en)", "Counts towards the skipper's certificate."],
    ["To be looked over by", "2029-01-01"],
    ["Quality assurance (en)", "Reviewed by peers."],
  ] as const) {
    await fill(label, value);
  }
  await page.getByRole("checkbox", { name: "LO1" }).check();
}

/** Appoints a reviewer on the page of a round. */
async function appoint(page: Page, role: Role, person: string, signer: string): Promise<void> {
  await page.getByLabel("Role", { exact: true }).selectOption(role);
  await page.getByLabel("Who it is").fill(person);
  await page.getByLabel("Reviewer's key for this review").fill(signer);
  await page.getByRole("button", { name: "Sign the appointment" }).click();
  await signOnSheet(page);
  await page.getByRole("cell", { name: person }).waitFor();
}

test("a review goes from its opening to its result, each move from the console", async () => {
  const provider = await world.openAs(1, `/console/1/rounds/new?version=${version}`);
  const convener = await world.openAs(2, "/console/2");
  const { page } = provider;
  await page.getByLabel("Who convenes it").selectOption("2");
  await expectAccessible(page);
  await keepPicture(page, "console-ask-en");
  await page.getByRole("button", { name: "Sign and open" }).click();
  await signOnSheet(page);
  await page.waitForURL(/\/console\/1\/rounds$/);
  const round = (await world.client.rounds.list({ version })).data[0]?.id as RoundId;

  await convener.page.reload();
  await convener.page.getByRole("link", { name: "Accept to convene a review" }).click();
  await convener.page.getByRole("button", { name: "Accept to convene" }).click();
  await signOnSheet(convener.page);
  await convener.page.getByText("subject expert × 2, learner × 1").first().waitFor();
  // A reviewer who belonged to the provider is refused before anybody signs.
  await convener.page.getByLabel("Reviewer's key for this review").fill(signerOf("seat 0").bytes);
  await convener.page.getByRole("checkbox", { name: "Institution 1" }).check();
  await convener.page.getByText("Institution 1 owns or delivers this course").waitFor();
  expect(await convener.page.getByRole("button", { name: "Sign the appointment" }).isDisabled()).toBe(true);
  await expectAccessible(convener.page);
  await keepPicture(convener.page, "console-tie-en");
  await convener.page.getByRole("checkbox", { name: "Institution 1" }).uncheck();
  await appoint(convener.page, "subject-expert", "Mio Hara", signerOf("seat 0").bytes);
  await appoint(convener.page, "subject-expert", "Rui Sato", signerOf("seat 1").bytes);
  await act(world, signerOf("institution 3"), "AppointSeat", {
    round,
    seat: 2,
    institution: 3,
    role: ROLES.indexOf("learner"),
    affiliations: [],
    signer: signerOf("seat 2").bytes,
  });

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

  const roles = ["subject-expert", "subject-expert", "learner"] as const;
  for (const [seat, role] of roles.entries()) {
    await act(world, signerOf(`seat ${seat}`), "Seal", sealOf(reviewOf(round, seat, role).message));
  }
  for (const [seat, role] of roles.entries()) {
    const { message, document } = reviewOf(round, seat, role);
    await act(world, signerOf(`seat ${seat}`), "Review", message, document);
  }
  await page.reload();
  await page.getByLabel("there are factual errors").check();
  await page.getByLabel("Answer").fill("Slide 27 was corrected before the review.");
  await page.getByRole("button", { name: "Answer the reviews" }).click();
  await signOnSheet(page);
  await page.getByText("The answer is recorded.").first().waitFor();

  const until = (await world.client.rounds.get(round)).replyUntil ?? 0;
  await expect.poll(() => Date.now() / 1000 > until + 1, { timeout: 60_000 }).toBe(true);
  await page.reload();
  await page.getByRole("button", { name: "Close the review" }).click();
  await page.getByRole("button", { name: "Have the result computed" }).click({ timeout: 20_000 });
  await page.getByText("Standard met").first().waitFor({ timeout: 20_000 });
  await expectAccessible(page);
  await keepPicture(page, "console-round-en");
  expect([provider.faults, provider.outside, convener.faults, convener.outside]).toEqual([[], [], [], []]);

  await convener.page.goto(`${world.stack.api}/console/2/rounds`);
  await convener.page.getByText("Mio Hara").waitFor();
  const exported = convener.page.waitForEvent("download");
  await convener.page.getByRole("button", { name: "Export (CSV)" }).click();
  await exported;
  await convener.page.getByRole("button", { name: "Erase this table" }).click();
  await convener.page.getByRole("button", { name: "Erase this table" }).click();
  await convener.page.getByText("Mio Hara").waitFor({ state: "detached" });
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
  const reasons = join(folder, "reasons.json");
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
