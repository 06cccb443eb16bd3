import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { expectAccessible, keepPicture, SIZES } from "./browser.ts";
import { all, type DemoWorld, demoWorld, settled } from "./explorer.world.ts";

// Nine screens with their data, on machines that may be busy with other tests.
vi.setConfig({ testTimeout: 300_000 });

let world: DemoWorld;

beforeAll(async () => {
  world = await demoWorld();
});

/** Counts from now on how far what is on a page jumps while it loads. */
const watchShifts = (page: Page) =>
  page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if ("value" in entry && typeof entry.value === "number") shifts.push(entry.value);
      }
    }).observe({ type: "layout-shift", buffered: true });
  });

const shifted = (page: Page) =>
  page.evaluate(() => {
    const shifts: unknown = Reflect.get(window, "shifts");
    return Array.isArray(shifts) ? shifts.reduce<number>((sum, one) => sum + Number(one), 0) : Number.NaN;
  });

function ids() {
  const { found } = world;
  return {
    institution: "/institutions/1",
    course: `/courses/${found.shelter.id}`,
    version: `/versions/${found.second.id}`,
    round: `/rounds/${found.revised.id}`,
    batch: `/batches/${found.changed.institution}/${found.changed.number}`,
    rubric: `/rubrics/${found.rubric}`,
  };
}

const screens = () =>
  Object.entries({ network: "/network", search: "/search?q=shelter", ...ids(), governance: "/governance" });

describe.each([
  ["desktop", "en", { colorScheme: "light" }],
  ["phone", "ja", { viewport: SIZES.phone, locale: "ja-JP", colorScheme: "dark" }],
] as const)("every screen on a %s in %s", (size, language, options) => {
  test("is accessible, still, whole, and without faults or strangers", async () => {
    const { page, faults, outside } = await world.open("/network", options);
    await watchShifts(page);
    for (const [name, path] of screens()) {
      await world.go(page, path);
      expect([name, (await shifted(page)) <= 0.05]).toEqual([name, true]);
      expect(await page.locator("html").getAttribute("lang")).toBe(language);
      await keepPicture(page, `explorer-${name}-${size}-${language}`);
      await expectAccessible(page);
      expect([name, faults, outside]).toEqual([name, [], []]);
      expect([name, await page.locator("main [role=alert]").count()]).toEqual([name, 0]);
    }
  });
});

test("every page is at its permanent id, as a page and as data, and the app links its data", async () => {
  const { page } = await world.open("/network");
  for (const [name, path] of Object.entries(ids())) {
    const get = (accept: string) => fetch(`${world.url}${path}`, { headers: { accept } });
    const [html, json] = await Promise.all([get("text/html"), get("application/json")]);
    expect([name, html.status, html.headers.get("content-type")]).toEqual([name, 200, "text/html; charset=utf-8"]);
    expect([name, json.status, json.headers.get("content-type")]).toEqual([
      name,
      200,
      "application/json; charset=utf-8",
    ]);
    await world.go(page, path);
    const data = await page.locator(".page-foot a").getAttribute("href");
    expect([name, data]).toEqual([name, `/v1${path}`]);
  }
});

test("the network's head counts what the registry lists, and its search leads to results", async () => {
  const { page } = await world.open("/network");
  const { client } = world;
  const [institutions, courses, seats, decisions, batches] = await Promise.all([
    all((one) => client.institutions.list(one)),
    all((one) => client.courses.list(one)),
    all((one) => client.seats(one)),
    all((one) => client.decisions.list(one)),
    all((one) => client.anchors.list(one)),
  ]);
  const reviews = seats.filter(({ submittedAt }) => submittedAt !== null);
  const numbers = [institutions, courses, reviews, decisions, batches].map(({ length }) => String(length));
  expect((await page.locator("p.lead").textContent())?.match(/\d+/g)).toEqual(numbers);
  await expect.poll(() => page.getByRole("row").count()).toBeGreaterThan(institutions.length);
  await page.getByRole("searchbox").fill("避難所");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Search: 避難所" }).waitFor();
  expect(new URL(page.url()).searchParams.get("q")).toBe("避難所");
  await page.locator("mark", { hasText: "避難所" }).first().waitFor();
  await page.getByRole("heading", { level: 2, name: "Courses" }).waitFor();
});

test("a search keeps its words in the address, goes on page by page, and says when it finds nothing or fails", async () => {
  const { page } = await world.open("/search?q=a&kind=version");
  const before = await page.locator(".hits li").count();
  await page.getByRole("button", { name: "Show more" }).click();
  await expect.poll(() => page.locator(".hits li").count()).toBeGreaterThan(before);
  await page.getByRole("searchbox").fill("zzzz-nothing");
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByText("Nothing here holds all of “zzzz-nothing”").waitFor();
  await page.route("**/v1/search?**", (route) => route.abort());
  await page.getByRole("searchbox").fill("drone");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").waitFor();
  await page.unroute("**/v1/search?**");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.locator("mark", { hasText: /drone/i }).first().waitFor();
});

test("a course shows what changed between its versions, in words and signs", async () => {
  const { page } = await world.open(ids().course);
  const diff = page.locator("table.diff");
  await diff.waitFor();
  expect(await diff.locator(".change").allTextContents()).toEqual(
    expect.arrayContaining([expect.stringMatching(/^[+−±] (?:added|removed|changed)$/)]),
  );
  await page.getByLabel("Compare with").selectOption("");
  expect(await diff.count()).toBe(0);
  await page.getByRole("button", { name: "Compare with the network" }).click();
  await page.getByText("The network’s medians are of the").waitFor();
});

test("a round tells how its result follows, with every review, its revision and the reply", async () => {
  const { page } = await world.open(ids().round);
  await page.getByRole("heading", { name: "How it follows from the ratings" }).waitFor();
  await page.getByText("The same result follows from the ratings above").waitFor();
  await expect.poll(() => page.locator("table.matrix tbody tr").count()).toBe(17);
  const reviews = (await world.client.rounds.reviews(world.found.revised.id)).data;
  const seats = new Set(reviews.map(({ seat }) => seat));
  await expect.poll(() => page.getByRole("article", { name: /^Seat \d/ }).count()).toBe(seats.size);
  await page.getByText("This is the revision").first().waitFor();
  await expect.poll(() => page.locator("ol.steps > li").count()).toBe(8);
});

test("formative, abandoned and appealing rounds show what they are, and no more", async () => {
  const { formative, abandoned, appeal } = world.found;
  const { page } = await world.open(`/rounds/${formative.id}`);
  await page.getByText("A formative round is advice").waitFor();
  expect(await page.locator("table.matrix, article").count()).toBe(0);
  await world.go(page, `/rounds/${abandoned.id}`);
  await page.getByText("The round was abandoned on").waitFor();
  await world.go(page, `/decisions/${appeal.id}`);
  await page.getByRole("link", { name: "another round" }).first().click();
  await page.waitForURL(`**/r/${appeal.appealOf}`);
  await settled(page);
  await page.getByText("An appeal against this round").waitFor();
});

test("a batch counts what became of its credentials, and names nobody", async () => {
  const { page } = await world.open(ids().batch);
  await page.getByRole("heading", { name: "Status of its credentials" }).waitFor();
  expect(await page.locator("#status ~ dl dd").allTextContents()).toEqual(["0", "9", "0"]);
  expect(await page.locator("main").textContent()).not.toMatch(/@|student/);
});

test("what does not exist is told with what helps", async () => {
  const { page } = await world.open("/network");
  await page.evaluate(() => history.pushState(null, "", "/b/1/77"));
  await page.getByRole("alert").waitFor();
  expect(await page.getByRole("alert").textContent()).toContain("not-found");
});
