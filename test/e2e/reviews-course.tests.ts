import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { contentRoot } from "@peerseal/sdk";
import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { expectAccessible, keepPicture } from "./browser.ts";
import { signOnSheet } from "./console.world.ts";
import { type ReviewsWorld, reviewsWorld } from "./reviews.world.ts";

let world: ReviewsWorld;

beforeAll(async () => {
  world = await reviewsWorld();
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
  const { folder } = world;
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
