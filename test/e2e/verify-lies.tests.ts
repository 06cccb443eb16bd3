import type { Browser, Page } from "playwright-core";
import { afterEach, beforeAll, expect, test } from "vitest";
import { openAt } from "./browser.ts";
import { check, chooseFiles } from "./verify-page.parts.ts";
import { credentialOf, type VerifyWorld, verifyWorld } from "./verify-page.world.ts";

let world: VerifyWorld;
let browser: Browser;
/** One page for all lies: opening one takes longer than any of them. */
let page: Page;

beforeAll(async () => {
  ({ world, browser } = await verifyWorld());
  ({ page } = await openAt(browser, `${world.stack.api}/verify`, { allowed: [world.stack.rpc], isForAll: true }));
});

afterEach(() => page.unrouteAll({ behavior: "wait" }));

type Lie = (body: string) => { readonly status?: number; readonly contentType?: string; readonly body: string };

/** What a registry might answer that is broken, or wants to deceive. */
const LIES: Readonly<Record<string, Lie>> = {
  nothing: () => ({ body: "" }),
  garbage: () => ({ body: "\u0000\ufffd{]", contentType: "application/json" }),
  null: () => ({ body: "null", contentType: "application/json" }),
  "a list": () => ({ body: "[]", contentType: "application/json" }),
  "an error": () => ({ status: 500, body: '{"code":"internal"}', contentType: "application/problem+json" }),
  "a page": () => ({ body: "<script>alert(1)</script>", contentType: "text/html" }),
  "a verdict": () => ({ body: '{"verdict":"valid","checks":[]}', contentType: "application/json" }),
  "other digits": (body) => ({ body: body.replaceAll(/[0-9]/g, (digit) => String(9 - Number(digit))) }),
  "other letters": (body) => ({ body: body.replaceAll(/a/g, "b"), contentType: "application/json" }),
  "half of it": (body) => ({ body: body.slice(0, body.length / 2), contentType: "application/json" }),
};

async function lieBy(lie: Lie): Promise<void> {
  await page.route("**/v1/**", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ status: answer.status(), ...lie(await answer.text()) });
  });
}

test.each(Object.entries(LIES))("whatever the registry says, nothing bad turns good: %s", async (_, lie) => {
  await lieBy(lie);
  await page.reload();
  const bare = credentialOf(world.revoked);
  for (const [name, file] of [
    ["revoked.json", world.revoked],
    ["altered.json", world.altered],
    ["bare.json", bare],
  ] as const) {
    await chooseFiles(page, { [name]: file });
    await page.locator(".band p", { hasText: name }).waitFor();
    expect(await page.locator(".band.good").count(), name).toBe(0);
  }
});

const isDeep = process.env.PEERSEAL_DEEP === "1";
/** How many bytes of an answer are tried: some all over it, or with `npm run test:deep` each. */
const BYTES_AT_ONCE = 200;

test("a registry whose receipt is wrong in one byte, whichever, makes nothing bad good", async () => {
  const bare = credentialOf(world.revoked);
  const files = Object.fromEntries(Array.from({ length: BYTES_AT_ONCE }, (_, n) => [`bare-${n}.json`, bare]));
  const tried = new Set<number>();
  let size = 1;
  await page.route("**/v1/receipts/**", async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    size = body.length;
    const step = isDeep ? 1 : Math.max(1, Math.floor(size / BYTES_AT_ONCE));
    const at = (tried.size * step) % size;
    body.writeUInt8(body.readUInt8(at) ^ 1, at);
    tried.add(at);
    await route.fulfill({ response, body });
  });
  while (tried.size < (isDeep ? size : BYTES_AT_ONCE)) {
    await page.reload();
    await chooseFiles(page, files);
    await expect.poll(() => page.locator("table.many [data-row]").count(), { timeout: 60_000 }).toBe(BYTES_AT_ONCE);
    const verdicts = await page.locator("table.many tbody td:nth-child(2)").allInnerTexts();
    expect(verdicts.filter((verdict) => verdict.includes("Genuine"))).toEqual([]);
  }
});

test("a receipt of another credential makes nothing good of a bare one", async () => {
  await page.reload();
  await page.route("**/v1/receipts/**", (route) => route.fulfill({ json: world.good.receipt }));
  expect(await check(page, { "bare.json": credentialOf(world.revoked) })).not.toMatch(/^✓/);
});

const NONSENSE = ["", "<html>", '{"jsonrpc":"2.0","id":1,"result":"0x"}', '{"jsonrpc":"2.0","id":1,"result":null}'];

test.each(NONSENSE)("with an endpoint that answers %j, what only the chain knows is called unknown", async (body) => {
  await page.reload();
  await page.route(`${world.stack.rpc}/**`, (route) =>
    route.fulfill({ body, headers: { "access-control-allow-origin": "*" } }),
  );
  expect(await check(page, { "good.json": world.good })).toBe("? Could not be checked completely");
  const open = page.locator(".unchecked li");
  expect(await open.allInnerTexts()).toEqual(expect.arrayContaining([expect.stringMatching(/^Status: /)]));
  await page.getByText("gave no answer that counts").waitFor();
});

/** An endpoint that answers from before the revocation, as one that lags or lies would. */
async function serveThePast(address: string): Promise<void> {
  await page.route(`${address}/**`, async (route) => {
    const headers = { "access-control-allow-origin": "*", "access-control-allow-headers": "*" };
    if (route.request().method() === "OPTIONS") return route.fulfill({ status: 204, headers });
    const asked = route.request().postData() ?? "";
    const past = `0x${world.blockBefore.toString(16)}`;
    const body = asked.replaceAll(/"(?:finalized|latest)"/g, JSON.stringify(past));
    const answer = await fetch(world.stack.rpc, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    return route.fulfill({ headers: { ...headers, "content-type": "application/json" }, body: await answer.text() });
  });
}

test("an endpoint is believed for what it says, and named; a second one shows that it lies", async () => {
  const liar = "https://liar.example";
  await page.reload();
  await serveThePast(liar);
  await page.getByText("Ask another endpoint, or as of a date").click();
  await page.getByLabel("Endpoint of the chain (RPC)").fill("not an address");
  await page.getByRole("button", { name: "Use these" }).click();
  await page.getByText("An endpoint is an address that begins with").waitFor();
  await page.getByLabel("Endpoint of the chain (RPC)").fill(`${liar}/secret-key`);
  await page.getByRole("button", { name: "Use these" }).click();
  await page.locator(".whom", { hasText: "https://liar.example, the endpoint that you chose" }).waitFor();
  expect(await page.locator(".whom").textContent()).not.toContain("secret-key");
  expect(await check(page, { "revoked.json": world.revoked })).toBe("✓ Genuine, recorded and in force");
  await page.getByText("https://liar.example was asked about identifiers and hashes.").waitFor();
  await page.getByLabel("Second endpoint that must say the same").fill(world.stack.rpc);
  await page.getByRole("button", { name: "Use these" }).click();
  await page.locator(".band.unsure h2", { hasText: "The endpoints do not agree" }).waitFor();
  expect(await page.getByRole("alert").textContent()).toContain(
    "https://liar.example says: Genuine, recorded and in force.",
  );
  expect(await page.getByRole("alert").textContent()).toContain(
    `${new URL(world.stack.rpc).origin} says: Revoked by its issuer.`,
  );
  // The choice is kept for the next visit, and can be taken back.
  await page.reload();
  await page.locator(".whom", { hasText: "https://liar.example" }).waitFor();
  await page.getByText("Ask another endpoint, or as of a date").click();
  await page.getByRole("button", { name: "Back to this registry's" }).click();
  await page.locator(".whom", { hasText: "the endpoint that this registry names" }).waitFor();
  expect(await check(page, { "revoked.json": world.revoked })).toBe("✕ Revoked by its issuer");
});

test("two endpoints that agree are both named", async () => {
  await page.reload();
  await page.getByText("Ask another endpoint, or as of a date").click();
  await page
    .getByLabel("Second endpoint that must say the same")
    .fill(world.stack.rpc.replace("127.0.0.1", "localhost"));
  await page.getByRole("button", { name: "Use these" }).click();
  expect(await check(page, { "good.json": world.good })).toBe("✓ Genuine, recorded and in force");
  await page.getByText(/http:\/\/localhost:\d+ says the same\./).waitFor();
});
