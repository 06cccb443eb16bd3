import {
  accountSigner,
  connect,
  findGovernance,
  type Governance,
  listProposals,
  type NetworkConnection,
  readVoteNonce,
  sendGovernance,
  signVote,
} from "@peerseal/sdk";
import { JsonRpcProvider, type Wallet } from "ethers";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type DemoKeys, readDemoKeys } from "../../scripts/demo/keys.ts";
import { expectAccessible, keepPicture, SIZES } from "./browser.ts";
import { type DemoWorld, openDemoWorld, SEEDING_MS, settled } from "./explorer.world.ts";

/** What somebody may write into a name that everybody reads. */
const HOSTILE = "<img src=x onerror=alert(1)> University";

let world: DemoWorld;
let connection: NetworkConnection;
let governance: Governance;
let provider: JsonRpcProvider;
let keys: DemoKeys;

beforeAll(async () => {
  world = await openDemoWorld();
  const { rpc, network } = world.file;
  keys = readDemoKeys(world.dataDir);
  provider = new JsonRpcProvider(rpc, 31337, { staticNetwork: true, cacheTimeout: -1, batchMaxCount: 1 });
  connection = await connect({ rpc, network });
  const governing = await findGovernance(connection);
  if (governing.kind !== "members") throw new TypeError("The members govern the demo network.");
  governance = governing.governance;
}, SEEDING_MS);

afterAll(async () => {
  connection?.close();
  provider?.destroy();
  await world?.end();
});

type Asked = { readonly method: string; readonly params?: readonly { readonly to?: string; readonly data?: string }[] };

/** Announces a wallet to a page, as extensions do, whose account is here. It signs whatever it is asked to. */
async function giveWallet(page: Page, wallet: Wallet): Promise<void> {
  const account = wallet.connect(provider);
  const answer = async ({ method, params = [] }: Asked): Promise<unknown> => {
    if (method === "eth_requestAccounts" || method === "eth_accounts") return [wallet.address.toLowerCase()];
    if (method !== "eth_sendTransaction") return provider.send(method, [...params]);
    const [{ to = "", data = "" } = {}] = params;
    return (await account.sendTransaction({ to, data })).hash;
  };
  await page.exposeFunction("askWallet", answer);
  await page.addInitScript(() => {
    const info = { uuid: "00000000-0000-4000-8000-000000000001", name: "Test wallet", icon: "data:,", rdns: "test" };
    const request = (asked: unknown) => Reflect.get(window, "askWallet")(asked);
    const announce = () =>
      window.dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail: { info, provider: { request } } }));
    window.addEventListener("eip6963:requestProvider", announce);
  });
  await page.reload();
  await settled(page);
}

test("without a wallet the screen tells who governs, who voted how, and who may do what", async () => {
  const { page, faults, outside } = await world.open("/governance");
  await page.getByRole("heading", { name: "Members and their votes" }).waitFor();
  expect(await page.getByRole("row", { name: /Iyonada University.*one vote/ }).count()).toBe(1);
  expect(await page.getByRole("row", { name: /Shirakami.*no vote while merged/ }).count()).toBe(1);
  const merger = page.getByRole("article", { name: /Change the standing of .*Shirakami.* to “merged”/ });
  await merger.getByText("In effect").waitFor();
  await merger.getByText("Who voted how").click();
  await merger.getByText(/Against Southern Fiords Polytechnic/).waitFor();
  expect(await merger.getByText(/For Iyonada University/).count()).toBe(1);
  expect(await page.getByRole("button", { name: "Vote for" }).count()).toBe(0);
  await page.getByText("To vote or propose, open this page in a browser with a wallet").waitFor();
  expect([faults, outside]).toEqual([[], []]);
});

test("a member proposes, votes, and carries out by a wallet; hostile names stay text", {
  timeout: 120_000,
}, async () => {
  const { page, faults } = await world.open("/governance");
  await giveWallet(page, keys.officer(1));
  await page.getByRole("button", { name: "Propose" }).click();
  await page.getByText("This is needed.").first().waitFor();
  await expectAccessible(page);
  await page.getByLabel("Name").fill(HOSTILE);
  await page.getByLabel("DNS domain").fill("hostile.example");
  await page.getByLabel("Country").fill("NZ");
  await page.getByLabel("Digest of its profile").fill(`0x${"ab".repeat(32)}`);
  await page.getByLabel("Account of its first administrator").fill(keys.officer(9).address);
  await page.getByLabel("Why, in a few sentences").fill("It showed that it holds its domain.");
  await page.getByRole("button", { name: "Propose" }).click();
  const proposal = page.getByRole("article", { name: `Admit ${HOSTILE} (hostile.example, NZ) as member 9` });
  await proposal.getByRole("button", { name: "Vote for" }).click({ timeout: 20_000 });
  await proposal.getByText("Recorded on the chain.").waitFor();
  await keepPicture(page, "governance-voting-desktop-en");
  await expectAccessible(page);

  const [made] = await listProposals(connection, governance);
  if (made === undefined) throw new TypeError("It was proposed.");
  expect(made.cast.map(({ voter, support }) => [voter, support])).toEqual([
    [keys.officer(1).address.toLowerCase(), "for"],
  ]);
  const sender = keys.officer(1).connect(provider);
  for (const institution of [2, 4, 5]) {
    const signer = accountSigner(keys.officer(institution));
    const nonce = await readVoteNonce(connection, governance, signer.bytes);
    await sendGovernance(sender, await signVote(signer, governance, made.id, "for", { nonce }));
  }
  await page.reload();
  await settled(page);
  await proposal.getByRole("button", { name: "Begin its notice" }).click({ timeout: 40_000 });
  await proposal.getByRole("button", { name: "Carry it out" }).click({ timeout: 20_000 });
  await proposal.getByText("In effect").waitFor({ timeout: 20_000 });
  await expect.poll(async () => (await world.client.institutions.list({ limit: 100 })).data.length).toBe(9);
  await page.goto(`${world.url}/institutions/9`);
  await settled(page);
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(HOSTILE);
  expect(await page.locator("main img").count()).toBe(0);
  expect(faults).toEqual([]);
});

test("a network of one account says so", async () => {
  const { page } = await world.open("/network", { viewport: SIZES.phone, locale: "ja-JP" });
  // The registries name one account; where that has no code, nobody votes.
  await page.route(world.file.rpc, async (route) => {
    const asked: unknown = route.request().postDataJSON();
    const isCode = typeof asked === "object" && asked !== null && Reflect.get(asked, "method") === "eth_getCode";
    if (!isCode) return route.continue();
    return route.fulfill({ json: { jsonrpc: "2.0", id: Reflect.get(asked, "id"), result: "0x" } });
  });
  await page.goto(`${world.url}/governance`);
  await settled(page);
  await page.getByText("単一のアカウントが、投票なしで直ちに決定します。").waitFor();
  expect(await page.getByRole("heading", { name: "提案" }).count()).toBe(0);
  await expectAccessible(page);
});
