import { createPrivateKey, randomBytes } from "node:crypto";
import { readDemoApiKeys } from "@peerseal/registry-api";
import {
  type ActionMessage,
  type ActionName,
  type ActionSigner,
  accountSigner,
  connect,
  createClient,
  deployInstitutionAccount,
  findGovernance,
  type Governance,
  generatePasskey,
  listProposals,
  type NetworkConnection,
  passkeySigner,
  readProposal,
  readVoteNonce,
  type SoftwarePasskey,
  sendAction,
  sendGovernance,
  signAction,
  signerId,
  signVote,
} from "@peerseal/sdk";
import { JsonRpcProvider, type Wallet } from "ethers";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type DemoKeys, readDemoKeys } from "../../scripts/demo/keys.ts";
import { expectAccessible, keepPicture, openAt, SIZES } from "./browser.ts";
import { type DemoWorld, demoWorld, settled } from "./explorer.world.ts";
import { giveAuthenticator } from "./reviewer.world.ts";

/** What somebody may write into a name that everybody reads. */
const HOSTILE = "<img src=x onerror=alert(1)> University";
const WORDS = "It showed that it holds its domain.";
/** Members that vote beside the one at the screen; together they are a quorum. */
const OTHERS = [2, 4, 5];

let world: DemoWorld;
let connection: NetworkConnection;
let governance: Governance;
let provider: JsonRpcProvider;
let keys: DemoKeys;

beforeAll(async () => {
  world = await demoWorld();
  const { rpc, network } = world.file;
  keys = readDemoKeys(world.dataDir);
  provider = new JsonRpcProvider(rpc, 31337, { staticNetwork: true, cacheTimeout: -1, batchMaxCount: 1 });
  connection = await connect({ rpc, network });
  const governing = await findGovernance(connection);
  if (governing.kind !== "members") throw new TypeError("The members govern the demo network.");
  governance = governing.governance;
});

afterAll(async () => {
  connection?.close();
  provider?.destroy();
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

/** Votes for the newest proposal as soon as it can be voted on, before anybody's time is up. */
async function voteByOthers(): Promise<bigint> {
  await expect.poll(async () => (await listProposals(connection, governance))[0]?.description).toBe(WORDS);
  const [{ id } = { id: 0n }] = await listProposals(connection, governance);
  const { snapshotAt } = await readProposal(connection, governance, id);
  await expect.poll(() => Date.now() / 1000 > snapshotAt + 1).toBe(true);
  const sender = keys.officer(1).connect(provider);
  for (const institution of OTHERS) {
    const signer = accountSigner(keys.officer(institution));
    const nonce = await readVoteNonce(connection, governance, signer.bytes);
    await sendGovernance(sender, await signVote(signer, governance, id, "for", { nonce }));
  }
  return id;
}

/** Fills in the form of a proposal to admit an institution of New Zealand. */
async function fillAdmission(page: Page, name: string, domain: string): Promise<void> {
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("DNS domain").fill(domain);
  await page.getByLabel("Country").fill("NZ");
  await page.getByLabel("Digest of its profile").fill(`0x${"ab".repeat(32)}`);
  await page.getByLabel("Account of its first administrator").fill(keys.officer(9).address);
  await page.getByLabel("Why, in a few sentences").fill(WORDS);
}

test("without a wallet the screen tells who governs, who voted how, and who may do what", async () => {
  const { governor, timelock } = governance;
  expect((await world.client.network()).governance).toEqual({ kind: "members", governor, timelock });
  const { page, faults, outside } = await world.open("/governance");
  await page.getByRole("heading", { name: "Members and their votes" }).waitFor();
  await expect.poll(() => page.getByRole("row", { name: /Iyonada University.*one vote/ }).count()).toBe(1);
  await expect.poll(() => page.getByRole("row", { name: /Shirakami.*no vote while merged/ }).count()).toBe(1);
  const merger = page.getByRole("article", { name: /Change the standing of .*Shirakami.* to “merged”/ });
  await merger.getByText("In effect").waitFor();
  await merger.getByText("Who voted how").click();
  await merger.getByText(/Against Southern Fiords Polytechnic/).waitFor();
  await expect.poll(() => merger.getByText(/For Iyonada University/).count()).toBe(1);
  expect(await page.getByRole("button", { name: "Vote for" }).count()).toBe(0);
  await page.getByText("To vote or propose, open this page in a browser with a wallet").waitFor();
  expect([faults, outside]).toEqual([[], []]);
});

test("a member proposes, votes, and carries out by a wallet; hostile names stay text", async () => {
  const { page, faults } = await world.open("/governance");
  await giveWallet(page, keys.officer(1));
  await page.getByRole("button", { name: "Propose" }).click();
  await page.getByText("This is needed.").first().waitFor();
  await expectAccessible(page);
  await fillAdmission(page, HOSTILE, "hostile.example");
  await page.getByRole("button", { name: "Propose" }).click();
  const proposal = page.getByRole("article", { name: `Admit ${HOSTILE} (hostile.example, NZ) as member 9` });
  const made = await voteByOthers();
  await proposal.getByRole("button", { name: "Vote for" }).click();
  await proposal.getByText("Recorded on the chain.").waitFor();
  const [told] = await listProposals(connection, governance);
  expect(told?.id).toBe(made);
  expect(told?.cast.map(({ voter, support }) => [voter, support])).toEqual(
    [...OTHERS, 1].map((institution) => [keys.officer(institution).address.toLowerCase(), "for"]),
  );
  await keepPicture(page, "governance-voting-desktop-en");
  await expectAccessible(page);

  await proposal.getByRole("button", { name: "Begin its notice" }).click();
  await proposal.getByRole("button", { name: "Carry it out" }).click();
  await proposal.getByText("In effect").waitFor();
  await expect.poll(async () => (await world.client.institutions.list({ limit: 100 })).data.length).toBe(9);
  await page.goto(`${world.url}/institutions/9`);
  await settled(page);
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(HOSTILE);
  expect(await page.locator("main img").count()).toBe(0);
  expect(faults).toEqual([]);
});

/** An institution that votes by two of its passkeys. */
const SIGNING = 6;
const [ADMIN, GOVERN] = [1, 64];

/** Gives a page an authenticator that holds a passkey, and whose person is always there. */
async function givePasskey(page: Page, { jwk }: SoftwarePasskey): Promise<string> {
  const { session, authenticatorId } = await giveAuthenticator({ context: page.context(), page });
  const [credentialId, privateKey] = [randomBytes(16), createPrivateKey({ key: jwk, format: "jwk" })];
  const credential = {
    credentialId: credentialId.toString("base64"),
    isResidentCredential: true,
    rpId: "localhost",
    privateKey: privateKey.export({ type: "pkcs8", format: "der" }).toString("base64"),
    userHandle: randomBytes(16).toString("base64"),
    signCount: 0,
  };
  await session.send("WebAuthn.addCredential", { authenticatorId, credential });
  return credentialId.toString("base64url");
}

/** Lets an institution vote by an account that two passkeys hold together, in the place of its officer's. */
async function holdAccount(passkeys: readonly SoftwarePasskey[]): Promise<string> {
  const { verifier } = world.file.contracts;
  const signers = passkeys.map((passkey) => passkeySigner(verifier, passkey).bytes);
  const sender = keys.officer(1).connect(provider);
  const [before, after] = [accountSigner(keys.officer(SIGNING)), accountSigner(keys.officer(19))];
  const data = await deployInstitutionAccount(sender, { verifier, signers, threshold: signers.length });
  const act = async <N extends ActionName>(signer: ActionSigner, action: N, message: ActionMessage<N>) => {
    const until = { deadline: Math.floor(Date.now() / 1000) + 600 };
    await sendAction(sender, connection, await signAction(signer, connection, action, message, until));
  };
  const added = { institution: SIGNING, from: 0, until: 0 };
  await act(before, "AddKey", { ...added, data: after.bytes, purposes: ADMIN });
  await act(after, "RetireKey", { institution: SIGNING, key: signerId(before.bytes), until: 0 });
  await act(after, "AddKey", { ...added, data, purposes: GOVERN });
  const known = async () => (await world.client.institutions.keys(SIGNING)).data.map((one) => one.data);
  await expect.poll(known).toContain(data);
  return data;
}

test("an institution proposes and votes by two passkeys: its officer signs, a colleague signs and sends it", async () => {
  const site = world.url.replace("127.0.0.1", "localhost");
  const passkeys = [await generatePasskey({ origin: site }), await generatePasskey({ origin: site })] as const;
  const account = await holdAccount(passkeys);
  const { name: institution } = await world.client.institutions.get(SIGNING);
  const apiKey = (await readDemoApiKeys(world.dataDir))?.admin ?? "";
  const admin = createClient({ baseUrl: world.url, apiKey });
  const { token } = await admin.access.invitations.create({ institution: SIGNING, role: "officer" });

  // The officer's browser made its passkey; the colleague's has it from elsewhere, as synchronised ones are.
  const { page: officer, faults } = await openAt(world.browser, `${site}/healthz`, { allowed: [world.file.rpc] });
  const id = await givePasskey(officer, passkeys[0]);
  const stored = JSON.stringify([{ id, publicKey: passkeys[0].publicKey, label: "Office" }]);
  await officer.evaluate((kept) => localStorage.setItem("peerseal.passkeys", kept), stored);
  await officer.goto(`${site}/sign-in#invite=${token}&to=/governance`);
  await officer.getByRole("button", { name: "Make a passkey" }).click();
  await officer.getByRole("heading", { name: "Propose something" }).waitFor();
  const { page: colleague } = await openAt(world.browser, `${site}/governance`, {
    allowed: [world.file.rpc],
    viewport: SIZES.phone,
    locale: "ja-JP",
    colorScheme: "dark",
  });
  await givePasskey(colleague, passkeys[1]);
  await giveWallet(colleague, keys.officer(1));

  const [sheet, handed] = [officer.getByRole("dialog"), colleague.getByRole("dialog")];
  const sign = async () => {
    await sheet.getByRole("button", { name: "Sign with the passkey “Office”" }).click();
    await sheet.getByText(`Signed for ${institution}: 1 of the 2 needed.`).waitFor();
    return sheet.getByLabel("Link with the signatures").inputValue();
  };
  const send = async () => {
    await handed.getByRole("button", { name: "パスキー「投票用アカウント」で署名する" }).click();
    await handed.getByRole("button", { name: "ウォレットで送信する" }).click();
    await handed.getByText("チェーンに記録されました。").waitFor();
  };
  await fillAdmission(officer, "Academy of Knots", "academy.example");
  await officer.getByRole("button", { name: `Propose for ${institution}, by its passkeys` }).click();
  await sheet.getByText("Admit Academy of Knots (academy.example, NZ)").waitFor();
  await colleague.goto(await sign());
  await handed.getByText(`${institution}は次のことを提案します:`).waitFor();
  await handed.getByRole("button", { name: "パスキーを検索する" }).click();
  await send();
  await handed.getByRole("button", { name: "閉じる" }).click();

  await officer.reload();
  const proposal = officer.getByRole("article", { name: /^Admit Academy of Knots/ });
  const ballot = proposal.getByRole("group", { name: `For ${institution}, by its passkeys` });
  await ballot.getByRole("button", { name: "Vote for" }).click();
  await sheet.getByText(`${institution} votes for this:`).waitFor();
  const link = await sign();
  expect(await sheet.getByRole("button", { name: "Send by my wallet" }).count()).toBe(0);
  await colleague.goto(link);
  await handed.getByText(`${institution}は次の提案に賛成します:`).waitFor();
  await send();
  const [told] = await listProposals(connection, governance);
  expect(told?.proposer).toBe(account);
  expect(told?.cast.map(({ voter, support }) => [voter, support])).toEqual([[account, "for"]]);
  await keepPicture(colleague, "governance-passkey-vote-phone-dark-ja");
  await expectAccessible(colleague);

  // What was carried out already is not signed again.
  await officer.goto(`${site}/governance`);
  await officer.getByText("Somebody handed you something to sign or to send").click();
  await officer.getByLabel("The link, or the whole message").fill(`Please sign ${link}`);
  await officer.getByRole("button", { name: "Show it" }).click();
  await sheet.getByText("It was carried out already").waitFor();
  // Signing in asks who is signed in before anybody is.
  expect(faults.filter((fault) => !/status of 401/.test(fault))).toEqual([]);
});

test("a network of one account says so", async () => {
  const { page } = await world.open("/network", { viewport: SIZES.phone, locale: "ja-JP" });
  // The registries name one account; where that has no code, nobody votes, whatever the registry tells.
  const told = { kind: "account", account: governance.timelock, isContract: false };
  await page.route("**/v1/network", async (route) => {
    const answer: object = await (await route.fetch()).json();
    await route.fulfill({ json: { ...answer, governance: told } });
  });
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
