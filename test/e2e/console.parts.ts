import type { CourseId, VersionId } from "@peerseal/sdk";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { addCredentialKey, foundNetwork, publishCourse } from "./cast.ts";
import { type ConsoleWorld, makeConsoleWorld } from "./console.world.ts";

/** A console of institution 2, which has a course and lent its keys; 1 and 3 are members too. */
export type Console = ConsoleWorld & {
  readonly course: CourseId;
  readonly version: VersionId;
  /** A batch of so many learners, recorded: its number. */
  readonly batchOf: (count: number) => Promise<number>;
};

let made: Promise<Console> | undefined;

/** The one of all tests of a file, made for the first that asks. */
export function openConsole(): Promise<Console> {
  made ??= make();
  return made;
}

/** Ends what {@link openConsole} made. */
export async function closeConsole(): Promise<void> {
  await (await made)?.end();
}

async function make(): Promise<Console> {
  const world = await makeConsoleWorld("console");
  await foundNetwork(world, 3);
  await addCredentialKey(world, 2);
  const { course, version } = await publishCourse(world, 2, "slope-survey");
  return {
    ...world,
    course,
    version,
    batchOf: async (count) => {
      const learners = Array.from({ length: count }, (_, i) => `learner-${i}@example.org`);
      const batch = await world.client.batches.issue({ courseVersion: version, learners });
      await world.client.batches.reached(batch, ["anchored"]);
      return batch.number;
    },
  };
}

/**
 * Opens the first step of issuing until it offers a version, or no longer does: a chain that was given many blocks at once
 * is some seconds ahead of the clock.
 */
export async function offered(
  { stack }: Pick<Console, "stack">,
  page: Page,
  institution: number,
  version: VersionId,
  isOffered: boolean,
): Promise<void> {
  const options = async () => {
    await page.goto(`${stack.api}/console/${institution}/issue`);
    await page.locator("#issue-step").waitFor();
    return page.locator(`option[value="${version}"]`).count();
  };
  await expect.poll(options).toBe(isOffered ? 1 : 0);
}

/** Chooses a version on the first step, with a reason where it asks for one. */
export async function chooseVersion(page: Page, version: VersionId, reason: string): Promise<void> {
  await page.getByLabel("Course version").selectOption(version);
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByText("Say in a few words why").waitFor();
  await page.getByLabel("Reason for issuing without a review result").fill(reason);
  await page.getByRole("button", { name: "Next" }).click();
}

/** Goes through the steps with these learners, one in a line, until the button that issues to so many is pressed. */
export async function issueTo(page: Page, version: VersionId, learners: readonly string[]): Promise<void> {
  await chooseVersion(page, version, "A pilot that was agreed in May.");
  await page.getByLabel("Or paste rows").fill(learners.join("\n"));
  await page.getByRole("button", { name: "Read these rows" }).click();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: /^Issue \d/ }).click();
}
